"""Settings of all tests: Hypothesis profiles, and a cache of their own."""

from __future__ import annotations

import os
import tempfile

import pytest
from hypothesis import settings

settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, max_examples=50, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


def pytest_configure(config: pytest.Config) -> None:
    """Keep finished work in a folder of this session, also of examples in docstrings and of subprocesses.

    So a test never reads what the user computed, nor writes beside it.
    """
    folder = tempfile.TemporaryDirectory(prefix="foedus-tests-")
    patch = pytest.MonkeyPatch()
    patch.setenv("FOEDUS_CACHE", folder.name)
    config.add_cleanup(folder.cleanup)
    config.add_cleanup(patch.undo)

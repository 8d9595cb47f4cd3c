"""One run, one record: the only orchestration, used by every door."""

from ._cache import Cache
from ._json import study_json
from ._read_case import read_case
from ._run import run_study
from ._types import Case, Manifest, Study

__all__ = ["Cache", "Case", "Manifest", "Study", "read_case", "run_study", "study_json"]

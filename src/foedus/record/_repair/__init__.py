"""Repair, never silent: a source becomes a reading copy, and every change is one edit of it."""

from ._repair import Repaired, repair

__all__ = ["Repaired", "repair"]

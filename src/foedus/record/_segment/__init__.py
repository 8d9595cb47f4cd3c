"""A copy to its documents: where each begins and ends, what it contains, and what it is called by."""

from ._enclosed import find_enclosed
from ._identity import document_id, tell_apart
from ._segment import Segmentation, segment, survey_segments

__all__ = ["Segmentation", "document_id", "find_enclosed", "segment", "survey_segments", "tell_apart"]

"""Four folds over the coded real documents.

Three big sources (uk, us, cc) are spread over all folds: their scores are those of an old source. The small ones lie
each wholly in one fold: theirs are those of a new source.
"""

from __future__ import annotations

import zlib

FOLDS = 4
BASE = -2  # the run that all folds start from
OLD_SOURCES = ("uk", "us", "cc")
NEW_SOURCES = {"au": 0, "eu": 1, "in": 1, "sp": 2, "wn": 3, "001": 0, "004": 2}
# further coded documents of a source that is scored as new: no training for its fold
OF_NEW_SOURCE = {
    "gn-01": "wn",
    "gn-02": "wn",
    "gn-03": "in",
    "gn-04": "sp",
    "gn-05": "wn",
    "gn-07": "wn",
    "rd-07": "eu",
}


def may_teach(id: str, fold: int) -> bool:
    """Whether a further coded document may be trained on where a fold is scored, or on the way to all (BASE)."""
    return id not in OF_NEW_SOURCE or fold not in (BASE, NEW_SOURCES[OF_NEW_SOURCE[id]])


def source_of(id: str) -> str:
    """The source of a document, by its id."""
    return id.split("-")[0]


def is_old_source(id: str) -> bool:
    """Whether other documents of its source are in training when it is scored."""
    return source_of(id) in OLD_SOURCES


def fold_of(id: str) -> int:
    """The fold in which a document is scored; 001 and 004 are in no training at all."""
    source = source_of(id)
    return NEW_SOURCES[source] if source in NEW_SOURCES else zlib.crc32(id.encode()) % FOLDS

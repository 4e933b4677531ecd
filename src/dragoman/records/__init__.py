"""Every noun of the house, frozen: what a claim is, what it is made of, and what becomes of it. No I/O."""

from dragoman.records.claims import (
    EVENT_TYPES,
    MOODS,
    RELATION_TYPES,
    SECTORS,
    UNSPECIFIED,
    Claim,
    Entity,
    Event,
    Holder,
    Proposition,
    Relation,
    Stance,
    Statement,
)
from dragoman.records.documents import (
    READ_ROLES,
    ROLES,
    Capture,
    DatingEvidence,
    Document,
    Fact,
    Line,
    Publication,
    Reading,
    Refusal,
)
from dragoman.records.furniture import Fixture
from dragoman.records.intervals import Interval
from dragoman.records.readings import (
    Attribution,
    Chain,
    Coreference,
    Cue,
    Finding,
    Mention,
    Pieces,
    Place,
    Timex,
    Voice,
)
from dragoman.records.reprints import REPRINT_KINDS, Credit, Reprint
from dragoman.records.spans import OffsetMap, Piece, Span
from dragoman.records.stories import COMPARISONS, Comparison, Dyad, Story

__all__ = [
    "COMPARISONS", "EVENT_TYPES", "MOODS", "READ_ROLES", "RELATION_TYPES", "REPRINT_KINDS", "ROLES", "SECTORS",
    "UNSPECIFIED", "Attribution", "Capture", "Chain", "Claim", "Comparison", "Coreference", "Credit", "Cue",
    "DatingEvidence", "Document", "Dyad", "Entity", "Event", "Fact", "Finding", "Fixture", "Holder", "Interval",
    "Line", "Mention", "OffsetMap", "Piece", "Pieces", "Place", "Proposition", "Publication", "Reading", "Refusal",
    "Relation", "Reprint", "Span", "Stance", "Statement", "Story", "Timex", "Voice",
]  # fmt: skip

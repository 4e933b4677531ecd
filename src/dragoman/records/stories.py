"""Claims of all documents laid beside each other."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.records.intervals import Interval

COMPARISONS = ("agrees", "contradicts", "repeats", "updates", "disputes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How claim `first` stands to claim `second` of the same story. relation: one of COMPARISONS; because: in words."""

    first: str
    second: str
    relation: str
    because: str

    def __post_init__(self) -> None:
        if self.relation not in COMPARISONS:
            raise ValueError(f"unknown comparison: {self.relation}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Claims on one proposition.

    id: derived from its claims, the same for the same pages in any order. actors, recipients: canonical names.
    claims: ids, in order of document and place. origins: independent origins, in words, never pages.
    affirmed_by, denied_by, supposed_by: names of last holders (a page's own voice by its publisher or id).
    """

    id: str
    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    origins: tuple[str, ...]
    affirmed_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    supposed_by: tuple[str, ...]
    when: Interval | None
    comparisons: tuple[Comparison, ...]

    @property
    def is_disputed(self) -> bool:
        """Whether some claim in it contradicts another."""
        return any(c.relation in ("contradicts", "disputes") for c in self.comparisons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dyad:
    """Asserted dealings of one actor with another in a week. Counts per class of PLOVER's four."""

    actor: str
    recipient: str
    week: str
    verbal_cooperation: int = 0
    material_cooperation: int = 0
    verbal_conflict: int = 0
    material_conflict: int = 0

"""What the page says about its own time: publication, the date told last, and whether it tells a tale of the past."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.records import Interval
from dragoman.when.expressions import EITHER, SPEECH, TALE, Era, Expression, Moment, Step, Stretch

_NEAR = 60  # words within which a year named still holds for a month without one


@dataclass(slots=True)
class Timeline:
    """Anchors while a page is read from top to bottom.

    published: when the page appeared. is_tale: whether the page tells the past in order, so that its dates hang on each
    other and not on the publication. uttered: the day on which the words now read were spoken, where they are quoted
    and the page tells it. trust: how far the publication can be believed, 0 to 1. told: the date told last;
    explicit_at: the word index of the last one told with its year.
    """

    published: Interval | None
    is_tale: bool
    told: Interval | None = None
    explicit_at: int = field(default=-10_000)
    uttered: Interval | None = None
    trust: float = 1.0

    @property
    def spoken(self) -> Interval | None:
        """When the words now read were spoken or published."""
        return self.uttered or self.published

    def base(self, kind: str) -> Interval | None:
        """What an expression counts from."""
        if kind == EITHER and (self.told is not None or self.is_tale):
            return self.told
        if kind != TALE and (self.uttered is not None or not self.is_tale):
            return self.spoken
        return self.told

    def holds_year(self, at: int) -> bool:
        """Whether the year told last still holds for an expression at a word index."""
        if self.told is None:
            return False
        return self.is_tale or at - self.explicit_at <= _NEAR

    def tell(self, interval: Interval, at: int, *, explicit: bool) -> None:
        """Remember a date told."""
        self.told = interval
        if explicit:
            self.explicit_at = at


def is_tale(expressions: list[Expression], published: Interval | None) -> bool:
    """Whether a page tells the past: many dates with years of their own, few that count from the day of writing."""
    meanings = [e.meaning for e in expressions]
    years = [m.year for m in meanings if isinstance(m, Moment) and m.year is not None]
    spoken = sum(1 for m in meanings if _is_spoken(m))
    past = [y for y in years if published is None or y < published.first.year - 1]
    before_christ = sum(isinstance(m, Era) and m.value.startswith("BC") for m in meanings)
    told = len(past) + before_christ
    return told >= 4 and told * 2 > len(years) + before_christ and told > 2 * spoken


def _is_spoken(meaning: object) -> bool:
    if isinstance(meaning, Step | Stretch):
        return meaning.base == SPEECH
    return (
        isinstance(meaning, Moment) and meaning.year is None and (meaning.weekday is not None and meaning.month is None)
    )

"""When: closed calendar intervals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Interval:
    """First and last day, both inclusive."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"interval ends before it begins: {self.first} to {self.last}")

    @classmethod
    def of(cls, first: str, last: str | None = None) -> Interval:
        """From ISO 8601 days; one day where the last is not given."""
        start = date.fromisoformat(first)
        return cls(start, date.fromisoformat(last) if last else start)

    @property
    def days(self) -> int:
        """Length in days, at least 1."""
        return (self.last - self.first).days + 1

    def overlaps(self, other: Interval) -> bool:
        """Whether they share a day."""
        return self.first <= other.last and other.first <= self.last

    def contains(self, other: Interval) -> bool:
        """Whether the other lies wholly within this one."""
        return self.first <= other.first and other.last <= self.last

    def meet(self, other: Interval) -> Interval | None:
        """The days in both, or None."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Interval(first, last) if first <= last else None

    def to_list(self) -> list[str]:
        """[first day, last day] in ISO 8601."""
        return [self.first.isoformat(), self.last.isoformat()]

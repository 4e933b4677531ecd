"""Which of two pages has a text first, and by what one can tell. Nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.records import Credit, Document
from dragoman.stories.reprints.credits import credit_to, credits_of, publisher_names

_ALL, _LONGER = 0.95, 0.85
"""Share of a page that is in the other, and share of that other below which it says more."""


@dataclass(frozen=True, slots=True)
class Precedence:
    """earlier: id of the page that has it first, None where nothing tells or the signs clash. because: in words."""

    earlier: str | None
    because: str
    credits: tuple[Credit, ...]


def precedence(one: Document, two: Document, shares: tuple[float, float]) -> Precedence:
    """Who has the text first: by days of publication, by credits, by what was cut."""
    found = {c: None for a, b in ((one, two), (two, one)) for c in (credit_to(a, b),) if c}
    credits = tuple(dict.fromkeys((*found, *credits_of(one), *credits_of(two))))
    signs = [*_by_day(one, two), *_by_credit(one, two, tuple(found))] or list(_by_cut(one, two, shares))
    told = {earlier for earlier, _ in signs}
    because = "; ".join(why for _, why in signs)
    if len(told) > 1:
        return Precedence(None, f"the signs clash: {because}", credits)
    return Precedence(told.pop() if told else None, because, credits)


def _by_day(one: Document, two: Document) -> Iterator[tuple[str, str]]:
    if one.published is None or two.published is None:
        return
    a, b = sorted((one, two), key=_first_day)
    if a.published and b.published and a.published.interval.last < b.published.interval.first:
        last, first = a.published.interval.last, b.published.interval.first
        yield a.id, f"{a.id} was published by {last.isoformat()}, {b.id} from {first.isoformat()} on"


def _first_day(page: Document) -> str:
    return page.published.interval.first.isoformat() if page.published else ""


def _by_credit(one: Document, two: Document, credits: tuple[Credit, ...]) -> Iterator[tuple[str, str]]:
    for credit in credits:
        earlier = two.id if credit.document == one.id else one.id
        yield earlier, f"{credit.document} credits {earlier}: “{credit.words}”"


def _by_cut(one: Document, two: Document, shares: tuple[float, float]) -> Iterator[tuple[str, str]]:
    """A page that has nothing of its own but a credit, beside a longer one that credits nobody and names no publisher.

    A longer page of a known publisher may have the text from the one credited just as well.
    """
    for page, other, (share, rest) in ((one, two, shares), (two, one, shares[::-1])):
        named = credits_of(page)
        is_bare = not credits_of(other) and not publisher_names(other)
        if share >= _ALL and rest <= _LONGER and named and is_bare:
            yield other.id, f"{page.id} has nothing that {other.id} has not but a credit: “{named[0].words}”"

"""Times of day find their days: 7:40 p.m. Tuesday is one expression, 8.40am on Saturday are two of one day."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from dragoman.when.expressions import Clock, Expression, Moment, Step
from dragoman.when.masking import Page

_INSIDE = frozenset({"", ",", "at", "at about", "at around", ", at", ", around", ", about"})
_BESIDE = frozenset({"on", "on the", "(", ", on", "local time on", "local time", "local time, on", "|", "-", "–", "in"})


def with_days(found: list[Expression], page: Page) -> list[Expression]:
    """The expressions with every time of day that stands by its day one with it, or at least of that day."""
    joined: list[Expression] = []
    for expression in found:
        whole = _whole(joined[-1], expression, page) if joined else None
        if whole:
            joined[-1] = whole
        else:
            joined.append(expression)
    after = [_of_day(one, other, page) for one, other in pairwise(joined)]
    return [*after, *joined[len(after) :]]


def _whole(one: Expression, other: Expression, page: Page) -> Expression | None:
    """Both as one expression, if a time of day and its day stand together."""
    if _between(one, other, page) not in _INSIDE or not _fit(one, other):
        return None
    day = one if isinstance(other.meaning, Clock) else other
    modifiers = day.modifiers if day is one else (*one.modifiers, *day.modifiers)
    return replace(one, last=other.last, meaning=_at(one, other), modifiers=modifiers)


def _of_day(one: Expression, other: Expression, page: Page) -> Expression:
    """A time of day with the day that follows it after a preposition; the rest as they are."""
    if isinstance(one.meaning, Clock) and _fit(one, other) and _between(one, other, page) in _BESIDE:
        return replace(one, meaning=_at(one, other))
    return one


def _fit(one: Expression, other: Expression) -> bool:
    if isinstance(one.meaning, Clock) == isinstance(other.meaning, Clock):
        return False
    return _is_day(one) or _is_day(other)


def _is_day(expression: Expression) -> bool:
    """Whether it means one day, or a part of one that a clock can tell more exactly."""
    meaning = expression.meaning
    if isinstance(meaning, Step):
        return meaning.unit == "D" and meaning.count is not None and not meaning.counted
    return isinstance(meaning, Moment) and (meaning.day is not None or meaning.weekday is not None)


def _at(one: Expression, other: Expression) -> Moment | Step:
    """The day's meaning at the clock's time."""
    clock, day = (one.meaning, other.meaning) if isinstance(one.meaning, Clock) else (other.meaning, one.meaning)
    assert isinstance(clock, Clock)
    assert isinstance(day, Moment | Step)
    return replace(day, part=clock.time)


def _between(one: Expression, other: Expression, page: Page) -> str | None:
    """The words between them, None where they are many."""
    if other.first - one.last > 4:
        return None
    return " ".join(page.lower(i) or "/" for i in range(one.last, other.first)).replace(" ,", ",")

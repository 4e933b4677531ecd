"""Matches → whole expressions: names masked, modifiers joined to what they modify, ranges found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from dragoman.when import signs
from dragoman.when.clocks import with_days
from dragoman.when.expressions import Clock, Era, Expression, Modifier, Moment, Plain, Step
from dragoman.when.grammar import Match, find_matches, match_without
from dragoman.when.lexer import OTHER, letters
from dragoman.when.masking import Page, is_time, named_day
from dragoman.when.readings import MODIFIERS, read

_PREPOSITIONS = frozenset({"since", "until", "till", "by", "before", "after", "from", "between", "on", "in", "for"})
_DASHES = frozenset({"-", "–", "—", "‑", "−"})
_TO = _DASHES | {"to", "until", "till", "through"}
_AFTER_NAMES = frozenset({"after", "before"})


def assemble(page: Page) -> list[Expression]:
    """The expressions of a page in order, not overlapping."""
    found: list[Expression] = []
    waiting: list[tuple[Match, Modifier]] = []
    for match in find_matches(page.words):
        if waiting and waiting[-1][0].last != match.first:
            found += _alone(waiting, page)
            waiting = []
        reading = (_named(match, page) or read(match)) if is_time(match, page) else None
        if isinstance(reading, Modifier):
            waiting.append((match, reading))
        elif reading:
            found += _modified(waiting, reading)
            waiting = []
        elif waiting:
            found += _alone(waiting, page)
            waiting = []
    found += _alone(waiting, page)
    found = [_with_approximation(_as_rate(_lasting(e, page), page), page) for e in found]
    return _joined(with_days([_with_preposition(e, page) for e in found], page), page)


def _named(match: Match, page: Page) -> tuple[Expression, ...]:
    day = named_day(match, page)
    if not day:
        return ()
    meant = date.fromisoformat(day)
    meaning = Moment(year=meant.year, month=meant.month, day=meant.day)
    return (Expression(first=match.first, last=match.last, meaning=meaning),)


def _alone(waiting: list[tuple[Match, Modifier]], page: Page) -> tuple[Expression, ...]:
    """What a modifier says that nothing follows: found guilty last month of murder."""
    if not waiting:
        return ()
    match = match_without(page.words, waiting[-1][0].first, MODIFIERS)
    if match is None or match.last > waiting[-1][0].last or not is_time(match, page):
        return ()
    reading = read(match)
    return reading if isinstance(reading, tuple) else ()


def _modified(waiting: list[tuple[Match, Modifier]], expressions: tuple[Expression, ...]) -> list[Expression]:
    """The first expression takes the modifiers before it, if it is a date."""
    first, *rest = expressions
    if waiting and isinstance(first.meaning, Moment | Era | Step):
        modifiers = tuple(modifier for _, modifier in waiting)
        first = replace(first, first=waiting[0][0].first, modifiers=(*modifiers, *first.modifiers))
    return [first, *rest]


def _lasting(expression: Expression, page: Page) -> Expression:
    """over the next decade: all of it."""
    step = expression.meaning
    if not isinstance(step, Step) or step.counted or step.unit not in ("W", "M", "Y", "DE", "CE"):
        return expression
    words = [page.lower(at) for at in range(expression.first - 1, expression.first + 2)]
    if words[0] not in ("over", "within") or words[1:] != ["the", "next"]:
        return expression
    return replace(expression, meaning=replace(step, lasts=True))


def _as_rate(expression: Expression, page: Page) -> Expression:
    """$3 million a year: how often, and not how long."""
    meaning, first = expression.meaning, expression.first
    if not isinstance(meaning, Plain) or meaning.type != "DURATION" or page.lower(first) not in ("a", "an"):
        return expression
    before = page.lower(first - 1)
    is_amount = before in signs.words("rated") or page.words.words[first - 1].text[:1].isdigit()
    if first == 0 or expression.last - first != 2 or not is_amount:
        return expression
    return replace(expression, meaning=Plain(type="SET", value=meaning.value))


def _with_approximation(expression: Expression, page: Page) -> Expression:
    """nearly three decades, at least five years, about noon: TIMEX3 takes the words before for part of it."""
    meaning, first = expression.meaning, expression.first
    is_counted = isinstance(meaning, Step) and page.words.classes[first] != letters()["THE"] and meaning.counted
    if not (is_counted or isinstance(meaning, Clock) or (isinstance(meaning, Plain) and meaning.type == "DURATION")):
        return expression
    while first > 0 and (page.words.classes[first - 1] == letters()["APPROX"] or page.lower(first - 1) == "some"):
        first -= 1
    if first < expression.first and page.lower(first) in ("least", "most") and page.lower(first - 1) == "at":
        first -= 1
    return replace(expression, first=first)


def _with_preposition(expression: Expression, page: Page) -> Expression:
    before = page.lower(expression.first - 1)
    return (
        replace(expression, preposition="until" if before == "till" else before)
        if before in _PREPOSITIONS
        else expression
    )


def _joined(found: list[Expression], page: Page) -> list[Expression]:
    for i, (one, other) in enumerate(pairwise(found)):
        if _is_range(one, other, page):
            found[i] = replace(one, opens_range=True)
        elif _counts_from_after(one, page):
            found[i] = replace(one, leans=other.first == one.last)
    return [replace(e, loose=not e.leans and _counts_from_words(e, page)) for e in found]


def _is_range(one: Expression, other: Expression, page: Page) -> bool:
    if other.first - one.last != 1:
        return False
    link = page.lower(one.last)
    if link == "and":
        return one.preposition == "between"
    if not all(isinstance(e.meaning, Moment | Era | Step) for e in (one, other)):
        return False
    return link in _TO and not (link in _DASHES and isinstance(other.meaning, Step))


def _counts_from_after(expression: Expression, page: Page) -> bool:
    return isinstance(expression.meaning, Step) and page.lower(expression.last - 1) in _AFTER_NAMES


def _counts_from_words(expression: Expression, page: Page) -> bool:
    if not _counts_from_after(expression, page) or expression.last >= len(page.words.words):
        return False
    follows = page.words.classes[expression.last]
    if follows == OTHER:
        return page.lower(expression.last).isalpha() and not page.is_finite(expression.last)
    return follows in (letters()["THE"], letters()["A"])

"""Dates that the text tells: what has happened is past, what is planned is not, and pages follow their news soon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources

from dragoman.records import Interval
from dragoman.when.dating.evidence import FIRST, LAST, Evidence, Step, ordinal
from dragoman.when.dating.script import Script
from dragoman.when.expressions import SPEECH, Expression, Moment
from dragoman.when.expressions import Step as Count
from dragoman.when.moments import in_year
from dragoman.when.resolution import resolve
from dragoman.when.tense import looks_ahead
from dragoman.when.timeline import Timeline

_NEAR = 12  # words within which a year still holds for a day without one
_YEARS = range(1940, 2050)
_NO_DAY = 1e-5  # weight of the days between the lags of one year and those of the next
_WRONG_WEEKDAY = 0.04  # share of pages that err in the weekday
_NOW = frozenset(
    "today posted published updated update retrieved accessed tonight dated revised modified yesterday".split()
)
_BESIDE = 4  # words between a date and one that says it is that of writing
_SHORT_STEPS = frozenset({"D", "W", "WE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A date told with its year.

    precision: now (a day said to be that of writing), day, month or year; ahead: told as still to come.
    """

    expression: Expression
    interval: Interval
    precision: str
    ahead: bool


def from_dates(script: Script, named: Sequence[tuple[int, int]]) -> Iterator[Evidence]:
    """What the dates of a text say of the day that it was written on. named: words of events, left out."""
    told, yearless = read_dates(script, named)
    pace = "news" if is_news(script) else "calm"
    last = last_told(told)
    if last is not None:
        yield _after_last(script, last, pace)
    coming = [t for t in told if t.ahead and (last is None or t.interval.last >= last.interval.first)]
    if coming:
        yield _before_next(script, min(coming, key=lambda t: t.interval.last))
    yield from _days_of_year(script, yearless, pace)


def last_told(told: Sequence[Told]) -> Told | None:
    """The latest date told as past, a day of writing before all; years told both ways are no past."""
    coming = {t.interval for t in told if t.ahead and t.precision == "year"}
    past = [t for t in told if not t.ahead and t.interval not in coming]
    return max(past, key=lambda t: (t.precision == "now", t.interval.first), default=None)


def is_news(script: Script) -> bool:
    """Whether the text counts days from its own: yesterday, on Tuesday, last week."""
    return any(is_deictic(e) for e in script.expressions)


def is_deictic(expression: Expression) -> bool:
    """Whether it counts days or weeks back from the day of writing, or names a weekday alone."""
    meaning = expression.meaning
    if isinstance(meaning, Moment):
        bare = meaning.weekday is not None and meaning.month is None and meaning.day is None and meaning.nth is None
        return bare and meaning.year is None
    return (
        isinstance(meaning, Count)
        and meaning.base == SPEECH
        and meaning.unit in _SHORT_STEPS
        and (meaning.count is not None and meaning.count < 0)
    )


def read_dates(script: Script, named: Sequence[tuple[int, int]]) -> tuple[list[Told], list[tuple[Expression, Moment]]]:
    """Dates with a year of their own or of the words before, and days of the year without one.

    The end of a range is left out: whether it has come when the page is written, the words do not tell.
    """
    told: list[Told] = []
    yearless: list[tuple[Expression, Moment]] = []
    closes_range = False
    for expression in script.expressions:
        meaning, is_end = expression.meaning, closes_range
        closes_range = expression.opens_range
        if (
            is_end
            or not isinstance(meaning, Moment)
            or any(a < expression.last and expression.first < b for a, b in named)
        ):
            continue
        if meaning.year is None:
            found = _borrowed(expression, meaning, told)
            if found is None and meaning.month and meaning.day and meaning.which_year is None:
                yearless.append((expression, meaning))
        else:
            found = _told(script, expression, meaning)
        if found is not None:
            told.append(found)
    return told, yearless


def _told(script: Script, expression: Expression, moment: Moment) -> Told | None:
    interval = resolve(expression, Timeline(None, False), ahead=False)[1].interval
    if interval is None:
        return None
    ahead = looks_ahead(script.page, expression.first, expression.last, expression.preposition)
    precision = _precision(moment)
    if precision == "day" and _is_now(script, expression):
        return Told(expression=expression, interval=interval, precision="now", ahead=False)
    return Told(expression=expression, interval=interval, precision=precision, ahead=bool(ahead))


def _is_now(script: Script, expression: Expression) -> bool:
    """Whether words beside a day say that it is that of writing, or the time of day stands with it."""
    before = script.lower[max(0, expression.first - _BESIDE) : expression.first]
    after = script.lower[expression.last : expression.last + 3]
    is_clock = len(after) == 3 and after[0].isdigit() and after[1] == ":" and after[2].isdigit()
    return is_clock or not _NOW.isdisjoint(before) or after[:1] == ("t",)


def _borrowed(expression: Expression, moment: Moment, told: list[Told]) -> Told | None:
    """A day or month whose year stands shortly before it."""
    if not told or not moment.month or moment.which is not None or moment.which_year is not None:
        return None
    last = told[-1]
    if expression.first - last.expression.first > _NEAR:
        return None
    reading = in_year(replace(moment, weekday=None, nth=None), last.interval.last.year)
    if reading is None or reading.interval is None:
        return None
    return Told(expression=expression, interval=reading.interval, precision=_precision(moment), ahead=last.ahead)


def _precision(moment: Moment) -> str:
    return "day" if moment.day or moment.nth else "month" if moment.month else "year"


def _after_last(script: Script, last: Told, pace: str) -> Evidence:
    span = last.expression.first, last.expression.last
    return Evidence(
        reason="said to be the day of writing" if last.precision == "now" else "the last date told as past",
        quote=script.quote(*span),
        span=script.span(*span),
        steps=tuple(lagged(last.interval.first, lags()[last.precision, "any" if last.precision == "now" else pace])),
        otherwise=0.0,
        first=last.interval.first,
        last=None,
    )


def _before_next(script: Script, coming: Told) -> Evidence:
    span = coming.expression.first, coming.expression.last
    return Evidence(
        reason="told as still to come",
        quote=script.quote(*span),
        span=script.span(*span),
        steps=tuple(lagged(coming.interval.last, lags()["coming", "any"])),
        otherwise=0.0,
        first=None,
        last=coming.interval.last,
    )


def _days_of_year(script: Script, yearless: list[tuple[Expression, Moment]], pace: str) -> Iterator[Evidence]:
    """A day without a year: shortly after it in any year, and where a weekday stands with it, in the years that fit."""
    seen: set[tuple[int, int]] = set()
    for expression, moment in yearless:
        key = (moment.month or 0, moment.day or 0)
        if key in seen or len(seen) == _MOST_DAYS:
            continue
        seen.add(key)
        ahead = looks_ahead(script.page, expression.first, expression.last, expression.preposition)
        days = [day for day in (_in(year, *key) for year in _YEARS) if day is not None]
        fits = [day for day in days if moment.weekday is None or day.weekday() == moment.weekday]
        span = expression.first, expression.last
        precision = "yearless_ahead" if ahead else "yearless"
        table = lags()[precision, pace if moment.weekday is None else "weekday"]
        yield Evidence(
            reason="told as still to come, of any year" if ahead else "told as past, of any year",
            quote=script.quote(*span),
            span=script.span(*span),
            steps=tuple(_yearly(days, set(fits or days), table)),
            otherwise=_NO_DAY,
            first=None,
            last=None,
        )


_MOST_DAYS = 3  # of the year that are heard; a list of dates is a calendar


def _in(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def lagged(day: date, table: tuple[tuple[int, int, float], ...]) -> Iterator[Step]:
    """The weights of a table of lags, counted from a day."""
    at = ordinal(day)
    for first, last, weight in table:
        if at + last >= FIRST and at + first <= LAST:
            yield max(FIRST, at + first), min(LAST, at + last), weight


def _yearly(days: list[date], fits: set[date], table: tuple[tuple[int, int, float], ...]) -> Iterator[Step]:
    others = max(1, len(days) - len(fits))
    for day in days:
        share = 1.0 if day in fits else _WRONG_WEEKDAY / (1 - _WRONG_WEEKDAY) * len(fits) / others
        for first, last, weight in lagged(day, table):
            yield first, last, weight * share


@cache
def lags() -> dict[tuple[str, str], tuple[tuple[int, int, float], ...]]:
    """(precision, pace) → days from and to after the date told, and the density of publication there."""
    text = resources.files("dragoman.when.dating").joinpath("lags.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")][1:]
    found: dict[tuple[str, str], list[tuple[int, int, float]]] = {}
    for precision, pace, first, last, share in rows:
        length = int(last) - int(first) + 1
        found.setdefault((precision, pace), []).append((int(first), int(last), float(share) / length))
    return {key: tuple(table) for key, table in found.items()}

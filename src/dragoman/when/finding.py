"""The public way in: a Doc → its time expressions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from spacy.tokens import Doc

from dragoman.records import Interval, Timex
from dragoman.when import calendar
from dragoman.when.anchors import Utterances, by_speaker
from dragoman.when.assembly import assemble
from dragoman.when.calendar import Reading
from dragoman.when.expressions import Expression, Moment, Step
from dragoman.when.lexer import split
from dragoman.when.masking import Page
from dragoman.when.moments import in_year
from dragoman.when.resolution import resolve
from dragoman.when.tense import looks_ahead
from dragoman.when.timeline import Timeline, is_tale

_UNDATED = 0.6  # what counts from a comment that tells no date: it may be years younger than its page
_ASIDE_YEARS = 5  # of no great weight: 2 to 10 do as well on WikiWars


def find_timexes(doc: Doc, published: Interval | None) -> tuple[Timex, ...]:
    """The time expressions of a text, in order, resolved as far as they can be.

    published: the days on which the page may have appeared; a comment (`doc._.voices`) counts from its own days where
    they are known, a quotation from the day of the utterance where the page tells it. value is that of the words alone
    (since 1994 → 1994); interval is when the thing told can have happened: the whole range for each end of one (from
    March to May), up to publication after `since`, None where nothing bounds it.
    """
    page = Page(doc, split(doc.text))
    expressions = assemble(page)
    utterances = Utterances(doc, page, expressions, lambda e: _alone(e, page, published))
    found: list[Timex] = []
    for speaker, own in by_speaker(expressions, page, doc._.voices).items():
        timeline = Timeline(speaker.published or published, is_tale(own, speaker.published or published))
        if speaker.name is not None and speaker.published is None:
            timeline.trust = _UNDATED
        found += _read_all(own, timeline, page, utterances)
    return tuple(sorted(found, key=lambda t: t.start_char))


def _alone(expression: Expression, page: Page, published: Interval | None) -> Interval | None:
    """The days of an expression by itself."""
    return _resolve(expression, Timeline(published, is_tale=False), page)[1].interval


def _read_all(expressions: list[Expression], timeline: Timeline, page: Page, utterances: Utterances) -> Iterator[Timex]:
    at = 0
    while at < len(expressions):
        timeline.uttered = utterances.day_at(page.words.words[expressions[at].first].start)
        if expressions[at].opens_range and at + 1 < len(expressions):
            yield from _read_range(expressions[at], expressions[at + 1], timeline, page)
            at += 2
        else:
            yield _read_one(expressions, at, timeline, page)
            at += 1


def _read_one(expressions: list[Expression], at: int, timeline: Timeline, page: Page) -> Timex:
    expression = expressions[at]
    if expression.leans and at + 1 < len(expressions):
        timeline = replace(timeline)
        _resolve(expressions[at + 1], timeline, page)
    kind, reading, certainty = _resolve(expression, timeline, page)
    reading = Reading(reading.value, _bounded(reading.interval, expression, timeline.spoken))
    return _timex(expression, page, kind, reading, certainty)


def _resolve(expression: Expression, timeline: Timeline, page: Page) -> tuple[str, Reading, float]:
    """As `resolve`, and the timeline remembers the date."""
    ahead = looks_ahead(page, expression.first, expression.last, expression.preposition)
    kind, reading, certainty = resolve(expression, timeline, ahead=ahead)
    meaning = expression.meaning
    if reading.interval and isinstance(meaning, Moment | Step):
        explicit = isinstance(meaning, Moment) and meaning.year is not None
        if not _is_aside(expression, reading.interval, timeline):
            timeline.tell(reading.interval, expression.first, explicit=explicit)
    return kind, reading, certainty if certainty == 1 else certainty * timeline.trust


def _is_aside(expression: Expression, interval: Interval, timeline: Timeline) -> bool:
    """A bare year far from the day or month that the tale has come to: the 1614 elections, a plan for 1976."""
    told = timeline.told
    if not timeline.is_tale or told is None or interval.days < 365 or told.days > 31:
        return False
    return abs(interval.first.year - told.first.year) > _ASIDE_YEARS


def _read_range(one: Expression, other: Expression, timeline: Timeline, page: Page) -> list[Timex]:
    """Both ends; the first takes its year from the last, and the interval of each is the whole range."""
    end = _resolve(other, timeline, page)
    start = _start_before(one, end[1]) or _resolve(one, replace(timeline), page)
    reach = _reach(start[1].interval, end[1].interval)
    return [
        _timex(e, page, kind, Reading(reading.value, reach), min(start[2], end[2]))
        for e, (kind, reading, _) in ((one, start), (other, end))
    ]


def _start_before(one: Expression, end: Reading) -> tuple[str, Reading, float] | None:
    """July to August 2019, 5 September to 12 September 1914, October to March 1950: the year of the first."""
    meaning = one.meaning
    if not isinstance(meaning, Moment) or end.interval is None or not (meaning.month or meaning.season):
        return None
    if meaning.year is not None or meaning.which is not None or meaning.which_year is not None or one.modifiers:
        return None
    for year in (end.interval.first.year, end.interval.first.year - 1):
        reading = in_year(meaning, year)
        if reading and reading.interval and reading.interval.first <= end.interval.first:
            return "DATE", reading, 0.9
    return None


def _reach(start: Interval | None, end: Interval | None) -> Interval | None:
    return calendar.hull(start, end) if start and end and start.first <= end.last else None


def _bounded(interval: Interval | None, expression: Expression, published: Interval | None) -> Interval | None:
    """What a preposition makes of an interval: since, until, by, before, after."""
    word = expression.preposition
    if interval is None or word not in ("since", "until", "by", "before", "after"):
        return interval
    if published is None:
        return None if word in ("before", "after") else interval
    if word == "since":
        return Interval(interval.first, published.last) if interval.first <= published.last else interval
    if word in ("until", "by"):
        return calendar.hull(published, interval) if interval.last >= published.last else interval
    if word == "before":
        last = interval.first - timedelta(days=1)
        return Interval(published.first, last) if last >= published.first else None
    first = interval.first if interval.days > 1 else interval.last
    return Interval(first, published.last) if first <= published.last else None


def _timex(expression: Expression, page: Page, kind: str, reading: Reading, certainty: float) -> Timex:
    words = page.words.words
    settled = reading.interval is not None or kind in ("DURATION", "SET")
    is_length = kind == "DURATION" and expression.loose  # two days after the raid: two days
    return Timex(
        start_char=words[expression.first].start,
        end_char=words[expression.last - 1 - is_length].end,
        type=kind,
        value=reading.value,
        interval=reading.interval,
        certainty=round(certainty if settled else min(certainty, 0.5), 3),
    )

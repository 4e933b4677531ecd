"""Calendar moments with unsaid fields → the day, month or season that is meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from dragoman.records import Interval
from dragoman.when import calendar
from dragoman.when.calendar import Reading
from dragoman.when.expressions import SPEECH, TALE, Moment
from dragoman.when.timeline import Timeline

_MONTH = 31
_SOON = 60  # days that a date may lie ahead where nothing says whether the sentence looks back or ahead
_ROLLOVER = 5  # in a tale, a month this much earlier in the year than the last one told is of the next year


def locate(moment: Moment, timeline: Timeline, at: int, *, ahead: bool | None) -> tuple[Reading, float]:
    """Value and interval, and how certain. at: word index; ahead: whether the sentence looks ahead, None: unsaid."""
    if moment.year is not None:
        return in_year(moment, moment.year) or _blank(moment), 1.0
    base = timeline.base(moment.base)
    if moment.which_year is not None:
        return _in_stepped_year(moment, moment.which_year, base), 0.9
    if moment.weekday is not None and moment.month is None and moment.day is None:
        return _weekday(moment, base, ahead=ahead), 0.8
    if moment.which is not None:
        return _stepped(moment, moment.which, base), 0.8
    if moment.month is None and moment.day is not None:
        return _day_alone(moment, timeline, ahead=ahead), 0.6
    if timeline.told is not None and timeline.holds_year(at):
        return _in_tale(moment, timeline.told), 0.7
    if timeline.spoken is not None and (timeline.uttered or not timeline.is_tale):
        return calendar.over(timeline.spoken, lambda day: _nearest(moment, day, ahead=ahead)), 0.8
    return _blank(moment), 0.5


def in_year(moment: Moment, year: int) -> Reading | None:
    """The moment in a year known; None where that year has no such day."""
    if not 1 <= year <= 9998:
        return None
    if moment.season:
        return Reading(f"{year:04d}-{moment.season}", calendar.season(year, moment.season))
    if moment.quarter:
        return _quarter(year, moment.quarter)
    if moment.month is None:
        return Reading(f"{year:04d}", calendar.year(year))
    if moment.nth is not None and moment.weekday is not None:
        return _nth_weekday(year, moment.month, moment.weekday, moment.nth)
    if moment.day is None:
        return Reading(f"{year:04d}-{moment.month:02d}", calendar.month(year, moment.month))
    try:
        day = date(year, moment.month, moment.day)
    except ValueError:
        return None
    return Reading(day.isoformat(), Interval(day, day))


def _quarter(year: int, quarter: int) -> Reading | None:
    if not 1 <= quarter <= 4:
        return None
    return Reading(f"{year:04d}-Q{quarter}", calendar.months(year, quarter * 3 - 2, 3))


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> Reading | None:
    whole = calendar.month(year, month)
    days = [whole.first + timedelta(days=i) for i in range(whole.days)]
    found = [d for d in days if d.weekday() == weekday]
    if nth > len(found):
        return None
    day = found[nth - 1 if nth > 0 else -1]
    return Reading(day.isoformat(), Interval(day, day))


def _blank(moment: Moment) -> Reading:
    """The value with the year unsaid, and no interval."""
    if moment.season:
        return Reading(f"XXXX-{moment.season}", None)
    if moment.quarter:
        return Reading(f"XXXX-Q{moment.quarter}", None)
    if moment.weekday is not None and moment.month is None and moment.day is None:
        return Reading(f"XXXX-WXX-{moment.weekday + 1}", None)
    month = "XX" if moment.month is None else f"{moment.month:02d}"
    if moment.day is None and moment.nth is None:
        return Reading(f"XXXX-{month}", None)
    return Reading(f"XXXX-{month}-{'XX' if moment.day is None else f'{moment.day:02d}'}", None)


def _in_stepped_year(moment: Moment, steps: int, base: Interval | None) -> Reading:
    """February last year."""
    if base is None:
        return _blank(moment)
    return calendar.over(base, lambda day: in_year(moment, day.year + steps) or _blank(moment))


def _years_around(moment: Moment, day: date) -> Iterator[Reading]:
    """The moment in every year near a day, where it exists and falls on the weekday said."""
    found = [r for r in (in_year(moment, day.year + i) for i in range(-8, 9)) if r is not None]
    on_weekday = [r for r in found if _fits_weekday(moment, r)]
    yield from on_weekday or found


def _fits_weekday(moment: Moment, reading: Reading) -> bool:
    if moment.weekday is None or moment.nth is not None or reading.interval is None:
        return True
    return reading.interval.first.weekday() == moment.weekday


def _nearest(moment: Moment, day: date, *, ahead: bool | None) -> Reading:
    """The last one that has begun by that day; or, looking ahead, the first that has not ended.

    Where the sentence says neither, it is one that is soon to come, else the last.
    """
    readings = [(r.interval, r) for r in _years_around(moment, day) if r.interval is not None]
    to_come, begun = [r for i, r in readings if i.last >= day], [r for i, r in readings if i.first <= day]
    if ahead is None:
        begun = [r for i, r in readings if i.first <= day + timedelta(days=_SOON)]
    chosen = to_come[:1] if ahead else begun[-1:]
    return chosen[0] if chosen else _blank(moment)


def _stepped(moment: Moment, steps: int, base: Interval | None) -> Reading:
    """last June, next spring, this March, that summer, the last Friday of this month."""
    if base is None:
        return _blank(moment)
    if moment.nth is not None and moment.month is None:
        return calendar.over(base, lambda day: _in_month(moment, calendar.shift(day.replace(day=1), "M", steps)))

    def reading(day: date) -> Reading:
        if steps == 0:
            return in_year(moment, _year_of(moment, day)) or _blank(moment)
        readings = [(r.interval, r) for r in _years_around(moment, day) if r.interval is not None]
        before, after = [r for i, r in readings if i.last < day], [r for i, r in readings if i.first > day]
        chosen = before[-1:] if steps < 0 else after[:1]
        return chosen[0] if chosen else _blank(moment)

    return calendar.over(base, reading)


def _in_month(moment: Moment, day: date) -> Reading:
    return in_year(replace(moment, month=day.month), day.year) or _blank(moment)


def _year_of(moment: Moment, day: date) -> int:
    """this winter in January began last year."""
    return day.year - 1 if moment.season == "WI" and day.month <= 2 else day.year


def _weekday(moment: Moment, base: Interval | None, *, ahead: bool | None) -> Reading:
    """on Tuesday, last Tuesday, Tuesday next week."""
    if base is None or moment.weekday is None:
        return _blank(moment)
    weekday, which = moment.weekday, moment.which

    def reading(day: date) -> Reading:
        if moment.which_week is not None:
            chosen = calendar.week(day).first + timedelta(days=weekday + 7 * moment.which_week)
        elif which == 0 and moment.base == SPEECH:
            chosen = calendar.week(day).first + timedelta(days=weekday)
        elif which == 1 or (which is None and (ahead or moment.base == TALE)):
            start = day + timedelta(days=1 if which == 1 else 0)
            chosen = start + timedelta(days=(weekday - start.weekday()) % 7)
        else:
            start = day - timedelta(days=1 if which == -1 else 0)
            chosen = start - timedelta(days=(start.weekday() - weekday) % 7)
        return Reading(chosen.isoformat(), Interval(chosen, chosen))

    return calendar.over(base, reading)


def _day_alone(moment: Moment, timeline: Timeline, *, ahead: bool | None) -> Reading:
    """the 20th, Saturday the 18th: of the month told last, else nearest to the publication."""
    if timeline.is_tale and timeline.told is not None:
        return calendar.over(timeline.told, lambda day: _in_month(moment, day))
    base = timeline.spoken or timeline.told
    if base is None:
        return _blank(moment)

    def reading(day: date) -> Reading:
        months = [calendar.shift(day.replace(day=1), "M", i) for i in range(-14, 15)]
        readings = [r for m in months if (r := in_year(replace(moment, month=m.month), m.year)) is not None]
        found = [(r.interval, r) for r in readings if r.interval is not None and _fits_weekday(moment, r)]
        to_come, begun = [(i, r) for i, r in found if i.last >= day], [(i, r) for i, r in found if i.first <= day]
        # Saturday the 18th was half a year ago, and is next week
        is_old = bool(begun) and (day - begun[-1][0].last).days > _MONTH
        is_soon = bool(to_come) and (to_come[0][0].first - day).days <= _MONTH
        chosen = to_come[:1] if ahead or (is_old and is_soon) else begun[-1:]
        return chosen[0][1] if chosen else _blank(moment)

    return calendar.over(base, reading)


def _in_tale(moment: Moment, told: Interval) -> Reading:
    """In April: of the year told last; of the next where the tale has run past it."""
    if told.days > 100:
        return in_year(moment, told.first.year) or _blank(moment)

    def reading(day: date) -> Reading:
        month = moment.month or (calendar.SEASON_STARTS[moment.season] if moment.season else 0)
        year = day.year + 1 if month and day.month - month > _ROLLOVER else day.year
        return in_year(moment, year) or _blank(moment)

    return calendar.over(told, reading)

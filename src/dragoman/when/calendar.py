"""Days, weeks, months, seasons and the rest as closed intervals, with their TIMEX3 values. Nothing here reads text."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.records import Interval

SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_THIRDS = {"START": (0, 3), "MID": (1, 3), "END": (2, 3)}


@dataclass(frozen=True, slots=True)
class Reading:
    """A TIMEX3 value with the days that it covers, None where it covers none that we can name."""

    value: str
    interval: Interval | None


def year(number: int) -> Interval:
    """January to December."""
    return Interval(date(number, 1, 1), date(number, 12, 31))


def month(year_: int, month_: int) -> Interval:
    """First to last day of a month."""
    return Interval(date(year_, month_, 1), date(year_, month_, monthrange(year_, month_)[1]))


def months(year_: int, first: int, count: int) -> Interval:
    """That many months from the first on; the first may lie beyond 1 to 12."""
    start = _add_months(date(year_, 1, 1), first - 1)
    return Interval(start, _add_months(start, count) - timedelta(days=1))


def season(year_: int, name: str) -> Interval:
    """SP, SU, FA, WI of the north, by whole months; winter runs into the next year."""
    return months(year_, SEASON_STARTS[name], 3)


def week(day: date) -> Interval:
    """Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Interval(monday, monday + timedelta(days=6))


def part(whole: Interval, how: str) -> Interval:
    """START, MID, END: a third; H1, H2: a half; Q1 to Q4: a quarter. Years and longer by whole months."""
    numerator, parts = _THIRDS[how] if how in _THIRDS else (int(how[1]) - 1, {"H": 2, "Q": 4}[how[0]])
    count = _whole_months(whole)
    if count >= parts:
        cut = [_add_months(whole.first, count * n // parts) for n in (numerator, numerator + 1)]
    else:
        cut = [whole.first + timedelta(days=whole.days * n // parts) for n in (numerator, numerator + 1)]
    return Interval(cut[0], max(cut[0], cut[1] - timedelta(days=1)))


def _whole_months(span: Interval) -> int:
    after = span.last + timedelta(days=1)
    if span.first.day != 1 or after.day != 1:
        return 0
    return (after.year - span.first.year) * 12 + after.month - span.first.month


def shift(day: date, unit: str, count: float) -> date:
    """The day so many units later; the last of the month where that is too short. Stays within the calendar."""
    try:
        if unit in ("M", "Q", "Y", "DE", "CE"):
            return _add_months(day, round(count * {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}[unit]))
        days = {"D": 1.0, "W": 7.0, "WE": 7.0, "2W": 14.0, "TH": 1 / 24, "TM": 1 / 1440, "TS": 1 / 86400}[unit]
        return day + timedelta(days=round(count * days))
    except (OverflowError, ValueError):
        return date.min if count < 0 else date.max


def _add_months(day: date, count: int) -> date:
    total = day.year * 12 + day.month - 1 + count
    year_, month_ = divmod(total, 12)
    return date(year_, month_ + 1, min(day.day, monthrange(year_, month_ + 1)[1]))


def around(day: date, unit: str) -> Reading:
    """The calendar unit that holds the day: its week, month, year …"""
    y = day.year
    if unit == "W":
        iso = day.isocalendar()
        return Reading(f"{iso.year:04d}-W{iso.week:02d}", week(day))
    if unit == "WE":
        iso = day.isocalendar()
        saturday = week(day).last - timedelta(days=1)
        return Reading(f"{iso.year:04d}-W{iso.week:02d}-WE", Interval(saturday, saturday + timedelta(days=1)))
    if unit == "M":
        return Reading(f"{y:04d}-{day.month:02d}", month(y, day.month))
    if unit == "Q":
        quarter = (day.month - 1) // 3
        return Reading(f"{y:04d}-Q{quarter + 1}", months(y, quarter * 3 + 1, 3))
    if unit == "Y":
        return Reading(f"{y:04d}", year(y))
    if unit == "DE":
        return Reading(f"{y // 10:03d}", years(y // 10 * 10, y // 10 * 10 + 9))
    if unit == "CE":
        return Reading(f"{y // 100:02d}", years(y // 100 * 100, y // 100 * 100 + 99))
    return Reading(day.isoformat(), Interval(day, day))


def years(first: int, last: int) -> Interval:
    """January of the first to December of the last; year 0 does not exist and counts as 1."""
    return Interval(date(max(first, 1), 1, 1), date(last, 12, 31))


def hull(*spans: Interval) -> Interval:
    """From the earliest first day to the latest last day."""
    return Interval(min(s.first for s in spans), max(s.last for s in spans))


def over(base: Interval, read: Callable[[date], Reading]) -> Reading:
    """What `read` says for a day of which only an interval is known.

    `read` must be monotone (a later day never gives an earlier interval); then the result holds what it says for every
    day of the base. The value keeps what is the same at both ends, X elsewhere.
    """
    first, last = read(base.first), read(base.last)
    if first == last:
        return first
    covers = hull(first.interval, last.interval) if first.interval and last.interval else None
    return Reading(_blend(first.value, last.value), covers)


def _blend(one: str, other: str) -> str:
    """2012-02-03 with 2012-02-28 → 2012-02-XX."""
    if one == other:
        return one
    ones, others = one.split("-"), other.split("-")
    if len(ones) != len(others):
        return "XXXX"
    kept = next(i for i, (a, b) in enumerate(zip(ones, others, strict=True)) if a != b)
    return "-".join((*ones[:kept], *(_blanked(part_) for part_ in ones[kept:])))


def _blanked(part_: str) -> str:
    """W12 → WXX, Q3 → QX, WE stays; all else its letters in X."""
    if part_ == "WE":
        return part_
    return {"W": "WXX", "Q": "QX"}.get(part_[0], "X" * len(part_))

"""When comments were posted: the words beside them as days, counted from the day of saving where they are ages."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from dragoman.capture.dates import find_dates
from dragoman.capture.plain import Page
from dragoman.records import Interval, Line, Publication

_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name}
_MONTH = "(?P<{}>" + "|".join(_MONTHS) + r")[a-z]*\.?"
_NUMERIC = re.compile(r"(?<!\d)(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:(?:19|20)\d\d|\d\d))(?!\d)")
_YEARLESS = re.compile(
    r"\b(?:" + _MONTH.format("m1") + r"\s+(?P<d1>\d{1,2})(?:st|nd|rd|th)?(?![\d:])"
    r"|(?P<d2>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?" + _MONTH.format("m2") + r")(?!\w)",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\b(?P<count>\d+|an?)\s*(?P<unit>s|secs?|seconds?|m|min|mins|minutes?|h|hrs?|hours?|d|days?|w|weeks?|mo|months?|y|yrs?|years?)\s+ago\b",
    re.IGNORECASE,
)
_DAY_NAMED = re.compile(r"\b(?P<day>yesterday|today|just now)\b", re.IGNORECASE)
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_HOURS = {"s": 1 / 3600, "mi": 1 / 60, "h": 1.0, "d": 24.0, "w": 168.0, "mo": 730.5, "y": 8766.0}
_NEAR = 90
"""Days after its page's publication within which a comment without a year is put into the same year."""
_MILLISECONDS = 10**12


@dataclass(frozen=True, slots=True)
class Frame:
    """What bounds the comments of a page: when it was published, when it was saved, how its dates are written.

    is_day_first: whether 3/4 is the third of April; None where no date of the page tells.
    """

    published: Interval | None = None
    saved: Interval | None = None
    is_day_first: bool | None = None


def with_postings(page: Page, published: Interval | None, saved: Interval | None = None) -> Page:
    """The page with the times of its comments. saved: the day on which it was saved, if known."""
    stamps = {mark.stamp for mark in page.marks if mark.stamp}
    if not stamps:
        return page
    frame = Frame(published, saved, day_first(stamps))
    told = {stamp: find_posting(stamp, frame) for stamp in stamps}
    posted: dict[int, Publication | None] = {}
    for block, mark in zip(page.blocks, page.marks, strict=True):
        if mark.role == "comment" and mark.stamp:
            posted.update(dict.fromkeys(range(block.first + 1, block.last + 2), told[mark.stamp]))
    lines = tuple(_with_posting(line, posted) for line in page.lines)
    reading = replace(page.reading, lines=tuple(_with_posting(line, posted) for line in page.reading.lines))
    return replace(page, lines=lines, reading=reading)


def find_posting(stamp: str, frame: Frame) -> Publication | None:
    """When a comment was posted whose time these words tell; None if they do not, or only from an unknown day on."""
    for find in (_epoch, _numeric, _dated, _age, _named_day, _yearless):
        found = find(stamp, frame)
        if found:
            interval, certainty = found
            return Publication(interval=interval, basis=stamp, certainty=certainty)
    return None


def day_first(stamps: Iterable[str]) -> bool | None:
    """Whether the day stands before the month in numeric dates; None if none of them tells, or they disagree."""
    told: set[bool] = set()
    has_dots = False
    for stamp in stamps:
        for match in _NUMERIC.finditer(stamp):
            a, b = int(match["a"]), int(match["b"])
            has_dots = has_dots or match["sep"] == "."
            if max(a, b) > 12 >= min(a, b):
                told.add(a > b)
    if not told:
        return True if has_dots else None
    return told.pop() if len(told) == 1 else None


Found = tuple[Interval, float] | None


def _epoch(stamp: str, frame: Frame) -> Found:
    """Seconds or milliseconds since 1970, as attributes of tags hold them."""
    if not _EPOCH.fullmatch(stamp):
        return None
    seconds = int(stamp) / (1000 if int(stamp) >= _MILLISECONDS else 1)
    return _day(datetime.fromtimestamp(seconds, UTC).date()), 0.95


def _numeric(stamp: str, frame: Frame) -> Found:
    """3/4/2012, 3/4/12: in the order that other dates of the page show, else the one that comes after publication."""
    match = _NUMERIC.search(stamp)
    if not match:
        return None
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    year += 0 if year > 99 else 2000
    readings = {True: _valid(year, b, a), False: _valid(year, a, b)}
    if match["sep"] == "." and readings[True] and frame.is_day_first is None:
        readings.pop(False)
    days = sorted({day for order, day in readings.items() if day and frame.is_day_first in (None, order)})
    fitting = [day for day in days if _fits(day, frame)] or days
    if not fitting:
        return None
    return Interval(fitting[0], fitting[-1]), 0.9 if len(fitting) == 1 else 0.7


def _dated(stamp: str, frame: Frame) -> Found:
    found = find_dates(stamp)
    return (found[0].interval, 0.95 if found[0].is_day else 0.75) if found else None


def _age(stamp: str, frame: Frame) -> Found:
    """ "3 hours ago", counted from the day of saving. Systems round, or cut off: half a unit less to one unit more."""
    match = _AGE.search(stamp)
    if not match or frame.saved is None:
        return None
    count = int(match["count"]) if match["count"].isdigit() else 1
    unit = match["unit"].casefold()
    hours = _HOURS["mi" if unit == "m" or unit.startswith("mi") else "mo" if unit.startswith("mo") else unit[0]]
    try:
        first = frame.saved.first - timedelta(days=-(-hours * (count + 1) // 24))
        last = frame.saved.last - timedelta(days=hours * (count - 0.5) // 24)
    except OverflowError:
        return None
    if frame.published and first <= frame.published.first <= last:
        first = frame.published.first
    return Interval(first, last), 0.8


def _named_day(stamp: str, frame: Frame) -> Found:
    match = _DAY_NAMED.search(stamp)
    if not match or frame.saved is None:
        return None
    back = timedelta(days=1 if match["day"].casefold() == "yesterday" else 0)
    return Interval(frame.saved.first - back, frame.saved.last - back), 0.8


def _yearless(stamp: str, frame: Frame) -> Found:
    """ "Jun 3 at 4:01pm": the last such day before the page was saved, else the first soon after its publication."""
    match = _YEARLESS.search(stamp)
    if not match:
        return None
    month = _MONTHS[(match["m1"] or match["m2"]).casefold()]
    number = int(match["d1"] or match["d2"])
    if frame.saved:
        before = [day for day in _in_years(frame.saved.last, (0, -1), month, number) if day <= frame.saved.last]
        return (_day(before[0]), 0.85) if before else None
    if frame.published:
        start = frame.published.first
        after = [day for day in _in_years(start, (0, 1), month, number) if 0 <= (day - start).days <= _NEAR]
        return (_day(after[0]), 0.75) if after else None
    return None


def _in_years(around: date, offsets: Sequence[int], month: int, day: int) -> Iterator[date]:
    found = (_valid(around.year + offset, month, day) for offset in offsets)
    return (each for each in found if each)


def _fits(day: date, frame: Frame) -> bool:
    is_late = frame.published is None or day >= frame.published.first
    return is_late and (frame.saved is None or day <= frame.saved.last)


def _day(day: date) -> Interval:
    return Interval(day, day)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_posting(line: Line, posted: dict[int, Publication | None]) -> Line:
    when = posted.get(line.number)
    return replace(line, posted=when) if when and line.voice else line

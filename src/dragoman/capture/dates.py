"""Full calendar dates in the short lines about a page: "Posted on April 22, 2013", "27.02.2019 06:00"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dragoman.records import Interval

_MONTH = r"(?P<{0}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_NAMED = re.compile(
    r"\b(?:" + _MONTH.format("m1") + r"\s+(?P<d1>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y1>(?:19|20)\d\d)"
    r"|(?P<d2>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+" + _MONTH.format("m2") + r",?[\s-]+(?P<y2>(?:19|20)\d\d)"
    r"|" + _MONTH.format("m3") + r",?\s+(?P<y3>(?:19|20)\d\d))\b",
    re.IGNORECASE,
)
_ISO = re.compile(r"\b(?P<y>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"\b(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d)(?!\d)")
_PARTIAL = re.compile(
    r"\b(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?\b"
    r"|\d{1,2}(?:st|nd|rd|th)?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?![a-z])"
    r"|\d{1,2}[./]\d{1,2}[./]\d\d\b"
    r"|(?:\d+|an?)\s*(?:s|secs?|seconds?|m|min|mins|minutes?|h|hrs?|hours?|d|days?|w|weeks?|mo|months?|y|years?)\s+ago\b"
    r"|\d{1,2}:\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?(?!\d)|\d{1,2}\.\d\d\s*[ap]\.?m\b\.?|\byesterday at\b|\btoday at\b)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d|\b(?:an?|yesterday|today) ", re.IGNORECASE)
_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name}


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and its half-open place in the text; is_day: whether it names the day without doubt."""

    interval: Interval
    start: int
    end: int
    is_day: bool


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """All dates with a year, in order. "July 2014" is its month; "02/11/2018" spans its two possible days."""
    if not _DIGIT.search(text):
        return ()
    return tuple(sorted(_find(text), key=lambda found: found.start))


def find_moments(text: str) -> Iterator[tuple[int, int]]:
    """Places of dates without year, times of day and ages ("2 hours ago")."""
    return (match.span() for match in _PARTIAL.finditer(text)) if _DIGIT.search(text) else iter(())


def parse_timestamp(stamp: str) -> Interval | None:
    """The day of a machine's timestamp ("2014-05-06T10:00:00Z"), or of a date in words; None if it has none."""
    found = find_dates(stamp[:40].replace("T", " "))
    return found[0].interval if found else None


def _find(text: str) -> Iterator[FoundDate]:
    for match in _NAMED.finditer(text):
        yield from _named(match)
    for match in _ISO.finditer(text):
        yield from _day(match, int(match["y"]), int(match["m"]), int(match["d"]))
    for match in _NUMERIC.finditer(text):
        yield from _numeric(match)


def _named(match: re.Match[str]) -> Iterator[FoundDate]:
    for i in "12":
        if match[f"m{i}"]:
            yield from _day(match, int(match[f"y{i}"]), _MONTHS[match[f"m{i}"].casefold()], int(match[f"d{i}"]))
    if match["m3"]:
        year, month = int(match["y3"]), _MONTHS[match["m3"].casefold()]
        last = calendar.monthrange(year, month)[1]
        yield FoundDate(Interval(date(year, month, 1), date(year, month, last)), *match.span(), False)


def _numeric(match: re.Match[str]) -> Iterator[FoundDate]:
    """Day first or month first? Dots mean day first; elsewhere both readings count where both are possible."""
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    day_first, month_first = _valid(year, b, a), _valid(year, a, b)
    days = sorted(day for day in ({day_first} if match["sep"] == "." else {day_first, month_first}) if day)
    if days:
        yield FoundDate(Interval(days[0], days[-1]), *match.span(), len(days) == 1)


def _day(match: re.Match[str], year: int, month: int, day: int) -> Iterator[FoundDate]:
    found = _valid(year, month, day)
    if found:
        yield FoundDate(Interval(found, found), *match.span(), True)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

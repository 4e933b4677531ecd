"""Dated events, their anniversaries, and names that came or went on a known day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from dragoman.codes.dated import DatedEvent, DatedName, dated_events, dated_names
from dragoman.when.dating.evidence import LAST, Evidence, Step, bounded, ordinal
from dragoman.when.dating.phrases import number_of, ordinal_of, words_of
from dragoman.when.dating.script import Script
from dragoman.when.dating.told import is_deictic, lagged, lags
from dragoman.when.expressions import Moment

_COMING = frozenset({"upcoming", "forthcoming", "next", "planned", "scheduled", "ahead", "impending", "will"})
_RECENT = frozenset({"recent", "recently", "last", "latest", "yesterday", "today", "ongoing", "current", "just"})
_AFTER = frozenset({"after", "since", "ago", "following", "on"})
_SCORES = {"years": 1, "decades": 10}
_BESIDE = 3  # words before an event in which it is called coming or recent
_YEARS_BESIDE = 8  # words between an event and the years since
_BEFORE_NAME, _OLD_NAME = 0.02, 0.1  # shares of pages that name it before its time and after it
_LONG = 60  # days from which an event is one that is lived through
_DURING = 0.4  # share of pages on such an event that were published before its end
_ANNIVERSARY, _OFF_ANNIVERSARY = 60, 0.1  # days to either side; share of pages on other days
_ROUND, _OFF_ROUND = 300, 0.12  # "ten years ago" is said of nine and a half, too


@dataclass(frozen=True, slots=True)
class Met:
    """An event named at half-open word indices."""

    first: int
    last: int
    event: DatedEvent


def from_names(script: Script, met: Sequence[Met]) -> Iterator[Evidence]:
    """What the events and names of a text say; each once, and the freshness of the latest event."""
    past: list[Met] = []
    seen: set[tuple[date, str]] = set()
    for found in met:
        evidence = _anniversary(script, found) or _coming(script, found)
        if evidence is None:
            past.append(found)
        elif (found.event.first, evidence.reason) not in seen:
            seen.add((found.event.first, evidence.reason))
            yield evidence
    yield from _freshness(script, past)
    yield from _from_dated_names(script)


def find_events(script: Script) -> Iterator[Met]:
    """The events of the table that the page's author names."""
    lower = script.lower
    for at, word in enumerate(lower):
        for parts, event, raw in _events().get(word, ()):
            key = parts[0]
            if lower[at : at + len(key)] != key or script.is_voiced(at) or not _is_written(script, at, raw):
                continue
            if len(parts) == 1 or _all_in_sentence(script, at, parts[1:]):
                yield Met(at, at + len(key), event)
                break


def _is_written(script: Script, at: int, raw: str) -> bool:
    """A name of one word or a short one must stand in its own letters: ISIS, Brexit, X."""
    if " " in raw or raw.islower():
        return True
    last = at + len(words_of(raw))
    return script.span(at, last).quote(script.text) == raw


def _all_in_sentence(script: Script, at: int, parts: tuple[tuple[str, ...], ...]) -> bool:
    first, last = script.sentence(at)
    sentence = script.lower[first:last]
    return all(any(sentence[i : i + len(p)] == p for i in range(len(sentence))) for p in parts)


_Entry = tuple[tuple[tuple[str, ...], ...], DatedEvent, str]


@cache
def _events() -> dict[str, tuple[_Entry, ...]]:
    """First word → the names of events that begin with it, the longest first."""
    found: dict[str, list[_Entry]] = {}
    for event in dated_events():
        for name in event.names:
            parts = tuple(words_of(part) for part in name.split(" & "))
            found.setdefault(parts[0][0], []).append((parts, event, name))
    return {word: tuple(sorted(e, key=lambda x: -sum(map(len, x[0])))) for word, e in found.items()}


def _freshness(script: Script, past: Sequence[Met]) -> Iterator[Evidence]:
    """The latest event told as past, and those that the text calls recent."""
    latest = max(past, key=lambda met: (met.event.first, -met.first), default=None)
    heard: set[date] = set()
    for met in sorted(past, key=lambda met: _PACES.index(_pace(script, met))):
        pace = _pace(script, met)
        if met.event.first in heard or (pace == "any" and met != latest):
            continue
        heard.add(met.event.first)
        yield _happened(script, met, pace)


_PACES = ("day", "recent", "any")


def _pace(script: Script, met: Met) -> str:
    """day: told with the weekday on which it was and no date; recent: called so; any: else."""
    sentence = script.expressions_in(*script.sentence(met.first))
    weekdays = {e.meaning.weekday for e in sentence if isinstance(e.meaning, Moment) and is_deictic(e)}
    if met.event.first.weekday() in weekdays and (met.event.last - met.event.first).days < _LONG:
        return "day"
    before = set(script.lower[max(0, met.first - _BESIDE) : met.first])
    return "recent" if before & _RECENT else "any"


def _happened(script: Script, met: Met, pace: str) -> Evidence:
    """The page is not older than the event, and young if it calls it recent."""
    heard = {"day": "happened on the weekday told, ", "recent": "called recent, happened on ", "any": "happened on "}
    return Evidence(
        reason=f"{heard[pace]}{_told(met.event)}",
        quote=script.quote(met.first, met.last),
        span=script.span(met.first, met.last),
        steps=tuple(_event_steps(met.event, pace)),
        otherwise=0.0,
        first=met.event.first,
        last=None,
        is_hard=True,
    )


def _event_steps(event: DatedEvent, pace: str) -> Iterator[Step]:
    """By the lags of events; of a long one, evenly over its days and then by the lags from its end."""
    first, last = ordinal(event.first), ordinal(event.last)
    if last - first < _LONG:
        yield from lagged(event.first, lags()["event", pace])
        return
    yield first, last, _DURING / (last - first + 1)
    for start, end, weight in lagged(event.last, lags()["event", pace]):
        if end > last:
            yield max(start, last + 1), end, weight * (1 - _DURING)


def _coming(script: Script, met: Met) -> Evidence | None:
    """An event still to come."""
    before = script.lower[max(0, met.first - _BESIDE) : met.first]
    if not _COMING & set(before):
        return None
    return Evidence(
        reason=f"still to come; it was on {_told(met.event)}",
        quote=script.quote(met.first, met.last),
        span=script.span(met.first, met.last),
        steps=tuple(lagged(met.event.last, lags()["coming", "any"])),
        otherwise=0.0,
        first=None,
        last=met.event.last,
        is_hard=True,
    )


def _anniversary(script: Script, met: Met) -> Evidence | None:
    """The tenth anniversary of …, ten years after …, … ten years ago."""
    start, end = max(0, met.first - _YEARS_BESIDE), min(len(script.lower), met.last + _YEARS_BESIDE)
    for at in range(start, end):
        years = _years_at(script, at, before=at < met.first)
        if years:
            is_day = script.lower[at] == "anniversary"
            reach, off = (_ANNIVERSARY, _OFF_ANNIVERSARY) if is_day else (_ROUND, _OFF_ROUND)
            return _years_after(script, met, years, reach, off)
    return None


def _years_at(script: Script, at: int, *, before: bool) -> int | None:
    """How many years a word counts: an anniversary or years after, before the event; years ago, after it."""
    word, following = script.lower[at], script.lower[at + 1 : at + 2]
    if word == "anniversary" and before:
        return ordinal_of(script.lower[max(0, at - 2) : at])
    if word not in _SCORES or at == 0 or not following or following[0] not in _AFTER:
        return None
    count = number_of(script.lower[at - 1])
    return count * _SCORES[word] if count and before != (following[0] == "ago") else None


def _years_after(script: Script, met: Met, years: int, reach: int, off: float) -> Evidence:
    day = met.event.first + timedelta(days=round(years * 365.2425))
    end = met.event.last + timedelta(days=round(years * 365.2425))
    first, last = day - timedelta(days=reach), end + timedelta(days=reach)
    steps, otherwise = bounded(first, last, off)
    return Evidence(
        reason=f"{years} years after {_told(met.event)}",
        quote=script.quote(met.first, met.last),
        span=script.span(met.first, met.last),
        steps=steps,
        otherwise=otherwise,
        first=first,
        last=last,
    )


def _told(event: DatedEvent) -> str:
    if event.first == event.last:
        return event.first.isoformat()
    return f"{event.first.isoformat()} to {event.last.isoformat()}"


def _from_dated_names(script: Script) -> Iterator[Evidence]:
    """Names that were not used before, or not any more after, a day."""
    seen: set[str] = set()
    for at, word in enumerate(script.lower):
        for key, named in _dated_names().get(word, ()):
            if named.name in seen or script.lower[at : at + len(key)] != key or script.is_voiced(at):
                continue
            if script.span(at, at + len(key)).quote(script.text) != named.name:
                continue
            seen.add(named.name)
            if named.last is None or not _names_other(script, named):
                yield _in_use(script, at, at + len(key), named)


@cache
def _dated_names() -> dict[str, tuple[tuple[tuple[str, ...], DatedName], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], DatedName]]] = {}
    for named in dated_names():
        key = words_of(named.name)
        found.setdefault(key[0], []).append((key, named))
    return {word: tuple(names) for word, names in found.items()}


def _names_other(script: Script, named: DatedName) -> bool:
    """Whether the later name stands on the page, too: then the old one is history."""
    return any(other in script.text for other in named.instead)


def _in_use(script: Script, first: int, last: int, named: DatedName) -> Evidence:
    came = f"since {named.first.isoformat()}" if named.first else ""
    went = f"until {named.last.isoformat()}" if named.last else ""
    steps, otherwise = bounded(named.first, named.last, _BEFORE_NAME)
    if named.last is not None:
        end = ordinal(named.last)
        steps = (*steps, (end + 1, LAST, _OLD_NAME / (LAST - end)))
    return Evidence(
        reason=f"so called {' '.join(filter(None, (came, went)))}",
        quote=script.quote(first, last),
        span=script.span(first, last),
        steps=steps,
        otherwise=otherwise,
        first=named.first,
        last=named.last,
    )

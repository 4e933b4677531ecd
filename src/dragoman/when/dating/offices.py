"""Offices held and ages: a title before a name holds while the term runs, "former" after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from dragoman.codes.actors import Person, Term, persons, roles
from dragoman.codes.dated import lives
from dragoman.when.dating.evidence import FIRST, LAST, Evidence, Step, bounded, ordinal
from dragoman.when.dating.phrases import key_of
from dragoman.when.dating.script import Script
from dragoman.when.expressions import Moment

_FORMER = frozenset({"former", "ex", "ousted", "deposed", "onetime", "erstwhile", "then"})
_LATE = frozenset({"late", "slain", "assassinated"})
_COMING = frozenset({"future", "elect", "candidate", "designate", "nominee"})
_GOVERNMENTS = frozenset({"administration", "government", "presidency", "cabinet"})
_HEADS = frozenset({"president", "prime minister", "chancellor", "taoiseach"})
_RUN_UP, _RUN_OUT = 90, 60  # days on which a title is heard before a term begins and after it ends
_BEFORE, _EARLY = 0.005, 0.1  # weights of days before the term, the term itself 1
_JUST_AFTER, _LONG_AFTER = 5e-4, 1.2e-5  # weights after it for each of its days: the longer a term, the more look back
_MOST_JUST_AFTER, _MOST_LONG_AFTER = 0.4, 0.15
_NOT_YET_FORMER, _WRONG_AGE = 0.03, 0.05  # shares of pages that err
_VAGUE = frozenset({("secretary",)})  # of state, or anybody's
_REACH = 9  # words that a title fills at most
_APPOSED = 8  # words after a name within which its title may follow
_OPEN = date.max


@dataclass(frozen=True, slots=True)
class _Named:
    """Half-open word indices of a name and those who bear it."""

    first: int
    last: int
    bearers: tuple[Person, ...]


def from_offices(script: Script) -> Iterator[Evidence]:
    """What titles and ages beside the names of known persons say; each office of a person once."""
    seen: set[str] = set()
    for named in _find_names(script):
        for evidence in (_titled(script, named) or _untitled(script, named), _aged(script, named)):
            if evidence is not None and evidence.reason not in seen:
                seen.add(evidence.reason)
                yield evidence


def _find_names(script: Script) -> Iterator[_Named]:
    """Full names, and surnames after a title or before "administration"."""
    known, lower, at = _names(), script.lower, 0
    while at < len(lower):
        found = next(
            (
                (key, bearers)
                for key, bearers in known.get(lower[at], ())
                if lower[at : at + len(key)] == key and script.words.words[at].text[0].isupper()
            ),
            None,
        )
        if found is None or script.is_voiced(at):
            at += 1
            continue
        key, bearers = found
        yield _Named(at, at + len(key), bearers)
        at += len(key)


@cache
def _names() -> dict[str, tuple[tuple[tuple[str, ...], tuple[Person, ...]], ...]]:
    """First word → names that begin with it, the longest first, with all who bear them. Surnames are names, too."""
    bearers: dict[tuple[str, ...], list[Person]] = {}
    for person in persons():
        full = {key_of(name) for name in (person.name, *person.aliases)}
        for key in full | {_surname(key) for key in full}:
            if key:
                bearers.setdefault(key, []).append(person)
    found: dict[str, list[tuple[tuple[str, ...], tuple[Person, ...]]]] = {}
    for key, people in sorted(bearers.items(), key=lambda item: -len(item[0])):
        found.setdefault(key[0], []).append((key, tuple(people)))
    return {word: tuple(names) for word, names in found.items()}


def _surname(key: tuple[str, ...]) -> tuple[str, ...]:
    """The last word, with the article or particle before it left out; nothing where it is a numeral or short."""
    return key[-1:] if len(key) > 1 and len(key[-1]) > 3 else ()


@cache
def _titles() -> dict[tuple[str, ...], str]:
    """Words of a title → its office, as terms call it."""
    found = {key_of(title): role.office for role in roles() if role.office for title in role.titles}
    return {key: office for key, office in found.items() if key not in _VAGUE and key[0] not in _FORMER}


def _titled(script: Script, named: _Named) -> Evidence | None:
    """The vote of a title that stands with the name, by the terms of those whom it can mean."""
    title = _title_before(script, named.first) or _government_after(script, named)
    title = title or (_title_after(script, named.last) if named.last - named.first > 1 else None)
    if title is None:
        return None
    first, last, offices = title
    terms = [(p, t) for p in named.bearers for t in p.terms if t.office in offices and t.first > date.min]
    if not terms or len({p.name for p, _ in terms}) > _MOST_BEARERS:
        return None
    first, last = min(first, named.first), max(last, named.last)
    before = script.lower[max(0, first - 3) : first]
    name = " or ".join(dict.fromkeys(p.name for p, _ in terms))
    if _FORMER & {*before, *script.lower[named.last : last]} or _LATE & set(before[-1:]):
        first -= next((n for n, word in enumerate(reversed(before), 1) if word in _FORMER | _LATE), 0)
        return _former(script, first, last, name, [t for _, t in terms])
    if _COMING & {*before, *script.lower[first:last], *script.lower[last : last + 2]}:
        return None
    return _holding(script, first, last, name, [t for _, t in terms])


def _untitled(script: Script, named: _Named) -> Evidence | None:
    """A weak vote: those who hold office are named more often while they do."""
    terms = [t for p in named.bearers for t in p.terms if t.first > date.min]
    if named.last - named.first < 2 or len(named.bearers) > 1 or not terms or _tells_past(script, named.first):
        return None
    first, last = min(t.first for t in terms), max(t.last for t in terms)
    if last == _OPEN:
        return None
    begin, end = ordinal(first) - _KNOWN_BEFORE, ordinal(last) + _KNOWN_AFTER
    return Evidence(
        reason=f"{named.bearers[0].name} was in office from {first.isoformat()} to {last.isoformat()}",
        quote=script.quote(named.first, named.last),
        span=script.span(named.first, named.last),
        steps=((FIRST, begin - 1, _UNKNOWN_YET), (begin, end, 1.0)),
        otherwise=_NAMED_LATER,
        first=None,
        last=None,
    )


_KNOWN_BEFORE, _KNOWN_AFTER = 730, 365  # days before and after office in which a name is as frequent
_UNKNOWN_YET, _NAMED_LATER = 0.2, 0.35
_MOST_BEARERS = 3


def _title_before(script: Script, at: int) -> tuple[int, int, set[str]] | None:
    """The longest title that ends where a name begins, and the offices that it can mean."""
    for size in range(min(_REACH, at), 0, -1):
        office = _titles().get(tuple(w for w in script.lower[at - size : at] if w not in ".-"))
        if office:
            return at - size, at, {office}
    return None


def _title_after(script: Script, at: int) -> tuple[int, int, set[str]] | None:
    """The title of an apposition: Name, the Ruritanian foreign minister."""
    if script.lower[at : at + 1] != (",",):
        return None
    for start in range(at + 1, min(at + _APPOSED, len(script.lower))):
        if script.lower[start] in ".;" or (start > at + 1 and script.lower[start] == ","):
            return None
        for size in range(3, 0, -1):
            office = _titles().get(script.lower[start : start + size])
            if office and size + start <= at + _APPOSED:
                return at, start + size, {office}
    return None


def _government_after(script: Script, named: _Named) -> tuple[int, int, set[str]] | None:
    if named.last < len(script.lower) and script.lower[named.last] in _GOVERNMENTS:
        return named.first, named.last + 1, set(_HEADS)
    return None


def _holding(script: Script, first: int, last: int, name: str, terms: list[Term]) -> Evidence:
    start, end = min(t.first for t in terms), max(t.last for t in terms)
    is_past = _tells_past(script, first)
    has_end = end != _OPEN and not is_past
    until = f"from {start.isoformat()} to {end.isoformat()}" if end != _OPEN else f"since {start.isoformat()}"
    return Evidence(
        reason=f"{name} held the office {until}",
        quote=script.quote(first, last),
        span=script.span(first, last),
        steps=((ordinal(start), LAST, 1.0),) if is_past else tuple(_term_steps(sorted(terms, key=lambda t: t.first))),
        otherwise=_BEFORE,
        first=start,
        last=end if has_end else None,
    )


def _term_steps(terms: list[Term]) -> Iterator[Step]:
    """Full weight while a term runs, less shortly before and after it, little long after the last."""
    at = FIRST
    for term in terms:
        begin, end = ordinal(term.first), ordinal(term.last)
        if begin - _RUN_UP > at:
            yield max(at, begin - _RUN_UP), begin - 1, _EARLY
        if end >= at:
            yield max(at, begin), end, 1.0
        at = max(at, end + 1)
    days = sum(ordinal(t.last) - ordinal(t.first) + 1 for t in terms)
    if at + _RUN_OUT < LAST:
        yield at, at + _RUN_OUT - 1, min(_MOST_JUST_AFTER, days * _JUST_AFTER)
        yield at + _RUN_OUT, LAST, min(_MOST_LONG_AFTER, days * _LONG_AFTER)


def _former(script: Script, first: int, last: int, name: str, terms: list[Term]) -> Evidence | None:
    ends = [t.last for t in terms if t.last != _OPEN]
    if not ends:
        return None
    end = min(ends)
    steps, otherwise = bounded(end, None, _NOT_YET_FORMER)
    return Evidence(
        reason=f"{name} left the office on {end.isoformat()} at the earliest",
        quote=script.quote(first, last),
        span=script.span(first, last),
        steps=steps,
        otherwise=otherwise,
        first=end,
        last=None,
        is_hard=True,
    )


def _tells_past(script: Script, at: int) -> bool:
    """Whether a year stands in the sentence: then the title may be that of those days."""
    found = script.expressions_in(*script.sentence(at))
    return any(isinstance(e.meaning, Moment) and e.meaning.year is not None for e in found)


def _aged(script: Script, named: _Named) -> Evidence | None:
    """Name, 54, …: the year of life, where the day of birth is known."""
    lower, at = script.lower, named.last
    if lower[at : at + 1] != (",",) or lower[at + 2 : at + 3] != (",",) or named.last - named.first < 2:
        return None
    born = next((_births()[p.name] for p in named.bearers if p.name in _births()), None)
    if born is None or not lower[at + 1].isdigit() or not 18 <= int(lower[at + 1]) <= 105:
        return None
    age = int(lower[at + 1])
    first = born + timedelta(days=round(age * 365.2425))
    last = born + timedelta(days=round((age + 1) * 365.2425) - 1)
    steps, otherwise = bounded(first, last, _WRONG_AGE)
    return Evidence(
        reason=f"{named.bearers[0].name} was born on {born.isoformat()}",
        quote=script.quote(named.first, at + 2),
        span=script.span(named.first, at + 2),
        steps=steps,
        otherwise=otherwise,
        first=first,
        last=last,
    )


@cache
def _births() -> dict[str, date]:
    return {life.name: life.born for life in lives()}

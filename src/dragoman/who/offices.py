"""Who held an office on a day, and who of those known is meant by a surname."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from dragoman.codes.actors import Term, persons
from dragoman.codes.actors.word_sets import word_set
from dragoman.who.lexicon import Sense, lexicon, sector_of_office

_MANIFOLD = word_set("manifold")


@cache
def _by_office() -> dict[tuple[str, str | None], tuple[tuple[Term, Sense], ...]]:
    found: dict[tuple[str, str | None], list[tuple[Term, Sense]]] = defaultdict(list)
    for person in persons():
        sense = Sense(
            kind="person", name=person.name, country=person.country, sector=sector_of_office(person.last_office),
            sex=person.sex, held=person.held,
        )  # fmt: skip
        for term in person.terms:
            is_international = sector_of_office(term.office) == "IGO"
            found[term.office, None if is_international else person.country].append((term, sense))
    return {key: tuple(terms) for key, terms in found.items()}


def holder_of(office: str, country: str | None, on: date | None) -> Sense | None:
    """Who held the office on the day; None without a day, where nobody is known, or several hold it at once.

    On a day of handing over, and where terms are coarse, the one who began last.
    """
    if on is None or office in _MANIFOLD:
        return None
    terms = [(term, sense) for term, sense in _by_office().get((office, country), ()) if term.covers(on)]
    if not terms:
        return None
    return max(terms, key=lambda found: found[0].first)[1]


def person_called(key: str, country: str | None, offices: Iterable[str], on: date | None) -> Sense | None:
    """The known person whose surname this is, given the state and titles that stand with it; None if unsure.

    A surname alone, with no state or title, is only that of somebody in office on the day, or shortly before or after.
    """
    entries = lexicon().entries.get(key, ())
    full = [entry.sense for entry in entries if entry.sense.kind == "person"]
    candidates = full or list(lexicon().surnames.get(key, ()))
    if country is not None:
        candidates = [sense for sense in candidates if sense.country == country]
    wanted = {office for office in offices if office}
    if wanted:
        candidates = [s for s in candidates if wanted & {term.office for term in s.terms}] or candidates
    if on is not None and len(candidates) > 1:
        candidates = _in_office(candidates, wanted, on) or candidates
    if not full and country is None and not wanted and candidates:
        candidates = _in_office(candidates, wanted, on, _NEAR) if on is not None else []
    return candidates[0] if len(candidates) == 1 else None


_NEAR = timedelta(days=366)


def _in_office(candidates: list[Sense], wanted: set[str], on: date, margin: timedelta = timedelta(0)) -> list[Sense]:
    return [
        sense
        for sense in candidates
        if any(_is_near(term, on, margin) and (not wanted or term.office in wanted) for term in sense.terms)
    ]


def _is_near(term: Term, on: date, margin: timedelta) -> bool:
    first = term.first if term.first == date.min else term.first - margin
    return first <= on <= (term.last if term.last == date.max else term.last + margin)

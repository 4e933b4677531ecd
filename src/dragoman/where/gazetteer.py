"""Names of places → where they lie. The tables and their origin: codes/places.md."""

from __future__ import annotations

import gzip
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dragoman.codes.countries import countries

_MARKS = re.compile(r"[^a-z0-9]+")
_ARTICLE = re.compile(r"^(?:the|al|ar|as|ash|ad|an|at|az|el) ")
_LETTERS = str.maketrans("ıİəłøđ", "iIelod", "'’‘ʻ`ʼ")
_KINDS = {"major": 2, "capital": 2.5, "country": 6, "continent": 5, "disputed": 5, "region": 4, "water": 4}
_NAMED_COUNTRY = 2.0  # a state named on the page outweighs a hundred times the inhabitants,
_NAMED_AND_KNOWN = 3.5  # and more for a place that the world knows: no Geneva, Illinois, for a mere word of America


@dataclass(frozen=True, slots=True)
class Location:
    """A place as the gazetteer has it.

    country: alpha-3, None where several states share or dispute it. latitude, longitude: degrees. kind: city, major
    (a city known abroad), capital, country, region, disputed, water, continent …; population: 0 where unknown.
    """

    name: str
    country: str | None
    latitude: float
    longitude: float
    kind: str
    population: int = 0


def locate(name: str, countries: Iterable[str] | Mapping[str, float] = ()) -> Location | None:
    """The likeliest place of that name, None where we know none.

    countries: alpha-3 codes that the context names, or code → weight from 0 to 1. Among namesakes the one in a country
    named wins, then the larger.
    """
    weights = dict(countries) if isinstance(countries, Mapping) else dict.fromkeys(countries, 1.0)
    found = namesakes(name)
    return max(found, key=lambda place: _weight(place, weights)) if found else None


def namesakes(name: str) -> tuple[Location, ...]:
    """All places that bear the name, however it is spelt with accents, hyphens and articles."""
    folded = fold(name)
    return _index().get(folded) or _index().get(_ARTICLE.sub("", folded), ())


def fold(name: str) -> str:
    """Lower case, no accents, single spaces: Ad-Dawr, Naxçıvan → ad dawr, naxcivan."""
    plain = name.translate(_LETTERS)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return _MARKS.sub(" ", plain.lower()).strip()


def _weight(place: Location, weights: Mapping[str, float]) -> float:
    size = math.log10(place.population + 10) + _KINDS.get(place.kind, 0.0)
    named = _NAMED_COUNTRY if place.kind == "city" else _NAMED_AND_KNOWN
    return size + named * weights.get(place.country or "", 0.0)


@cache
def _index() -> dict[str, tuple[Location, ...]]:
    """Folded name → places. Our own table wins over the large one near the same spot, and over names of states."""
    index: dict[str, list[Location]] = {}
    for own, entries in ((True, _regions()), (False, _cities())):
        for names, place in entries:
            keys = [fold(name) for name in names]
            for key in dict.fromkeys([*keys, *(_ARTICLE.sub("", key) for key in keys)]):
                known = index.setdefault(key, [])
                if own or not known or (place.kind != "country" and not any(_same_spot(place, o) for o in known)):
                    known.append(place)
    return {key: tuple(places) for key, places in index.items() if key}


def _same_spot(one: Location, other: Location) -> bool:
    return abs(one.latitude - other.latitude) < 0.5 and abs(one.longitude - other.longitude) < 0.5


def _rows(table: str) -> Iterator[list[str]]:
    """name, country, latitude, longitude, then the rest; the head of the table left out."""
    raw = resources.files("dragoman.codes").joinpath(table).read_bytes()
    text = gzip.decompress(raw).decode("utf-8") if table.endswith(".gz") else raw.decode("utf-8")
    lines = [line for line in text.split("\n") if line and line[0] != "#"]
    return (line.split("\t") for line in lines[1:])


def _regions() -> Iterator[tuple[list[str], Location]]:
    for name, country, latitude, longitude, kind, others in _rows("places_regions.tsv"):
        size = 200_000 if kind in ("city", "major") else 0
        place = Location(name, country or None, float(latitude), float(longitude), kind, size)
        yield _with_others(name, others), place


def _cities() -> Iterator[tuple[list[str], Location]]:
    known = countries()
    for name, country, latitude, longitude, size, kind, others in _rows("places_cities.tsv.gz"):
        state = known.get(country) if kind == "country" else None
        own = state.name if state else name
        place = Location(own, country or None, float(latitude), float(longitude), kind, int(size))
        yield ([own, *state.other_names] if state else _with_others(name, others)), place


def _with_others(name: str, others: str) -> list[str]:
    return [name, *others.split(";")] if others else [name]

"""States and dependencies, with everything that they are called by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dragoman.codes.rows import items, read_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """One state or dependency.

    code: ISO 3166-1 alpha-3 (XKX for Kosovo). people: plural (and some singular) nouns for its people. seats: cities
    and houses that stand for its government. epithets: what others call it. neighbours: codes of the states that it
    has a land border with.
    """

    code: str
    name: str
    other_names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    seats: tuple[str, ...]
    epithets: tuple[str, ...]
    neighbours: tuple[str, ...]

    @property
    def adjective(self) -> str:
        """The commonest adjective; the name itself where there is none."""
        return self.adjectives[0] if self.adjectives else self.name


@cache
def countries() -> dict[str, Country]:
    """All of them, by code."""
    borders = {row["code"]: items(row["neighbours"]) for row in read_rows("borders.tsv")}
    return {row["code"]: _country(row, borders.get(row["code"], ())) for row in read_rows("countries.tsv")}


@cache
def by_alpha2() -> dict[str, str]:
    """ISO 3166-1 alpha-2, in lower case (xk for Kosovo) -> our code."""
    return {row["alpha2"].lower(): row["code"] for row in read_rows("countries.tsv") if row["alpha2"]}


@cache
def centres() -> dict[str, tuple[float, float]]:
    """Latitude and longitude of the middle of every state with a land border, in degrees, by code."""
    return {row["code"]: (float(row["latitude"]), float(row["longitude"])) for row in read_rows("centres.tsv")}


def neighbours_towards(code: str, direction: str) -> tuple[str, ...]:
    """The neighbours of a state that lie north, south, east or west of it; all of them for any other direction."""
    axis, sign = {"north": (0, 1), "south": (0, -1), "east": (1, 1), "west": (1, -1)}.get(direction, (0, 0))
    found, here = countries()[code].neighbours, centres().get(code)
    if not sign or here is None:
        return found
    return tuple(other for other in found if other in centres() and sign * (centres()[other][axis] - here[axis]) > 0)


def _country(row: dict[str, str], neighbours: tuple[str, ...]) -> Country:
    return Country(
        code=row["code"],
        name=row["name"],
        other_names=items(row["other_names"]),
        adjectives=items(row["adjectives"]),
        people=items(row["people"]),
        seats=items(row["seats"]),
        epithets=items(row["epithets"]),
        neighbours=neighbours,
    )

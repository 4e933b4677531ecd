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

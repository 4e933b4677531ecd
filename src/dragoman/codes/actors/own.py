"""Actors that the user has imported: tables of the same kind as ours, in the user's own folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dragoman.codes.actors.terms import day_of
from dragoman.codes.countries import countries
from dragoman.codes.rows import items, rows_of
from dragoman.errors import InputError
from dragoman.records import SECTORS

COLUMNS = ("name", "kind", "country", "sector", "first", "last", "aliases")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnActor:
    """An actor of the user's. kind: body or person. first, last: ISO 8601, possibly coarse, empty where unknown."""

    name: str
    kind: str
    country: str | None
    sector: str | None
    first: str
    last: str
    aliases: tuple[str, ...]

    @property
    def held(self) -> str:
        """The sector with its time, as bodies.tsv writes it; empty where no time is told."""
        if self.sector is None or not (self.first or self.last):
            return ""
        return f"{self.sector} {self.first or '..'}/{self.last or '..'}"


def own_folder() -> Path:
    """Where imported actors are kept: $XDG_CONFIG_HOME/dragoman/actors, by default below ~/.config."""
    config = os.environ.get("XDG_CONFIG_HOME") or ""
    base = Path(config) if Path(config).is_absolute() else Path.home() / ".config"
    return base / "dragoman" / "actors"


@cache
def own_actors() -> tuple[OwnActor, ...]:
    """All imported actors, by file and row; none where nothing was imported.

    Raises InputError where a table is not as `dragoman actors import` wrote it.
    """
    folder = own_folder()
    tables = sorted(folder.glob("*.tsv")) if folder.is_dir() else []
    return tuple(actor for table in tables for actor in _read(table))


def _read(table: Path) -> tuple[OwnActor, ...]:
    try:
        return tuple(_actor(row) for row in rows_of(table.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError) as error:
        remedy = "import its file again, or delete it"
        raise InputError(f"is no table of imported actors: {error}", place=str(table), remedy=remedy) from error


def _actor(row: dict[str, str]) -> OwnActor:
    """Raises KeyError or ValueError where the row lacks a column, or holds what is no kind, country, sector or date."""
    kind, country, sector = row["kind"], row["country"] or None, row["sector"] or None
    if kind not in ("body", "person") or (country and country not in countries()) or (sector and sector not in SECTORS):
        raise ValueError(" ".join(row.values()))
    for day in (row["first"], row["last"]):
        day_of(day or "..", last=True)
    return OwnActor(
        name=row["name"], kind=kind, country=country, sector=sector, first=row["first"], last=row["last"],
        aliases=items(row["aliases"]),
    )  # fmt: skip

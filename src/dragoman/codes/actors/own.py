"""Actors that the user has imported: tables of the same kind as ours, in the user's own folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dragoman.codes.rows import items, rows_of

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
    """All imported actors, by file and row; none where nothing was imported."""
    folder = own_folder()
    tables = sorted(folder.glob("*.tsv")) if folder.is_dir() else []
    return tuple(_actor(row) for table in tables for row in rows_of(table.read_text(encoding="utf-8")))


def _actor(row: dict[str, str]) -> OwnActor:
    return OwnActor(
        name=row["name"],
        kind=row["kind"],
        country=row["country"] or None,
        sector=row["sector"] or None,
        first=row["first"],
        last=row["last"],
        aliases=items(row["aliases"]),
    )

"""Which modes belong to which PLOVER type; after the manual and the codebook."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

import dragoman.codes

_TABLE = Path(dragoman.codes.__file__).parent / "plover.toml"


@lru_cache(maxsize=1)
def _modes() -> dict[str, frozenset[str]]:
    table = tomllib.loads(_TABLE.read_text("utf-8"))
    return {name: frozenset(row["modes"]) for name, row in table.items() if isinstance(row, dict) and "modes" in row}


def fits(type: str, mode: str) -> bool:
    """Whether the mode is one of the type's."""
    return mode in _modes().get(type, frozenset())

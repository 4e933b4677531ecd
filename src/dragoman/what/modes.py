"""Which modes belong to which PLOVER type; after the manual and the codebook."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

import dragoman.codes

_TABLE = Path(dragoman.codes.__file__).parent / "plover.toml"


@lru_cache(maxsize=1)
def _modes() -> dict[str, frozenset[str]]:
    types = tomllib.loads(_TABLE.read_text("utf-8"))["types"]
    return {name: frozenset(row["modes"]) for name, row in types.items()}


def fits(type: str, mode: str) -> bool:
    """Whether the mode is one of the type's."""
    return mode in _modes().get(type, frozenset())

"""The word lists of signs.tsv by name."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def words(sign: str) -> frozenset[str]:
    """All words of a sign, lower case; KeyError for a name that the table lacks."""
    return _table()[sign]


@cache
def _table() -> dict[str, frozenset[str]]:
    lines = resources.files("dragoman.where").joinpath("signs.tsv").read_text("utf-8").splitlines()
    found: dict[str, frozenset[str]] = {}
    for line in lines[2:]:
        sign, _, row = line.partition("\t")
        found[sign] = found.get(sign, frozenset()) | frozenset(row.split(" "))
    return found

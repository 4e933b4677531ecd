"""Names that are settled by tables: which places are states or seats of government, which words name a people."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

_HERE = Path(__file__).parent


def _rows() -> Iterator[dict[str, str]]:
    lines = (_HERE / "countries.tsv").read_text("utf-8").splitlines()
    yield from csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)


def _cells(row: dict[str, str], *columns: str) -> list[str]:
    return [x.strip() for c in columns for x in (row.get(c) or "").split(";") if x.strip()]


@lru_cache(maxsize=1)
def country_names() -> dict[str, str]:
    """ISO 3166 alpha-3 code -> English name."""
    return {row["code"]: row["name"] for row in _rows()}


@lru_cache(maxsize=1)
def geopolitical_names() -> frozenset[str]:
    """Names of states and of their capitals and seats."""
    return frozenset(x for row in _rows() for x in _cells(row, "name", "other_names", "seats"))


@lru_cache(maxsize=1)
def group_names() -> frozenset[str]:
    """Adjectives and names of peoples."""
    return frozenset(x for row in _rows() for x in _cells(row, "adjectives", "people")) - geopolitical_names()


@lru_cache(maxsize=1)
def facility_nouns() -> frozenset[str]:
    """Lower-case nouns that head the name of a facility."""
    lines = (_HERE / "facilities.txt").read_text("utf-8").splitlines()
    return frozenset(x for x in lines if x and not x.startswith("#"))

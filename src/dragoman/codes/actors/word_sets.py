"""Sets of words, and small tables of words, that readings of noun phrases hang on."""

from __future__ import annotations

from functools import cache

from dragoman.codes.rows import items, read_rows


@cache
def word_set(name: str) -> frozenset[str]:
    """The words of one set of word_sets.tsv, in lower case. Raises KeyError if there is no such set."""
    return _sets()[name]


@cache
def _sets() -> dict[str, frozenset[str]]:
    return {row["set"]: frozenset(items(row["words"])) for row in read_rows("actors/word_sets.tsv")}


@cache
def classes() -> dict[str, tuple[str, ...]]:
    """Noun that takes up a name -> sectors that the named one may be of; ("state",) for a state."""
    return {noun: items(row["sectors"]) for row in read_rows("actors/classes.tsv") for noun in items(row["nouns"])}


@cache
def ship_prefixes() -> dict[str, str]:
    """Prefix of the names of naval ships, in lower case -> alpha-3."""
    return {row["prefix"]: row["country"] for row in read_rows("actors/ships.tsv")}


@cache
def shared_names() -> frozenset[str]:
    """Names of bodies that bodies of several states bear."""
    return frozenset(row["name"] for row in read_rows("actors/shared_names.tsv"))

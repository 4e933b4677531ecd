"""ClaimFilter to SQL: a condition and its values, never pasted text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.store.protocol import ClaimFilter

Condition = tuple[str, tuple[object, ...]]

_ROLES = {"actor": ("actor",), "recipient": ("recipient",), "holder": ("holder", "member")}
_EQUAL = {"type": "c.type", "kind": "c.kind", "polarity": "c.polarity", "mood": "c.mood", "document": "d.id"}


def phrase(words: str) -> str:
    """An FTS5 query that holds wherever all the words stand, whatever signs they contain."""
    plain = words.replace("\0", " ").replace('"', " ").split()
    return " ".join(f'"{word}"' for word in plain if re.search(r"\w", word))


def is_country_code(text: str) -> bool:
    """Three capital letters, as ISO 3166 alpha-3 writes them."""
    return re.fullmatch(r"[A-Z]{3}", text) is not None


def where_clause(where: ClaimFilter | None) -> Condition:
    """SQL condition over claims `c` and documents `d`, with its values; holds always where nothing narrows."""
    conditions = list(_conditions(where)) if where else []
    sql = " AND ".join(condition for condition, _ in conditions) or "1"
    return sql, tuple(value for _, values in conditions for value in values)


def _conditions(where: ClaimFilter) -> Iterator[Condition]:
    for field, column in _EQUAL.items():
        if (value := getattr(where, field)) is not None:
            yield f"{column} = ?", (value,)
    if where.story is not None:
        yield "c.story = ?", (where.story,)
    for field, roles in _ROLES.items():
        if (value := getattr(where, field)) is not None:
            yield _takes_part(value, roles)
    if where.within is not None:
        yield "c.first_day <= ? AND c.last_day >= ?", (where.within.last.isoformat(), where.within.first.isoformat())
    if where.words is not None:
        query = phrase(where.words)
        # no word at all is in no quote; FTS5 would call the empty query a syntax error
        yield ("c.row IN (SELECT rowid FROM quote_words WHERE quote_words MATCH ?)", (query,)) if query else ("0", ())


def _takes_part(wanted: str, roles: tuple[str, ...]) -> Condition:
    marks = ", ".join("?" * len(roles))
    folded = wanted.casefold()
    if is_country_code(wanted):
        # bodies have three-letter names too (PKK), but a code inside a name (USA in Jerusalem) means nothing
        test, values = "(country = ? OR name_folded = ? OR text_folded = ?)", (wanted, folded, folded)
    else:
        test, values = "(instr(name_folded, ?) OR instr(text_folded, ?) OR ? = '')", (folded, folded, folded)
    return f"c.row IN (SELECT claim FROM claim_entities WHERE role IN ({marks}) AND {test})", (*roles, *values)

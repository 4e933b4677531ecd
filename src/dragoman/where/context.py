"""Which countries a page speaks of, and which names stand for a state."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from dragoman.codes.countries import countries
from dragoman.where.gazetteer import fold

_WORD = re.compile(r"[^\W\d_]+(?:[.’'-][^\W\d_]+)*\.?")
_LONGEST = 4


def country_weights(text: str) -> dict[str, float]:
    """Alpha-3 code → 0 to 1, by how often the page names the country or its people. Seats of government do
    not count: Tripoli is no sign of Libya when the question is which Tripoli is meant."""
    counts: Counter[str] = Counter()
    words = [m[0] for m in _WORD.finditer(text)]
    known = _country_words()
    at = 0
    while at < len(words):
        step = 1
        if words[at][0].isupper():
            for size in range(_LONGEST, 0, -1):
                code = known.get(" ".join(words[at : at + size]).rstrip("."))
                if code:
                    counts[code] += 1
                    step = size
                    break
        at += step
    most = max(counts.values(), default=0)
    return {code: 0.5 + 0.5 * count / most for code, count in counts.items()}


def is_state_name(name: str) -> bool:
    """Whether the name is that of a state or of a seat of government, which speakers use for the government."""
    return fold(name) in _state_names()


@cache
def _country_words() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, country in countries().items():
        for word in (*country.adjectives, *country.people, *country.other_names, country.name):
            found[word.removeprefix("the ")] = code
    return found


@cache
def _state_names() -> frozenset[str]:
    return frozenset(fold(n) for c in countries().values() for n in (c.name, *c.other_names, *c.seats)) - {
        "gaza",
        "west bank",
    }

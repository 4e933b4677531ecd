"""Which word carries a mention: the one rule that training and reading share."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BREAKS = frozenset(
    "of in at from to with for on by who which that whose based against near over under , ( ; : — –".split()
)
_ARTICLES = frozenset({"the", "a", "an"})
_CLITICS = frozenset({"'s", "’s", "s"})


def head_word(words: Sequence[str]) -> int:
    """Index of the word that carries a mention: the last before a preposition, a relative or a bracket."""
    for at in range(1, len(words)):
        if words[at].lower() in _BREAKS and words[at - 1].lower() not in _ARTICLES:
            return at - 1
    at = len(words) - 1
    while at > 0 and (not re.match(r"\w", words[at]) or words[at] in _CLITICS):
        at -= 1
    return at

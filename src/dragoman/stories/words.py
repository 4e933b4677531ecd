"""The content words of claims, weighted by how rare they are among all claims."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from dragoman.records import Claim, Statement

Vector = Mapping[str, float]

_WORD = re.compile(r"[^\W\d_]{2,}")
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ed", "es", "ly", "s", "e", "y")


def stem(word: str) -> str:
    """A word without its ending, so that `bombed`, `bombing` and `bombs` meet. At least three letters stay."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


@cache
def function_words() -> frozenset[str]:
    """Words too common to tell one story from another, those of saying among them."""
    return frozenset((files("dragoman.stories") / "function_words.txt").read_text(encoding="utf-8").split())


def stems(text: str) -> list[str]:
    """Stems of the content words, in order."""
    words = (w.casefold() for w in _WORD.findall(text))
    return [stem(w) for w in words if w not in function_words()]


def content(claim: Claim) -> str:
    """The words of what is claimed, without those that tell who says so."""
    if isinstance(claim.proposition, Statement):
        return claim.proposition.content
    text = claim.quote
    for holder in claim.holders:
        for said in (holder.text, holder.cue):
            text = text.replace(said, " ", 1) if said else text
    return text


def vectors(claims: Iterable[Claim]) -> dict[str, Vector]:
    """Claim id -> weights of its stems (tf-idf, unit length)."""
    bags = {claim.id: Counter(stems(content(claim))) for claim in claims}
    spread = Counter(word for bag in bags.values() for word in bag)
    total = len(bags)
    return {id: _unit({w: n * math.log(1 + total / spread[w]) for w, n in bag.items()}) for id, bag in bags.items()}


def _unit(weights: dict[str, float]) -> Vector:
    length = math.sqrt(math.fsum(x * x for x in weights.values()))
    return {word: x / length for word, x in sorted(weights.items())} if length else {}


def cosine(a: Vector, b: Vector) -> float:
    """0: no word shared; 1: the same words. The sum is exact, so that the order of words does not matter."""
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    return math.fsum(x * large[word] for word, x in small.items() if word in large)

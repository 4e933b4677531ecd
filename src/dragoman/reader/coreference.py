"""Scores to chains of mentions: who is a mention, what it refers back to, and which chain that makes.

A chain grows from left to right: a mention joins the chain whose earlier mentions hold, all together, more of the
probability than "mentioned here for the first time" does. What the network calls new is yet known again by its words
alone, if they are a name or a description that was there before (`recurrence.py`): it sees some hundred words, and is
shy even within them (GUM dev 54.0 without this inside the window, 55.9 with it).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc, Token

from dragoman.reader.features import Window
from dragoman.reader.phrases import phrase
from dragoman.reader.recurrence import recurring_words
from dragoman.reader.text import Laid
from dragoman.records import Chain, Coreference, Mention

Array = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_NAME_PARTS = frozenset({"flat", "goeswith"})
_PRONOUNS = frozenset({"PRON", "DET"})


class Links(Protocol):
    """What is needed of a window's Scores."""

    @property
    def entity(self) -> Array:
        """Log-odds that a word heads a mention (words,)."""

    @property
    def antecedent(self) -> Array:
        """Row i, column j < i: score of j heading an earlier mention of the same thing; (i, i): of there being none."""


@dataclass(frozen=True, slots=True)
class LinkCutoffs:
    """Where scores become chains. entity: log-odds of a mention; first: added to the score of "for the first time"."""

    entity: float = 0.0
    first: float = 0.0


DEFAULTS = LinkCutoffs()


def corefer(
    doc: Doc, laid: Laid, windows: Sequence[Window], scores: Sequence[Links], cutoffs: LinkCutoffs = DEFAULTS
) -> Coreference:
    """All chains of a Doc that has its tags, tree and names."""
    seen = [(w, s, at) for w, s in zip(windows, scores, strict=True) for at in _heads(w, s, cutoffs.entity)]
    mentions = mentions_of(doc, [laid.tokens[at] for _, _, at in seen])
    numbers = np.full(len(laid.tokens), -1, dtype=np.int64)
    known: dict[str, int] = {}
    count = 0
    for (window, s, at), mention in zip(seen, mentions, strict=True):
        key = recurring_words(doc, mention, bool(laid.words.quoted[at]))
        row = s.antecedent[at - window.start, : at - window.start + 1]
        number = _chosen(numbers[window.start : at], row, cutoffs.first)
        if number < 0 and key:
            number = known.get(key, -1)
        numbers[at] = count if number < 0 else number
        count += number < 0
        if key:
            known[key] = int(numbers[at])
    return chains(doc, mentions, [int(numbers[at]) for _, _, at in seen])


def _heads(window: Window, scores: Links, cutoff: float) -> list[int]:
    """Words of the window's core that head a mention."""
    core = scores.entity[window.core_start - window.start : window.core_end - window.start]
    return [int(i) + window.core_start for i in np.flatnonzero(core > cutoff)]


def _chosen(numbers: Ints, row: Array, first: float) -> int:
    """The chain with the greatest share of the probability; -1 if a first mention has as much.

    numbers: chain of each earlier word of the window, -1 for none. row: scores of those words, last the word's own.
    """
    at = np.flatnonzero(numbers >= 0)
    if not len(at):
        return -1
    odds = np.append(row[at], row[-1] + first).astype(np.float64)
    share = np.exp(odds - odds.max())
    own, mass = share[-1], np.bincount(numbers[at], weights=share[:-1])
    best = int(mass.argmax())
    return best if mass[best] > own else -1


def mentions_of(doc: Doc, heads: Sequence[int]) -> list[Mention]:
    """The mention of each head token."""
    taken: set[tuple[int, int]] = set()
    out = []
    for head in heads:
        words = phrase(doc, head)
        if words in taken:  # crossing arcs can give two heads the same words
            words = head, head + 1
        taken.add(words)
        out.append(Mention(*words, head))
    return out


def chains(doc: Doc, mentions: Sequence[Mention], numbers: Sequence[int]) -> Coreference:
    """The chains of mentions, in order of the text, that bear the same number."""
    by: dict[int, list[Mention]] = {}
    for mention, number in zip(mentions, numbers, strict=True):
        by.setdefault(number, []).append(mention)
    made = tuple(Chain(tuple(m), most_telling(doc, m)) for m in by.values())
    return Coreference(made, _numbers(doc, made))


def _numbers(doc: Doc, made: Sequence[Chain]) -> dict[int, int]:
    """The chain of each head token, of a name's further words, and of "who" and "which" in its relative clauses."""
    numbers = {m.head: k for k, chain in enumerate(made) for m in chain.mentions}
    for head, k in list(numbers.items()):
        for child in doc[head].rights:
            if child.dep_ in _NAME_PARTS:
                numbers.setdefault(child.i, k)
            elif child.dep_ == "acl:relcl":
                for pronoun in _relatives(child):
                    numbers.setdefault(pronoun.i, k)
    return numbers


def _relatives(verb: Token) -> list[Token]:
    return [t for t in verb.lefts if t.pos_ == "PRON" and "Rel" in t.morph.get("PronType", [])]


def most_telling(doc: Doc, mentions: Sequence[Mention]) -> Mention:
    """The longest name, else the first description, else the first pronoun."""
    return max(mentions, key=lambda m: _telling(doc[m.head]))


def _telling(token: Token) -> tuple[int, int]:
    if token.pos_ == "PROPN" or token.ent_type:
        return 2, sum(c.dep_ in _NAME_PARTS or (c.dep_ == "compound" and c.pos_ == "PROPN") for c in token.children)
    return int(token.pos_ not in _PRONOUNS), 0

"""Name tags to spaCy entities: PERSON, ORG, GPE, LOC, FAC from the network's three kinds, NORP from demonyms."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from spacy.tokens import Doc, Span

from dragoman.codes.names import facility_nouns, geopolitical_names, group_names
from dragoman.reader.features import Window
from dragoman.reader.labels import Labels
from dragoman.reader.session import Scores
from dragoman.reader.text import Laid

_NOT_LAST = frozenset({"'s", "’s", "'", "’", ",", ".", ";", ":", "-", "–", "—", "(", '"', "“", "”"})


@lru_cache(maxsize=1)
def _tables() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    return geopolitical_names(), group_names(), facility_nouns()


def name_spans(doc: Doc, laid: Laid, windows: Sequence[Window], scores: Sequence[Scores], labels: Labels) -> list[Span]:
    """Named spans in order, none overlapping."""
    tags = [
        labels.names[int(s.names[at - w.start].argmax())]
        for w, s in zip(windows, scores, strict=True)
        for at in range(w.core_start, w.core_end)
    ]
    spans = [s for a, b, kind in _runs(tags) if (s := _span(doc, laid, a, b, kind))]
    taken = {t.i for s in spans for t in s}
    _, groups, _ = _tables()
    spans += [
        Span(doc, i, i + 1, label="NORP")
        for i in laid.tokens
        if i not in taken and doc[i].text in groups and doc[i].text[:1].isupper()
    ]
    return sorted(spans, key=lambda s: s.start)


def _runs(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    out: list[tuple[int, int, str]] = []
    start = 0
    for at, (before, tag) in enumerate(pairwise([*tags, "O", "O"]), start=1):
        if before != "O" and (tag == "O" or tag[0] == "B" or tag[2:] != before[2:]):
            out.append((start, at, before[2:]))
        if tag != "O" and (tag[0] == "B" or before == "O" or tag[2:] != before[2:]):
            start = at
    return [r for r in out if r[1] <= len(tags)]


def _span(doc: Doc, laid: Laid, a: int, b: int, kind: str) -> Span | None:
    """The name without marks and possessives at its ends; None if nothing is left."""
    while b > a and laid.words.words[b - 1] in _NOT_LAST:
        b -= 1
    while a < b and laid.words.words[a] in _NOT_LAST:
        a += 1
    if a == b:
        return None
    start, end = laid.tokens[a], laid.tokens[b - 1] + 1
    text = doc[start:end].text
    places, groups, facilities = _tables()
    label = {"PER": "PERSON", "ORG": "ORG"}.get(kind, "LOC")
    if label == "LOC":
        if text.removeprefix("the ").removeprefix("The ") in places:
            label = "GPE"
        elif text in groups:
            label = "NORP"
        elif doc[end - 1].lower_ in facilities:
            label = "FAC"
    elif label == "ORG" and text in groups:
        label = "NORP"
    return Span(doc, start, end, label=label)

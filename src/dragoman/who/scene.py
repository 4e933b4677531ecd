"""A document as this room sees it: its words as units, its sentences, the states that it talks about."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

from dragoman.codes.actors.word_sets import word_set
from dragoman.who.memory import most_common
from dragoman.who.units import Unit, units
from dragoman.who.words import Word, words

_ENDS = re.compile(r"[.!?]['\"’”)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|Brig|Adm|Prof|St|No|Sen|Rep|Gov))\.$")
_SURE_DAYS = 366  # a longer interval of publication does not tell who held an office


@dataclass(frozen=True, slots=True)
class Scene:
    """words, units: of the whole text. unit_starts: word index of each unit; sentences: character starts.

    states: (unit index, sentence, alpha-3) wherever a state, a city, or a body or person of a state is named;
    theme: the state that the page is all about, if any.
    """

    text: str
    words: list[Word]
    units: list[Unit]
    word_starts: list[int]
    unit_starts: list[int]
    sentences: list[int]
    states: list[tuple[int, int, str]]
    theme: str | None
    on: date | None

    def sentence_at(self, char: int) -> int:
        """Number of the sentence that the character stands in."""
        return bisect_right(self.sentences, char) - 1

    def word_range(self, start: int, end: int) -> tuple[int, int]:
        """Indices of the words within the characters [start, end)."""
        first = bisect_right(self.word_starts, start)
        first = first - 1 if first and self.words[first - 1].end > start else first
        return first, max(first, bisect_right(self.word_starts, end - 1))

    def trimmed(self, start: int, end: int, head: int) -> tuple[int, int]:
        """The characters less those of other sentences, marks and halves of words at the edges."""
        here = self.sentence_at(head)
        first, last = self.word_range(start, end)
        opens = self.sentences[here] if here >= 0 else 0
        ends = self.sentences[here + 1] if here + 1 < len(self.sentences) else len(self.text)
        kept = [word for word in self.words[first:last] if opens <= word.start < ends]
        while len(kept) > 1 and kept[0].start != head and kept[0].kind in ("hyphen", "poss", "punct"):
            is_half = kept[0].kind == "hyphen" and len(kept) > 2 and kept[1].start != head
            kept = kept[2 if is_half else 1 :]
        while len(kept) > 1 and kept[-1].kind in ("hyphen", "punct") and kept[-1].text not in ')."”’!?':
            kept.pop()
        return (max(start, kept[0].start), min(end, kept[-1].end)) if kept else (start, end)

    def unit_at(self, word: int) -> int:
        """Index of the unit that the word belongs to."""
        return bisect_right(self.unit_starts, word) - 1

    def start_of(self, unit: Unit) -> int:
        """Character offset of the unit's first word."""
        return self.words[unit.start].start


def read_scene(doc: Doc) -> Scene:
    """The document taken in once, before its mentions are looked at."""
    text = doc.text
    found = words(text)
    parts = units(found)
    sentences = _sentence_starts(doc, text)
    states = []
    title = sentences[1] if len(sentences) > 1 else 0
    themes: list[str] = []
    for index, unit in enumerate(parts):
        sense = unit.sense
        if sense is None or sense.country is None or sense.is_shared or _is_prefixed(parts, index):
            continue
        if sense.names_state:
            themes += [sense.country] * (3 if found[unit.start].start < title else 1)
        if not sense.is_common:
            states.append((index, bisect_right(sentences, found[unit.start].start) - 1, sense.country))
    published = doc._.published
    return Scene(
        text,
        found,
        parts,
        [word.start for word in found],
        [unit.start for unit in parts],
        sentences,
        states,
        _theme(themes),
        published.last if published is not None and published.days <= _SURE_DAYS else None,
    )


def _is_prefixed(parts: list[Unit], index: int) -> bool:
    """Whether the state is that of a word like pro-Russian."""
    return index > 1 and parts[index - 1].kind == "hyphen" and parts[index - 2].key in word_set("prefixes")


def _theme(codes: list[str]) -> str | None:
    """The state that the page is all about: three in five of all namings at least, titles counting three times."""
    code = most_common(codes)
    return code if code is not None and codes.count(code) >= max(4, 0.6 * len(codes)) else None


def _sentence_starts(doc: Doc, text: str) -> list[int]:
    if doc.has_annotation("SENT_START"):
        return [token.idx for token in doc if token.is_sent_start or token.i == 0] or [0]
    starts = [0]
    for match in _ENDS.finditer(text):
        if match.group().startswith(".") and _ABBREVIATED.search(text[max(0, match.start() - 6) : match.start() + 1]):
            continue
        starts.append(match.end())
    return starts

"""Annotated texts as training windows: characters to words, spans to head words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.reader.features import (
    START,
    Window,
    WordPieces,
    Words,
    cut_windows,
    encode,
    open_starts,
    quoted_words,
)
from dragoman.reader.heads import head_word
from dragoman.reader.labels import CUE, NAME_TAGS, POLARITIES, TRIGGERS, Labels
from dragoman.reader.tokens import english
from train.annotated import Annotated, Chars, Wanted
from train.items import DOCUMENT, UNSPECIFIED, ClaimTarget, Item, blank

STOP = frozenset(
    "be is are was were been being am have has had will would to the a an of not no never for in on at by with and or "
    "as that it its his her their s may might could can should must do does did from into over against up out off "
    "about than if".split()
)
NLP = english()
NAME = {t: i for i, t in enumerate(NAME_TAGS)}


@dataclass
class Laid:
    """A text laid out in words: those that are not blank, their places, and the first word at or after each place."""

    words: Words
    at: list[Chars]

    def covering(self, span: Chars) -> list[int]:
        return [i for i, (a, b) in enumerate(self.at) if a < span[1] and b > span[0]]


def lay(text: str) -> Laid:
    """Words as the reader will see them: spaCy's, less blanks; lines begin where the text breaks."""
    words, at, starts = [], [], []
    new_line = True
    for token in NLP.make_doc(text):
        if token.is_space:
            new_line = new_line or "\n" in token.text
            continue
        words.append(token.text)
        at.append((token.idx, token.idx + len(token.text)))
        starts.append(new_line)
        new_line = False
    joined = [i > 0 and at[i - 1][1] == a for i, (a, _) in enumerate(at)]
    known = tuple(START if s else k for s, k in zip(starts, open_starts(words, joined), strict=True))
    return Laid(Words(tuple(words), known, tuple(quoted_words(words, starts))), at)


def trigger_word(laid: Laid, span: Chars) -> int | None:
    """The first word of the trigger that carries meaning."""
    inside = laid.covering(span)
    telling = [i for i in inside if laid.words.words[i].lower() not in STOP and re.match(r"\w", laid.words.words[i])]
    return (telling or inside or [None])[0]


def head_of(laid: Laid, span: Chars) -> int | None:
    inside = laid.covering(span)
    return inside[head_word([laid.words.words[i] for i in inside])] if inside else None


def _one_head(laid: Laid, span: Chars | None, is_judged: bool) -> int | None:
    if span is None:
        return -1 if is_judged else None
    return head_of(laid, span)


def _target(laid: Laid, w: Wanted, labels: Labels, doc: Annotated) -> ClaimTarget | None:
    word = trigger_word(laid, w.trigger) if w.trigger else None
    if word is None:
        return None

    def heads(spans: Sequence[Chars]) -> list[int]:
        return sorted({h for s in spans if (h := head_of(laid, s)) is not None})

    holder: int | None
    if isinstance(w.holder, str):
        holder = DOCUMENT if w.holder == "document" else UNSPECIFIED
    else:
        holder = head_of(laid, w.holder)
    content = laid.covering(w.content) if w.content else []
    return ClaimTarget(
        word, TRIGGERS.index(w.type), heads(w.actors), heads(w.recipients), holder,
        (content[0], content[-1]) if content else None,
        POLARITIES.index(w.polarity) if w.polarity else -1, labels.moods.index(w.mood) if w.mood else -1,
        labels.modes.index(w.mode) if w.mode in labels.modes else 0 if w.type != CUE else -1,
        _one_head(laid, w.place, doc.has_places and w.type != CUE),
        _one_head(laid, w.time, doc.has_times and w.type != CUE), doc.weight, w.type != CUE,
    )  # fmt: skip


def _mentions(laid: Laid, spans: Sequence[Chars]) -> list[int]:
    tags = [0] * len(laid.at)
    for inside in sorted((laid.covering(s) for s in spans), key=len, reverse=True):
        if inside and len(inside) <= 14 and not any(tags[i] for i in inside):
            for i in inside:
                tags[i] = 2
            tags[inside[0]] = 1
    return tags


def _names(laid: Laid, doc: Annotated) -> list[int]:
    """Names known from the cast; words in small letters are no names; of the rest nothing is known."""
    tags = [0 if w.islower() or not w[:1].isalpha() else -1 for w in laid.words.words]
    if not doc.names:
        return [-1] * len(tags)
    for a, b, kind in doc.names:
        inside = laid.covering((a, b))
        for k, i in enumerate(inside):
            tags[i] = NAME[("I-" if k else "B-") + kind]
    return tags


def claim_items(doc: Annotated, labels: Labels, cut: WordPieces) -> list[Item]:
    """The windows of an annotated text with all targets."""
    laid = lay(doc.text)
    targets = [t for w in doc.wanted if (t := _target(laid, w, labels, doc))]
    rows = {
        "mention": _mentions(laid, doc.mentions),
        "name": _names(laid, doc),
        "chain": _chains(laid, doc.chains),
        "metonym": _metonyms(laid, doc),
        "saying": _saying(laid, doc.wanted),
    }
    sizes = [len(cut.of(w)) for w in laid.words.words]
    return [_item(laid, window, targets, rows, cut) for window in cut_windows(laid.words, sizes)]


def _chains(laid: Laid, chains: Sequence[Sequence[Chars]]) -> list[int]:
    out = [-1] * len(laid.at)
    for number, spans in enumerate(chains):
        for s in spans:
            head = head_of(laid, s)
            if head is not None and out[head] < 0:
                out[head] = number
    return out


def _metonyms(laid: Laid, doc: Annotated) -> list[int]:
    out = [-1] * len(laid.at)
    for a, b, acts in doc.metonyms:
        head = head_of(laid, (a, b))
        if head is not None:
            out[head] = int(acts)
    return out


def _saying(laid: Laid, wanted: Sequence[Wanted]) -> list[int]:
    """1 for the words of cues."""
    out = [0] * len(laid.at)
    for w in wanted:
        if w.type == CUE and w.trigger:
            for i in laid.covering(w.trigger):
                out[i] = 1
    return out


def _item(laid: Laid, v: Window, targets: Sequence[ClaimTarget], rows: dict[str, list[int]], cut: WordPieces) -> Item:
    item = blank(encode(laid.words, cut, v.start, v.end))
    for name, row in rows.items():
        setattr(item, name, row[v.start : v.end])
    item.core = (v.core_start - v.start, v.core_end - v.start)
    item.claims = [_shifted(t, v) for t in targets if v.core_start <= t.word < v.core_end]
    return item


def _shifted(t: ClaimTarget, v: Window) -> ClaimTarget:
    def inside(rows: list[int]) -> list[int]:
        return [i - v.start for i in rows if v.start <= i < v.end]

    holder = t.holder
    if holder is not None and holder >= 0:
        holder = holder - v.start if v.start <= holder < v.end else None
    content = tuple(inside(list(t.content))) if t.content else ()
    return ClaimTarget(
        t.word - v.start, t.type, inside(t.actors), inside(t.recipients), holder,
        (content[0], content[1]) if len(content) == 2 else None, t.polarity, t.mood, t.mode,
        _one_shifted(t.place, v), _one_shifted(t.time, v), t.weight, t.recipients_known,
    )  # fmt: skip


def _one_shifted(word: int | None, v: Window) -> int | None:
    """Its number in the window, -1 for none, None where it is not known or outside."""
    if word is None or word < 0:
        return word
    return word - v.start if v.start <= word < v.end else None

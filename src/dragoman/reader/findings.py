"""Scores of a window to findings, cues and mentions: the decisions of the claim heads, nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dragoman.reader.features import Window
from dragoman.reader.labels import CUE, POLARITIES, TRIGGERS, Labels
from dragoman.reader.session import Array, Scores

ACTOR, RECIPIENT, HOLDER, CONTENT_FIRST, CONTENT_LAST, PLACE, TIME = range(7)
MAX_CONTENT = 120
REACH = 1
_CUE = TRIGGERS.index(CUE)

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Cutoffs:
    """Where scores become decisions, all tuned on development folds (eval/README.md).

    trigger, cue: probability; second: that of a second type at a word that is a surer trigger of another.
    actor_more, recipient_more: log-odds above which every word is taken; actor_best, recipient_best: above which at
    least the best one is. fact: a claim is called a plain fact only if the network gives that at least this
    probability; else the likeliest other stance is taken.
    """

    trigger: float = 0.4
    cue: float = 0.4
    second: float = 0.65
    actor_more: float = 1.0
    actor_best: float = -1.0
    recipient_more: float = 1.0
    recipient_best: float = -2.0
    fact: float = 0.6


@dataclass(frozen=True, slots=True)
class RawFinding:
    """A finding in word numbers of the whole text. holder: word, -1 document, -2 unspecified; place, time: word.

    cue: half-open range of a cue's words, None if only the one that carries it is known.
    """

    word: int
    type: str
    mode: str | None
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    holder: int
    cue: tuple[int, int] | None
    content: tuple[int, int] | None
    place: int | None
    time: int | None
    polarity: str
    mood: str
    confidence: float


def sigmoid(x: Array) -> Array:
    """Log-odds to probability."""
    return np.asarray(1.0 / (1.0 + np.exp(-x)), dtype=np.float32)


def softmax(x: Array) -> Array:
    """Scores to probabilities over the last axis."""
    e = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(e / e.sum(-1, keepdims=True), dtype=np.float32)


def find(scores: Scores, window: Window, labels: Labels, cut: Cutoffs) -> list[RawFinding]:
    """All findings whose trigger lies in the window's core, cues among them (type CUE)."""
    core = slice(window.core_start - window.start, window.core_end - window.start)
    odds = sigmoid(scores.trigger[core])
    return [
        _finding(scores, int(w) + core.start, int(t), float(odds[w, t]), window.start, labels, cut)
        for w, t in zip(*np.nonzero(_is_trigger(odds, cut)), strict=True)
    ]


def _is_trigger(odds: Array, cut: Cutoffs) -> Bools:
    """(words, types) for probabilities of the same shape; a cue may be an event besides."""
    events = np.delete(odds, _CUE, axis=1)
    is_best = np.zeros_like(odds, dtype=np.bool_)
    best = events.argmax(1)
    is_best[np.arange(len(odds)), best + (best >= _CUE)] = True
    limits = np.where(is_best, cut.trigger, max(cut.trigger, cut.second))
    limits[:, _CUE] = cut.cue
    return np.asarray((odds > limits) & _is_peak(odds), dtype=np.bool_)


def _is_peak(odds: Array) -> Bools:
    """Whether no word close by is a surer trigger of the same type: "ethnic cleansing" is one act."""
    peak = np.ones_like(odds, dtype=np.bool_)
    for step in range(1, REACH + 1):
        peak[step:] &= odds[step:] >= odds[:-step]
        peak[:-step] &= odds[:-step] > odds[step:]
    return peak


def _finding(s: Scores, word: int, kind: int, odds: float, shift: int, labels: Labels, cut: Cutoffs) -> RawFinding:
    name = TRIGGERS[kind]
    polarity, mood, sure = stance(s, word, labels, cut.fact)
    mode = labels.modes[int(s.mode[word].argmax())]
    actors = _chosen(s.pointers[ACTOR, word], cut.actor_more, cut.actor_best)
    recipients = _chosen(s.pointers[RECIPIENT, word], cut.recipient_more, cut.recipient_best)
    return RawFinding(
        word=word + shift,
        type=name,
        mode=None if mode == labels.modes[0] else mode,
        actors=tuple(a + shift for a in actors),
        recipients=() if name == CUE else tuple(r + shift for r in recipients),
        holder=_holder(s, word, shift),
        cue=_cue_words(s.saying, word, shift) if name == CUE else None,
        content=_content(s, word, shift) if name == CUE else None,
        place=_likeliest(s.pointers[PLACE, word], shift) if name != CUE else None,
        time=_likeliest(s.pointers[TIME, word], shift) if name != CUE else None,
        polarity=polarity,
        mood=mood,
        confidence=round(odds * (1.0 if name == CUE else sure), 3),
    )


def stance(s: Scores, word: int, labels: Labels, fact: float) -> tuple[str, str, float]:
    """Polarity, mood and how sure of both; a plain fact only where the network is sure enough of it."""
    polarity, mood = softmax(s.polarity[word]), softmax(s.mood[word])
    joint = np.outer(polarity, mood).astype(np.float32)
    if joint[0, 0] >= fact:
        return POLARITIES[0], labels.moods[0], float(joint[0, 0])
    joint[0, 0] = 0.0
    p, m = np.unravel_index(int(joint.argmax()), joint.shape)
    return POLARITIES[int(p)], labels.moods[int(m)], float(joint[p, m])


def _chosen(row: Array, more: float, best: float) -> list[int]:
    """Words above `more`, most likely first; else the best one if it is above `best`."""
    above = np.flatnonzero(row > more)
    if len(above):
        return [int(i) for i in above[np.argsort(-row[above], kind="stable")]]
    top = int(row.argmax())
    return [top] if row[top] > best else []


def _likeliest(row: Array, shift: int) -> int | None:
    """The best word, if it is likelier than none."""
    top = int(row.argmax())
    return top + shift if row[top] > 0 else None


def _holder(s: Scores, word: int, shift: int) -> int:
    row = np.concatenate([s.other[word], s.pointers[HOLDER, word]])
    top = int(row.argmax())
    return (-1, -2)[top] if top < 2 else top - 2 + shift


def _cue_words(saying: Array, word: int, shift: int) -> tuple[int, int] | None:
    """The unbroken run of words of a cue around the one that carries it."""
    if saying[word] <= 0:
        return None
    start = end = word
    while start > 0 and saying[start - 1] > 0:
        start -= 1
    while end + 1 < len(saying) and saying[end + 1] > 0:
        end += 1
    return start + shift, end + 1 + shift


def _content(s: Scores, word: int, shift: int) -> tuple[int, int] | None:
    """Half-open word range of the content: the best pair of ends, the cue itself outside it."""
    first, last = s.pointers[CONTENT_FIRST, word], s.pointers[CONTENT_LAST, word]
    n = len(first)
    pair = first[:, None] + last[None, :]
    gap = np.arange(n)[None, :] - np.arange(n)[:, None]
    pair = np.where((gap >= 0) & (gap < MAX_CONTENT), pair, -1e9)
    pair[: word + 1, word:] = -1e9
    a, b = np.unravel_index(int(pair.argmax()), pair.shape)
    return (int(a) + shift, int(b) + 1 + shift) if pair[a, b] > -1e8 else None


def mention_spans(tags: Sequence[int]) -> list[tuple[int, int]]:
    """Half-open word ranges from outside-begin-inside numbers 0, 1, 2."""
    spans: list[tuple[int, int]] = []
    start: int | None = None
    for at, tag in enumerate([*tags, 0]):
        if start is not None and tag != 2:
            spans.append((start, at))
            start = None
        if tag == 1 or (tag == 2 and start is None):
            start = at
    return spans

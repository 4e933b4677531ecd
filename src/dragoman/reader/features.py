"""Words to numbers: what the encoder sees of a text. The same code serves training and reading; no torch here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

CLS, SEP, PAD, UNKNOWN, MASK = 101, 102, 0, 100, 103
MAX_PIECES_A_WORD = 8
MAX_PIECES = 510
CASES = 9
START_UNKNOWN, START, NO_START = 0, 1, 2

Ints = npt.NDArray[np.int64]

_SAID_LINE = re.compile(r"\b(?:said|says|told|stated|added|adds|continued|commented)\b[^.\n]{0,60}:\s*$")
_SENTENCE_END = re.compile(r"[.!?…]+$")
_MARKS = frozenset("\"'“”‘’()[]")


@dataclass(frozen=True, slots=True)
class Words:
    """A text as words. starts: for each word START (a line begins), NO_START or START_UNKNOWN; quoted: 0 or 1."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    quoted: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Words [start, end) are seen, words [core_start, core_end) are decided here; every word is decided once."""

    start: int
    end: int
    core_start: int
    core_end: int


def casing(word: str) -> int:
    """One of nine shapes, 1-8 (0 is kept for padding and hidden case): the vocabulary itself is uncased."""
    if word.islower():
        return 1
    if word.isupper():
        return 2 if len(word) == 1 else 3
    if word[:1].isupper() and word[1:].islower():
        return 4
    has_letter = any(c.isalpha() for c in word)
    if any(c.isdigit() for c in word):
        return 5 if has_letter else 6
    return 7 if has_letter else 8


class WordPieces:
    """Cuts words into the vocabulary's pieces, at most MAX_PIECES_A_WORD each."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self.of = lru_cache(maxsize=200_000)(self._cut)

    def _cut(self, word: str) -> tuple[int, ...]:
        ids: list[int] = self._tokenizer.encode(word, add_special_tokens=False).ids
        return tuple(ids[:MAX_PIECES_A_WORD]) or (UNKNOWN,)


def quoted_words(words: Sequence[str], line_starts: Sequence[bool]) -> list[int]:
    """1 for words inside quotation marks, or in lines that follow one ending in "… said:"; else 0.

    A mark left open ends with its line, unless the next line opens with a mark again.
    """
    flags: list[int] = []
    is_open = is_block = False
    line: list[str] = []
    for word, begins in zip(words, line_starts, strict=True):
        if begins and line:
            text = " ".join(line)
            if _SAID_LINE.search(text):
                is_block = True
            elif is_block and len(text) < 60 and text.rstrip()[-1:] not in '.!?”"':
                is_block = False
            is_open = False
            line = []
        line.append(word)
        if word == "“":
            is_open = True
        elif word == "”":
            is_open = False
        elif word == '"':
            is_open = not is_open
        flags.append(int(is_open or is_block))
    return flags


def open_starts(words: Sequence[str], joined: Sequence[bool]) -> list[int]:
    """START_UNKNOWN or, where no sentence begins, NO_START: at words that are joined to the one before.

    joined: whether no blank stands before a word. "said.The" may yet be two sentences, and '."The' as well.
    """
    out: list[int] = []
    for at, word in enumerate(words):
        before = at - 1
        while before > 0 and words[before] in _MARKS and joined[before]:
            before -= 1
        is_end = before >= 0 and bool(_SENTENCE_END.search(words[before]))
        out.append(NO_START if joined[at] and not (is_end and word[:1].isalnum()) else START_UNKNOWN)
    return out


def may_start(words: Sequence[str], at: int) -> bool:
    """Whether a sentence might well begin at this word, by punctuation and case alone."""
    if at == 0:
        return True
    before = at - 1
    while before > 0 and words[before] in ('"', "”", "’", "'", ")"):
        before -= 1
    return bool(_SENTENCE_END.search(words[before])) and not words[at][:1].islower()


def cut_windows(
    words: Words, pieces: Sequence[int], *, core: int = 190, left: int = 60, right: int = 25
) -> list[Window]:
    """Windows that decide every word once, cut where sentences may end.

    pieces: number of vocabulary pieces of each word; no window holds more than MAX_PIECES.
    """
    total = len(words.words)
    running = np.concatenate([[0], np.cumsum(pieces)])
    windows: list[Window] = []
    begin = 0
    while begin < total:
        # a core may hold two thirds of the pieces: the margins need the rest
        room = int(np.searchsorted(running, running[begin] + MAX_PIECES * 2 // 3, side="right")) - 1
        limit = max(begin + 1, min(total, begin + core, room))
        end = total if limit == total else _boundary(words, begin, limit)
        windows.append(_with_margins(running, begin, end, total, left, right))
        begin = end
    return windows


def _boundary(words: Words, begin: int, limit: int) -> int:
    for at in range(limit, begin + (limit - begin) // 2, -1):
        if words.starts[at] == START or (words.starts[at] != NO_START and may_start(words.words, at)):
            return at
    return limit


def _with_margins(running: Ints, begin: int, end: int, total: int, left: int, right: int) -> Window:
    spare = MAX_PIECES - int(running[end] - running[begin])
    start = max(0, begin - left)
    stop = min(total, end + right)
    while running[begin] - running[start] > spare * 2 // 3:
        start += 1
    while running[stop] - running[begin] + running[begin] - running[start] > MAX_PIECES:
        stop -= 1
    return Window(start, max(stop, end), begin, end)


@dataclass(frozen=True, slots=True)
class Encoded:
    """One window as the encoder takes it. pieces, cases, known, quoted: one a piece; first, last: one a word."""

    pieces: list[int]
    cases: list[int]
    known: list[int]
    quoted: list[int]
    first: list[int]
    last: list[int]
    starts: list[int]


def encode(words: Words, cut: WordPieces, start: int = 0, end: int | None = None) -> Encoded:
    """Numbers for words [start, end)."""
    out = Encoded([CLS], [0], [0], [0], [], [], [])
    for at in range(start, len(words.words) if end is None else end):
        word = words.words[at]
        ids = cut.of(word)
        out.first.append(len(out.pieces))
        out.pieces.extend(ids)
        out.last.append(len(out.pieces) - 1)
        out.cases.extend([casing(word)] * len(ids))
        out.known.extend([words.starts[at]] * len(ids))
        out.quoted.extend([words.quoted[at]] * len(ids))
        out.starts.append(words.starts[at])
    out.pieces.append(SEP)
    for row in (out.cases, out.known, out.quoted):
        row.append(0)
    return out


def pad(rows: Sequence[Sequence[int]], value: int = 0) -> Ints:
    """Rows of unequal length as one array, filled up with value."""
    width = max(map(len, rows))
    out = np.full((len(rows), width), value, dtype=np.int64)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return out

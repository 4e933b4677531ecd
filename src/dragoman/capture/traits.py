"""What a block of a page looks like, in numbers: what the line judge sees."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dragoman.capture.blocks import Block

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

BUCKETS = 8192
WORDS = 16
CUES = ("thread", "form", "related", "related_item", "nav", "ad", "licence", "credit", "caption")
_FUNCTION = frozenset(
    "the of and a to in is was it for that on with as by at are be this from or an which were not have has had they "
    "but their been its he she we you i who will would can there all more when if than about into out so what "
    "no".split()
)
_YOU, _WE = frozenset("you your yours".split()), frozenset("i we me my our us".split())
_WORD = re.compile(r"[A-Za-z’']+|\d+")
_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.I
)
_MARKS = "|•·›»>/–—"


def traits(blocks: Sequence[Block], cues: Sequence[str], raw: Sequence[str]) -> tuple[Floats, Ints]:
    """(blocks, traits) numbers and (blocks, WORDS) buckets of words, 0 for none. raw: the blocks before repair."""
    times = Counter(b.text.lower() for b in blocks)
    sizes = np.array([b.words for b in blocks], dtype=np.float64)
    before = np.concatenate([[0.0], np.cumsum(sizes)])
    rows = [
        [
            *_look(b),
            _indent(r),
            *_place(at, len(blocks), before),
            min(times[b.text.lower()], 4) - 1.0,
            *(c == k for k in CUES),
        ]
        for at, (b, c, r) in enumerate(zip(blocks, cues, raw, strict=True))
    ]
    return np.array(rows, dtype=np.float32), np.array([_buckets(b.text) for b in blocks], dtype=np.int64)


def _look(b: Block) -> list[float]:
    text, words = b.text, b.text.split()
    n, letters = max(1, len(words)), max(1, len(text))
    small = [w.lower().strip(".,;:!?()\"'“”") for w in words]
    marks = len(text) - sum(map(str.isalnum, text)) - sum(map(str.isspace, text))
    return [
        np.log1p(n), np.log1p(letters), letters / n / 8, b.ends, text[-1:] == ":", bool(b.bullet),
        text[:1].isupper(), text[:1].islower(), text.isupper(), sum(map(str.isupper, [w[0] for w in words])) / n,
        sum(map(_FUNCTION.__contains__, small)) / n, sum(map(_YOU.__contains__, small)) / n,
        sum(map(_WE.__contains__, small)) / n, sum(map(str.isdigit, text)) / letters, marks / letters * 4,
        sum(map(text.count, _MARKS)) / n, text.count(",") / n * 4, "http" in text or "www." in text,
        "@" in text, bool(_DATE.search(text)), text[:1] in "\"“'‘", "?" in text, len(_ENDS.findall(text)) > 1,
    ]  # fmt: skip


def _indent(raw: str) -> float:
    return float(np.log1p(min(len(raw) - len(raw.lstrip()), 20)))


_ENDS = re.compile(r"[.!?]['\"”’]*(?:\s|$)")


def _place(at: int, count: int, before: npt.NDArray[np.float64]) -> list[float]:
    whole = max(1.0, before[-1])
    return [at / count, np.log1p(at), np.log1p(count - at), before[at] / whole, np.log1p(whole) / 4]


def _buckets(text: str) -> list[int]:
    words = [w.lower() for w in _WORD.findall(text[:400])]
    kept = words if len(words) <= WORDS else words[: WORDS - 6] + words[-6:]
    return [_bucket(w) for w in kept] + [0] * (WORDS - len(kept))


def _bucket(word: str) -> int:
    return 1 + zlib.crc32(("0" * len(word) if word.isdigit() else word).encode()) % (BUCKETS - 1)

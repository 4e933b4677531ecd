"""One training window: what the encoder sees and what each head should say. -1 means "not known here"."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import torch
from dragoman.reader.features import MASK, Encoded, pad
from dragoman.reader.labels import POINTERS, TRIGGERS
from torch import Tensor

ROLE = {name: i for i, name in enumerate(POINTERS)}
DOCUMENT, UNSPECIFIED = -1, -2


@dataclass
class ClaimTarget:
    """A trigger at a word of the window. holder: word index, DOCUMENT, UNSPECIFIED, or None where not known.

    actors, recipients: word indices; content: first and last word; polarity, mood, mode: -1 where not known.
    """

    word: int
    type: int
    actors: list[int] = field(default_factory=list)
    recipients: list[int] = field(default_factory=list)
    holder: int | None = DOCUMENT
    content: tuple[int, int] | None = None
    polarity: int = -1
    mood: int = -1
    mode: int = -1
    weight: float = 1.0
    recipients_known: bool = True


@dataclass
class Item:
    """A window with targets; claims is None where the window is not annotated for claims."""

    encoded: Encoded
    upos: list[int]
    feats: list[int]
    lemma: list[int]
    head: list[int]
    relation: list[int]
    sentence: list[int]
    start: list[int]
    name: list[int]
    mention: list[int]
    core: tuple[int, int]
    claims: list[ClaimTarget] | None = None

    @property
    def size(self) -> int:
        return len(self.encoded.pieces)


def batches(items: Sequence[Item], pieces: int, rng: random.Random | None) -> list[list[Item]]:
    """Items of like length together, at most `pieces` a batch with padding; shuffled if a generator is given."""
    order = sorted(items, key=lambda x: x.size + (rng.random() * 12 if rng else 0))
    out: list[list[Item]] = []
    current: list[Item] = []
    for x in order:
        if current and max(x.size, current[-1].size) * (len(current) + 1) > pieces:
            out.append(current)
            current = []
        current.append(x)
    if current:
        out.append(current)
    if rng:
        rng.shuffle(out)
    return out


@dataclass
class Batch:
    """Tensors of a batch; see Item. trigger: (batch, words, types) 0/1; judged: (batch, words) trigger loss counts."""

    inputs: dict[str, Tensor]
    starts: Tensor
    targets: dict[str, Tensor]
    trigger: Tensor
    judged: Tensor
    claims: list[tuple[int, ClaimTarget]]

    @property
    def real(self) -> Tensor:
        return self.inputs["last"] > 0


WORD_TARGETS = ("upos", "feats", "lemma", "head", "relation", "sentence", "start", "name", "mention")


def collate(items: Sequence[Item], rng: torch.Generator | None = None, hide: float = 0.08) -> Batch:
    """A batch; with a generator, some pieces are masked and some cases hidden, as noise."""
    inputs = {k: torch.from_numpy(pad([getattr(x.encoded, k) for x in items])) for k in ("pieces", "cases", "known", "quoted", "first", "last")}
    if rng is not None:
        r = torch.rand(inputs["pieces"].shape, generator=rng)
        inputs["pieces"][(r < hide) & (inputs["pieces"] > MASK)] = MASK
        inputs["cases"][torch.rand(inputs["cases"].shape, generator=rng) < 0.05] = 0
    targets = {k: torch.from_numpy(pad([getattr(x, k) for x in items], -1)) for k in WORD_TARGETS}
    b, w = inputs["first"].shape
    trigger, judged = torch.zeros(b, w, len(TRIGGERS)), torch.zeros(b, w)
    claims: list[tuple[int, ClaimTarget]] = []
    for i, x in enumerate(items):
        if x.claims is None:
            continue
        judged[i, x.core[0] : x.core[1]] = 1
        for c in x.claims:
            trigger[i, c.word, c.type] = 1
            claims.append((i, c))
    starts = torch.from_numpy(pad([x.encoded.starts for x in items]))
    return Batch(inputs, starts, targets, trigger, judged, claims)


def blank(encoded: Encoded) -> Item:
    """An item of which nothing is known yet."""
    n = len(encoded.first)
    rows: list[list[int]] = [[-1] * n for _ in range(9)]
    return Item(encoded, *rows, core=(0, n))


def chunks(sizes: Sequence[int], rng: random.Random, limits: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs [a, b) of neighbours whose sizes add up to a limit drawn anew for each run."""
    a = 0
    while a < len(sizes):
        limit, total, b = rng.choice(limits), sizes[a], a + 1
        while b < len(sizes) and total + sizes[b] <= limit:
            total += sizes[b]
            b += 1
        yield a, b
        a = b

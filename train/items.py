"""One training window: what the encoder sees and what each head should say. -1 means "not known here"."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dragoman.reader.features import Encoded

DOCUMENT, UNSPECIFIED = -1, -2


@dataclass
class ClaimTarget:
    """A trigger at a word of the window. holder: word index, DOCUMENT, UNSPECIFIED, or None where not known.

    actors, recipients: word indices; content: first and last word; polarity, mood, mode: -1 where not known.
    place, time: word index, -1 for none, None where not known.
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
    place: int | None = None
    time: int | None = None
    weight: float = 1.0
    recipients_known: bool = True


@dataclass
class Item:
    """A window with targets; claims is None where the window is not annotated for claims.

    chain: number of the thing that a mention's head word stands for; entity: 1 for a head word of a mention, 0 for
    other words; metonym: 1 for a place name that acts, 0 for one that does not; saying: 1 for a word of a cue.
    is_whole: all mentions are known.
    """

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
    chain: list[int]
    entity: list[int]
    metonym: list[int]
    saying: list[int]
    core: tuple[int, int]
    claims: list[ClaimTarget] | None = None
    is_whole: bool = False

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


def blank(encoded: Encoded) -> Item:
    """An item of which nothing is known yet."""
    n = len(encoded.first)
    rows: list[list[int]] = [[-1] * n for _ in range(13)]
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

"""Which pages are of one site where none says so, and which tell the same story in the same words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dragoman.capture.sketches import SENTENCE, Sketch

_COMMON = 0.6
"""What so many pages hold says nothing of two of them in particular."""
_COPIED = 0.3
_OWN = 0.1
_OWN_LETTERS = 100
_ALIKE = 0.3
_ALIKE_BLOCKS = 3

NO_STORY = -1

Table = NDArray[np.float32]
Flags = NDArray[np.bool_]


class Pages:
    """Pages against the blocks that two or more of them hold."""

    def __init__(self, sketches: Sequence[Sketch]) -> None:
        self.sketches = sketches
        sets = [dict(zip(s.digests, zip(s.sizes, s.marks, strict=True), strict=True)) for s in sketches]
        held = Counter(digest for page in sets for digest in page)
        column = {digest: n for n, digest in enumerate(sorted(d for d, pages in held.items() if pages > 1))}
        self.holds: Table = np.zeros((len(sketches), len(column)), np.float32)
        self.sizes: Table = np.zeros(len(column), np.float32)
        self.is_sentence: Flags = np.zeros(len(column), np.bool_)
        for row, page in enumerate(sets):
            for digest, (size, mark) in page.items():
                if (n := column.get(digest)) is not None:
                    self.holds[row, n], self.sizes[n], self.is_sentence[n] = 1, size, bool(mark & SENTENCE)
        self.pages_of = self.holds.sum(axis=0)
        self.letters: Table = np.array([_letters(page, sentences=True) for page in sets], np.float32)
        self.others: Table = np.array([_letters(page, sentences=False) for page in sets], np.float32)

    def common(self, weights: Table) -> Table:
        """(pages, pages): what each two of them have in common, in the weights of blocks."""
        return np.asarray((self.holds * weights) @ self.holds.T, np.float32)


def stories_of(pages: Pages) -> list[int]:
    """A number for each page; pages with one number tell one story in the same words: copies, reprints, versions.

    NO_STORY for a page that has hardly a sentence that some other page has not: a page cut short, or a stub.
    """
    special, hardly_own = _copied(pages)
    number = _joined(special | (hardly_own & hardly_own.T))
    stubs = np.flatnonzero((hardly_own & ~hardly_own.T).any(axis=1))
    return [NO_STORY if page in stubs else n for page, n in enumerate(number)]


def sites_of(pages: Pages) -> list[list[Sketch]]:
    """The pages in groups that have the lines around their articles in common, copies of one story aside."""
    plain = ~pages.is_sentence
    least = np.minimum(pages.others[:, None], pages.others[None, :])
    alike = pages.common(pages.sizes * plain) >= _ALIKE * np.maximum(least, 1)
    several = pages.common(plain.astype(np.float32)) >= _ALIKE_BLOCKS
    special, hardly_own = _copied(pages)
    number = _joined(alike & several & ~special & ~hardly_own & ~hardly_own.T)
    return [[s for s, n in zip(pages.sketches, number, strict=True) if n == site] for site in sorted(set(number))]


def _copied(pages: Pages) -> tuple[Flags, Flags]:
    """(pages, pages) twice: whether much of the shorter one's sentences stand in both but not on most pages; whether
    the first has hardly a sentence that the second has not.
    """
    few = pages.pages_of <= max(2.0, _COMMON * len(pages.sketches))
    shared = pages.common(pages.sizes * pages.is_sentence)
    least = np.minimum(pages.letters[:, None], pages.letters[None, :])
    special = pages.common(pages.sizes * (pages.is_sentence & few)) > _COPIED * least
    own = pages.letters[:, None] - shared
    hardly_own = (own < np.maximum(_OWN_LETTERS, _OWN * pages.letters[:, None])) & (shared > 0)
    return special, hardly_own


def _letters(page: dict[int, tuple[int, int]], *, sentences: bool) -> int:
    return sum(size for size, mark in page.values() if bool(mark & SENTENCE) == sentences)


def _joined(links: Flags) -> list[int]:
    """The least index of each page's connected pages."""
    number = list(range(len(links)))
    for first in range(len(links)):
        if number[first] != first:
            continue
        waiting = [first]
        while waiting:
            for other in np.flatnonzero(links[waiting.pop()]):
                if number[other] == other != first:
                    number[other] = first
                    waiting.append(int(other))
    return number

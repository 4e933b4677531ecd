"""Which pages may share a text: near-copies by MinHash, shared passages by sampled runs of words."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from rensa import RMinHash, RMinHashLSH

from dragoman.stories.reprints.sentences import Sentence

LEAST_WORDS = 30
"""Of a page's own sentences: shorter pages are alike by chance."""
_SHINGLE, _RUN = 3, 5
"""Words in a row: of the signature, which outlives changed words; of a passage, which two authors do not hit upon."""
_HASHES, _BANDS, _SEED = 255, 85, 1
"""Three rows a band: pages whose shingles are shared by 4 in 10 meet with .996, by 2 in 10 with .50, by 1 in 100 with
.0001."""
_LIKE = 0.1
"""Estimated Jaccard below which a meeting was chance."""
_SAMPLED = np.uint64(62)
"""Runs whose hash begins with three zero bits are kept, one in eight: of sixty copied words about seven."""
_RUNS = 2
_COMMON = 64
"""Runs on more pages than these are figures of speech, furniture, or copies that the signatures find."""
_MOST = 40
"""Likeliest candidates kept for a page: in a text of a thousand copies each still meets forty."""


@dataclass
class Twins:
    """Collects pages one by one, keeps a kilobyte of each, and gives the pairs that are worth comparing."""

    ids: list[str] = field(default_factory=list)
    _signatures: list[RMinHash] = field(default_factory=list)
    _runs: array[int] = field(default_factory=lambda: array("Q"))
    _pages: array[int] = field(default_factory=lambda: array("I"))

    def add(self, id: str, own: Sequence[Sentence]) -> None:
        """One page, with its own sentences."""
        words = [word for sentence in own for word in sentence.words]
        if len(words) < LEAST_WORDS:
            return
        (signature,) = RMinHash.from_token_sets([_rows(words, _SHINGLE)], num_perm=_HASHES, seed=_SEED)
        (hashes,) = RMinHash.hash_token_sets([_rows(words, _RUN)])
        runs = np.unique(np.array(hashes, dtype=np.uint64))
        runs = runs[runs >> _SAMPLED == 0]
        self._runs.frombytes(runs.tobytes())
        self._pages.extend([len(self.ids)] * len(runs))
        self.ids.append(id)
        self._signatures.append(signature)

    def pairs(self) -> list[tuple[str, str]]:
        """Ids of pages that may share a text, each pair once, in order; any order of adding gives the same."""
        found = set(self._alike()) | set(self._sharing())
        return sorted((min(a, b), max(a, b)) for a, b in ((self.ids[i], self.ids[j]) for i, j in found))

    def _alike(self) -> Iterator[tuple[int, int]]:
        index = RMinHashLSH(_LIKE, _HASHES, _BANDS)
        index.insert_many(self._signatures, 0)
        for one, signature in enumerate(self._signatures):
            met = ((signature.jaccard(self._signatures[two]), two) for two in set(index.query(signature)) - {one})
            yield from _likeliest(one, ((likeness, two) for likeness, two in met if likeness >= _LIKE), self.ids)

    def _sharing(self) -> Iterator[tuple[int, int]]:
        runs, pages = np.frombuffer(self._runs, np.uint64), np.frombuffer(self._pages, np.uint32)
        codes = list(_meetings(runs, pages, len(self.ids)))
        if not codes:
            return
        pairs, counts = np.unique(np.concatenate(codes), return_counts=True)
        met: dict[int, list[tuple[float, int]]] = {}
        for code, count in zip(pairs[counts >= _RUNS].tolist(), counts[counts >= _RUNS].tolist(), strict=True):
            one, two = divmod(code, len(self.ids))
            met.setdefault(one, []).append((count, two))
            met.setdefault(two, []).append((count, one))
        for one, others in met.items():
            yield from _likeliest(one, others, self.ids)


def _rows(words: Sequence[str], length: int) -> list[str]:
    return [" ".join(words[at : at + length]) for at in range(max(1, len(words) - length + 1))]


def _likeliest(one: int, met: Iterable[tuple[float, int]], ids: Sequence[str]) -> Iterator[tuple[int, int]]:
    for _, two in sorted(met, key=lambda m: (-m[0], ids[m[1]]))[:_MOST]:
        yield min(one, two), max(one, two)


def _meetings(runs: np.ndarray, pages: np.ndarray, total: int) -> Iterator[np.ndarray]:
    """Codes (page times total, plus page) of all pairs of pages under one run."""
    if not len(runs):
        return
    order = np.lexsort((pages, runs))
    runs, pages = runs[order], pages[order].astype(np.int64)
    starts = np.flatnonzero(np.r_[True, runs[1:] != runs[:-1]])
    sizes = np.diff(np.r_[starts, len(runs)])
    for size in range(2, min(_COMMON, sizes.max()) + 1):
        groups = pages[starts[sizes == size][:, None] + np.arange(size)]
        for a in range(size - 1):
            # pages are in order within a group: the first is the smaller
            yield (groups[:, a : a + 1] * total + groups[:, a + 1 :]).ravel()

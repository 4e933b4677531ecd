"""Sentences that a publisher prints on page after page: they make no reprint."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np

from dragoman.records import Document
from dragoman.stories.reprints.sentences import Sentence

_MANY = 5
"""Pages of one publisher that a sentence must stand on."""
_MANY_UNKNOWN = 8
"""The same among pages whose publisher is unknown: they may be of several."""
_OFTENER = 3
"""How many times oftener than the page's own sentences. A text that is printed ten times is no furniture."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """How often a sentence stands on pages of a publisher. keys: sorted; counts: pages, beside them."""

    keys: np.ndarray
    counts: np.ndarray

    def without(self, page: Document, found: Sequence[Sentence]) -> list[Sentence]:
        """The sentences that are the page's own."""
        if not found:
            return []
        counts = self._counts(page, found)
        usual = np.quantile(counts, 0.25, method="lower")
        least = _MANY if publisher_of(page) else _MANY_UNKNOWN
        return [s for s, n in zip(found, counts, strict=True) if n < least or n <= _OFTENER * usual]

    def _counts(self, page: Document, found: Sequence[Sentence]) -> np.ndarray:
        wanted = np.array([_key(publisher_of(page), s) for s in found], dtype=np.uint64)
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where(self.keys[at] == wanted, self.counts[at], 1)


def count_furniture(pages: Iterable[tuple[Document, Sequence[Sentence]]]) -> Furniture:
    """Counts over all pages; eight bytes a sentence."""
    keys = array("Q")
    for page, found in pages:
        keys.extend({_key(publisher_of(page), s) for s in found})
    # one key at least, so that a search has somewhere to look
    keys.append(0)
    unique, counts = np.unique(np.frombuffer(keys, dtype=np.uint64), return_counts=True)
    often = (counts > 1) | (unique == 0)
    return Furniture(unique[often], counts[often])


def publisher_of(page: Document) -> str:
    """Who prints the page, folded: its publisher, else the host of its address; "" where neither is known."""
    if page.publisher:
        return page.publisher.value.casefold()
    return host_of(page)


def host_of(page: Document) -> str:
    """`herald.example` of the page's address; "" where that is unknown."""
    if page.url is None:
        return ""
    address = page.url.value.partition("://")[2] or page.url.value
    return address.split("/")[0].split("?")[0].casefold().removeprefix("www.")


def _key(publisher: str, sentence: Sentence) -> int:
    return sentence.key ^ _mix(publisher)


@lru_cache(maxsize=1 << 12)
def _mix(publisher: str) -> int:
    return int.from_bytes(blake2b(publisher.encode("utf-8", "backslashreplace"), digest_size=8).digest(), "big")

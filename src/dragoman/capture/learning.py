"""From sketches of many pages to the furniture of their sites.

A repeated block may be furniture, or it may be told again: a reprint, a quotation, an agency's background. What sets
them apart is argued in docs/decisions/0013-furniture-of-a-site.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from heapq import heappush, heappushpop
from itertools import pairwise

from dragoman.capture.copies import NO_STORY, Pages, sites_of, stories_of
from dragoman.capture.furniture import bounded, own_sentences
from dragoman.capture.sketches import ADDRESS, COLON, FIRST_PERSON, REPORT, SENTENCE, Sketch, unpacked
from dragoman.records import Fixture

FEWEST = 3
"""Distinct pages that must hold a block: two may share it by chance, or by one copying the other."""
MOST_SKETCHES = 10_000
_SAMPLES = (128, 64, 32, 16, 8, 4)
_SITES_A_FOLDER = 4
"""So many times larger is the sample of a folder, which may hold pages of several sites."""
_MOST = 0.5
_NEARLY_ALL = 0.8
_MOSTLY = 2 / 3
_SELDOM = 1 / 3
_TWICE = 2
_TITLE_LETTERS = 20
_LONGEST_RUN = 6
"""More sentences in a row than these are an article and no blurb."""

Test = Callable[[int, int], bool]
"""Of a page and the place of a block on it."""


class Gathering:
    """Sketches of a run of pages. Of each site, or folder, a sample is kept: the same whatever the order of pages."""

    def __init__(self, most: int = MOST_SKETCHES) -> None:
        self._most, self._kept = most, 0
        self._samples = list(_SAMPLES)
        self._last: str | None = None
        self._groups: dict[str, list[tuple[int, Sketch]]] = defaultdict(list)

    def add(self, sketch: Sketch) -> None:
        """Remember the page, if it is of its site's sample: of those with the smallest digests."""
        if self._last is not None and _rank(sketch.group) >= self._last:
            return
        heap, entry = self._groups[sketch.group], (-int(sketch.page, 16), sketch)
        if any(kept == entry[0] for kept, _ in heap):
            return
        if len(heap) >= self._room(sketch.group):
            heappushpop(heap, entry)
            return
        heappush(heap, entry)
        self._kept += 1
        while self._kept > self._most:
            self._thin()

    def learn(self) -> list[Fixture]:
        """The furniture of every site, in a settled order."""
        found = [fixture for group in sorted(self._groups) for fixture in _of_group(self._sketches(group))]
        return sorted(set(found), key=lambda f: (f.site, f.digest, f.is_bounded))

    def sketches(self) -> Iterator[Sketch]:
        """The pages of all samples."""
        return (sketch for heap in self._groups.values() for _, sketch in heap)

    def _sketches(self, group: str) -> list[Sketch]:
        return [sketch for _, sketch in sorted(self._groups[group], key=lambda entry: entry[0])]

    def _room(self, group: str) -> int:
        return self._samples[0] * (_SITES_A_FOLDER if group.startswith("folder ") else 1)

    def _thin(self) -> None:
        """Smaller samples, at last fewer sites. What is left is settled by the pages as a whole, not by their order."""
        if len(self._samples) > 1:
            self._samples.pop(0)
            for group, heap in self._groups.items():
                self._groups[group] = sorted(heap, key=lambda entry: entry[0])[-self._room(group) :]  # sorted: a heap
        else:
            last = max(self._groups, key=_rank)
            self._last = _rank(last)
            del self._groups[last]
        self._kept = sum(map(len, self._groups.values()))


def _rank(group: str) -> str:
    return sha256(group.encode("utf-8", "replace")).hexdigest()


def _of_group(sketches: Sequence[Sketch]) -> Iterator[Fixture]:
    if len(sketches) < FEWEST:
        return
    if not sketches[0].group.startswith("folder "):
        yield from _of_site(sketches, sketches[0].group)
        return
    for site in sites_of(Pages(sketches)):
        found = list(_of_site(site, ""))
        name = f"lines {min(f.digest for f in found):x}" if found else ""
        yield from (Fixture(site=name, digest=f.digest, is_bounded=f.is_bounded) for f in found)


def _of_site(sketches: Sequence[Sketch], site: str) -> Iterator[Fixture]:
    if len(sketches) >= FEWEST:
        for digest, is_bounded in _Site(sketches).fixtures():
            yield Fixture(site=site, digest=digest, is_bounded=is_bounded)


class _Site:
    """The pages of one site, and what is known of each block that several of them hold."""

    def __init__(self, sketches: Sequence[Sketch]) -> None:
        self.sketches = sketches
        self.story = stories_of(Pages(sketches))
        self.stories = len(set(self.story) - {NO_STORY})
        self.places: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for page, sketch in enumerate(sketches):
            for at, digest in enumerate(sketch.digests):
                self.places[digest].append((page, at))
        self.shared = {digest for digest in self.places if self.count(digest) >= FEWEST}
        self.own = [own_sentences(sketch, self.shared) for sketch in sketches]
        self.capitals = [
            frozenset().union(*(unpacked(c) for c, is_own in zip(s.capitals, own, strict=True) if is_own))
            for s, own in zip(sketches, self.own, strict=True)
        ]

    def count(self, digest: int) -> int:
        """How many distinct pages hold the block: copies of one story count once."""
        return len({self.story[page] for page, _ in self.places[digest]} - {NO_STORY})

    def share(self, digest: int) -> float:
        return self.count(digest) / self.stories

    def fixtures(self) -> Iterator[tuple[int, bool]]:
        """Digest and whether it must be bounded, of every block that is furniture here."""
        if self.stories < FEWEST:
            return
        solid = {digest for digest in self.shared if not self._is_sentence(digest) and self._is_solid(digest)}
        self.closed = [self._closed(page, solid) for page in range(len(self.sketches))]
        yield from ((digest, self._may_be_title(digest) and self._is_bounded(digest)) for digest in solid)
        for digest in self.shared - solid:
            if self._is_sentence(digest) and self._is_standing(digest):
                yield digest, False
            elif self._is_bounded(digest):
                yield digest, True

    def _is_sentence(self, digest: int) -> bool:
        return bool(self._marks(digest) & SENTENCE)

    def _marks(self, digest: int) -> int:
        page, at = self.places[digest][0]
        return self.sketches[page].marks[at]

    def _is_solid(self, digest: int) -> bool:
        """A line on most pages that is no sentence, no heading between paragraphs and no speaker's name."""
        share, places = self.share(digest), self.places[digest]
        if share < _MOST or len(places) > _TWICE * len({page for page, _ in places}):
            return False
        if self._marks(digest) & COLON and self._part(digest, self._introduces) > _SELDOM:
            return False
        return share >= _NEARLY_ALL or self._part(digest, self._is_between) <= _MOST

    def _may_be_title(self, digest: int) -> bool:
        page, at = self.places[digest][0]
        return self.sketches[page].sizes[at] >= _TITLE_LETTERS

    def _introduces(self, page: int, at: int) -> bool:
        return at + 1 < len(self.own[page]) and self.own[page][at + 1]

    def _is_between(self, page: int, at: int) -> bool:
        return self._introduces(page, at) and at > 0 and self.own[page][at - 1]

    def _part(self, digest: int, holds: Test) -> float:
        """On which part of the places of a block something holds."""
        places = self.places[digest]
        return sum(holds(page, at) for page, at in places) / len(places)

    def _closed(self, page: int, solid: set[int]) -> list[bool]:
        """Of each block of a page, whether it is bounded there, by furniture, and is no article by its length."""
        sketch, own = self.sketches[page], self.own[page]
        if not any(own):
            return [False] * len(own)
        is_solid = [digest in solid for digest in sketch.digests]
        closed = bounded(own, is_solid)
        for start, end in _runs(is_solid):
            if sum(bool(mark & SENTENCE) for mark in sketch.marks[start:end]) > _LONGEST_RUN:
                closed[start:end] = [False] * (end - start)
        return closed

    def _is_bounded(self, digest: int) -> bool:
        return self._part(digest, lambda page, at: self.closed[page][at]) >= _MOSTLY

    def _is_standing(self, digest: int) -> bool:
        """A sentence beside or between those of the articles that speaks of the site or to its readers; that says "we"
        on nearly all pages; or that at the articles' edge names nobody whom they name.
        """
        marks, share = self._marks(digest), self.share(digest)
        if share < _MOST or marks & REPORT:
            return False
        if marks & ADDRESS:
            return True
        if self.count(digest) <= FEWEST:
            return False
        if marks & FIRST_PERSON:
            return share >= _NEARLY_ALL
        return self._is_at_edge(digest) and self._is_strange(digest)

    def _is_at_edge(self, digest: int) -> bool:
        """Whether it stands above all own sentences of its pages, or below all of them."""
        top = self._part(digest, lambda page, at: not any(self.own[page][:at]))
        bottom = self._part(digest, lambda page, at: not any(self.own[page][at:]))
        return max(top, bottom) >= _MOSTLY

    def _is_strange(self, digest: int) -> bool:
        """Whether it names somebody, and the own sentences of its pages hardly ever name them."""
        page, at = self.places[digest][0]
        capitals = unpacked(self.sketches[page].capitals[at])
        told = self._part(digest, lambda page, _: bool(capitals & self.capitals[page]))
        return bool(self.sketches[page].names[at]) and told <= _SELDOM


def _runs(is_solid: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The stretches between solid blocks."""
    ends = [-1, *(at for at, solid in enumerate(is_solid) if solid), len(is_solid)]
    yield from ((a + 1, b) for a, b in pairwise(ends) if b > a + 1)

"""Furniture of a page: blocks that its site is known to set on many pages, found again on this one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dragoman.capture.authors import is_person
from dragoman.capture.blocks import Block
from dragoman.capture.heads import is_byline, is_dateline
from dragoman.capture.sketches import SENTENCE, Sketch, digest_of, is_sentence
from dragoman.records import Fixture

_SHARED_BLOCKS = 3
_SHARED_LETTERS = 40
"""How much of a site's furniture a page must hold to be of that site, where it does not say so itself."""

Known = Mapping[int, bool]
"""Digest of a block -> whether it counts only where it is bounded."""


class Furniture:
    """The fixtures of all sites, asked page by page."""

    def __init__(self, fixtures: Iterable[Fixture]) -> None:
        self._sites: dict[str, dict[int, bool]] = {}
        self._holders: dict[int, list[str]] = {}
        for fixture in fixtures:
            self._sites.setdefault(fixture.site, {})[fixture.digest] = fixture.is_bounded
            self._holders.setdefault(fixture.digest, []).append(fixture.site)

    def __bool__(self) -> bool:
        return bool(self._sites)

    def on(self, sketch: Sketch) -> dict[int, bool]:
        """What of it the page holds. A page that does not say whose it is, is of every site whose furniture it has."""
        is_known = sketch.group.startswith("host ") and sketch.group in self._sites
        sites = [sketch.group] if is_known else [sketch.group, *self._likely(sketch)]
        held = set(sketch.digests)
        found: dict[int, bool] = {}
        for site in sites:
            for digest in held & self._sites.get(site, {}).keys():
                found[digest] = self._sites[site][digest] and found.get(digest, True)
        return found

    def _likely(self, sketch: Sketch) -> list[str]:
        sizes = dict(zip(sketch.digests, sketch.sizes, strict=True))
        shared: dict[str, list[int]] = {}
        for digest, size in sizes.items():
            for site in self._holders.get(digest, ()):
                shared.setdefault(site, []).append(size)
        return sorted(site for site, s in shared.items() if len(s) >= _SHARED_BLOCKS and sum(s) >= _SHARED_LETTERS)


def find_furniture(blocks: Sequence[Block], known: Known) -> frozenset[int]:
    """Indices of the blocks that are furniture. None on a page that would keep no sentence of its own."""
    if not known:
        return frozenset()
    digests = [digest_of(block) for block in blocks]
    own = [is_sentence(block) and digest not in known for block, digest in zip(blocks, digests, strict=True)]
    if not any(own):
        return frozenset()
    solid = [d in known and not is_sentence(b) for b, d in zip(blocks, digests, strict=True)]
    closed = bounded(own, solid)
    return frozenset(
        at
        for at, digest in enumerate(digests)
        if digest in known and (closed[at] or not known[digest]) and not _tells(blocks[at])
    )


def bounded(own: Sequence[bool], solid: Sequence[bool]) -> list[bool]:
    """Of each block, whether going up and going down one comes to something solid or the page's edge before one comes
    to a sentence of the page's own.
    """
    above = _reaches(own, solid)
    below = _reaches(own[::-1], solid[::-1])[::-1]
    return [up and down for up, down in zip(above, below, strict=True)]


def _reaches(own: Sequence[bool], solid: Sequence[bool]) -> list[bool]:
    found, reaches = [], True
    for is_own, is_solid in zip(own, solid, strict=True):
        found.append(reaches and not is_own)
        reaches = is_solid or (reaches and not is_own)
    return found


def own_sentences(sketch: Sketch, shared: set[int]) -> list[bool]:
    """Of each block, whether it is a sentence that the page does not share with others."""
    return [
        bool(mark & SENTENCE) and digest not in shared
        for mark, digest in zip(sketch.marks, sketch.digests, strict=True)
    ]


def _tells(block: Block) -> bool:
    """Whether the line tells something of this page, however often it is told: who wrote it, and when."""
    return is_dateline(block) or is_byline(block) or is_person(block.text)

"""Sentences that are printed on several pages, as families: one text, however many pages print it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dragoman.records import Claim, Reprint, Span
from dragoman.stories.parties import fold

Place = tuple[str, Span]
"""A sentence: document id, and its span there."""


@dataclass(frozen=True, slots=True)
class Family:
    """One sentence on several pages. first: the first of its places, its name; leaders: pages that no other of them is
    known to precede; credited: folded names that all of these credit."""

    first: Place
    leaders: tuple[str, ...]
    credited: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Printing:
    """Where the pages of a collection print one text. places: document id -> its shared sentences, in order."""

    places: Mapping[str, tuple[tuple[Span, Family], ...]]

    @classmethod
    def of(cls, reprints: Iterable[Reprint]) -> Printing:
        """From all pairs; their order does not matter."""
        known = sorted(reprints, key=lambda r: (r.one, r.two))
        later: defaultdict[str, set[str]] = defaultdict(set)
        credited: defaultdict[str, set[str]] = defaultdict(set)
        for reprint in known:
            if reprint.earlier:
                later[reprint.other(reprint.earlier)].add(reprint.earlier)
            for credit in reprint.credits:
                credited[credit.document].add(fold(credit.name))
        places: defaultdict[str, list[tuple[Span, Family]]] = defaultdict(list)
        for members in _groups(known):
            family = _family(members, later, credited)
            for document, span in members:
                places[document].append((span, family))
        return cls({id: tuple(sorted(found, key=lambda p: p[0])) for id, found in places.items()})

    def family(self, claim: Claim) -> Family | None:
        """The family of the sentence that holds most of the claim's words; None where it is printed once."""
        here = self.places.get(claim.document, ())
        at = bisect_right(here, claim.evidence.end, key=lambda p: p[0].start)
        near = [(min(s.end, claim.evidence.end) - max(s.start, claim.evidence.start), f) for s, f in here[:at][-3:]]
        shared, family = max(near, key=lambda n: n[0], default=(0, None))
        return family if 2 * shared > claim.evidence.end - claim.evidence.start else None


def _family(members: list[Place], later: Mapping[str, set[str]], credited: Mapping[str, set[str]]) -> Family:
    pages = sorted({document for document, _ in members})
    leaders = [page for page in pages if not later.get(page, set()) & set(pages)] or pages
    common = set.intersection(*(credited.get(page, set()) for page in leaders))
    return Family(members[0], tuple(leaders), tuple(sorted(common)))


def _groups(reprints: Iterable[Reprint]) -> Iterator[list[Place]]:
    """Sentences that are the same, directly or by way of a third page; in order of their first."""
    head: dict[Place, Place] = {}

    def find(place: Place) -> Place:
        while head.setdefault(place, place) != place:
            head[place] = head[head[place]]
            place = head[place]
        return place

    for reprint in reprints:
        for a, b in reprint.sentences:
            one, two = sorted((find((reprint.one, a)), find((reprint.two, b))))
            head[two] = one
    groups: defaultdict[Place, list[Place]] = defaultdict(list)
    for place in sorted(head):
        groups[find(place)].append(place)
    yield from groups.values()

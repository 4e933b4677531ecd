"""Whose word a claim is in the end. Origins are counted, never pages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dragoman.records import UNSPECIFIED, Claim, Document, Entity, Holder, Reprint
from dragoman.stories.parties import fold, is_state, key
from dragoman.stories.printing import Printing

_DIGEST = 2
"""So many claims through an outlet make a page one that draws on it."""


def origin_of(entity: Entity) -> str:
    """`state:IRN` for a state and its organs, else the folded name."""
    return f"state:{key(entity)}" if is_state(entity) else fold(entity.name) or entity.name


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the claims of a collection come from.

    documents: by id. known: folded name -> origin, for publishers that are actors too: a ministry's page, a movement's.
    draws_on: document id -> origins of the outlets that it digests or translates. printing: where they print one text.
    """

    documents: Mapping[str, Document]
    known: Mapping[str, str]
    draws_on: Mapping[str, frozenset[str]]
    printing: Printing = field(default_factory=lambda: Printing({}))

    @classmethod
    def of(
        cls, claims: Iterable[Claim], documents: Mapping[str, Document], reprints: Iterable[Reprint] = ()
    ) -> Provenance:
        """From all claims and all pairs of pages with one text; their order does not matter."""
        names: dict[str, Counter[str]] = defaultdict(Counter)
        through: dict[str, Counter[str]] = defaultdict(Counter)
        for claim in claims:
            for entity in (*claim.actors, *claim.recipients, *claim.holders):
                names[fold(entity.name)][origin_of(entity)] += 1
            for holder in claim.holders[:1]:
                if holder.sector == "MED":
                    through[claim.document][origin_of(holder)] += 1
        known = {name: min(found, key=lambda o: (-found[o], o)) for name, found in names.items()}
        drawn = {id: {o for o, n in found.items() if n >= _DIGEST} for id, found in through.items()}
        for id, document in documents.items():
            if document.via:
                drawn.setdefault(id, set()).add(fold(document.via.value))
        return cls(documents, known, {id: frozenset(found) for id, found in drawn.items()}, Printing.of(reprints))

    def publisher(self, document: str) -> str:
        """Who speaks in the page's own voice: its publisher, or the document's id where that is unknown."""
        page = self.documents.get(document)
        return page.publisher.value if page and page.publisher else document

    def page_origin(self, document: str) -> str:
        """The origin that the page's own voice counts as."""
        name = self.publisher(document)
        return self.known.get(fold(name)) or fold(name) or name

    def voice(self, claim: Claim) -> str:
        """The last holder's name; the page's publisher where the page itself speaks or nobody is named."""
        last = claim.origin
        return self.publisher(claim.document) if last is None or last.name == UNSPECIFIED else last.name

    def origin(self, claim: Claim) -> str:
        """The independent source, in words; hearsay of nobody counts as the last one who is named, or the page."""
        named = _named(claim)
        return origin_of(named[-1]) if named else self._own_origin(claim)

    def _own_origin(self, claim: Claim) -> str:
        """The page's origin; that of the page which has the sentence first, where several print it.

        Where nothing tells which, whom all of them credit, else all of them together: they are one origin.
        """
        family = self.printing.family(claim)
        if family is None:
            return self.page_origin(claim.document)
        origins = sorted({self.page_origin(page) for page in family.leaders})
        return family.credited[0] if len(origins) > 1 and family.credited else " or ".join(origins)

    def is_one_text(self, a: Claim, b: Claim) -> bool:
        """Whether both stand in a sentence that their pages print alike."""
        family = self.printing.family(a)
        return family is not None and a.document != b.document and family == self.printing.family(b)

    def hands(self, claim: Claim) -> frozenset[str]:
        """All through whom the claim went before it stood on this page; the page's own voice has what it draws on."""
        named = _named(claim)
        through = frozenset(origin_of(h) for h in named)
        return through if named else through | self.draws_on.get(claim.document, frozenset())


def _named(claim: Claim) -> list[Holder]:
    return [h for h in claim.holders if h.name != UNSPECIFIED]

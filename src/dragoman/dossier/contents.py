"""All that a dossier shows, read from the store once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.dossier.wording import own_voice
from dragoman.records import Claim, Document, Refusal, Reprint, Story
from dragoman.store.protocol import ActorRow, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Documents in order, their claims in order of the page, stories, actors, refusals.

    claims: by document id. voices: document id -> whom the page's own voice is put down to. by_id: by claim id.
    anchors: claim id -> a name that is safe in HTML, `d3-c12`. reprints: document id -> pages that print its text.
    """

    documents: tuple[Document, ...]
    claims: dict[str, tuple[Claim, ...]]
    voices: dict[str, str]
    by_id: dict[str, Claim]
    anchors: dict[str, str]
    stories: tuple[Story, ...]
    actors: tuple[ActorRow, ...]
    refusals: tuple[Refusal, ...]
    reprints: dict[str, tuple[Reprint, ...]]

    @property
    def all_claims(self) -> tuple[Claim, ...]:
        """Claims of all documents, in order."""
        return tuple(self.by_id.values())

    def claims_of(self, story: Story) -> tuple[Claim, ...]:
        """The claims filed under a story; ids that the store does not hold are passed over."""
        return tuple(self.by_id[id] for id in story.claims if id in self.by_id)


def read_contents(store: Store) -> Contents:
    """Everything in the store, as one frozen record."""
    documents = tuple(store.documents())
    claims: dict[str, list[Claim]] = {document.id: [] for document in documents}
    for claim in store.claims():
        claims[claim.document].append(claim)
    in_order = {id: tuple(rows) for id, rows in claims.items()}
    return Contents(
        documents=documents,
        claims=in_order,
        voices={document.id: own_voice(document) for document in documents},
        by_id={claim.id: claim for rows in in_order.values() for claim in rows},
        anchors=dict(_anchors(in_order.values())),
        stories=tuple(store.stories()),
        actors=tuple(store.actors()),
        refusals=tuple(store.refusals()),
        reprints=reprints_of(store),
    )


def reprints_of(store: Store) -> dict[str, tuple[Reprint, ...]]:
    """Document id -> its text on other pages, by their ids; every page has an entry."""
    found: dict[str, list[Reprint]] = {id: [] for id in store.document_ids()}
    for reprint in store.reprints():
        found[reprint.one].append(reprint)
        found[reprint.two].append(reprint)
    return {id: tuple(rows) for id, rows in found.items()}


def _anchors(pages: Iterable[tuple[Claim, ...]]) -> Iterable[tuple[str, str]]:
    for d, rows in enumerate(pages, 1):
        for c, claim in enumerate(rows, 1):
            yield claim.id, f"d{d}-c{c}"

"""Whose word a claim is in the end. Origins are counted, never pages."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.records import UNSPECIFIED, Claim, Document, Entity
from dragoman.stories.parties import fold, is_state, key

Documents = Mapping[str, Document]


def publisher(claim: Claim, documents: Documents) -> str:
    """Who speaks in the page's own voice: its publisher, or the document's id where that is unknown."""
    document = documents.get(claim.document)
    return document.publisher.value if document and document.publisher else claim.document


def voice(claim: Claim, documents: Documents) -> str:
    """The last holder's name; the page's publisher where the page itself speaks or nobody is named."""
    last = claim.origin
    return publisher(claim, documents) if last is None or last.name == UNSPECIFIED else last.name


def origin(claim: Claim, documents: Documents) -> str:
    """The independent source, in words: `state:IRN` for a state and all its organs, else a folded name."""
    last = claim.origin
    if last is None or last.name == UNSPECIFIED:
        # hearsay of nobody is no source beside the last one that is named
        named = [h for h in claim.holders if h.name != UNSPECIFIED]
        return origin_of(named[-1]) if named else fold(publisher(claim, documents)) or claim.document
    return origin_of(last)


def origin_of(entity: Entity) -> str:
    """`state:IRN` for a state and its organs, else the folded name."""
    return f"state:{key(entity)}" if is_state(entity) else fold(entity.name) or entity.name


def path(claim: Claim, documents: Documents) -> frozenset[str]:
    """All through whose hands the claim went: holders, and what the page translates or digests."""
    document = documents.get(claim.document)
    via = {fold(document.via.value)} if document and document.via else set()
    return frozenset(origin_of(h) for h in claim.holders if h.name != UNSPECIFIED) | via | {origin(claim, documents)}

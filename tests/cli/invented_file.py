"""The invented dossier, written to a file."""

from __future__ import annotations

from invented_dossier import REFUSALS, small_store

from dragoman.store import Read, open_dossier


def fill(path):
    invented = small_store()
    with open_dossier(path, create=True) as store:
        for page in invented.documents():
            claims = tuple(c for c in invented.claims() if c.document == page.id)
            store.add(Read(document=page, claims=claims, made_by="invented 1"))
        for refusal in REFUSALS:
            store.refuse(refusal)
        store.replace_stories(invented.stories())
        store.replace_reprints(invented.reprints())

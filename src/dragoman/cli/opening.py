"""Opens the dossier that a command asks about; loads nothing that reads pages."""

from __future__ import annotations

from pathlib import Path

from dragoman.dossier.wording import own_voice
from dragoman.errors import InputError
from dragoman.records import Document
from dragoman.store.protocol import ClaimFilter, Store


def open_store(path: Path) -> Store:
    """The dossier, for reading only. Raises InputError where there is none, StoreError where it cannot be opened."""
    from dragoman.store import open_dossier

    return open_dossier(path, read_only=True)


def pages_of(store: Store) -> dict[str, Document]:
    """Document id -> document."""
    return {page.id: page for page in store.documents()}


def voices_of(pages: dict[str, Document]) -> dict[str, str]:
    """Document id -> whom the page's own voice is put down to."""
    return {id: own_voice(page) for id, page in pages.items()}


def check_document(store: Store, where: ClaimFilter) -> ClaimFilter:
    """The same filter. Raises InputError where it asks for a page that the dossier does not hold."""
    known = store.document_ids()
    if where.document is not None and where.document not in known:
        some = ", ".join(sorted(known)[:8]) or "no page at all"
        raise InputError(f"no page {where.document!r}", place="--document", remedy=f"the dossier holds {some}")
    return where

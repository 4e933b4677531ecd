"""What the dossier has already: which pages need no reading, and the names that are free."""

from __future__ import annotations

from dragoman.capture import Source
from dragoman.records import Interval
from dragoman.run.shards import GIVEN
from dragoman.store import Store
from dragoman.store.rows import printable


class Register:
    """Pages of a dossier by path and by digest, as they stood when the run began, and the names given since."""

    def __init__(self, store: Store, version: str, published: Interval | None) -> None:
        self._store, self._version, self._published = store, version, published
        self._by_path = {path: id for id, path in store.document_paths().items()}
        self._by_digest = {digest: id for id, digest in store.document_ids().items()}
        self._taken = set(self._by_path.values())

    def has_read(self, sha256: str) -> bool:
        """Whether this page was read by this version, under whatever path, and a date given now changes nothing."""
        if not self._store.has(sha256, self._version):
            return False
        id = self._by_digest.get(sha256)
        return self._published is None or id is None or not self._is_redated(id, self._published)

    def _is_redated(self, id: str, given: Interval) -> bool:
        published = self._store.document(id).published
        if published is None or published.is_weak or published.evidence:
            return True
        return published.basis == GIVEN and published.interval != given

    def name(self, source: Source, sha256: str) -> str:
        """The id for a page: what it had before, else its own name, numbered where another page bears it."""
        known = self._by_path.get(printable(source.path)) or self._by_digest.get(sha256)
        if known is not None:
            return known
        own = printable(source.name)
        name, n = own, 2
        while name in self._taken:
            name, n = f"{own}-{n}", n + 1
        self._taken.add(name)
        return name

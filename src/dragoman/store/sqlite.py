"""The dossier as one SQLite file: WAL, full-text search, a transaction a page."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from dragoman.errors import StoreError
from dragoman.records import Claim, Comparison, Document, Fixture, Refusal, Reprint, Story
from dragoman.store.faults import told
from dragoman.store.filters import phrase, where_clause
from dragoman.store.protocol import ActorRow, ClaimFilter, Read
from dragoman.store.rows import LINE_COLUMNS, claim_of, document_of, interval_of, printable, reprint_of, story_of
from dragoman.store.writing import write_furniture, write_read, write_refusal, write_reprints, write_stories

# an actor's sector is the one that it is given most often; its words likewise, most frequent first
_ACTORS = """
WITH seen AS (
    SELECT e.name, e.country, e.sector, e.text, d.id AS document, e.role
    FROM claim_entities e JOIN claims c ON c.row = e.claim JOIN documents d ON d.row = c.document
    UNION ALL
    SELECT a.name, a.country, a.sector, a.text, d.id, 'named' FROM actors a JOIN documents d ON d.row = a.document
)
SELECT name, country, sector, text, document,
       sum(role = 'actor'), sum(role = 'recipient'), sum(role IN ('holder', 'member')), count(*)
FROM seen GROUP BY name, country, sector, text, document ORDER BY name, country, sector, text, document
"""


class SqliteStore:
    """A Store in one SQLite file. Made by open_dossier."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db, self.path = connection, path

    def add(self, read: Read) -> None:
        """Commit one page and all that was read on it; replaces an earlier reading of the same document id."""
        with self._transaction():
            write_read(self._db, read)

    def refuse(self, refusal: Refusal, sha256: str = "", made_by: str = "") -> None:
        """Commit a refusal; replaces an earlier one of the same path."""
        with self._transaction():
            write_refusal(self._db, refusal, sha256, made_by)

    def replace_stories(self, stories: Iterable[Story]) -> None:
        """File all claims under these stories, in one transaction; claims' `story` fields follow."""
        known = list(stories)  # they may be read from this very store: finish reading before writing
        with self._transaction():
            write_stories(self._db, known)

    def replace_reprints(self, reprints: Iterable[Reprint]) -> None:
        """Put these in the place of all earlier ones, in one transaction; every page counts as compared."""
        known = list(reprints)
        with self._transaction():
            write_reprints(self._db, known)

    def has(self, sha256: str, made_by: str) -> bool:
        """Whether bytes with this digest were read by this version of the stages."""
        return self._is_there("documents WHERE sha256 = ? AND made_by = ?", (sha256, made_by))

    def has_refused(self, path: str, sha256: str, made_by: str) -> bool:
        """Whether bytes with this digest were refused at this path by this version of the stages."""
        condition = "refusals WHERE path = ? AND sha256 = ? AND made_by = ?"
        return self._is_there(condition, (printable(path), sha256, made_by))

    def document_ids(self) -> dict[str, str]:
        """Document id -> sha256 of its bytes."""
        with told(self.path):
            return dict(self._db.execute("SELECT id, sha256 FROM documents ORDER BY id"))

    def document_paths(self) -> dict[str, str]:
        """Document id -> path that it was read from."""
        with told(self.path):
            return dict(self._db.execute("SELECT id, path FROM documents ORDER BY id"))

    def learn(self, fixtures: Iterable[Fixture], pages: Iterable[str], made_by: str) -> None:
        """Commit the furniture learnt from pages (sha256 of their bytes) by this version, beside what it learnt before.

        What another version learnt is forgotten. A fixture that once counted wherever it stands goes on to do so.
        """
        with self._transaction():
            write_furniture(self._db, fixtures, pages, made_by)

    def fixtures(self, made_by: str) -> Iterator[Fixture]:
        """The furniture that this version has learnt, by site and digest."""
        query = "SELECT site, digest, is_bounded FROM furniture WHERE made_by = ? ORDER BY site, digest"
        for site, digest, is_bounded in self._rows(query, (made_by,)):
            yield Fixture(site=site, digest=digest, is_bounded=bool(is_bounded))

    def learnt_from(self, made_by: str) -> frozenset[str]:
        """sha256 of the pages that this version has learnt from."""
        return frozenset(sha for (sha,) in self._rows("SELECT sha256 FROM learnt_from WHERE made_by = ?", (made_by,)))

    def documents(self) -> Iterator[Document]:
        """All documents, by id."""
        for id in self.document_ids():
            yield self.document(id)

    def document(self, id: str) -> Document:
        """One document. Raises StoreError for an unknown id."""
        with told(self.path):
            found = self._db.execute(
                "SELECT row, id, path, sha256, language, text, record FROM documents WHERE id = ?", (id,)
            ).fetchone()
            if found is None:
                raise StoreError(
                    f"no document is called {id!r}", place=str(self.path), remedy="`dragoman documents` names them"
                )
            row, *columns = found
            lines = self._db.execute(f"SELECT {LINE_COLUMNS} FROM lines WHERE document = ? ORDER BY position", (row,))
            return document_of(columns, lines)

    def claims(self, where: ClaimFilter | None = None) -> Iterator[Claim]:
        """Claims in order of document and place."""
        condition, values = where_clause(where)
        query = (
            "SELECT c.record, c.story FROM claims c JOIN documents d ON d.row = c.document "
            f"WHERE {condition} ORDER BY d.id, c.start, c.end, c.position"
        )
        for record, story in self._rows(query, values):
            yield claim_of(record, story)

    def refusals(self) -> Iterator[Refusal]:
        """All refusals, by path."""
        for path, stage, reason, remedy in self._rows("SELECT path, stage, reason, remedy FROM refusals ORDER BY path"):
            yield Refusal(document=path, stage=stage, reason=reason, remedy=remedy)

    def stories(self) -> Iterator[Story]:
        """All stories, most disputed first, then most independent origins, then id."""
        query = (
            "SELECT id, type, first_day, last_day, record, "
            "(SELECT json_group_array(claim) FROM "
            "  (SELECT claim FROM story_claims WHERE story = s.id ORDER BY position)), "
            "(SELECT json_group_array(json_array(first, second, relation, because)) FROM "
            "  (SELECT * FROM comparisons WHERE story = s.id ORDER BY position)) "
            "FROM stories s ORDER BY disputes DESC, origins DESC, id"
        )
        for id, type, first, last, record, claims, comparisons in self._rows(query):
            pairs = (
                Comparison(first=a, second=b, relation=relation, because=because)
                for a, b, relation, because in json.loads(comparisons)
            )
            yield story_of(id, type, interval_of(first, last), record, json.loads(claims), pairs)

    def reprints(self, document: str | None = None) -> Iterator[Reprint]:
        """Pages that print one text, by id; those of one page where it is given."""
        query = "SELECT one, two, kind, earlier, record FROM reprints WHERE ? IN (one, two) ORDER BY one, two"
        if document is None:
            query = query.replace("WHERE ? IN (one, two)", "WHERE ? IS NULL")
        for row in self._rows(query, (document,)):
            yield reprint_of(*row)

    def is_compared(self) -> bool:
        """Whether every page was there when reprints were last put in."""
        return not self._is_there("documents WHERE id NOT IN (SELECT document FROM compared)", ())

    def actors(self) -> Iterator[ActorRow]:
        """All actors, most active first."""
        seen: dict[tuple[str, str | None], list[tuple[object, ...]]] = defaultdict(list)
        for name, country, *rest in self._rows(_ACTORS):
            seen[name, country].append(tuple(rest))
        found = [_actor_row(name, country, rows) for (name, country), rows in seen.items()]
        yield from sorted(found, key=lambda a: (-(a.acts + a.receives + a.holds), a.name, a.country or ""))

    def search(self, words: str, limit: int = 50) -> Iterator[tuple[str, str]]:
        """(document id, snippet) of pages that hold the words (FTS5), best first."""
        if query := phrase(words):
            yield from self._rows(
                "SELECT d.id, snippet(page_words, 0, '', '', '…', 24) FROM page_words "
                "JOIN documents d ON d.row = page_words.rowid WHERE page_words MATCH ? ORDER BY rank, d.id LIMIT ?",
                (query, limit),
            )

    def close(self) -> None:
        """Release files."""
        with told(self.path):
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _is_there(self, condition: str, values: tuple[object, ...]) -> bool:
        with told(self.path):
            return self._db.execute(f"SELECT 1 FROM {condition} LIMIT 1", values).fetchone() is not None

    def _rows(self, query: str, values: tuple[object, ...] = ()) -> Iterator[tuple[Any, ...]]:
        with told(self.path):
            # not `yield from`: it would close the cursor when it is left half read, even after the store was closed
            for row in self._db.execute(query, values):  # noqa: UP028
                yield row

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with told(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                # a full disk has already rolled back by itself
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise


def _actor_row(name: str, country: str | None, rows: list[tuple[object, ...]]) -> ActorRow:
    sectors: dict[str, int] = defaultdict(int)
    texts: dict[str, int] = defaultdict(int)
    counts = [0, 0, 0]
    for sector, text, _, *sums, count in rows:
        if sector is not None:
            sectors[str(sector)] += int(str(count))
        if text is not None:
            texts[str(text)] += int(str(count))
        counts = [total + int(str(more)) for total, more in zip(counts, sums, strict=True)]
    acts, receives, holds = counts
    return ActorRow(
        name=name,
        country=country,
        sector=min(sectors, key=lambda s: (-sectors[s], s), default=None),
        texts=tuple(sorted(texts, key=lambda t: (-texts[t], t))),
        documents=tuple(sorted({str(document) for _, _, document, *_ in rows})),
        acts=acts,
        receives=receives,
        holds=holds,
    )

"""One page into the tables, one set of stories into the tables. The caller holds the transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from dragoman.records import Claim, Document, Fixture, Refusal, Reprint, Story
from dragoman.store.protocol import Read
from dragoman.store.rows import (
    claim_row,
    days,
    document_record,
    entity_rows,
    line_row,
    printable,
    reprint_record,
    story_record,
)

_CLAIM_COLUMNS = 17
_ENTITY_COLUMNS = 9


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def write_read(db: sqlite3.Connection, read: Read) -> None:
    """Put one page and all that was read on it in the place of an earlier reading of the same document."""
    remove_document(db, read.document.id)
    row = _write_document(db, read.document, read.made_by)
    for position, claim in enumerate(read.claims):
        _write_claim(db, row, position, claim)
    db.executemany(
        f"INSERT INTO actors VALUES ({_marks(8)})",
        [
            (row, n, a.name, a.country, a.sector, a.text, a.span and a.span.start, a.span and a.span.end)
            for n, a in enumerate(read.actors)
        ],
    )
    db.executemany(
        f"INSERT INTO timexes VALUES ({_marks(9)})",
        [
            (row, n, t.start_char, t.end_char, t.type, t.value, *days(t.interval), t.certainty)
            for n, t in enumerate(read.timexes)
        ],
    )
    db.executemany(
        f"INSERT INTO places VALUES ({_marks(8)})",
        [
            (row, n, p.name, p.country, p.latitude, p.longitude, p.span.start, p.span.end)
            for n, p in enumerate(read.places)
        ],
    )
    # a page that can be read now is no longer refused
    db.execute("DELETE FROM refusals WHERE path = ?", (printable(read.document.path),))


def remove_document(db: sqlite3.Connection, id: str) -> None:
    """Forget a page; stories that rest on it go too, since they would count origins that are no more."""
    stale = [
        story
        for (story,) in db.execute(
            "SELECT DISTINCT story FROM claims JOIN documents d ON d.row = claims.document "
            "WHERE d.id = ? AND story IS NOT NULL",
            (id,),
        )
    ]
    for story in stale:
        db.execute("DELETE FROM stories WHERE id = ?", (story,))
        db.execute("UPDATE claims SET story = NULL WHERE story = ?", (story,))
    db.execute("DELETE FROM documents WHERE id = ?", (id,))


def _write_document(db: sqlite3.Connection, document: Document, made_by: str) -> int:
    title, publisher = document.title, document.publisher
    cursor = db.execute(
        "INSERT INTO documents (id, path, sha256, made_by, language, title, publisher, published_first, "
        f"published_last, text, record) VALUES ({_marks(11)})",
        (
            document.id, printable(document.path), document.sha256, made_by, document.language,
            title.value if title else None, publisher.value if publisher else None,
            *days(document.published.interval if document.published else None),
            document.text, document_record(document),
        ),
    )  # fmt: skip
    row = cursor.lastrowid
    assert row is not None
    db.executemany(
        f"INSERT INTO lines VALUES ({_marks(12)})",
        [(row, n, *line_row(line)) for n, line in enumerate(document.lines)],
    )
    return row


def _write_claim(db: sqlite3.Connection, document: int, position: int, claim: Claim) -> None:
    cursor = db.execute(
        "INSERT INTO claims (id, document, position, start, end, kind, type, mode, polarity, mood, first_day, "
        f"last_day, place, confidence, story, quote, record) VALUES ({_marks(_CLAIM_COLUMNS)})",
        (claim.id, document, *claim_row(claim, position)),
    )
    row = cursor.lastrowid
    db.executemany(
        f"INSERT INTO claim_entities VALUES ({_marks(_ENTITY_COLUMNS)})",
        [(row, *entity) for entity in entity_rows(claim)],
    )


def write_stories(db: sqlite3.Connection, stories: Iterable[Story]) -> None:
    """Put these stories in the place of all earlier ones and file the claims under them."""
    db.execute("DELETE FROM stories")
    db.execute("UPDATE claims SET story = NULL WHERE story IS NOT NULL")
    for story in stories:
        disputes = sum(c.relation in ("contradicts", "disputes") for c in story.comparisons)
        db.execute(
            f"INSERT INTO stories VALUES ({_marks(7)})",
            (story.id, story.type, *days(story.when), disputes, len(story.origins), story_record(story)),
        )
        db.executemany(
            "INSERT INTO story_claims VALUES (?, ?, ?)", [(story.id, n, c) for n, c in enumerate(story.claims)]
        )
        db.executemany(
            "INSERT INTO comparisons VALUES (?, ?, ?, ?, ?, ?)",
            [(story.id, n, c.first, c.second, c.relation, c.because) for n, c in enumerate(story.comparisons)],
        )
        db.executemany("UPDATE claims SET story = ? WHERE id = ?", [(story.id, c) for c in story.claims])


def write_reprints(db: sqlite3.Connection, reprints: Iterable[Reprint]) -> None:
    """Put these in the place of all earlier ones; every page that is there now was compared."""
    db.execute("DELETE FROM reprints")
    db.executemany(
        f"INSERT INTO reprints VALUES ({_marks(5)})",
        [(r.one, r.two, r.kind, r.earlier, reprint_record(r)) for r in reprints],
    )
    db.execute("INSERT OR IGNORE INTO compared SELECT id FROM documents")


def write_refusal(db: sqlite3.Connection, refusal: Refusal, sha256: str, made_by: str) -> None:
    """Put the refusal in the place of an earlier one of the same path."""
    db.execute(
        "INSERT OR REPLACE INTO refusals VALUES (?, ?, ?, ?, ?, ?)",
        (printable(refusal.document), refusal.stage, refusal.reason, refusal.remedy, sha256, made_by),
    )


def write_furniture(db: sqlite3.Connection, fixtures: Iterable[Fixture], pages: Iterable[str], made_by: str) -> None:
    """Add what was learnt, and from which pages; take out what other versions learnt."""
    for table in ("furniture", "learnt_from"):
        db.execute(f"DELETE FROM {table} WHERE made_by != ?", (made_by,))
    db.executemany(
        "INSERT INTO furniture VALUES (?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET is_bounded = min(is_bounded, excluded.is_bounded)",
        [(f.site, f.digest, int(f.is_bounded), made_by) for f in fixtures],
    )
    db.executemany("INSERT OR IGNORE INTO learnt_from VALUES (?, ?)", [(sha256, made_by) for sha256 in pages])

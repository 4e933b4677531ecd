"""Records to rows of the dossier and back; the round trip is identity."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from dragoman.records import (
    Capture,
    Claim,
    Comparison,
    Credit,
    Document,
    Entity,
    Fact,
    Holder,
    Interval,
    Line,
    OffsetMap,
    Piece,
    Publication,
    Reading,
    Reprint,
    Span,
    Story,
)
from dragoman.records.json import claim_from_dict, claim_to_dict, evidence_from_dict, evidence_to_dict

_FACTS = ("title", "author", "publisher", "via", "url")
_STORY_LISTS = ("actors", "recipients", "documents", "origins", "affirmed_by", "denied_by", "supposed_by")
LineRow = Sequence[Any]
LINE_COLUMNS = "number, role, start, end, voice, posted_first, posted_last, posted_basis, posted_certainty, answers"


def compact(value: object) -> str:
    """JSON on one line, without spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def printable(path: str) -> str:
    """A path as UTF-8 can hold it: bytes of the file system that are no Unicode are escaped."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def days(interval: Interval | None) -> tuple[str | None, str | None]:
    """First and last day, or two Nones."""
    return (None, None) if interval is None else (interval.first.isoformat(), interval.last.isoformat())


def interval_of(first: str | None, last: str | None) -> Interval | None:
    """The inverse of days."""
    return None if first is None else Interval.of(first, last)


def line_row(line: Line) -> LineRow:
    """A line in the order of LINE_COLUMNS."""
    start, end = (line.span.start, line.span.end) if line.span else (None, None)
    posted = line.posted
    when = days(posted.interval if posted else None)
    how = (posted.basis, posted.certainty) if posted else (None, None)
    return line.number, line.role, start, end, line.voice, *when, *how, line.to


def line_of(row: LineRow, page: str) -> Line:
    """The inverse of line_row. page: its text."""
    number, role, start, end, voice, *posted, to = row
    span = None if start is None else Span(start, end)
    return Line(number=number, role=role, span=span, voice=voice, posted=_publication_of(posted), to=to,
                text=span.quote(page) if span else "")  # fmt: skip


def document_record(document: Document) -> str:
    """Everything about a document that has no column of its own, as JSON."""
    published, captured = document.published, document.captured
    reading = document.reading
    facts = {name: getattr(document, name) for name in _FACTS}
    return compact(
        {
            "facts": {name: [fact.value, fact.basis] for name, fact in facts.items() if fact},
            "published": published
            and [
                *published.interval.to_list(),
                published.basis,
                published.certainty,
                [evidence_to_dict(item) for item in published.evidence],
            ],
            "captured": captured and [captured.day.isoformat(), captured.basis],
            "reading": reading.text,
            "pieces": [[p.start, p.end, p.source_start, p.source_end] for p in reading.offsets.pieces],
            "reading_lines": [line_row(line) for line in reading.lines],
        }
    )


def document_of(columns: Sequence[str], lines: Iterable[LineRow]) -> Document:
    """The inverse of document_record; columns: id, path, sha256, language, text, record."""
    id, path, sha256, language, text, record = columns
    row = json.loads(record)
    facts: dict[str, Fact] = {name: Fact(value=v, basis=b) for name, (v, b) in row["facts"].items()}
    return Document(
        id=id,
        path=path,
        sha256=sha256,
        text=text,
        lines=tuple(line_of(line, text) for line in lines),
        reading=_reading_of(row, text),
        language=language,
        title=facts.get("title"),
        author=facts.get("author"),
        publisher=facts.get("publisher"),
        via=facts.get("via"),
        url=facts.get("url"),
        published=_publication_of(row["published"]),
        captured=_capture_of(row.get("captured")),  # dossiers of 0.1.0 do not have it
    )


def _reading_of(row: dict[str, Any], page: str) -> Reading:
    return Reading(
        text=row["reading"],
        offsets=OffsetMap(tuple(Piece(*piece) for piece in row["pieces"])),
        lines=tuple(line_of(line, page) for line in row["reading_lines"]),
    )


def _publication_of(row: Sequence[Any] | None) -> Publication | None:
    """first, last, basis, certainty; None where there are none."""
    if row is None or row[0] is None:
        return None
    first, last, basis, certainty, *rest = row
    evidence = tuple(evidence_from_dict(item) for item in (rest[0] if rest else ()))
    return Publication(interval=Interval.of(first, last), basis=basis, certainty=certainty, evidence=evidence)


def _capture_of(row: list[str] | None) -> Capture | None:
    return Capture(day=date.fromisoformat(row[0]), basis=row[1]) if row else None


def claim_row(claim: Claim, position: int) -> tuple[object, ...]:
    """The columns of `claims` after `document`, in the order of the schema."""
    place = claim.evidence
    return (
        position, place.start, place.end, claim.kind, claim.type, claim.mode, claim.stance.polarity, claim.stance.mood,
        *days(claim.when), claim.where, claim.confidence, claim.story, claim.quote, compact(claim_to_dict(claim)),
    )  # fmt: skip


def claim_of(record: str, story: str | None) -> Claim:
    """The claim of a row; the story column is the newer one."""
    return claim_from_dict({**json.loads(record), "story": story})


def entity_rows(claim: Claim) -> Iterator[tuple[object, ...]]:
    """The columns of `claim_entities` after `claim`."""
    roles: list[tuple[str, Sequence[Entity]]] = [
        ("actor", claim.actors),
        ("recipient", claim.recipients),
        ("holder", claim.holders),
        ("member", [m for holder in claim.holders for m in _members(holder)]),
    ]
    for role, entities in roles:
        for position, e in enumerate(entities):
            folded = e.name.casefold(), (e.text or "").casefold()
            yield (role, position, e.name, e.country, e.sector, e.text, *folded)


def _members(holder: Holder) -> tuple[Entity, ...]:
    return holder.members


def story_record(story: Story) -> str:
    """The lists of a story that have no table of their own, as JSON."""
    return compact({name: getattr(story, name) for name in _STORY_LISTS})


def story_of(
    id: str, type: str, when: Interval | None, record: str, claims: Iterable[str], comparisons: Iterable[Comparison]
) -> Story:
    """The inverse of story_record, with the columns and the rows of the other tables."""
    lists = {name: tuple(values) for name, values in json.loads(record).items()}
    return Story(id=id, type=type, when=when, claims=tuple(claims), comparisons=tuple(comparisons), **lists)


def reprint_record(reprint: Reprint) -> str:
    """What a reprint has no column for, as JSON."""
    return compact(
        {
            "shares": [reprint.share_of_one, reprint.share_of_two],
            "sentences": [[a.start, a.end, b.start, b.end] for a, b in reprint.sentences],
            "because": reprint.because,
            "credits": [[c.document, c.name, c.words] for c in reprint.credits],
        }
    )


def reprint_of(one: str, two: str, kind: str, earlier: str | None, record: str) -> Reprint:
    """The inverse of reprint_record, with the columns."""
    row = json.loads(record)
    return Reprint(
        one=one,
        two=two,
        kind=kind,
        share_of_one=row["shares"][0],
        share_of_two=row["shares"][1],
        sentences=tuple((Span(a, b), Span(c, d)) for a, b, c, d in row["sentences"]),
        earlier=earlier,
        because=row["because"],
        credits=tuple(Credit(document=d, name=n, words=w) for d, n, w in row["credits"]),
    )

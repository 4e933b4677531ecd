"""Records as flat rows, and rows as Arrow tables; columns.tsv says what every column means."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from dragoman.records import Claim, Comparison, Document, Entity, Interval, Refusal, Reprint, Statement, Story
from dragoman.store.protocol import ActorRow

if TYPE_CHECKING:
    import pyarrow

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a flat table. type: text, list (of text), day, int, float or bool; any but list may be empty."""

    name: str
    type: str
    meaning: str


@cache
def columns(table: str) -> tuple[Column, ...]:
    """The columns of a table, in order. Raises KeyError for an unknown table."""
    text = (files("dragoman.store") / "columns.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    found = tuple(Column(r["column"], r["type"], r["meaning"]) for r in rows if r["table"] == table)
    if not found:
        raise KeyError(table)
    return found


def arrow(table: str, rows: Iterable[Row]) -> pyarrow.Table:
    """The rows as an Arrow table with the documented columns and types."""
    import pyarrow

    types = {
        "text": pyarrow.string(), "list": pyarrow.list_(pyarrow.string()), "day": pyarrow.date32(),
        "int": pyarrow.int64(), "float": pyarrow.float64(), "bool": pyarrow.bool_(),
    }  # fmt: skip
    schema = pyarrow.schema([pyarrow.field(c.name, types[c.type]) for c in columns(table)])
    return pyarrow.Table.from_pylist(list(rows), schema=schema)


def claim_flat(claim: Claim) -> Row:
    """A row of table `claims`."""
    what = claim.proposition
    return {
        "id": claim.id,
        "doc": claim.document,
        "kind": claim.kind,
        "type": claim.type,
        "mode": claim.mode,
        **_entities("actors", "actor", claim.actors),
        **_entities("recipients", "recipient", claim.recipients),
        **_entities("holders", "holder", claim.holders),
        "holder_cues": [h.cue or "" for h in claim.holders],
        "holder_members": [m.name for h in claim.holders for m in h.members],
        "polarity": claim.stance.polarity,
        "mood": claim.stance.mood,
        **_days("when", claim.when),
        "where": claim.where,
        "quote": claim.quote,
        "start": claim.evidence.start,
        "end": claim.evidence.end,
        "trigger": None if isinstance(what, Statement) else what.trigger,
        "content": what.content if isinstance(what, Statement) else None,
        "confidence": claim.confidence,
        "story": claim.story,
        "made_by": claim.made_by,
    }


def _entities(plural: str, singular: str, entities: Sequence[Entity]) -> Row:
    return {
        plural: [e.name for e in entities],
        f"{singular}_countries": [e.country or "" for e in entities],
        f"{singular}_sectors": [e.sector or "" for e in entities],
        f"{singular}_texts": [e.text or "" for e in entities],
    }


def _days(name: str, interval: Interval | None) -> Row:
    first, last = (interval.first, interval.last) if interval else (None, None)
    return {f"{name}_from": first, f"{name}_to": last}


def document_flat(document: Document) -> Row:
    """A row of table `documents`."""
    facts = {n: getattr(document, n) for n in ("title", "author", "publisher", "via", "url")}
    published = document.published
    return {
        "doc": document.id,
        **{name: fact.value if fact else None for name, fact in facts.items()},
        **_days("published", published.interval if published else None),
        "published_basis": published.basis if published else None,
        "language": document.language,
        "sha256": document.sha256,
        "path": document.path,
    }


def story_flat(story: Story) -> Row:
    """A row of table `stories`."""
    lists = ("actors", "recipients", "affirmed_by", "denied_by", "supposed_by", "origins", "documents", "claims")
    return {
        "id": story.id,
        "type": story.type,
        "disputed": story.is_disputed,
        **_days("when", story.when),
        **{name: list(getattr(story, name)) for name in lists},
    }


def comparison_flat(story: Story, comparison: Comparison) -> Row:
    """A row of table `comparisons`."""
    return {
        "story": story.id,
        "first": comparison.first,
        "second": comparison.second,
        "relation": comparison.relation,
        "because": comparison.because,
    }


def reprint_flat(reprint: Reprint) -> Row:
    """A row of table `reprints`."""
    names = ("one", "two", "kind", "share_of_one", "share_of_two", "earlier", "because")
    return {name: getattr(reprint, name) for name in names} | {
        "sentences": len(reprint.sentences),
        "credits": [f"{c.document} credits {c.name}: {c.words}" for c in reprint.credits],
    }


def actor_flat(actor: ActorRow) -> Row:
    """A row of table `actors`."""
    row = {c.name: getattr(actor, c.name) for c in columns("actors")}
    return row | {"texts": list(actor.texts), "documents": list(actor.documents)}


def refusal_flat(refusal: Refusal) -> Row:
    """A row of table `refusals`."""
    return {c.name: getattr(refusal, c.name) for c in columns("refusals")}


def timeline_flat(claims: Iterable[Claim]) -> list[Row]:
    """Rows of table `timeline`: the dated claims by day, then document and place."""
    dated = sorted((c for c in claims if c.when), key=lambda c: (c.when and c.when.to_list(), c.document, c.evidence))
    return [_timed(claim_flat(claim)) for claim in dated]


def _timed(row: Mapping[str, Any]) -> Row:
    return {c.name: row["id" if c.name == "claim" else c.name] for c in columns("timeline")}

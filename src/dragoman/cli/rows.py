"""Records as plain rows for --json and --csv."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dragoman.dossier.timeline import Entry
from dragoman.dossier.wording import names_of, proposition, story_title
from dragoman.records import Claim, Document, Refusal, Reprint, Story
from dragoman.records.json import document_to_dict, reprint_to_dict, story_to_dict
from dragoman.store.protocol import ActorRow

Row = dict[str, Any]

CLAIM_COLUMNS = (
    "id", "doc", "kind", "type", "mode", "proposition", "polarity", "mood", "holders", "actors", "actor_countries",
    "recipients", "recipient_countries", "when_from", "when_to", "where", "quote", "start", "end", "trigger",
    "confidence", "story", "made_by",
)  # fmt: skip
STORY_COLUMNS = (
    "id", "type", "proposition", "disputed", "actors", "recipients", "when_from", "when_to", "affirmed_by",
    "denied_by", "supposed_by", "origins", "documents", "claims",
)  # fmt: skip
ACTOR_COLUMNS = ("name", "country", "sector", "acts", "receives", "holds", "texts", "documents")
TIMELINE_COLUMNS = ("when_from", "when_to", "proposition", "where", "holders", "documents", "claims")
DOCUMENT_COLUMNS = (
    "doc", "title", "author", "publisher", "via", "url", "published_from", "published_to", "published_basis",
    "language", "path", "sha256", "claims", "reprint_of", "copies",
)  # fmt: skip
REFUSAL_COLUMNS = ("document", "stage", "reason", "remedy")


def flat_claim(claim: Claim) -> Row:
    """A claim as one line of a sheet: names for entities, the chain of holders with arrows."""
    row = claim.to_dict()
    return row | {
        "proposition": proposition(claim),
        "holders": " → ".join(holder.name for holder in claim.holders),
        "actors": names_of(claim.actors),
        "actor_countries": [e.country or "" for e in claim.actors],
        "recipients": names_of(claim.recipients),
        "recipient_countries": [e.country or "" for e in claim.recipients],
        "when_from": claim.when.first if claim.when else None,
        "when_to": claim.when.last if claim.when else None,
    }


def story_row(story: Story, claims: tuple[Claim, ...]) -> Row:
    """A story with its proposition in words and how its claims compare."""
    return {"id": story.id, "type": story.type, "proposition": story_title(story, claims)} | story_to_dict(story)


def flat_story(story: Story, claims: tuple[Claim, ...]) -> Row:
    """The same as one line of a sheet."""
    when = story.when
    return story_row(story, claims) | {
        "when_from": when.first if when else None,
        "when_to": when.last if when else None,
    }


def actor_row(actor: ActorRow) -> Row:
    """An actor with the words that led to it."""
    return {name: _listed(getattr(actor, name)) for name in ACTOR_COLUMNS}


def entry_row(entry: Entry) -> Row:
    """A happening with everybody's stance to it."""
    return {
        "when": entry.when.to_list() if entry.when else None,
        "proposition": entry.proposition,
        "where": entry.where,
        "stances": [{"stance": holding.badge, "holders": list(holding.holders)} for holding in entry.holdings],
        "documents": list(dict.fromkeys(claim.document for claim in entry.claims)),
        "claims": [claim.id for claim in entry.claims],
    }


def flat_entry(entry: Entry) -> Row:
    """The same as one line of a sheet."""
    return entry_row(entry) | {
        "when_from": entry.when.first if entry.when else None,
        "when_to": entry.when.last if entry.when else None,
        "holders": [f"{holding.badge}: {', '.join(holding.holders)}" for holding in entry.holdings],
    }


def document_row(page: Document, reprints: tuple[Reprint, ...]) -> Row:
    """A page and where else its text is printed. reprint_of: pages that had it first; copies: the others."""
    whole = [r for r in reprints if r.is_whole]
    others = [r.other(page.id) for r in whole]
    return document_to_dict(page) | {
        "reprint_of": [other for other, r in zip(others, whole, strict=True) if r.earlier == other],
        "copies": [other for other, r in zip(others, whole, strict=True) if r.earlier != other],
        "reprints": [reprint_to_dict(r) for r in reprints],
    }


def flat_document(page: Document, reprints: tuple[Reprint, ...], claims: int) -> Row:
    """The same as one line of a sheet, with the number of its claims."""
    when = page.published.interval if page.published else None
    return document_row(page, reprints) | {
        "published_from": when.first if when else None,
        "published_to": when.last if when else None,
        "claims": claims,
    }


def refusal_row(refusal: Refusal) -> Row:
    """A page that could not be read, and why."""
    return {name: getattr(refusal, name) for name in REFUSAL_COLUMNS}


def _listed(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def column_rows(rows: list[Row], columns: tuple[str, ...]) -> list[Mapping[str, object]]:
    """Only the columns of a sheet, in order."""
    return [{name: row[name] for name in columns} for row in rows]

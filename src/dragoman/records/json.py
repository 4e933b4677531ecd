"""Claims in the codebook's JSON form, both ways (the round trip is identity); documents and stories one way."""

from __future__ import annotations

from datetime import date
from typing import Any

from dragoman.records.claims import Claim, Entity, Event, Holder, Proposition, Relation, Stance, Statement
from dragoman.records.documents import DatingEvidence, Document, Fact, Line
from dragoman.records.intervals import Interval
from dragoman.records.reprints import Reprint
from dragoman.records.spans import Span
from dragoman.records.stories import Story


def entity_to_dict(entity: Entity) -> dict[str, Any]:
    """Codebook form; holders add `cue`, its place, and `members` where there are any."""
    row: dict[str, Any] = {
        "name": entity.name,
        "country": entity.country,
        "sector": entity.sector,
        "text": entity.text,
        "start": entity.span.start if entity.span else None,
        "end": entity.span.end if entity.span else None,
    }
    if isinstance(entity, Holder):
        row["cue"] = entity.cue
        row["cue_start"] = entity.cue_span.start if entity.cue_span else None
        row["cue_end"] = entity.cue_span.end if entity.cue_span else None
        if entity.members:
            row["members"] = [entity_to_dict(m) for m in entity.members]
    return row


def claim_to_dict(claim: Claim) -> dict[str, Any]:
    """The codebook's form, one flat object a claim."""
    what = claim.proposition
    statement = isinstance(what, Statement)
    place = what.content_span if isinstance(what, Statement) else what.trigger_span
    return {
        "id": claim.id,
        "doc": claim.document,
        "quote": claim.quote,
        "start": claim.evidence.start,
        "end": claim.evidence.end,
        "kind": claim.kind,
        "type": claim.type,
        "mode": claim.mode,
        "trigger": None if isinstance(what, Statement) else what.trigger,
        "trigger_start": None if statement else place.start,
        "trigger_end": None if statement else place.end,
        "content": what.content if isinstance(what, Statement) else None,
        "content_start": place.start if statement else None,
        "content_end": place.end if statement else None,
        "actors": [entity_to_dict(e) for e in claim.actors],
        "recipients": [entity_to_dict(e) for e in claim.recipients],
        "holders": [entity_to_dict(h) for h in claim.holders],
        "polarity": claim.stance.polarity,
        "mood": claim.stance.mood,
        "when": claim.when.to_list() if claim.when else None,
        "where": claim.where,
        "confidence": claim.confidence,
        "story": claim.story,
        "made_by": claim.made_by,
    }


def _span(row: dict[str, Any], start: str = "start", end: str = "end") -> Span | None:
    return None if row.get(start) is None else Span(row[start], row[end])


def entity_from_dict(row: dict[str, Any]) -> Entity:
    """The inverse of entity_to_dict for actors, recipients and members."""
    return Entity(name=row["name"], country=row["country"], sector=row["sector"], text=row.get("text"), span=_span(row))


def holder_from_dict(row: dict[str, Any]) -> Holder:
    """The inverse of entity_to_dict for holders."""
    return Holder(
        name=row["name"],
        country=row["country"],
        sector=row["sector"],
        text=row.get("text"),
        span=_span(row),
        cue=row.get("cue"),
        cue_span=_span(row, "cue_start", "cue_end"),
        members=tuple(entity_from_dict(m) for m in row.get("members", ())),
    )


def claim_from_dict(row: dict[str, Any]) -> Claim:
    """The inverse of claim_to_dict. Raises ValueError or KeyError for rows that are no claims."""
    what: Proposition
    if row["kind"] == "statement":
        what = Statement(content=row["content"], content_span=Span(row["content_start"], row["content_end"]))
    else:
        make = Event if row["kind"] == "event" else Relation
        what = make(
            type=row["type"],
            mode=row["mode"],
            trigger=row["trigger"],
            trigger_span=Span(row["trigger_start"], row["trigger_end"]),
            actors=tuple(entity_from_dict(e) for e in row["actors"]),
            recipients=tuple(entity_from_dict(e) for e in row["recipients"]),
        )
    return Claim(
        id=row["id"],
        document=row["doc"],
        proposition=what,
        holders=tuple(holder_from_dict(h) for h in row["holders"]),
        stance=Stance(polarity=row["polarity"], mood=row["mood"]),
        quote=row["quote"],
        evidence=Span(row["start"], row["end"]),
        when=Interval.of(*row["when"]) if row["when"] else None,
        where=row["where"],
        confidence=row["confidence"],
        made_by=row["made_by"],
        story=row["story"],
    )


def document_to_dict(document: Document) -> dict[str, Any]:
    """What a page tells about itself, and the role of each line; numbers are 1-based lines of the page's text."""

    def value(fact: Fact | None) -> str | None:
        return fact.value if fact else None

    published, captured = document.published, document.captured
    return {
        "doc": document.id,
        "title": value(document.title),
        "author": value(document.author),
        "publisher": value(document.publisher),
        "via": value(document.via),
        "url": value(document.url),
        "published": published.interval.to_list() if published else None,
        "published_basis": published.basis if published else None,
        "published_certainty": published.certainty if published else None,
        "published_evidence": [evidence_to_dict(item) for item in published.evidence] if published else [],
        "captured": captured.day.isoformat() if captured else None,
        "captured_basis": captured.basis if captured else None,
        "language": document.language,
        "sha256": document.sha256,
        "path": document.path,
        "lines": [_line_to_dict(line) for line in document.lines],
    }


def _line_to_dict(line: Line) -> dict[str, Any]:
    """Number and role; of a comment also `voice`, and where the page tells `posted`, `posted_basis` and `to`."""
    row: dict[str, Any] = {"line": line.number, "role": line.role}
    if line.voice is not None:
        row["voice"] = line.voice
    if line.posted is not None:
        row["posted"], row["posted_basis"] = line.posted.interval.to_list(), line.posted.basis
    if line.to is not None:
        row["to"] = line.to
    return row


def reprint_to_dict(reprint: Reprint) -> dict[str, Any]:
    """Two pages with one text; a sentence's places are [start, end) in the two pages' texts."""
    return {
        "one": reprint.one,
        "two": reprint.two,
        "kind": reprint.kind,
        "share_of_one": reprint.share_of_one,
        "share_of_two": reprint.share_of_two,
        "earlier": reprint.earlier,
        "because": reprint.because or None,
        "credits": [{"doc": c.document, "to": c.name, "words": c.words} for c in reprint.credits],
        "sentences": [{"one": [a.start, a.end], "two": [b.start, b.end]} for a, b in reprint.sentences],
    }


def evidence_to_dict(item: DatingEvidence) -> dict[str, Any]:
    """A piece of evidence on the day of publication; start and end count code points of the page's text."""
    return {
        "reason": item.reason,
        "quote": item.quote,
        "start": item.span.start if item.span else None,
        "end": item.span.end if item.span else None,
        "from": item.first.isoformat() if item.first else None,
        "to": item.last.isoformat() if item.last else None,
        "hard": item.is_hard,
    }


def evidence_from_dict(row: dict[str, Any]) -> DatingEvidence:
    """The inverse of evidence_to_dict."""
    return DatingEvidence(
        reason=row["reason"],
        quote=row["quote"],
        span=None if row["start"] is None else Span(row["start"], row["end"]),
        first=date.fromisoformat(row["from"]) if row["from"] else None,
        last=date.fromisoformat(row["to"]) if row["to"] else None,
        is_hard=row["hard"],
    )


def story_to_dict(story: Story) -> dict[str, Any]:
    """A story with its claims by id and how they compare."""
    return {
        "id": story.id,
        "type": story.type,
        "disputed": story.is_disputed,
        "actors": list(story.actors),
        "recipients": list(story.recipients),
        "when": story.when.to_list() if story.when else None,
        "affirmed_by": list(story.affirmed_by),
        "denied_by": list(story.denied_by),
        "supposed_by": list(story.supposed_by),
        "origins": list(story.origins),
        "documents": list(story.documents),
        "claims": list(story.claims),
        "comparisons": [
            {"first": c.first, "second": c.second, "relation": c.relation, "because": c.because}
            for c in story.comparisons
        ],
    }

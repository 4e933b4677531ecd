"""A page's text cut into pieces, so that overlapping claims can be marked on it without crossing tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dragoman.dossier.wording import day, stance_words
from dragoman.records import Claim, Document, Line, Span, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of text under the same claims. group: stance of the innermost claim, "" outside all.

    starts, ends: claims that begin or end with this run. is_trigger: whether it carries a proposition.
    """

    text: str
    claims: tuple[Claim, ...]
    group: str
    starts: tuple[Claim, ...]
    ends: tuple[Claim, ...]
    is_trigger: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """A line for reading. claims: those whose quote begins on it; opens_voice: a comment by another than before.

    posted: when the comment was, in words, and posted_basis what tells it; answers: the commenter it answers; "" where
    the page does not tell.
    """

    number: int
    role: str
    voice: str | None
    opens_voice: bool
    posted: str
    posted_basis: str
    answers: str
    segments: tuple[Segment, ...]
    claims: tuple[Claim, ...]


def page_lines(document: Document, claims: Sequence[Claim]) -> list[PageLine]:
    """The lines of a page that hold text, each cut at the ends of claims and of the words that carry them."""
    lines: list[PageLine] = []
    voice: str | None = None
    for line in document.lines:
        if line.span is None or not line.span.quote(document.text).strip():
            continue
        opens_voice = line.voice is not None and line.voice != voice
        lines.append(_page_line(document, line, line.span, claims, opens_voice=opens_voice))
        voice = line.voice
    return lines


def _page_line(document: Document, line: Line, span: Span, claims: Sequence[Claim], *, opens_voice: bool) -> PageLine:
    here = [claim for claim in claims if claim.evidence.overlaps(span)]
    return PageLine(
        number=line.number,
        role=line.role,
        voice=line.voice,
        opens_voice=opens_voice,
        posted=day(line.posted.interval) if line.posted else "",
        posted_basis=line.posted.basis if line.posted else "",
        answers=line.to or "",
        segments=tuple(segments(document.text, span, here)),
        claims=tuple(claim for claim in here if span.start <= _first(claim) < span.end),
    )


def segments(text: str, span: Span, claims: Sequence[Claim]) -> list[Segment]:
    """The text of the span in runs; the runs of one claim, joined, are its quote as far as it lies in the span."""
    triggers = [place for claim in claims if (place := _trigger(claim)) is not None]
    cuts = {span.start, span.end}
    for place in (*(claim.evidence for claim in claims), *triggers):
        cuts.update(cut for cut in (place.start, place.end) if span.start < cut < span.end)
    points = sorted(cuts)
    return [_segment(text, Span(a, b), claims, triggers) for a, b in pairwise(points)]


def _segment(text: str, run: Span, claims: Sequence[Claim], triggers: Sequence[Span]) -> Segment:
    over = sorted((claim for claim in claims if claim.evidence.contains(run)), key=_length)
    return Segment(
        text=run.quote(text),
        claims=tuple(over),
        group=stance_words(over[0].stance).group if over else "",
        starts=tuple(claim for claim in over if run.start <= _first(claim) < run.end),
        ends=tuple(claim for claim in over if run.start <= _last(claim) < run.end),
        is_trigger=any(place.contains(run) for place in triggers),
    )


def _first(claim: Claim) -> int:
    """Offset of the quote's first character that is no white space."""
    return claim.evidence.start + len(claim.quote) - len(claim.quote.lstrip())


def _last(claim: Claim) -> int:
    return claim.evidence.start + len(claim.quote.rstrip()) - 1


def _length(claim: Claim) -> int:
    return claim.evidence.end - claim.evidence.start


def _trigger(claim: Claim) -> Span | None:
    what = claim.proposition
    if isinstance(what, Statement) or not claim.evidence.contains(what.trigger_span):
        return None
    return what.trigger_span

"""Attributed content that is no coded event or relation."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from dragoman.records import Claim, Cue, Span

MIN_WORDS = 3


def bare_contents(doc: Doc, claims: Sequence[Claim]) -> list[tuple[Cue, Span]]:
    """Cues whose content holds no claim of a named holder, with the content's place."""
    triggers = [
        c.proposition.trigger_span.start for c in claims if c.holders and hasattr(c.proposition, "trigger_span")
    ]
    out = []
    for cue in doc._.cues:
        span = content_span(doc, cue)
        if span and is_proposition(doc, span) and not any(span.start <= t < span.end for t in triggers):
            out.append((cue, span))
    return out


def is_proposition(doc: Doc, span: Span) -> bool:
    """Whether the content says something: it holds a finite verb, or it is words in quotation marks."""
    words = doc.char_span(span.start, span.end, alignment_mode="expand")
    if words is None:
        return False
    is_quoted = words.start > 0 and doc[words.start - 1].text in ("“", '"')
    return is_quoted or any(t.pos_ == "AUX" or "Fin" in str(t.morph) for t in words)


def content_span(doc: Doc, cue: Cue) -> Span | None:
    """Characters of a cue's content, without marks and blanks at its ends; None if too short."""
    if cue.content is None:
        return None
    words = [t for t in doc[cue.content[0] : cue.content[1]] if not (t.is_space or t.is_punct)]
    if len(words) < MIN_WORDS:
        return None
    return Span(words[0].idx, words[-1].idx + len(words[-1].text))

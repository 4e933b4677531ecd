"""Evidence: the shortest stretch that carries proposition and holder, and that stands once on the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from dragoman.records import Entity, Holder, Span
from dragoman.records.evidence import unique_span

MAX_WORDS = 12
_INCOMPLETE = frozenset({"amod", "compound", "det", "nummod", "advmod"})
_COMPLETING = frozenset({"aux", "cop", "advmod", "obj", "iobj", "nsubj", "xcomp", "nmod", "det", "amod", "compound"})


def evidence(doc: Doc, text: str, core: Span, entities: Iterable[Entity], holders: Sequence[Holder]) -> Span:
    """The core and what completes it, with its actors, holders and cues in its sentence, grown until it is unique.

    text: doc.text, which spaCy puts together anew at every call.
    """
    sentence = sentence_of(doc, core)
    parts = [core, *completions(doc, core), *(e.span for e in entities if e.span)]
    for h in holders:
        parts += [s for s in (h.span, h.cue_span) if s]
    inside = [p for p in parts if sentence.contains(p)]
    start = min([core.start, *(p.start for p in inside)])
    end = max([core.end, *(p.end for p in inside)])
    return unique_span(text, Span(start, end))


def completions(doc: Doc, core: Span) -> list[Span]:
    """Negation, auxiliaries, objects of a word, the noun of an adjective: without them it says something else."""
    words = doc.char_span(core.start, core.end)
    if words is None or len(words) != 1:
        return []
    out = []
    if words[0].dep_ in _INCOMPLETE:
        head = words[0].head
        out.append(Span(head.idx, head.idx + len(head.text)))
    for child in words[0].children:
        left, right = child.left_edge, child.right_edge
        if child.dep_.split(":")[0] in _COMPLETING and right.i - left.i < MAX_WORDS:
            out.append(Span(left.idx, right.idx + len(right.text)))
    return out


def sentence_of(doc: Doc, core: Span) -> Span:
    """The sentences that a stretch lies in."""
    words = doc.char_span(core.start, core.end, alignment_mode="expand")
    if words is None:
        return core
    return Span(words[0].sent.start_char, max(words[-1].sent.end_char, core.end))

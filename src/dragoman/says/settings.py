"""The time and place of a happening: the expression that its own words govern, else the nearest in the sentence."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from dragoman.records import Interval, Place, Span, Timex

MAX_PLACE_DISTANCE = 12


def _governed(token: Token, start: int, end: int) -> bool:
    """Whether the words [start, end) (characters) hang on this token in the tree."""
    return bool(token.left_edge.idx <= start and end <= token.right_edge.idx + len(token.right_edge.text))


def _distance(token: Token, start: int, end: int) -> int:
    return min(abs(start - token.idx), abs(end - token.idx - len(token.text)))


def time_of(doc: Doc, trigger: int, pointed: int | None = None) -> Interval | None:
    """When it happens: by the expression that the reader points at, else as far as its sentence tells."""
    token = doc[trigger]
    if pointed is not None:
        at = doc[pointed].idx
        for t in doc._.timexes:
            if t.start_char <= at < t.end_char and t.interval and t.type != "SET":
                return t.interval  # type: ignore[no-any-return]
    first, last = token.sent.start_char, token.sent.end_char
    near: list[Timex] = [
        t for t in doc._.timexes if first <= t.start_char and t.end_char <= last and t.interval and t.type != "SET"
    ]
    best = min(near, key=lambda t: _rank(token, t.start_char, t.end_char), default=None)
    return best.interval if best else None


def place_of(doc: Doc, trigger: int, taken: Iterable[Span], pointed: int | None = None) -> str | None:
    """Where it happens: the place that the reader points at, else one that its words govern and that is no actor."""
    token, actors = doc[trigger], list(taken)
    if pointed is not None:
        at = doc[pointed].idx
        for p in doc._.places:
            if p.span.start <= at < p.span.end and not any(p.span.overlaps(a) for a in actors):
                return p.name  # type: ignore[no-any-return]
    near: list[Place] = [
        p
        for p in doc._.places
        if _governed(token, p.span.start, p.span.end) and not any(p.span.overlaps(a) for a in actors)
    ]
    best = min(near, key=lambda p: _rank(token, p.span.start, p.span.end), default=None)
    return best.name if best else None


def _rank(token: Token, start: int, end: int) -> tuple[bool, int]:
    return not _governed(token, start, end), _distance(token, start, end)

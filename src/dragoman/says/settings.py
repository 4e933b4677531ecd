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


def time_of(doc: Doc, trigger: int) -> Interval | None:
    """When it happens, as far as its sentence tells."""
    token = doc[trigger]
    first, last = token.sent.start_char, token.sent.end_char
    near: list[Timex] = [
        t for t in doc._.timexes if first <= t.start_char and t.end_char <= last and t.interval and t.type != "SET"
    ]
    best = min(near, key=lambda t: _rank(token, t.start_char, t.end_char), default=None)
    return best.interval if best else None


def place_of(doc: Doc, trigger: int, taken: Iterable[Span]) -> str | None:
    """Where it happens: a place that its words govern and that is no actor of it."""
    token, actors = doc[trigger], list(taken)
    near: list[Place] = [
        p
        for p in doc._.places
        if _governed(token, p.span.start, p.span.end) and not any(p.span.overlaps(a) for a in actors)
    ]
    best = min(near, key=lambda p: _rank(token, p.span.start, p.span.end), default=None)
    return best.name if best else None


def _rank(token: Token, start: int, end: int) -> tuple[bool, int]:
    return not _governed(token, start, end), _distance(token, start, end)

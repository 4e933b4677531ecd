"""Whose words stand where, and from which day they count: the page's own, a comment's, a quotation's."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from dragoman.records import Cue, Interval, Voice
from dragoman.when.expressions import Expression, Moment, Step
from dragoman.when.masking import Page

_QUOTED = re.compile(r"“[^“”\n]*”|\"[^\"\n]*\"")
_NEAR = 8  # words between a cue and the day of the utterance


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose words: name, None for the page itself; published: from when they date, None where nothing tells."""

    name: str | None
    published: Interval | None


def by_speaker(expressions: list[Expression], page: Page, voices: Iterable[Voice]) -> dict[Speaker, list[Expression]]:
    """The expressions of each speaker, in order; the page itself first."""
    own = Speaker(None, None)
    found: dict[Speaker, list[Expression]] = {own: []}
    ordered = sorted(voices, key=lambda v: v.start)
    starts = [v.start for v in ordered]
    for expression in expressions:
        at = page.words.words[expression.first].start
        voice = ordered[bisect_right(starts, at) - 1] if starts and at >= starts[0] else None
        speaker = Speaker(voice.name, voice.published) if voice and at < voice.end else own
        found.setdefault(speaker, []).append(expression)
    return found


class Utterances:
    """Quotations whose day the page tells: "We shall leave tomorrow," she said on Tuesday."""

    def __init__(
        self, doc: Doc, page: Page, expressions: list[Expression], resolve: Callable[[Expression], Interval | None]
    ) -> None:
        """resolve: the days of an expression by itself, from the day of publication."""
        self._days: list[tuple[int, int, Interval]] = []
        if not doc._.cues or not expressions:
            return
        quotes = [m.span() for m in _QUOTED.finditer(page.words.text)]
        for cue in doc._.cues:
            spans = _quoted(doc, cue, quotes)
            day = _day_of(doc, page, cue, expressions, quotes, resolve) if spans else None
            if day:
                self._days += [(start, end, day) for start, end in spans]

    def day_at(self, offset: int) -> Interval | None:
        """The day on which the words at a character offset were spoken; None outside quotations and where unsaid."""
        return next((day for start, end, day in self._days if start <= offset < end), None)


def _quoted(doc: Doc, cue: Cue, quotes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The quotations that a cue brings."""
    if cue.content is None:
        return []
    content = doc[cue.content[0] : cue.content[1]]
    return [(s, e) for s, e in quotes if s < content.end_char and content.start_char < e]


def _day_of(
    doc: Doc,
    page: Page,
    cue: Cue,
    expressions: list[Expression],
    quotes: list[tuple[int, int]],
    resolve: Callable[[Expression], Interval | None],
) -> Interval | None:
    """The single day told beside a cue in its own sentence, with no verb between."""
    first, last = _sentence(doc, cue.word)
    begin, finish = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
    near: list[tuple[int, Expression]] = []
    for expression in expressions:
        start, end = page.words.words[expression.first].start, page.words.words[expression.last - 1].end
        if start < begin or end > finish or not isinstance(expression.meaning, Moment | Step):
            continue
        if any(s <= start < e for s, e in quotes):
            continue
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None and _is_beside(doc, cue, span):
            near.append((abs(span.start - cue.word), expression))
    for _, expression in sorted(near, key=lambda pair: pair[0]):
        day = resolve(expression)
        if day is not None and day.days == 1:
            return day
    return None


def _sentence(doc: Doc, token: int) -> tuple[int, int]:
    """Token indices of a token's sentence; `token.sent` would look through the whole Doc."""
    first, last = token, token + 1
    while first > 0 and not doc[first].is_sent_start:
        first -= 1
    while last < len(doc) and not doc[last].is_sent_start:
        last += 1
    return first, last


def _is_beside(doc: Doc, cue: Cue, span: Span) -> bool:
    """Whether a day hangs on the cue: behind it, or at the head of its sentence, and on no other verb."""
    if span.start > cue.word:
        first, last, verbless = cue.word + 1, span.start, cue.word + 1
    else:
        first, last, verbless = span.end, cue.word, _sentence(doc, cue.word)[0]
    return last - first <= _NEAR and all(doc[i].pos_ not in ("VERB", "AUX") for i in range(verbless, last))

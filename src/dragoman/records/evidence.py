"""Evidence must point at one place: a quote occurs exactly once in its text."""

from __future__ import annotations

import re

from dragoman.records.spans import Span

_WORD = re.compile(r"\w+|[^\w\s]")


def unique_span(text: str, span: Span, reach: int = 600) -> Span:
    """The shortest stretch around a span, grown word by word to both sides, whose words occur once in the text.

    The span itself where it does, or where growing by `reach` characters does not help.
    """
    if text.count(span.quote(text)) == 1:
        return span
    start, end = span.start, span.end
    low, high = max(0, start - reach), min(len(text), end + reach)
    before = [m.start() + low for m in _WORD.finditer(text[low:start])]
    after = [m.end() + end for m in _WORD.finditer(text[end:high])]
    while before or after:
        if after and (not before or end - span.end <= span.start - start):
            end = after.pop(0)
        else:
            start = before.pop()
        if text.count(text[start:end]) == 1:
            return Span(start, end)
    return span

"""Printed pages: lines with their places, in the order in which one reads them, without what stands on every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

_EDGE = 3
_MARGIN = 0.15
_NUMBER = re.compile(r"\W*(?:page\s*|p\.\s*)?(?:\d{1,4}|[ivxl]{1,7})(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
_PRINT_HEAD = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d\d\b.*")
_PRINT_FOOT = re.compile(r"(?:https?|file)://\S+\s+\d+/\d+")
_DIGITS = re.compile(r"\d+")
_DEEPEST = 40
_MANY, _LONG = 3, 18


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLine:
    """A printed line.

    page: counted from 0. left, right, top, bottom and size of its type: in points, upwards from the foot of the page.
    """

    page: int
    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPage:
    """The lines of a page in the order of the file. height: in points."""

    height: float
    lines: tuple[PrintedLine, ...]


def find_furniture(pages: Sequence[PrintedPage]) -> set[PrintedLine]:
    """Running heads, feet and page numbers.

    A line at the top or foot of three pages or of all of them, digits aside; a page number there; what browsers print.
    """
    edges = [list(_edge_lines(page)) for page in pages]
    pages_with = Counter(key for lines in edges for key in {_key(line) for line in lines})
    enough = min(3, max(2, len(pages)))
    return {
        line
        for lines in edges
        for line in lines
        if pages_with[_key(line)] >= enough or _NUMBER.fullmatch(line.text) or _is_browsers(line.text)
    }


def in_order(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines of a page as one reads them: in the order of the file, unless that leads up within a column.

    Pieces of a row are columns where they are many and long, else one line.
    """
    beside = [a for a, b in pairwise(lines) if _is_beside(a, b)]
    has_columns = len(beside) >= _MANY and sum(len(line.text) for line in beside) >= _LONG * len(beside)
    if not has_columns:
        lines = _join_rows(lines)
    if has_columns or any(_overlap(a, b) and b.bottom > a.top for a, b in pairwise(lines)):
        return list(_cut(list(lines), 0))
    return list(lines)


def _edge_lines(page: PrintedPage) -> Iterator[PrintedLine]:
    down = sorted(page.lines, key=lambda line: -line.top)
    yield from (line for line in down[:_EDGE] if line.bottom > (1 - _MARGIN) * page.height)
    yield from (line for line in down[_EDGE:][-_EDGE:] if line.top < _MARGIN * page.height)


def _key(line: PrintedLine) -> tuple[str, int]:
    """Its words and its type: a title in large type may be repeated small on every page."""
    return _DIGITS.sub("#", line.text).casefold(), round(line.size)


def _is_browsers(text: str) -> bool:
    return bool(_PRINT_HEAD.fullmatch(text) or _PRINT_FOOT.fullmatch(text))


def _is_beside(a: PrintedLine, b: PrintedLine) -> bool:
    """Whether the second goes on to the right of the first in the same row."""
    return abs(a.bottom - b.bottom) < 0.3 * a.size and b.left >= a.right


def _join_rows(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    joined: list[PrintedLine] = []
    for line in lines:
        if joined and _is_beside(joined[-1], line):
            last = joined.pop()
            line = replace(last, text=f"{last.text} {line.text}", right=line.right, top=max(last.top, line.top))
        joined.append(line)
    return joined


def _overlap(a: PrintedLine, b: PrintedLine) -> bool:
    return a.left < b.right and b.left < a.right


def _cut(lines: list[PrintedLine], depth: int) -> Iterator[PrintedLine]:
    """Columns left to right where white space parts them, else the part above the widest gap before that below it.

    The recursive cut after Nagy & Seth 1984, "Hierarchical representation of optically scanned documents".
    """
    if len(lines) < 2 or depth > _DEEPEST:
        yield from sorted(lines, key=lambda line: (-line.top, line.left))
        return
    across = sorted(lines, key=lambda line: line.left)
    down = sorted(lines, key=lambda line: -line.top)
    at = _gap([(line.left, line.right) for line in across])
    ordered = across if at else down
    at = at or _gap([(-line.top, -line.bottom) for line in down])
    if not at:
        yield from down
        return
    yield from _cut(ordered[:at], depth + 1)
    yield from _cut(ordered[at:], depth + 1)


def _gap(stretches: Sequence[tuple[float, float]]) -> int:
    """Index of the first stretch after the widest gap between stretches sorted by their start; 0 if there is none."""
    best, widest, reached = 0, 0.0, float("-inf")
    for at, (start, end) in enumerate(stretches):
        if at and start - reached > widest:
            best, widest = at, start - reached
        reached = max(reached, end)
    return best

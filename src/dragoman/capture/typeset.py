"""Printed lines to a page: paragraphs over lines, columns and pages, and words broken by hyphens made whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from dragoman.capture.blocks import Block, bullet_of
from dragoman.capture.marks import Mark
from dragoman.capture.plain import Page, set_page
from dragoman.capture.printed import PrintedLine, PrintedPage, find_furniture, in_order
from dragoman.capture.repairs import repaired
from dragoman.capture.roles import assign_roles

_END = re.compile(r"""[.!?…:;]["'”’»)\]]*\d{0,3}$""")
_BROKEN = re.compile(r"(?<![\w-])(\w+(?:-\w+)*)[-\u00ad\u2010]$")
_WORD = re.compile(r"\w+(?:-\w+)*")
_KEEPS_HYPHEN = frozenset("self ex well vice half all then".split())
_WIDE_GAP = 1.35
_SAME_SIZE = 0.12
_NEAR = 80
_LARGE = 1.2
_FEWEST = 2

Paragraph = list[PrintedLine]


def set_pages(pages: Sequence[PrintedPage]) -> Page:
    """The page of all printed pages: running heads and page numbers as navigation, set between paragraphs."""
    paragraphs = _paragraphs(pages)
    lines = [line for _, paragraph in paragraphs for line in paragraph]
    seams = _seams(paragraphs, {word.casefold() for line in lines for word in _WORD.findall(line.text)})
    blocks = _blocks(paragraphs, seams)
    told = [block for block, (is_furniture, _) in zip(blocks, paragraphs, strict=True) if not is_furniture]
    marks = iter(_with_heading(assign_roles(told, [block.text for block in told]), paragraphs))
    all_marks = [Mark("nav") if is_furniture else next(marks) for is_furniture, _ in paragraphs]
    text, spans = _lay(lines)
    return set_page(text, spans, blocks, all_marks, {at + 1: left_out for at, left_out in seams.items()})


def _with_heading(marks: list[Mark], paragraphs: Sequence[tuple[bool, Paragraph]]) -> list[Mark]:
    """The title is what the first page prints in the largest type, if that is clearly larger than the rest."""
    told = [paragraph[0] for is_furniture, paragraph in paragraphs if not is_furniture]
    usual = median(line.size for line in told)
    first = [at for at, line in enumerate(told) if line.page == told[0].page]
    largest = max(first, key=lambda at: told[at].size)
    if told[largest].size < _LARGE * usual or len(told[largest].text.split()) < _FEWEST:
        return marks
    marks = [Mark("deck") if mark.role == "title" else mark for mark in marks]
    marks[largest] = Mark("title")
    return marks


def _paragraphs(pages: Sequence[PrintedPage]) -> list[tuple[bool, Paragraph]]:
    """(is it furniture, its lines); furniture in the midst of a paragraph comes after it."""
    pages = [replace(page, lines=tuple(in_order(page.lines))) for page in pages]
    furniture = find_furniture(pages)
    found: list[tuple[bool, Paragraph]] = []
    waiting: list[PrintedLine] = []
    for page in pages:
        layout = _Layout([line for line in page.lines if line not in furniture])
        open_paragraph = next((paragraph for is_furniture, paragraph in reversed(found) if not is_furniture), None)
        for line in page.lines:
            if line in furniture:
                waiting.append(line)
            elif open_paragraph and layout.goes_on(open_paragraph[-1], line):
                open_paragraph.append(line)
            else:
                found += [(True, [other]) for other in waiting]
                waiting.clear()
                open_paragraph = [line]
                found.append((False, open_paragraph))
    return found + [(True, [other]) for other in waiting]


class _Layout:
    """How the lines of one page are set: the leading, the usual size of type, the edges."""

    def __init__(self, lines: Sequence[PrintedLine]) -> None:
        self._lines = lines
        self._at = {line: at for at, line in enumerate(lines)}
        steps = [a.bottom - b.bottom for a, b in pairwise(lines) if _is_below(a, b) and a.bottom > b.bottom]
        self._leading = median(steps) if steps else 0.0
        self._large = _LARGE * median(line.size for line in lines) if lines else 0.0

    def goes_on(self, line: PrintedLine, after: PrintedLine) -> bool:
        """Whether the paragraph of one line goes on in the other."""
        if abs(line.size - after.size) > _SAME_SIZE * line.size or bullet_of(after.text):
            return False
        if after.text[:1].islower() and _BROKEN.search(line.text):
            return True
        if line.page != after.page or not _is_below(line, after):
            return after.text[:1].islower() and not _END.search(line.text)
        if line.bottom - after.bottom > _WIDE_GAP * max(self._leading, line.size):
            return False
        if line.size >= self._large:  # headings break where they like
            return True
        is_hanging = bool(bullet_of(line.text))
        is_indented = after.left - line.left > 0.8 * line.size and line.left - self._left(line) < 0.8 * line.size
        return (is_hanging or not is_indented) and self._is_full(line, after)

    def _is_full(self, line: PrintedLine, after: PrintedLine) -> bool:
        """Whether the first word of the next line would have found no room in this one."""
        width = (after.right - after.left) / max(len(after.text), 1)
        room = self._right(line) - line.right
        return room < width * (len(after.text.split()[0]) + 3)

    def _right(self, line: PrintedLine) -> float:
        return max(other.right for other in self._alike(line))

    def _left(self, line: PrintedLine) -> float:
        return min(other.left for other in self._alike(line))

    def _alike(self, line: PrintedLine) -> list[PrintedLine]:
        """The lines near it in one column and type, itself among them."""
        at = self._at.get(line, 0)
        near = self._lines[max(at - _NEAR, 0) : at + _NEAR]
        return [other for other in near if _is_set_alike(line, other)] or [line]


def _is_set_alike(a: PrintedLine, b: PrintedLine) -> bool:
    """Whether two lines stand in one column in the same type."""
    return abs(a.left - b.left) < 3 * a.size and abs(a.size - b.size) <= _SAME_SIZE * a.size


def _is_below(line: PrintedLine, after: PrintedLine) -> bool:
    """Whether the second stands under the first, in the same column."""
    return after.bottom < line.bottom and after.left < line.right and line.left < after.right


def _seams(paragraphs: Sequence[tuple[bool, Paragraph]], words: set[str]) -> dict[int, int]:
    """Index of each line that ends within a word -> how many characters to leave out: its hyphen, or none."""
    seams: dict[int, int] = {}
    at = 0
    for _, paragraph in paragraphs:
        for number, (line, after) in enumerate(pairwise(paragraph), at):
            broken, rest = _BROKEN.search(line.text), _WORD.match(after.text)
            if broken and rest:
                seams[number] = 0 if _keeps_hyphen(broken.group(1), rest.group(), words) else 1
        at += len(paragraph)
    return seams


def _keeps_hyphen(first: str, rest: str, words: set[str]) -> bool:
    """Whether a hyphen at a line's end belongs to the word: by how the page writes it elsewhere, else by its form."""
    if not rest[0].islower() or not first[-1].isalpha():
        return True
    if (first + rest).casefold() in words:
        return False
    return f"{first}-{rest}".casefold() in words or first.casefold() in _KEEPS_HYPHEN


def _blocks(paragraphs: Sequence[tuple[bool, Paragraph]], seams: dict[int, int]) -> list[Block]:
    blocks, at = [], 0
    for _, paragraph in paragraphs:
        last = at + len(paragraph) - 1
        words = ""
        for number, line in enumerate(paragraph, at):
            left_out = seams.get(number)
            words += line.text + " " if left_out is None else line.text[: len(line.text) - left_out]
        text = repaired(words).strip()
        bullet = bullet_of(text)
        blocks.append(Block(at, last, text[len(bullet) :], bullet.strip()))
        at = last + 1
    return blocks


def _lay(lines: Sequence[PrintedLine]) -> tuple[str, list[tuple[int, int]]]:
    spans, at = [], 0
    for line in lines:
        spans.append((at, at + len(line.text)))
        at += len(line.text) + 1
    return "\n".join(line.text for line in lines), spans

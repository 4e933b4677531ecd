"""A plain text: its lines with roles, its reading, what it says about itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.capture.blocks import Block, make_blocks, split_lines
from dragoman.capture.furniture import Known, find_furniture
from dragoman.capture.marks import Mark
from dragoman.capture.reading import Paragraph, make_reading
from dragoman.capture.roles import assign_roles
from dragoman.records import READ_ROLES, Line, Reading, Span


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its roles known. blocks and marks belong together, one each."""

    text: str
    lines: tuple[Line, ...]
    reading: Reading
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...]


def lay_out(text: str, known: Known | None = None) -> Page:
    """The page of a plain text. known: the furniture of its site."""
    spans = split_lines(text)
    raw = [text[start:end] for start, end in spans]
    blocks = make_blocks(raw)
    furniture = find_furniture(blocks, known or {})
    marks = assign_roles(blocks, [" ".join(raw[b.first : b.last + 1]) for b in blocks], furniture)
    return set_page(text, spans, blocks, marks)


def set_page(
    text: str,
    spans: list[tuple[int, int]],
    blocks: list[Block],
    marks: list[Mark],
    seams: Mapping[int, int] | None = None,
) -> Page:
    """The page of a text whose roles are decided. spans: (start, end) of every line; seams: as of a Paragraph."""
    by_line = {i: mark for block, mark in zip(blocks, marks, strict=True) for i in range(block.first, block.last + 1)}
    lines = tuple(_line(i, span, by_line.get(i), text) for i, span in enumerate(spans))
    paragraphs = [
        Paragraph(lines[block.first : block.last + 1], mark.skip, seams or {})
        for block, mark in zip(blocks, marks, strict=True)
        if mark.role in READ_ROLES
    ]
    return Page(text, lines, make_reading(text, paragraphs), tuple(blocks), tuple(marks))


def _line(index: int, span: tuple[int, int], mark: Mark | None, page: str) -> Line:
    start, end = span
    place, words = Span(start, end) if end > start else None, page[start:end]
    role = mark.role if mark else "blank"
    if mark is None or role != "comment":
        return Line(number=index + 1, role=role, span=place, text=words)
    to = mark.to if mark.voice else None
    return Line(number=index + 1, role=role, span=place, voice=mark.voice, to=to, text=words)

"""The text that is read: readable lines, repaired and joined, with the way back to the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.capture.blocks import bullet_of
from dragoman.capture.repairs import Stretch, repair
from dragoman.records import Line, OffsetMap, Piece, Reading


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that are read as one.

    skip: how many characters of its repaired text are not read: a name before it. seams: numbers of the lines that go
    on in the next without a space -> how many of their last characters are left out: a hyphen that only broke a word.
    """

    lines: tuple[Line, ...]
    skip: int = 0
    seams: Mapping[int, int] = field(default_factory=dict)


def make_reading(text: str, paragraphs: Iterable[Paragraph]) -> Reading:
    """The reading of a page's text: a line for every paragraph that has any words left."""
    writer = _Writer(text)
    read = tuple(p.lines[0] for p in paragraphs if writer.add(p))
    return Reading(text="".join(writer.words), offsets=OffsetMap(tuple(writer.pieces)), lines=read)


class _Writer:
    """Collects words and pieces."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = []
        self.pieces: list[Piece] = []
        self.length = 0
        self.source_end = 0

    def add(self, paragraph: Paragraph) -> bool:
        """Append the paragraph; False if nothing of it is readable."""
        stretches = _trim(list(self._joined(paragraph)), paragraph.skip)
        if not stretches:
            return False
        if self.words:
            self._write(Stretch("\n", self.source_end, self.source_end + 1))
        for stretch in stretches:
            self._write(stretch)
        return True

    def _joined(self, paragraph: Paragraph) -> Iterator[Stretch]:
        """The paragraph's repaired words, a space for every line break but those within words."""
        is_within = False
        for line in paragraph.lines:
            found = self._stretches(line, paragraph.seams.get(line.number, 0))
            if found and not is_within:
                yield Stretch(" ", max(found[0].start - 1, 0), found[0].start)
            yield from found
            is_within = line.number in paragraph.seams

    def _stretches(self, line: Line, left_out: int) -> list[Stretch]:
        """The line's repaired words at their place in the page."""
        if line.span is None:
            return []
        at = line.span.start
        words = self.text[at : line.span.end - left_out]
        return [Stretch(s.text, s.start + at, s.end + at) for s in _trim(list(repair(words)), 0)]

    def _write(self, stretch: Stretch) -> None:
        end = self.length + len(stretch.text)
        self.pieces.append(Piece(self.length, end, stretch.start, stretch.end))
        self.words.append(stretch.text)
        self.length, self.source_end = end, stretch.end


def _trim(stretches: Sequence[Stretch], skip: int) -> list[Stretch]:
    """Without space at either end, without a bullet, without its first `skip` characters."""
    kept = _cut_start(list(stretches), _leading(stretches, skip))
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept and kept[-1].text != kept[-1].text.rstrip():
        last = kept[-1]
        spare = len(last.text) - len(last.text.rstrip())
        kept[-1] = Stretch(last.text.rstrip(), last.start, last.end - spare if _is_plain(last) else last.end)
    return kept


def _leading(stretches: Sequence[Stretch], skip: int) -> int:
    text = "".join(s.text for s in stretches)
    at = len(text) - len(text.lstrip())
    at += len(bullet_of(text[at:])) if not text[at:].strip("*•·- ").startswith(("—", "–")) else 0
    return at + skip


def _cut_start(stretches: list[Stretch], count: int) -> list[Stretch]:
    while stretches and count >= len(stretches[0].text):
        count -= len(stretches.pop(0).text)
    if stretches and count:
        first = stretches[0]
        start = first.start + count if _is_plain(first) else first.start
        stretches[0] = Stretch(first.text[count:], start, first.end)
    return stretches


def _is_plain(stretch: Stretch) -> bool:
    return len(stretch.text) == stretch.end - stretch.start

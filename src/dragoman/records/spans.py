"""Where words stand: half-open code-point offsets, and the map from repaired text back to the page."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from operator import attrgetter


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open stretch [start, end) of code points in a document's text. Never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def quote(self, text: str) -> str:
        """The words of this span in the text that it was made for."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether the other lies wholly within this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of reading text and the run of page text that it came from; unequal lengths where it was repaired."""

    start: int
    end: int
    source_start: int
    source_end: int


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """From offsets in the reading text to offsets in the page's text.

    pieces: in order of both texts, covering the reading text without gaps; between two pieces the page may have
    text that is not read.
    """

    pieces: tuple[Piece, ...]

    def __post_init__(self) -> None:
        for a, b in zip(self.pieces, self.pieces[1:], strict=False):
            if a.end != b.start or a.source_end > b.source_start:
                raise ValueError(f"pieces out of order: {a} before {b}")

    def to_source(self, span: Span) -> Span:
        """The stretch of the page that this stretch of reading text came from; whole pieces where it was repaired."""
        first, last = self._piece(span.start), self._piece(span.end - 1)
        start = self._inside(first, span.start, first.source_start)
        end = self._inside(last, span.end - 1, last.source_end - 1) + 1
        return Span(start, max(end, start + 1))

    def _piece(self, at: int) -> Piece:
        return self.pieces[max(0, bisect_right(self.pieces, at, key=attrgetter("start")) - 1)]

    @staticmethod
    def _inside(piece: Piece, at: int, otherwise: int) -> int:
        same = piece.end - piece.start == piece.source_end - piece.source_start
        return piece.source_start + at - piece.start if same else otherwise

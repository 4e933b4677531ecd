"""Two pages that print one text: which sentences, who has it first, who credits whom."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.records.spans import Span

REPRINT_KINDS = ("copy", "reprint", "partial")


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """A page names whom it has its text from. name: the one named; words: the page's own."""

    document: str
    name: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprint:
    """One text on two pages.

    one, two: document ids in the order of the alphabet. kind: `copy`, nearly all of both; `reprint`, nearly all of one
    within the other; `partial`, a passage of several sentences. share_of_one, share_of_two: of the words of their
    bodies, 0 to 1. sentences: the same sentence in both, spans in the pages' texts, in the order of `one`; headlines
    too, unless partial.
    earlier: the page that has it first, None where nothing tells; because: what tells it, in words.
    """

    one: str
    two: str
    kind: str
    share_of_one: float
    share_of_two: float
    sentences: tuple[tuple[Span, Span], ...]
    earlier: str | None = None
    because: str = ""
    credits: tuple[Credit, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in REPRINT_KINDS:
            raise ValueError(f"unknown kind of reprint: {self.kind}")
        if self.one >= self.two:
            raise ValueError(f"pages out of order: {self.one} before {self.two}")
        if self.earlier not in (None, self.one, self.two):
            raise ValueError(f"neither of the two pages: {self.earlier}")

    @property
    def is_whole(self) -> bool:
        """Whether one page is wholly, or nearly so, on the other."""
        return self.kind != "partial"

    def other(self, document: str) -> str:
        """The page that is not this one."""
        return self.two if document == self.one else self.one

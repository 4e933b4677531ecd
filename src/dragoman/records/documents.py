"""A page as captured: its text, the role of every line, and what it says about itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dragoman.records.intervals import Interval
from dragoman.records.spans import OffsetMap, Span

ROLES = (
    "title", "deck", "byline", "dateline", "body", "credit", "caption", "comment_author", "comment",
    "related", "nav", "form", "ad", "licence", "blank",
)  # fmt: skip
READ_ROLES = frozenset({"title", "deck", "byline", "body", "caption", "comment", "dateline"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that a page tells about itself. basis: the words on the page or the rule that it came from."""

    value: str
    basis: str

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class DatingEvidence:
    """One piece of evidence from which a publication interval was inferred.

    reason: in words. quote: the words it stands on, "" where there are none; span: their place in the page's text, None
    where they stand outside it. first, last: the bound that it states for publication, None where it has no such end.
    is_hard: whether a page published outside the bound would contradict it.
    """

    reason: str
    quote: str
    span: Span | None
    first: date | None
    last: date | None
    is_hard: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """When a page or a comment was published.

    basis: the words or rule; certainty: 0 to 1. evidence: what the interval was inferred from, the strongest first;
    empty where the page says its day itself, or the user.
    """

    interval: Interval
    basis: str
    certainty: float
    evidence: tuple[DatingEvidence, ...] = ()

    @property
    def is_weak(self) -> bool:
        """Whether it is likelier wrong than right: shown, but no time is reckoned from it; the user knows better."""
        return self.certainty < 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """The day on which a page was saved or fetched. basis: the header that says so.

    It was published on that day or before; how long before, this does not tell.
    """

    day: date
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the page's text.

    number: 1-based line number in the page's text. role: one of ROLES. span: the line without its line break, None if
    empty. voice: who wrote it, where that is not the page's author: the commenter. posted: when the commenter did,
    as far as the page tells; to: the commenter answered, where the page tells. text: its words on the page, where they
    are at hand; the span tells them anyway, so that two lines with one span are one.
    """

    number: int
    role: str
    span: Span | None
    voice: str | None = None
    posted: Publication | None = None
    to: str | None = None
    text: str = field(default="", compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.role not in ROLES:
            raise ValueError(f"unknown line role: {self.role}")
        if self.voice is None and (self.posted or self.to):
            raise ValueError("only a comment with a voice is posted, or answers somebody")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The text that is read: the readable lines, repaired, joined by line breaks; and the way back to the page.

    lines: for each line of `text`, in order, the page's line it came from.
    """

    text: str
    offsets: OffsetMap
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A page as captured.

    id: the file's stem unless stems clash. text: for plain text the decoded file, faults included, newlines as they
    are; for other formats the text of the page, a block or a printed line a line. All offsets of claims point into
    `text`.
    sha256: hex digest of the raw bytes. path: where it was read from, for people. captured: None for a file that
    does not say when it was saved.
    """

    id: str
    path: str
    sha256: str
    text: str
    lines: tuple[Line, ...]
    reading: Reading
    language: str
    title: Fact | None = None
    author: Fact | None = None
    publisher: Fact | None = None
    via: Fact | None = None
    url: Fact | None = None
    published: Publication | None = None
    captured: Capture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A page that could not be read. document: its path; stage: the room that refused; reason and remedy in words."""

    document: str
    stage: str
    reason: str
    remedy: str = ""

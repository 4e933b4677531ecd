"""What every store does, whatever it is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from dragoman.records import Claim, Document, Entity, Fixture, Interval, Place, Refusal, Reprint, Story, Timex


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One page, read: what is committed together."""

    document: Document
    claims: tuple[Claim, ...]
    actors: tuple[Entity, ...] = ()
    timexes: tuple[Timex, ...] = ()
    places: tuple[Place, ...] = ()
    made_by: str = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """Which claims: fields left None do not narrow. actor, recipient, holder: country code or part of a name."""

    actor: str | None = None
    recipient: str | None = None
    holder: str | None = None
    type: str | None = None
    kind: str | None = None
    polarity: str | None = None
    mood: str | None = None
    document: str | None = None
    story: str | None = None
    within: Interval | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRow:
    """An actor over all pages, with the words that led to it and how often it acts, receives, holds."""

    name: str
    country: str | None
    sector: str | None
    texts: tuple[str, ...]
    documents: tuple[str, ...]
    acts: int
    receives: int
    holds: int


class Store(Protocol):
    """Documents, claims, stories and refusals, committed page by page. Raises StoreError for what goes wrong."""

    def add(self, read: Read) -> None:
        """Commit one page and all that was read on it; replaces an earlier reading of the same document id."""

    def refuse(self, refusal: Refusal, sha256: str = "", made_by: str = "") -> None:
        """Commit a refusal; replaces an earlier one of the same path."""

    def has(self, sha256: str, made_by: str) -> bool:
        """Whether bytes with this digest were read by this version of the stages."""

    def has_refused(self, path: str, sha256: str, made_by: str) -> bool:
        """Whether bytes with this digest were refused at this path by this version of the stages."""

    def document_ids(self) -> dict[str, str]:
        """Document id -> sha256 of its bytes."""

    def document_paths(self) -> dict[str, str]:
        """Document id -> path that it was read from."""

    def learn(self, fixtures: Iterable[Fixture], pages: Iterable[str], made_by: str) -> None:
        """Commit the furniture learnt from pages (sha256 of their bytes) by this version, beside what it learnt before.

        What another version learnt is forgotten. A fixture that once counted wherever it stands goes on to do so.
        """

    def fixtures(self, made_by: str) -> Iterator[Fixture]:
        """The furniture that this version has learnt, by site and digest."""

    def learnt_from(self, made_by: str) -> frozenset[str]:
        """sha256 of the pages that this version has learnt from."""

    def documents(self) -> Iterator[Document]:
        """All documents, by id."""

    def document(self, id: str) -> Document:
        """One document. Raises StoreError for an unknown id."""

    def claims(self, where: ClaimFilter | None = None) -> Iterator[Claim]:
        """Claims in order of document and place."""

    def refusals(self) -> Iterator[Refusal]:
        """All refusals, by path."""

    def replace_stories(self, stories: Iterable[Story]) -> None:
        """File all claims under these stories, in one transaction; claims' `story` fields follow."""

    def stories(self) -> Iterator[Story]:
        """All stories, most disputed first, then most independent origins, then id."""

    def replace_reprints(self, reprints: Iterable[Reprint]) -> None:
        """Put these in the place of all earlier ones, in one transaction; every page counts as compared."""

    def reprints(self, document: str | None = None) -> Iterator[Reprint]:
        """Pages that print one text, by id; those of one page where it is given."""

    def is_compared(self) -> bool:
        """Whether every page was there when reprints were last put in."""

    def actors(self) -> Iterator[ActorRow]:
        """All actors, most active first."""

    def search(self, words: str, limit: int = 50) -> Iterator[tuple[str, str]]:
        """(document id, snippet) of pages that hold the words (FTS5)."""

    def close(self) -> None:
        """Release files."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

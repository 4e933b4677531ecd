"""Some pages, captured and read in one process: bytes in, outcomes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from dragoman.capture import Known, Source, capture
from dragoman.errors import PageError
from dragoman.flow import load, made_by, read_document
from dragoman.records import Document, Interval, Publication, Refusal
from dragoman.store import Read

GIVEN = "given by the user"
MOST_PAGES, MOST_BYTES = 16, 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Task:
    """A page to be read, with its bytes and what of its site's furniture stands on it."""

    source: Source
    raw: bytes
    sha256: str
    known: Known = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One page, read or refused. sha256: of its bytes, "" where another call should try again."""

    path: str
    sha256: str
    read: Read | None = None
    refusal: Refusal | None = None


def load_task(source: Source) -> Task | Outcome:
    """The page, loaded; its refusal where the bytes cannot be had."""
    try:
        raw = source.load()
    except PageError as fault:
        return refused(source.path, "capture", fault)
    return Task(source, raw, sha256(raw).hexdigest())


def refused(path: str, stage: str, fault: PageError, digest: str = "") -> Outcome:
    """A page that failed at a stage, as an outcome."""
    return Outcome(path, digest, refusal=Refusal(document=path, stage=stage, reason=fault.reason, remedy=fault.remedy))


def shards(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    """The tasks in order, a few at a time: few pages, or few bytes."""
    shard: list[Task] = []
    for task in tasks:
        shard.append(task)
        if len(shard) == MOST_PAGES or sum(len(t.raw) for t in shard) >= MOST_BYTES:
            yield shard
            shard = []
    if shard:
        yield shard


def read_shard(tasks: Sequence[Task], published: Interval | None, threads: int) -> Iterator[Outcome]:
    """Outcomes of the tasks, in order, each as soon as it is there. threads: of the network, 0 for as many as fit."""
    for task in tasks:
        yield _read(task, published, threads)


def _read(task: Task, published: Interval | None, threads: int) -> Outcome:
    stage = "capture"
    try:
        document = _dated(capture(task.source, task.raw, task.known), published)
        stage = "read"
        read = read_document(load(threads=threads), document, made_by(threads=threads))
    except PageError as fault:
        return refused(task.source.path, stage, fault, task.sha256)
    except MemoryError:
        return refused(task.source.path, stage, PageError("there is not enough memory for it", remedy="split it"))
    return Outcome(task.source.path, task.sha256, read=read)


def _dated(document: Document, published: Interval | None) -> Document:
    """The document with the publication interval that the user gave, where the page says none."""
    if published is None or (document.published and not document.published.is_weak):
        return document
    return replace(document, published=Publication(interval=published, basis=GIVEN, certainty=1.0))

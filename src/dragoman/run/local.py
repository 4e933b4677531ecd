"""Read pages into a dossier on this machine: captured, read, committed page by page; stories at the end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from dragoman.capture import Source, capture, find_pages
from dragoman.errors import InputError, PageError
from dragoman.flow import load, made_by, read_documents
from dragoman.records import Document, Interval, Publication, Refusal
from dragoman.store import Read, Store, open_dossier
from dragoman.stories import build_stories

Progress = Callable[[int, int, str], None]
SHARD = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run did. read, refused, unchanged: pages; claims, stories: in the dossier as a whole."""

    read: int
    refused: int
    unchanged: int
    claims: int
    stories: int
    seconds: float


@dataclass(frozen=True, slots=True)
class _Outcome:
    """One page, read or refused. sha256: of its bytes, "" where they could not be had."""

    path: str
    sha256: str
    read: Read | None
    refusal: Refusal | None


def read(
    paths: Sequence[str],
    into: str,
    *,
    jobs: int = 1,
    published: Interval | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Read all pages under the paths into a dossier; pages that it already has from the same version are passed over.

    published: for pages that do not say themselves. progress: called with pages done, pages in all, and the last path.
    Raises InputError, StoreError or ModelError; a page that fails is a refusal in the dossier.
    """
    began = time.monotonic()
    if jobs < 1:
        raise InputError("jobs must be 1 or more", place="--jobs", remedy="give the number of processes, e.g. 2")
    sources = list(find_pages(paths))
    if not sources:
        raise InputError("no pages there", place=", ".join(paths), remedy="give a folder or files that hold pages")
    version = made_by()
    with open_dossier(Path(into), create=True) as store:
        fresh = [s for s in _free_names(store, sources) if not _is_known(store, s, version)]
        counts = {"read": 0, "refused": 0}
        for done, outcome in enumerate(_outcomes(fresh, jobs, published), 1):
            _commit(store, outcome, counts, version)
            if progress:
                progress(done, len(fresh), outcome.path)
        stories = _tell_stories(store) if counts["read"] else sum(1 for _ in store.stories())
        total = sum(1 for _ in store.claims())
    unchanged = len(sources) - len(fresh)
    return Summary(**counts, unchanged=unchanged, claims=total, stories=stories, seconds=time.monotonic() - began)


def _free_names(store: Store, sources: Sequence[Source]) -> Iterator[Source]:
    """Sources under names that no other page of the dossier bears; a page read again keeps its name."""
    paths = {d.id: d.path for d in store.documents()}
    names = {path: id for id, path in paths.items()}
    taken = set(paths)
    for source in sources:
        name = names.get(source.path)
        if name is None:
            name, n = source.name, 2
            while name in taken:
                name, n = f"{source.name}-{n}", n + 1
        taken.add(name)
        yield replace(source, name=name)


def _is_known(store: Store, source: Source, version: str) -> bool:
    try:
        return store.has(sha256(source.load()).hexdigest(), version)
    except PageError:
        return False


def _commit(store: Store, outcome: _Outcome, counts: dict[str, int], version: str) -> None:
    if outcome.read:
        store.add(outcome.read)
        counts["read"] += 1
    elif outcome.refusal:
        store.refuse(outcome.refusal, outcome.sha256, version)
        counts["refused"] += 1


def _tell_stories(store: Store) -> int:
    documents = {d.id: d for d in store.documents()}
    stories = build_stories(store.claims(), documents)
    store.replace_stories(stories)
    return len(stories)


def _outcomes(sources: Sequence[Source], jobs: int, published: Interval | None) -> Iterator[_Outcome]:
    """Outcomes in order of the sources, whatever the number of processes."""
    shards = list(_shards(sources))
    if jobs == 1 or len(shards) < 2:
        for shard in shards:
            yield from read_shard(shard, published, 0)
        return
    with ProcessPoolExecutor(min(jobs, len(shards)), mp_context=get_context("spawn")) as pool:
        futures = [pool.submit(_read_shard_whole, shard, published) for shard in shards]
        for future in futures:
            yield from future.result()


def _shards(sources: Iterable[Source]) -> Iterator[list[Source]]:
    stream = iter(sources)
    while shard := list(islice(stream, SHARD)):
        yield shard


def _read_shard_whole(sources: Sequence[Source], published: Interval | None) -> list[_Outcome]:
    return list(read_shard(sources, published, 1))


def read_shard(sources: Sequence[Source], published: Interval | None, threads: int) -> Iterator[_Outcome]:
    """Capture and read some pages, in order. threads: of the network, 0 for as many as there are."""
    outcomes: dict[str, _Outcome] = {}
    documents: list[Document] = []
    for source in sources:
        try:
            documents.append(_dated(capture(source), published))
        except PageError as fault:
            refusal = Refusal(document=source.path, stage="capture", reason=fault.reason, remedy=fault.remedy)
            outcomes[source.name] = _Outcome(source.path, _digest(source), None, refusal)
    by_threads = load(threads=threads)
    for done in read_documents(by_threads, documents, made_by(threads=threads)):
        outcomes[done.document.id] = _Outcome(done.document.path, done.document.sha256, done, None)
    yield from (outcomes[s.name] for s in sources)


def _digest(source: Source) -> str:
    try:
        return sha256(source.load()).hexdigest()
    except PageError:
        return ""


def _dated(document: Document, published: Interval | None) -> Document:
    """The document with the publication interval that the user gave, where the page says none."""
    if published is None or document.published is not None:
        return document
    return replace(document, published=Publication(interval=published, basis="given by the user", certainty=1.0))

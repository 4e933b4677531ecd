"""Read pages into a dossier on this machine: captured, read, committed page by page; stories at the end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from dragoman.capture import Source, find_pages
from dragoman.errors import InputError
from dragoman.flow import made_by
from dragoman.records import Document, Interval, OffsetMap, Reading
from dragoman.run.alone import alone
from dragoman.run.furnishing import Furnishing, learn_furniture
from dragoman.run.processes import outcomes
from dragoman.run.register import Register
from dragoman.run.shards import Outcome, Task, load_task
from dragoman.store import Store, open_dossier
from dragoman.stories import build_stories, find_reprints

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run did. read, refused, unchanged: pages of this call; claims, stories: in the dossier as a whole.

    refused: now or by an earlier call with the same version. unchanged: read by an earlier call, or a copy.
    """

    read: int
    refused: int
    unchanged: int
    claims: int
    stories: int
    seconds: float


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
    Cut short at any point, the same call completes the dossier as if nothing had happened.
    Raises InputError, StoreError or ModelError; a page that fails is a refusal in the dossier.
    """
    began = time.monotonic()
    if jobs < 1:
        raise InputError("jobs must be 1 or more", place="--jobs", remedy="give the number of processes, e.g. 2")
    sources = list(find_pages(paths))
    if not sources:
        raise InputError("no pages there", place=", ".join(paths), remedy="give a folder or files that hold pages")
    version = made_by()
    with open_dossier(Path(into), create=True) as store, alone(Path(into)):
        run = _Run(store, version, published, len(sources), progress)
        run.go(sources, jobs)
        claims, stories = _tell_stories(store, anew=run.read > 0)
    return Summary(
        read=run.read,
        refused=run.refused,
        unchanged=run.unchanged,
        claims=claims,
        stories=stories,
        seconds=time.monotonic() - began,
    )


class _Run:
    """One call: what is left to do, what has been done so far."""

    def __init__(
        self, store: Store, version: str, published: Interval | None, total: int, progress: Progress | None
    ) -> None:
        self.store, self.version, self.published = store, version, published
        self.register = Register(store, version, published)
        self.total, self.progress = total, progress
        self.read = self.refused = self.unchanged = 0

    def go(self, sources: Sequence[Source], jobs: int) -> None:
        """Read all of them. Copies of a page wait until it is known whether the first of them can be read."""
        furnishing = learn_furniture(self.store, sources, self.version)
        copies: list[Source] = []
        for part, later in ((sources, copies), (copies, None)):
            with closing(outcomes(self._fresh(part, later, furnishing), jobs, self.published)) as found:
                for outcome in found:
                    self._commit(outcome)

    def _fresh(self, sources: Sequence[Source], copies: list[Source] | None, furnishing: Furnishing) -> Iterator[Task]:
        """The pages that must be read, loaded one by one as they are asked for."""
        begun: set[str] = set()
        for source in sources:
            task = load_task(source)
            if isinstance(task, Outcome):
                self._commit(task)
            elif self.register.has_read(task.sha256):
                self._count("unchanged", source.path)
            elif self.store.has_refused(source.path, task.sha256, self.version):
                self._count("refused", source.path)
            elif task.sha256 in begun and copies is not None:
                copies.append(source)
            else:
                begun.add(task.sha256)
                named = replace(source, name=self.register.name(source, task.sha256))
                yield replace(task, source=named, known=furnishing.on(task))

    def _commit(self, outcome: Outcome) -> None:
        if outcome.read:
            self.store.add(outcome.read)
        elif outcome.refusal:
            self.store.refuse(outcome.refusal, outcome.sha256, self.version)
        self._count("read" if outcome.read else "refused", outcome.path)

    def _count(self, what: str, path: str) -> None:
        setattr(self, what, getattr(self, what) + 1)
        if self.progress:
            self.progress(self.read + self.refused + self.unchanged, self.total, path)


def _tell_stories(store: Store, *, anew: bool) -> tuple[int, int]:
    """Numbers of claims and stories; reprints are looked for and stories told anew where a run was cut short before."""
    claims = list(store.claims())
    if not anew and store.is_compared() and all(claim.story for claim in claims):
        return len(claims), sum(1 for _ in store.stories())
    reprints = find_reprints(store.documents, store.document)
    stories = build_stories(claims, {d.id: _without_text(d) for d in store.documents()}, reprints)
    store.replace_stories(stories)
    # last: a run that is cut short before it leaves pages that were not compared, and is told anew
    store.replace_reprints(reprints)
    return len(claims), len(stories)


def _without_text(document: Document) -> Document:
    """Stories rest on what pages say of themselves; the texts of thousands of pages would fill the memory."""
    return replace(document, text="", lines=(), reading=Reading(text="", offsets=OffsetMap(()), lines=()))

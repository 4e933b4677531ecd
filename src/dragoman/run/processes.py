"""Shards to outcomes: here, or in several processes. A process that dies costs the page that killed it, no other."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context, parent_process

from dragoman.errors import PageError
from dragoman.records import Interval
from dragoman.run.shards import Outcome, Task, read_shard, refused, shards

AHEAD = 2
"""Shards handed out for each process: one in work, one waiting."""
_DIED = PageError("the process that read it died, perhaps for want of memory", remedy="read it alone, or split it")

Shard = list[Task]


def outcomes(tasks: Iterable[Task], jobs: int, published: Interval | None) -> Generator[Outcome]:
    """Outcomes in order of the tasks, whatever the number of processes. Tasks are drawn a little ahead, never all."""
    stream = shards(tasks)
    first = list(islice(stream, 2))
    if jobs == 1 or len(first) < 2:
        for shard in chain(first, stream):
            yield from read_shard(shard, published, 0)
        return
    yield from _side_by_side(chain(first, stream), jobs, published)


def _side_by_side(stream: Iterator[Shard], jobs: int, published: Interval | None) -> Iterator[Outcome]:
    """As many processes as told; where one dies, those that were in work are read again page by page."""
    while True:
        handed: deque[Shard] = deque()
        futures: deque[Future[list[Outcome]]] = deque()
        pool = _pool(jobs)
        try:
            for shard in stream:
                handed.append(shard)
                futures.append(pool.submit(_whole, shard, published))
                if len(handed) == AHEAD * jobs:
                    yield from _next(handed, futures)
            while handed:
                yield from _next(handed, futures)
            return
        except BrokenProcessPool:
            yield from _one_by_one(handed, published)
        finally:
            # whoever interrupts does not want to wait for pages that nobody will keep
            pool.shutdown(wait=not handed, cancel_futures=True)


def _next(handed: deque[Shard], futures: deque[Future[list[Outcome]]]) -> list[Outcome]:
    """The outcomes of the shard handed out first, which is then out of hand."""
    found = futures.popleft().result()
    handed.popleft()
    return found


def _one_by_one(left: Iterable[Shard], published: Interval | None) -> Iterator[Outcome]:
    """Each page alone; one whose process dies again is refused, to be tried again by the next call."""
    pool = _pool(1)
    try:
        for task in chain.from_iterable(left):
            try:
                yield from pool.submit(_whole, [task], published).result()
            except BrokenProcessPool:
                yield refused(task.source.path, "read", _DIED)
                pool = _pool(1)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_settle_in)


def _settle_in() -> None:
    """In a new process: an interrupt ends it without a word, and it does not outlive the one that started it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _whole(shard: Shard, published: Interval | None) -> list[Outcome]:
    return list(read_shard(shard, published, 1))

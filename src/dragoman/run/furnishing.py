"""A light pass over the pages before they are read: what stands on many pages of one site."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.capture import FEWEST, Furniture, Gathering, Known, Source, sketch
from dragoman.run.shards import Task, load_task
from dragoman.store import Store


def learn_furniture(store: Store, sources: Sequence[Source], version: str) -> Furniture:
    """The furniture of all sites that the dossier knows, after it has learnt from these pages.

    It learns only from pages that it has not learnt from, and only if they are three or more. What it learns is
    committed before any page is read: a run that is cut short goes on with it.
    """
    if len(sources) >= FEWEST:
        _learn(store, sources, version)
    return Furniture(store.fixtures(version))


def furniture_on(furniture: Furniture, task: Task) -> Known:
    """What of its site's furniture stands on a page: little enough to go with it to another process."""
    page = sketch(task.source, task.raw) if furniture else None
    return furniture.on(page) if page else {}


def _learn(store: Store, sources: Sequence[Source], version: str) -> None:
    learnt, new = store.learnt_from(version), set[str]()
    gathering = Gathering()
    for source in sources:
        task = load_task(source)
        if isinstance(task, Task) and task.sha256 not in learnt and task.sha256 not in new:
            new.add(task.sha256)
            if page := sketch(source, task.raw):
                gathering.add(page)
    if len(new) >= FEWEST:
        store.learn(gathering.learn(), sorted(new), version)

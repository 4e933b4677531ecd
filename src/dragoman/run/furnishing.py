"""A light pass over the pages before they are read: what stands on many pages of one site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.capture import FEWEST, Furniture, Gathering, Known, Source, sketch
from dragoman.run.shards import Task, load_task
from dragoman.store import Store


class Furnishing:
    """What a dossier knows of the furniture of sites. of: by sha256 of pages, what is known of them already."""

    def __init__(self, furniture: Furniture, of: Mapping[str, Known]) -> None:
        self._furniture, self._of = furniture, of

    def on(self, task: Task) -> Known:
        """What of its site's furniture stands on a page: little enough to go with it to another process."""
        if not self._furniture:
            return {}
        if task.sha256 in self._of:
            return self._of[task.sha256]
        page = sketch(task.source, task.raw)
        return self._furniture.on(page) if page else {}


def learn_furniture(store: Store, sources: Sequence[Source], version: str) -> Furnishing:
    """What the dossier knows after it has learnt from these pages.

    It learns only from pages that it has not learnt from, and only if they are three or more. What it learns is
    committed before any page is read: a run that is cut short goes on with it.
    """
    learnt, new = store.learnt_from(version), set[str]()
    gathering = Gathering()
    for source in sources if len(sources) >= FEWEST else ():
        task = load_task(source)
        if isinstance(task, Task) and task.sha256 not in learnt and task.sha256 not in new:
            new.add(task.sha256)
            if page := sketch(source, task.raw):
                gathering.add(page)
    if len(new) >= FEWEST:
        store.learn(gathering.learn(), sorted(new), version)
    furniture = Furniture(store.fixtures(version))
    of = {page.page: furniture.on(page) for page in gathering.sketches()} if furniture else {}
    return Furnishing(furniture, of)

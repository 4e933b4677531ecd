"""The spaCy component: mentions to actors, and who speaks in the page's own voice."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.records import Entity, Mention
from dragoman.records.extensions import register
from dragoman.who.home import publisher_actor
from dragoman.who.lexicon import lexicon
from dragoman.who.linking import Linker
from dragoman.who.scene import read_scene


class ActorLinker:
    """Sets doc._.entities, doc._.actors and doc._.publisher_actor; needs doc._.mentions, uses doc._.coreference."""

    def __call__(self, doc: Doc) -> Doc:
        """Link every mention of the Doc."""
        scene = read_scene(doc)
        home = publisher_actor(scene, doc._.publisher, doc._.voices)
        linker = Linker.of(scene, home, doc._.voices, doc._.coreference)
        found = linker.link(_spans(doc))
        doc._.entities = {mention: found[mention] for mention in doc._.mentions}
        doc._.actors = _distinct(found)
        doc._.publisher_actor = home
        return doc


@Language.factory("dragoman_who")
def make_actor_linker(nlp: Language, name: str) -> ActorLinker:
    """The component, its tables loaded."""
    register()
    lexicon()
    return ActorLinker()


def _spans(doc: Doc) -> list[tuple[Mention, int, int, int]]:
    rows = []
    for mention in sorted(set(doc._.mentions)):
        last = doc[mention.end - 1]
        rows.append((mention, doc[mention.start].idx, last.idx + len(last.text), doc[mention.head].idx))
    return rows


def _distinct(found: dict[Mention, Entity]) -> tuple[Entity, ...]:
    seen: dict[tuple[str, str | None, str | None], Entity] = {}
    for entity in found.values():
        seen.setdefault((entity.name, entity.country, entity.sector), entity)
    return tuple(seen.values())

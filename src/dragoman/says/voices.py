"""The first person gets a name: "we" in a quotation is the speaker, elsewhere the publisher."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.records import Entity, Event, Holder, Relation
from dragoman.says.chains import is_first_person


def with_speakers(what: Event | Relation, holders: Sequence[Holder], publisher: Entity | None) -> Event | Relation:
    """The proposition with "we", "our", "I" resolved to the last holder, else to the publisher."""
    speaker: Entity | None = holders[-1] if holders else publisher
    if speaker is None or speaker.name == "unspecified":
        speaker = publisher
    if speaker is None:
        return what
    actors = tuple(_named(e, speaker) for e in what.actors)
    taken = {e.name for e in actors}
    recipients = tuple(r for e in what.recipients if (r := _named(e, speaker)).name not in taken)
    return replace(what, actors=actors, recipients=recipients)


def _named(entity: Entity, speaker: Entity) -> Entity:
    if not is_first_person(entity):
        return entity
    return Entity(name=speaker.name, country=speaker.country, sector=speaker.sector, text=entity.text, span=entity.span)

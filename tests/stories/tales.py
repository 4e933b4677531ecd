"""Invented claims on invented pages, made in one line each."""

from __future__ import annotations

from dragoman.records import (
    EVENT_TYPES,
    Claim,
    Document,
    Entity,
    Event,
    Fact,
    Holder,
    Interval,
    OffsetMap,
    Publication,
    Reading,
    Relation,
    Span,
    Stance,
    Statement,
)

ORLAND = Entity(name="Orland", country="ORL")
VESSIA = Entity(name="Vessia", country="VES")
NAVY = Entity(name="Vessian Navy", country="VES", sector="MIL")
FRONT = Entity(name="the Reed Front", country="VES", sector="REB")
MIRRA = Entity(name="Mirra", country="MIR")


def by(name: str, country: str | None = None, sector: str | None = None) -> tuple[Holder, ...]:
    return (Holder(name=name, country=country, sector=sector),)


def tale(
    id: str,
    quote: str,
    type: str | None = "ASSAULT",
    actors: tuple[Entity, ...] = (VESSIA,),
    recipients: tuple[Entity, ...] = (ORLAND,),
    holders: tuple[Holder, ...] = (),
    stance: str = "+actual",
    when: str | None = "2021-03-01",
    mode: str | None = None,
    where: str | None = None,
) -> Claim:
    place = Span(0, len(quote))
    if type is None:
        what: Event | Relation | Statement = Statement(content=quote, content_span=place)
    else:
        make = Event if type in EVENT_TYPES else Relation
        what = make(
            type=type, mode=mode, trigger=quote, trigger_span=place, actors=actors, recipients=recipients
        )  # fmt: skip
    return Claim(
        id=id,
        document=id.rsplit("-", 1)[0],
        proposition=what,
        holders=holders,
        stance=Stance(polarity=stance[0], mood=stance[1:]),
        quote=quote,
        evidence=place,
        when=Interval.of(*when.split("/")) if when else None,
        where=where,
    )


def page(id: str, publisher: str | None = None, day: str | None = "2021-03-02", via: str | None = None) -> Document:
    return Document(
        id=id,
        path=id,
        sha256=id,
        text="",
        lines=(),
        reading=Reading(text="", offsets=OffsetMap(()), lines=()),
        language="en",
        publisher=Fact(value=publisher, basis="test") if publisher else None,
        via=Fact(value=via, basis="test") if via else None,
        published=Publication(interval=Interval.of(day), basis="test", certainty=1.0) if day else None,
    )

"""Invented documents and claims for the store's tests."""

from __future__ import annotations

import hashlib
from datetime import date

from hypothesis import strategies as st

from dragoman.records import (
    EVENT_TYPES,
    MOODS,
    RELATION_TYPES,
    SECTORS,
    Capture,
    Claim,
    Comparison,
    Credit,
    Document,
    Entity,
    Event,
    Fact,
    Holder,
    Interval,
    Line,
    OffsetMap,
    Piece,
    Place,
    Publication,
    Reading,
    Relation,
    Reprint,
    Span,
    Stance,
    Statement,
    Story,
    Timex,
)
from dragoman.store import Read

TEXT = "The Harbour Gazette\nOrland says Vessia shelled its “ferry” on Monday.\n\nVessia denied it."
POSTED = Publication(interval=Interval.of("2021-03-02", "2021-03-03"), basis="2 hours ago", certainty=0.8)


def make_document(id: str = "one", text: str = TEXT) -> Document:
    lines, at = [], 0
    for number, words in enumerate(text.split("\n"), start=1):
        span = Span(at, at + len(words)) if words else None
        told = {"voice": "Ada", "posted": POSTED, "to": "Ivo"} if number == 2 else {"voice": "Ada" if at else None}
        lines.append(Line(number=number, role="body" if words else "blank", span=span, **told))
        at += len(words) + 1
    whole = OffsetMap((Piece(0, len(text), 0, len(text)),))
    return Document(
        id=id,
        path=f"pages/{id}.txt",
        sha256=hashlib.sha256((id + text).encode()).hexdigest(),
        text=text,
        lines=tuple(lines),
        reading=Reading(text=text, offsets=whole, lines=tuple(line for line in lines if line.span)),
        language="en",
        title=Fact(value="The Harbour Gazette", basis="first line"),
        publisher=Fact(value="The Harbour Gazette", basis="first line"),
        published=Publication(interval=Interval.of("2021-03-01", "2021-03-07"), basis="url", certainty=0.75),
        captured=Capture(day=date(2021, 3, 8), basis="WARC-Date"),
    )


def make_claim(
    number: int = 1,
    document: str = "one",
    *,
    actor: str = "Vessia",
    country: str | None = "VES",
    type: str = "ASSAULT",
    polarity: str = "+",
    holders: tuple[Holder, ...] = (Holder(name="Orland", country="ORL", text="Orland", cue="says"),),
    when: Interval | None = None,
) -> Claim:
    start, end = TEXT.index("Orland"), TEXT.index(" on Monday")
    trigger = TEXT.index("shelled")
    return Claim(
        id=f"{document}-{number}",
        document=document,
        proposition=Event(
            type=type,
            mode=None,
            trigger="shelled",
            trigger_span=Span(trigger, trigger + 7),
            actors=(Entity(name=actor, country=country, text=actor),),
            recipients=(Entity(name="Orlandish ferry", country="ORL", sector="BUS", text="its “ferry”"),),
        ),
        holders=holders,
        stance=Stance(polarity=polarity, mood="actual"),
        quote=TEXT[start:end],
        evidence=Span(start, end),
        when=when,
        made_by="test",
    )


def make_read(id: str = "one", claims: int = 2) -> Read:
    return Read(
        document=make_document(id),
        claims=tuple(make_claim(n, id) for n in range(1, claims + 1)),
        actors=(Entity(name="Harbour League", sector="IGO", text="the League", span=Span(4, 11)),),
        timexes=(Timex(start_char=5, end_char=9, type="DATE", value="2021-03-01", interval=None),),
        places=(Place(name="Port Ady", country="ORL", latitude=1.5, longitude=-2.25, span=Span(4, 11)),),
        made_by="stages 1",
    )


def make_story(id: str, claims: tuple[str, ...], relation: str | None = None, origins: int = 1) -> Story:
    pairs = () if relation is None else (
        Comparison(first=claims[0], second=claims[1], relation=relation, because="so they say"),
    )  # fmt: skip
    return Story(
        id=id,
        type="ASSAULT",
        actors=("Vessia",),
        recipients=("Orland",),
        claims=claims,
        documents=tuple(sorted({c.rsplit("-", 1)[0] for c in claims})),
        origins=tuple(f"origin {n}" for n in range(origins)),
        affirmed_by=("Orland",),
        denied_by=("Vessia",),
        supposed_by=(),
        when=Interval.of("2021-03-01"),
        comparisons=pairs,
    )


def make_reprint(one: str, two: str, earlier: str | None = None) -> Reprint:
    return Reprint(
        one=one,
        two=two,
        kind="reprint",
        share_of_one=0.875,
        share_of_two=0.25,
        sentences=((Span(0, 19), Span(20, 60)), (Span(62, 78), Span(0, 19))),
        earlier=earlier,
        because="two credits one: “Source: …”" if earlier else "",
        credits=(Credit(document=two, name="Zel Wire", words="Source: Zel Wire"),),
    )


# NUL and lone surrogates never come out of capture's decoding
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12)
spans = st.tuples(st.integers(0, 500), st.integers(1, 80)).map(lambda p: Span(p[0], p[0] + p[1]))
days = st.dates(date(1, 1, 1), date(9999, 12, 31))
intervals = st.tuples(days, days).map(lambda p: Interval(min(p), max(p)))
codes = st.sampled_from(["ORL", "VES", "AZE", None])
sectors = st.sampled_from([*SECTORS, None])
entities = st.builds(
    Entity, name=words, country=codes, sector=sectors, text=st.none() | words, span=st.none() | spans
)  # fmt: skip
holders = st.builds(
    Holder,
    name=words,
    country=codes,
    sector=sectors,
    text=st.none() | words,
    span=st.none() | spans,
    cue=st.none() | words,
    cue_span=st.none() | spans,
    members=st.lists(entities, max_size=2).map(tuple),
)
_sides = {
    "mode": st.none() | words,
    "trigger": words,
    "trigger_span": spans,
    "actors": st.lists(entities, max_size=3).map(tuple),
    "recipients": st.lists(entities, max_size=3).map(tuple),
}
propositions = st.one_of(
    st.builds(Event, type=st.sampled_from(EVENT_TYPES), **_sides),
    st.builds(Relation, type=st.sampled_from(RELATION_TYPES), **_sides),
    st.builds(Statement, content=words, content_span=spans),
)
stances = st.builds(Stance, polarity=st.sampled_from("+-"), mood=st.sampled_from(MOODS))


@st.composite
def claims(draw: st.DrawFn, document: str = "one") -> Claim:
    quote, start = draw(words), draw(st.integers(0, 500))
    return Claim(
        id=f"{document}-{draw(st.integers(1, 10**6))}",
        document=document,
        proposition=draw(propositions),
        holders=draw(st.lists(holders, min_size=1, max_size=3).map(tuple)),
        stance=draw(stances),
        quote=quote,
        evidence=Span(start, start + len(quote)),
        when=draw(st.none() | intervals),
        where=draw(st.none() | words),
        confidence=draw(st.floats(0, 1)),
        made_by=draw(words),
    )

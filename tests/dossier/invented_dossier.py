"""An invented dossier: a store in memory, and a small builder that finds words on an invented page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from dragoman.errors import StoreError
from dragoman.records import (
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
    Publication,
    Reading,
    Refusal,
    Relation,
    Reprint,
    Span,
    Stance,
    Statement,
    Story,
)
from dragoman.store.protocol import ActorRow, ClaimFilter, Read


class FakeStore:
    """Keeps what it is given; filters by equality, names by part."""

    def __init__(
        self,
        documents: Iterable[Document] = (),
        claims: Iterable[Claim] = (),
        stories: Iterable[Story] = (),
        actors: Iterable[ActorRow] = (),
        refusals: Iterable[Refusal] = (),
        reprints: Iterable[Reprint] = (),
    ) -> None:
        self._documents = {d.id: d for d in documents}
        self._claims, self._stories = list(claims), list(stories)
        self._actors, self._refusals = list(actors), list(refusals)
        self._reprints = list(reprints)
        self.closed = False

    def add(self, read: Read) -> None:
        self._documents[read.document.id] = read.document
        self._claims += read.claims

    def refuse(self, refusal: Refusal, sha256: str = "") -> None:
        self._refusals.append(refusal)

    def has(self, sha256: str, made_by: str) -> bool:
        return any(d.sha256 == sha256 for d in self._documents.values())

    def document_ids(self) -> dict[str, str]:
        return {d.id: d.sha256 for d in self._documents.values()}

    def documents(self) -> Iterator[Document]:
        return iter(self._documents.values())

    def document(self, id: str) -> Document:
        if id not in self._documents:
            raise StoreError("no such document", place=id)
        return self._documents[id]

    def claims(self, where: ClaimFilter | None = None) -> Iterator[Claim]:
        return (c for c in self._claims if where is None or _fits(c, where))

    def refusals(self) -> Iterator[Refusal]:
        return iter(self._refusals)

    def replace_stories(self, stories: Iterable[Story]) -> None:
        self._stories = list(stories)

    def stories(self) -> Iterator[Story]:
        return iter(self._stories)

    def replace_reprints(self, reprints: Iterable[Reprint]) -> None:
        self._reprints = list(reprints)

    def reprints(self, document: str | None = None) -> Iterator[Reprint]:
        return (r for r in self._reprints if document in (None, r.one, r.two))

    def is_compared(self) -> bool:
        return True

    def actors(self) -> Iterator[ActorRow]:
        return iter(self._actors)

    def search(self, words: str, limit: int = 50) -> Iterator[tuple[str, str]]:
        return ((d.id, words) for d in self._documents.values() if words in d.text)

    def close(self) -> None:
        self.closed = True

    def __enter__(self) -> FakeStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _named(entities: Iterable[Entity], wanted: str | None) -> bool:
    return wanted is None or any(wanted == e.country or wanted.lower() in e.name.lower() for e in entities)


def _fits(claim: Claim, where: ClaimFilter) -> bool:
    plain = {
        "type": claim.type, "kind": claim.kind, "document": claim.document, "story": claim.story,
        "polarity": claim.stance.polarity, "mood": claim.stance.mood,
    }  # fmt: skip
    return (
        all(getattr(where, name) in (None, value) for name, value in plain.items())
        and _named(claim.actors, where.actor)
        and _named(claim.recipients, where.recipient)
        and _named(claim.holders, where.holder)
        and (where.within is None or (claim.when is not None and claim.when.overlaps(where.within)))
        and (where.words is None or where.words.lower() in claim.quote.lower())
    )


def page(id: str, text: str, roles=None, voices=None, told=None, **more) -> Document:
    """An invented page; roles, voices, and what else is told of a line: by line number."""
    lines, at = [], 0
    for number, words in enumerate(text.split("\n"), 1):
        role = (roles or {}).get(number, "body" if words else "blank")
        span = Span(at, at + len(words)) if words else None
        lines.append(Line(number=number, role=role, span=span, voice=(voices or {}).get(number),
                          **(told or {}).get(number, {})))  # fmt: skip
        at += len(words) + 1
    whole = OffsetMap((Piece(0, len(text), 0, len(text)),))
    return Document(
        id=id, path=f"pages/{id}.txt", sha256=(id.encode().hex() * 64)[:64], text=text, lines=tuple(lines),
        reading=Reading(text=text, offsets=whole, lines=tuple(lines)), language="en", **more,
    )  # fmt: skip


def actor(name: str, country: str | None = None, sector: str | None = None) -> Entity:
    return Entity(name=name, country=country, sector=sector, text=name)


def holder(name: str, country: str | None = None, cue: str = "said") -> Holder:
    return Holder(name=name, country=country, cue=cue)


ARZ, BEL, COR = actor("Arzenia", "ARZ"), actor("Belmark", "BEL"), actor("Corland", "COR")


def claim(
    on: Document, number: int, quote: str, type: str | None, trigger: str = "", *, actors=(), recipients=(),
    holders=(), stance="+actual", mode=None, when: Interval | None = None, where: str | None = None, story=None,
) -> Claim:  # fmt: skip
    """A claim whose words are looked up on the page; type None makes a statement of the trigger's words."""
    start = on.text.index(quote)
    trigger = trigger or quote
    at = on.text.index(trigger, start)
    place = Span(at, at + len(trigger))
    if type is None:
        what = Statement(content=trigger, content_span=place)
    else:
        make = Relation if type in ("ALLIED_WITH", "HOSTILE_TO", "BACKS", "PART_OF", "HOLDS_OFFICE") else Event
        what = make(
            type=type, mode=mode, trigger=trigger, trigger_span=place, actors=tuple(actors),
            recipients=tuple(recipients),
        )  # fmt: skip
    return Claim(
        id=f"{on.id}-{number}", document=on.id, proposition=what, holders=tuple(holders),
        stance=Stance(polarity=stance[0], mood=stance[1:]), quote=quote, evidence=Span(start, start + len(quote)),
        when=when, where=where, confidence=0.8, made_by="invented 1", story=story,
    )  # fmt: skip


HARBOUR = page(
    "harbour",
    "Belmark's harbour in doubt\n"
    "Port Herald, 4 May 2021\n"
    "\n"
    "Officials in Arzenia said on Monday that Belmark had lent its harbour to Corland. "
    "Belmark's ministry denied that it had lent its harbour to anybody.\n"
    "Share this page\n"
    "Ivo, 2 days ago\n"
    "Corland may attack Arzenia next year, mark my words.",
    roles={1: "title", 2: "dateline", 5: "nav", 6: "comment_author", 7: "comment"},
    voices={7: "Ivo"},
    publisher=Fact(value="Port Herald", basis="line 2"),
    title=Fact(value="Belmark's harbour in doubt", basis="line 1"),
    published=Publication(interval=Interval.of("2021-05-04"), basis="dateline", certainty=0.9),
)
ECHO = page("echo", "According to the Port Herald, Arzenia claims that Belmark lent its harbour to Corland.")
MONDAY = Interval.of("2021-05-03")
CLAIMS = (
    claim(
        HARBOUR, 1, "Officials in Arzenia said on Monday that Belmark had lent its harbour to Corland", "AID", "lent",
        actors=[BEL], recipients=[COR], holders=[holder("Arzenia", "ARZ")], when=MONDAY, where="Bel Port", story="s-1",
    ),
    claim(
        HARBOUR, 2, "Belmark's ministry denied that it had lent its harbour", "AID", "lent", actors=[BEL],
        recipients=[COR], holders=[holder("Belmark", "BEL", "denied")], stance="-actual", story="s-1",
    ),
    claim(
        HARBOUR, 3, "Corland may attack Arzenia next year", "ASSAULT", "attack", actors=[COR], recipients=[ARZ],
        holders=[holder("Ivo")], stance="+possible", when=Interval.of("2022-01-01", "2022-12-31"), story="s-2",
    ),
    claim(
        ECHO, 1, "Arzenia claims that Belmark lent its harbour to Corland", "AID", "lent", actors=[BEL],
        recipients=[COR], holders=[holder("Port Herald"), holder("Arzenia", "ARZ", "claims")], story="s-1",
    ),
    claim(ECHO, 2, "Arzenia claims that Belmark", "ACCUSE", "claims", actors=[ARZ], recipients=[BEL], mode="allege"),
)  # fmt: skip
STORIES = (
    Story(
        id="s-1", type="AID", actors=("Belmark",), recipients=("Corland",), claims=("harbour-1", "harbour-2", "echo-1"),
        documents=("echo", "harbour"), origins=("Arzenia, by Port Herald", "Belmark"), affirmed_by=("Arzenia",),
        denied_by=("Belmark",), supposed_by=(), when=MONDAY,
        comparisons=(
            Comparison(first="harbour-1", second="harbour-2", relation="contradicts", because="asserted and denied"),
            Comparison(first="echo-1", second="harbour-1", relation="repeats", because="the same origin"),
        ),
    ),
    Story(
        id="s-2", type="ASSAULT", actors=("Corland",), recipients=("Arzenia",), claims=("harbour-3",),
        documents=("harbour",), origins=("Ivo",), affirmed_by=(), denied_by=(), supposed_by=("Ivo",),
        when=Interval(date(2022, 1, 1), date(2022, 12, 31)), comparisons=(),
    ),
)  # fmt: skip
ACTORS = (
    ActorRow(name="Belmark", country="BEL", sector=None, texts=("Belmark", "Belmark's ministry"),
             documents=("echo", "harbour"), acts=3, receives=1, holds=1),
    ActorRow(name="Arzenia", country="ARZ", sector=None, texts=("Arzenia",),
             documents=("echo", "harbour"), acts=1, receives=1, holds=2),
)  # fmt: skip
REFUSALS = (
    Refusal(document="pages/empty.txt", stage="capture", reason="the file is empty", remedy="save the page again"),
)


REPRINTS = (
    Reprint(
        one="echo", two="harbour", kind="reprint", share_of_one=0.96, share_of_two=0.4,
        sentences=((Span(0, 86), Span(52, 133)),), earlier="harbour",
        because="echo credits harbour: “According to the Port Herald”",
        credits=(
            Credit(document="echo", name="Port Herald", words="According to the Port Herald"),
            Credit(document="harbour", name="Tide <Wire>", words="Source: Tide <Wire>"),
        ),
    ),
)  # fmt: skip


def small_store() -> FakeStore:
    """Two pages, five claims, two stories, two actors, one refusal, one reprint."""
    return FakeStore((HARBOUR, ECHO), CLAIMS, STORIES, ACTORS, REFUSALS, REPRINTS)


def one_claim_store(text: str, quote: str, **of_page) -> FakeStore:
    """A page of these words with one claim on the quote, told by the page itself."""
    on = page("hostile", text, **of_page)
    return FakeStore([on], [replace(claim(on, 1, quote, "ACCUSE", actors=[ARZ]), story=None)])

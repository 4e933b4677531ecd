"""A phrase taken apart: head, what stands before it, what follows, and what that says about the actor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from dragoman.codes.countries import countries
from dragoman.who.lexicon import Sense
from dragoman.who.offices import holder_of, person_called
from dragoman.who.units import Unit

DEFINITE = frozenset("the this that these those both said such".split())
OWNERS = frozenset("its their his her our my your whose".split())
INDEFINITE = frozenset(
    "a an some any another one two three four five six seven eight nine ten several many few various numerous dozens "
    "hundreds thousands unnamed anonymous certain other more most all every each".split()
)
_CUTS = frozenset(
    "of in for from to at on with by against near under who which that whose where into over between among about "
    "within behind via following affected killed injured responsible suffering living fleeing fighting across inside "
    "around throughout based".split()
)
_JOINED = frozenset("led backed held controlled sponsored funded supported allied run occupied dominated made".split())
_LINKS = frozenset("of in from across inside within throughout".split())
PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
    "it": "n", "its": "n", "itself": "n", "they": "p", "them": "p", "their": "p", "theirs": "p", "themselves": "p",
    "this": "n", "that": "n", "these": "p", "those": "p", "both": "p", "who": "w", "which": "n", "whose": "w",
    "one": "n",
}  # fmt: skip
SPEAKERS = frozenset("i me my mine myself we us our ours ourselves you your yours yourself yourselves".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a phrase says by itself.

    kind: state, people, body, person, role, group, persons, org, country, party, source, pronoun, speaker, unknown.
    head: key of the head noun. article: definite, indefinite, owner (its …) or none. owner: key of the pronoun that
    owns it. roles: titles that stand with a person. is_plural and sex as far as the words tell. belongs: see Sense.
    """

    kind: str
    name: str
    country: str | None = None
    sector: str | None = None
    head: str = ""
    article: str = "none"
    owner: str = ""
    roles: tuple[str, ...] = ()
    office: str = ""
    title_state: str = ""
    belongs: str = "none"
    formal: str = ""
    sex: str = ""
    is_plural: bool = False
    is_known: bool = False


@dataclass(slots=True)
class _Parts:
    """A noun phrase cut up: before the head, the head, after it."""

    article: str = "none"
    owner: str = ""
    possessor: Reading | None = None
    before: list[Unit] = field(default_factory=list)
    head: Unit | None = None
    tail: list[Unit] = field(default_factory=list)
    link: str = ""


def read_phrase(found: Sequence[Unit], on: date | None = None, head_at: int | None = None) -> Reading:
    """What the phrase says by itself. on: the day of dated offices; head_at: index of the head's word, if known."""
    pieces = _pieces(found)
    readings = [_read_piece(piece, on, head_at) for piece in pieces if piece]
    if not readings:
        text = " ".join(unit.text for unit in found) or "unspecified"
        return Reading(kind="unknown", name=text)
    first = readings[0]
    for other in readings[1:]:
        first = merge(first, other)
    return first


def merge(first: Reading, other: Reading) -> Reading:
    """Two readings of one actor that stand in apposition: the name of one, what the other adds."""
    named = first if _is_name(first) or not _is_name(other) else other
    added = other if named is first else first
    if named.kind != "person" and added.kind in ("role", "persons") and not _is_name(added):
        return named
    if added.kind == "pronoun":
        return named
    sector = added.sector if added.kind == "role" and added.sector and not named.is_known else None
    return replace(
        named,
        country=named.country or added.country,
        sector=sector or named.sector or (added.sector if added.kind == "role" else None),
        roles=(*named.roles, *added.roles),
        title_state=named.title_state or added.title_state,
        sex=named.sex or added.sex,
    )


def _is_name(reading: Reading) -> bool:
    return reading.kind in ("person", "body", "state", "people")


def _pieces(found: Sequence[Unit]) -> list[list[Unit]]:
    """Cut at commas, brackets and dashes."""
    result: list[list[Unit]] = [[]]
    for unit in found:
        if unit.kind == "punct" and unit.text in ",()[];:–—":
            result.append([])
        elif unit.kind != "punct" or unit.text in "&+":
            result[-1].append(unit)
    return [piece for piece in result if piece]


def _read_piece(piece: list[Unit], on: date | None, head_at: int | None) -> Reading:
    if len(piece) == 1 and piece[0].key in SPEAKERS and piece[0].kind != "known":
        return Reading(kind="speaker", name=piece[0].key, head=piece[0].key)
    if len(piece) == 1 and piece[0].key in PRONOUNS and piece[0].kind != "known":
        return _pronoun(piece[0])
    parts = _take_apart(piece, on, head_at)
    if parts.head is None:
        return Reading(kind="unknown", name=piece[0].text, article=parts.article, owner=parts.owner)
    return _judge(parts, piece, on)


def _pronoun(unit: Unit) -> Reading:
    sex = PRONOUNS[unit.key]
    return Reading(kind="pronoun", name=unit.key, head=unit.key, sex=sex, is_plural=sex == "p")


def _take_apart(piece: list[Unit], on: date | None, head_at: int | None) -> _Parts:
    parts = _Parts()
    rest = list(piece)
    while rest and rest[0].kind != "known" and _is_determiner(rest[0]):
        _note_determiner(parts, rest.pop(0))
    cut = next((i for i, u in enumerate(rest) if i and u.kind == "word" and u.key in _CUTS), len(rest))
    base, parts.tail = rest[:cut], rest[cut + 1 :]
    parts.link = rest[cut].key if cut < len(rest) else ""
    if base and base[-1].kind == "poss":
        base.pop()
    owned = max((i for i, u in enumerate(base) if u.kind == "poss"), default=-1)
    if owned > 0:
        parts.possessor = _read_piece(base[:owned], on, None)
        base = base[owned + 1 :]
    base = _without_joined(base)
    if base:
        place = _head_index(base, head_at)
        parts.before, parts.head = base[:place], base[place]
    elif parts.tail and not rest[:cut]:
        parts.head = None
    return parts


def _is_determiner(unit: Unit) -> bool:
    key = unit.key
    return key in DEFINITE or key in OWNERS or key in INDEFINITE or key.isdigit() or key in ("official", "so", "called")


def _note_determiner(parts: _Parts, unit: Unit) -> None:
    if unit.key in OWNERS:
        parts.article, parts.owner = "owner", unit.key
    elif unit.key in DEFINITE:
        parts.article = "definite"
    elif (unit.key in INDEFINITE or unit.key.isdigit()) and parts.article == "none":
        parts.article = "indefinite"


def _without_joined(base: list[Unit]) -> list[Unit]:
    """Drops Iran-backed and the like, whose state is not that of the head; keeps Baku-based as Baku."""
    kept: list[Unit] = []
    at = 0
    while at < len(base):
        if at + 2 < len(base) and base[at + 1].kind == "hyphen":
            if base[at + 2].key in _JOINED:
                at += 3
                continue
            if base[at + 2].key in ("based", "born"):
                kept.append(base[at])
                at += 3
                continue
        if base[at].kind != "hyphen":
            kept.append(base[at])
        at += 1
    return kept or [unit for unit in base if unit.kind != "hyphen"]


def _head_index(base: list[Unit], head_at: int | None) -> int:
    if head_at is not None:
        for i, unit in enumerate(base):
            if unit.start <= head_at < unit.end:
                return i
    return len(base) - 1


def _judge(parts: _Parts, piece: list[Unit], on: date | None) -> Reading:
    head = parts.head
    assert head is not None
    country, body, state_of_body = _country_around(parts, on)
    common = {
        "article": parts.article, "owner": parts.owner,
    }  # fmt: skip
    if head.kind == "name":
        reading = _named(parts, head, country, body, on)
    elif head.sense is None:
        reading = Reading(
            kind="unknown", name=_phrase_name(parts, head, country), country=country, head=head.key,
            belongs="near" if country is None else "none", is_plural=_looks_plural(head.key),
        )  # fmt: skip
        if body is not None and body.kind in ("body", "person"):
            reading = replace(reading, country=reading.country or body.country)
    else:
        reading = _known_head(parts, head, head.sense, country, body, on)
    return replace(reading, **common)


def _known_head(
    parts: _Parts, head: Unit, sense: Sense, country: str | None, body: Sense | None, on: date | None
) -> Reading:
    if sense.kind in ("state", "seat", "adjective"):
        return Reading(kind="state", name=sense.name, country=sense.country, head=head.key, is_known=True)
    if sense.kind == "place":
        return Reading(kind="place", name=sense.name, country=sense.country, head=head.key, is_known=True)
    if sense.kind == "people":
        return Reading(
            kind="people", name=head.text, country=sense.country, sector="CVL", head=head.key, is_plural=True,
            is_known=True,
        )  # fmt: skip
    if sense.kind == "body":
        plural = sense.sector in ("CVL", "UAF", "REB", "MIL")
        return Reading(
            kind="body", name=sense.name, country=sense.country, sector=sense.sector, head=head.key,
            is_plural=plural, is_known=True,
        )  # fmt: skip
    if sense.kind == "person":
        return _person(parts, sense, head)
    if sense.kind == "role":
        return _office(parts, head, sense, country, body, on)
    return _common(parts, head, sense, country, body)


def _country_around(parts: _Parts, on: date | None) -> tuple[str | None, Sense | None, None]:
    """The state that the words around the head point to, and a body or person that they name."""
    country: str | None = None
    body: Sense | None = None
    for unit in parts.before:
        sense = unit.sense
        if sense is None:
            continue
        if sense.names_state:
            country = sense.country
        elif sense.kind in ("body", "person"):
            body = sense
            country = country or sense.country
        elif sense.kind == "role" and sense.state not in ("", "-") and country is None and len(parts.before) == 1:
            country = sense.state
    if parts.possessor is not None:
        owner = parts.possessor
        country = country or owner.country
        if owner.kind in ("body", "person") and body is None:
            body = Sense(kind=owner.kind, name=owner.name, country=owner.country, sector=owner.sector)
    if country is None and body is None and parts.link in _LINKS:
        country, body = _of_tail(parts.tail)
    return country, body, None


def _of_tail(tail: list[Unit]) -> tuple[str | None, Sense | None]:
    for i, unit in enumerate(tail):
        sense = unit.sense
        if sense is not None and sense.names_state:
            following = tail[i + 1] if i + 1 < len(tail) else None
            if following is not None and following.kind == "hyphen":
                return (sense.country, None) if tail[i + 2 : i + 3] and tail[i + 2].key == "based" else (None, None)
            return sense.country, None
        if sense is not None and sense.kind in ("body", "person"):
            return sense.country, sense
        if unit.kind == "word" and unit.key in ("to", "by", "against", "with"):
            return None, None
    return None, None


def _named(parts: _Parts, head: Unit, country: str | None, body: Sense | None, on: date | None) -> Reading:
    """An unknown name: a person where a title stands before it or two words make it up."""
    titles = [unit for unit in parts.before if unit.is_a("role", "persons")]
    known = person_called(head.key, country, [t.sense.office for t in titles if t.sense], on)
    if known is not None and (titles or " " in head.key or country):
        return _person(parts, known, head)
    sense = titles[-1].sense if titles else None
    sector = sense.sector if sense else None
    if sense is not None and sector is None:
        sector = body.sector if body is not None else ("GOV" if sense.office else None)
    title_state = next((t.sense.state for t in titles if t.sense and t.sense.state), "")
    return Reading(
        kind="person", name=head.text, country=country or (title_state if title_state not in ("", "-") else None),
        sector=sector, head=head.key, roles=tuple(t.key for t in titles), title_state=title_state,
        sex=_sex_of_titles(titles),
    )  # fmt: skip


def _sex_of_titles(titles: list[Unit]) -> str:
    keys = {title.key for title in titles}
    if keys & {"mrs", "ms", "miss", "lady", "baroness", "queen", "princess", "spokeswoman", "congresswoman", "dame"}:
        return "f"
    return "m" if keys & {"mr", "sir", "lord", "king", "prince", "spokesman", "sheikh", "imam"} else ""


def _person(parts: _Parts, sense: Sense, head: Unit) -> Reading:
    titles = [unit for unit in parts.before if unit.is_a("role", "persons")]
    own = tuple(term.office for term in sense.terms)
    return Reading(
        kind="person", name=sense.name, country=sense.country, sector=sense.sector, head=head.key,
        roles=(*(t.key for t in titles), *own), sex=sense.sex, is_known=True,
    )  # fmt: skip


def _office(
    parts: _Parts, head: Unit, sense: Sense, country: str | None, body: Sense | None, on: date | None
) -> Reading:
    """An office without a name: its holder on the day, else a description."""
    explicit = country
    sector = sense.sector or (body.sector if body is not None else None)
    if sector is None and (explicit or sense.office in ("spokesperson", "special envoy")):
        sector = "GOV" if sense.office or country else None
    singular_office = parts.article != "indefinite" and bool(sense.office)
    title_state = sense.state
    where = explicit or (title_state if title_state not in ("", "-") else None)
    if singular_office and parts.article != "owner" and sense.office not in _MANIFOLD:
        holder = holder_of(sense.office, where, on) if (where or title_state == "-") else None
        if holder is not None:
            return replace(_person(parts, holder, head), head=head.key, roles=(head.key, sense.office))
    name = _office_name(parts, head, where, body)
    return Reading(
        kind="role", name=name, country=explicit or (body.country if body else None), sector=sector, head=head.key,
        roles=(head.key,), office=sense.office, title_state=title_state,
        belongs="none" if explicit or body is not None or title_state == "-" else "home",
        sex=_sex_of_titles([head]),
    )  # fmt: skip


_MANIFOLD = frozenset(
    "minister spokesperson ambassador senator journalist militia\xa0leader military\xa0commander special\xa0envoy".replace(
        "\xa0", "_"
    ).split()
) | {"militia leader", "military commander", "special envoy", "presidential adviser", "party leader", "separatist leader"}


def _office_name(parts: _Parts, head: Unit, country: str | None, body: Sense | None) -> str:
    words = [unit.text for unit in parts.before if not (unit.sense and unit.sense.names_state and country)]
    described = " ".join((*words, head.text))
    if parts.article == "indefinite":
        state = [countries()[country].adjective] if country else []
        return " ".join(("unnamed", *state, described))
    title = described[:1].upper() + described[1:]
    if country:
        return f"{title} of {countries()[country].name}"
    if body is not None and not any(unit.sense is body for unit in parts.before):
        return f"{title} of {body.name}"
    return title


def _common(parts: _Parts, head: Unit, sense: Sense, country: str | None, body: Sense | None) -> Reading:
    """A common noun: a formal name where a body of a state is meant, else the words with the state's adjective."""
    if parts.before and parts.before[-1].kind == "name" and head.text[:1].isupper():
        return _proper_with_noun(parts, head, sense, country)
    if body is not None and body.kind == "body" and sense.kind in ("group", "persons") and not _own_member(sense, body):
        return Reading(
            kind="body", name=body.name, country=body.country, sector=body.sector, head=head.key, is_plural=True,
            is_known=True,
        )  # fmt: skip
    sector = sense.sector
    if sense.kind == "persons" and body is not None and body.sector:
        sector = body.sector
    name = _common_name(parts, head, sense, country)
    return Reading(
        kind=sense.kind, name=name, country=country, sector=sector, head=head.key, formal=sense.formal,
        belongs="none" if country is not None else sense.belongs,
        is_plural=sense.kind in ("group", "persons", "party") and head.key not in _SINGULAR,
    )  # fmt: skip


_SINGULAR = frozenset("coalition group task force ally rival foe neighbour neighbor partner superpower side man woman".split())


def _own_member(sense: Sense, body: Sense) -> bool:
    """Whether the noun names other people than the body itself: civilians, victims, analysts."""
    return sense.sector in ("CVL", "MED", "EDU", "BUS", "NGO") and sense.sector != body.sector


def _proper_with_noun(parts: _Parts, head: Unit, sense: Sense, country: str | None) -> Reading:
    texts = [unit.text for unit in parts.before] + [head.text]
    return Reading(
        kind="body", name=" ".join(texts), country=country, sector=sense.sector, head=head.key,
        belongs="none", is_plural=False,
    )  # fmt: skip


def _common_name(parts: _Parts, head: Unit, sense: Sense, country: str | None) -> str:
    if country and sense.formal:
        return f"{sense.formal} of {countries()[country].name}"
    return _phrase_name(parts, head, country)


def _phrase_name(parts: _Parts, head: Unit, country: str | None) -> str:
    words = [u.text for u in parts.before if not (u.sense and u.sense.names_state and u.sense.country == country)]
    described = " ".join((*words, head.text))
    if country:
        return f"{countries()[country].adjective} {described}"
    return described


def _looks_plural(key: str) -> bool:
    return key.endswith("s") and not key.endswith(("ss", "us", "is"))

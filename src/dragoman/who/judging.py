"""From the parts of a noun phrase to its actor: names, offices, common nouns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dragoman.codes.actors.word_sets import ship_prefixes, word_set
from dragoman.codes.countries import countries
from dragoman.who.lexicon import Sense, state_on
from dragoman.who.offices import holder_of, person_called
from dragoman.who.reading import LINKS, Parts, Reading
from dragoman.who.units import Unit

_ORGANISED = word_set("organised")
_FOREIGN = word_set("foreign")
_SINGULAR = word_set("singular")


def judge(parts: Parts, on: date | None) -> Reading:
    """The reading of a noun phrase that has a head."""
    head = parts.head
    assert head is not None
    country, body = _country_around(parts, on)
    if head.kind == "name":
        reading = _named(parts, head, country, body, on)
    elif head.sense is None:
        reading = Reading(
            kind="unknown", name=_phrase_name(parts, head, country), country=country, head=head.key,
            belongs="near" if country is None else "none", is_plural=_looks_plural(head.key),
        )  # fmt: skip
        if body is not None and body.kind in ("body", "person"):
            owned = parts.possessor is not None and body.kind == "body" and not body.is_community
            state = body.country if owned else country or body.country
            reading = replace(reading, country=state, sector=body.sector if owned else None)
    else:
        reading = _known_head(parts, head, head.sense, country, body, on)
    if parts.article == "none" and not parts.owner:
        return reading
    return replace(reading, article=parts.article, owner=parts.owner)


def _known_head(
    parts: Parts, head: Unit, sense: Sense, country: str | None, body: Sense | None, on: date | None
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
        if sense.is_shared and country not in (None, sense.country):
            return Reading(
                kind="body", name=head.text, country=country, sector=sense.sector, head=head.key, is_known=True
            )
        plural = sense.sector in ("CVL", "UAF", "REB", "MIL")
        return Reading(
            kind="body", name=sense.name, country=sense.country, sector=state_on(sense, on)[1], head=head.key,
            is_plural=plural, is_known=True, shared=head.text if sense.is_shared and country is None else "",
        )  # fmt: skip
    if sense.kind == "person":
        return _person(parts, sense, head, on)
    if sense.kind == "role":
        return _office(parts, head, sense, country, body, on)
    return _common(parts, head, sense, country, body)


def _country_around(parts: Parts, on: date | None) -> tuple[str | None, Sense | None]:
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
    sense = parts.head.sense if parts.head is not None else None
    if country is None and sense is not None and sense.formal in _GOVERNMENTS:
        country = _governed_by(parts, on)
    speaks_for = parts.link == "for" and sense is not None and sense.office == "spokesperson"
    if country is None and body is None and (parts.link in LINKS or speaks_for):
        country, body = of_tail(parts.tail)
    return country, body


_GOVERNMENTS = frozenset({"Administration", "Government", "Cabinet"})


def _governed_by(parts: Parts, on: date | None) -> str | None:
    """The state of who gives a government its name on the day: the Bush administration, Maduro's government."""
    unit = parts.before[-1] if parts.before else None
    if unit is not None and unit.is_a("person") and unit.sense is not None:
        return unit.sense.country
    owner = parts.possessor
    is_surname = owner is not None and owner.kind == "person" and not owner.is_known and " " not in owner.head
    key = unit.key if unit is not None and unit.kind == "name" else owner.head if owner and is_surname else ""
    holder = person_called(key, None, (), on) if key else None
    return holder.country if holder is not None else None


def of_tail(tail: list[Unit]) -> tuple[str | None, Sense | None]:
    """The state, and the body or person, that follows a noun: "of Iran", "in Baku"."""
    for i, unit in enumerate(tail):
        sense = unit.sense
        if sense is not None and sense.names_state:
            following = tail[i + 1] if i + 1 < len(tail) else None
            if following is not None and following.kind == "hyphen":
                return (sense.country, None) if tail[i + 2 : i + 3] and tail[i + 2].key == "based" else (None, None)
            return sense.country, None
        if sense is not None and sense.kind in ("body", "person"):
            return sense.country, sense
        if sense is not None and sense.kind == "role" and sense.state == "-" and sense.sector is not None:
            return None, Sense(kind="body", name=sense.name, sector=sense.sector)
        if unit.kind == "word" and unit.key in ("to", "by", "against", "with"):
            return None, None
    return None, None


def _named(parts: Parts, head: Unit, country: str | None, body: Sense | None, on: date | None) -> Reading:
    """An unknown name: a person where a title stands before it or two words make it up."""
    titles = [unit for unit in parts.before if unit.is_a("role", "persons")]
    first, last = head.key.split(" ")[0], head.key.split(" ")[-1]
    if first in ship_prefixes():
        return Reading(kind="body", name=head.text, country=ship_prefixes()[first], sector="MIL", head="ship")
    if last in _ORGANISED and not titles:
        name = " ".join((*(unit.text for unit in parts.before), head.text))
        return Reading(kind="body", name=name, country=country, head=last, is_proper=True)
    offices = [title.sense.office for title in titles if title.sense]
    known = person_called(head.key, country, offices, on) or _by_article(head.key, country, offices, on)
    if known is not None and (titles or " " in head.key or country):
        return _person(parts, known, head, on)
    sense = titles[-1].sense if titles else None
    sector = sense.sector if sense else None
    if sense is not None and sector is None:
        sector = body.sector if body is not None else ("GOV" if sense.office else None)
    elif body is not None and (parts.possessor is not None or parts.link in ("of", "from")):
        sector = body.sector
    title_state = next((t.sense.state for t in titles if t.sense and t.sense.state), "")
    return Reading(
        kind="person", name=head.text, country=country or (title_state if title_state not in ("", "-") else None),
        sector=sector, head=head.key, roles=tuple(t.key for t in titles), title_state=title_state,
        sex=_sex_of_titles(titles),
    )  # fmt: skip


def _by_article(key: str, country: str | None, offices: list[str], on: date | None) -> Sense | None:
    """The person whose name is written with al for el or the other way round."""
    swapped = " ".join(_ARTICLES.get(word, word) for word in key.split(" "))
    return person_called(swapped, country, offices, on) if swapped != key else None


_ARTICLES = {"al": "el", "el": "al"}


def _sex_of_titles(titles: list[Unit]) -> str:
    keys = {title.key for title in titles}
    if keys & word_set("feminine_titles"):
        return "f"
    return "m" if keys & word_set("masculine_titles") else ""


def _person(parts: Parts, sense: Sense, head: Unit, on: date | None) -> Reading:
    titles = [unit for unit in parts.before if unit.is_a("role", "persons")]
    own = tuple(term.office for term in sense.terms)
    country, sector = state_on(sense, on)
    return Reading(
        kind="person", name=sense.name, country=country, sector=sector, head=head.key,
        roles=(*(t.key for t in titles), *own), sex=sense.sex, is_known=True,
    )  # fmt: skip


def _office(
    parts: Parts, head: Unit, sense: Sense, country: str | None, body: Sense | None, on: date | None
) -> Reading:
    """An office without a name: its holder on the day, else a description."""
    explicit = country
    sector = sense.sector or (body.sector if body is not None else None)
    if sector is None:
        sector = _sector_served(parts)
    if sector is None and (explicit or sense.office in ("spokesperson", "special envoy")):
        sector = "GOV" if sense.office or country else None
    singular_office = parts.article != "indefinite" and bool(sense.office)
    title_state = sense.state
    where = explicit or (title_state if title_state not in ("", "-") else None)
    if singular_office and body is None and parts.article != "owner":
        holder = holder_of(sense.office, where, on) if (where or title_state == "-") else None
        if holder is not None:
            return replace(_person(parts, holder, head, on), head=head.key, roles=(head.key, sense.office))
    if head.key == "leader" and parts.article != "indefinite" and body is None and not _is_qualified(parts):
        holder = holder_of("leader", explicit, on)
        if holder is not None:
            return replace(_person(parts, holder, head, on), head=head.key, roles=(head.key,))
    is_addressed = any(unit.key.rstrip(" .") in _ADDRESSES for unit in parts.before)
    name = _office_name(parts, head, where, body)
    return Reading(
        kind="role", name=name, country=explicit or (body.country if body else None), sector=sector, head=head.key,
        roles=(head.key,), office="" if is_addressed else sense.office, title_state=title_state,
        belongs="none" if explicit or body is not None or title_state == "-" or _is_foreign(parts, "") else "home",
        sex=_sex_of_titles([head]),
    )  # fmt: skip


_ADDRESSES = frozenset({"mr", "mrs", "ms", "madam", "madame"})
"""Words before a title that speak to who bears it: Mr. President is whoever presides, not the head of state."""


def _is_qualified(parts: Parts) -> bool:
    """Whether words before the head besides a state's say what is led: opposition, Kurdish, rebel."""
    return any(not (unit.sense and unit.sense.names_state) for unit in parts.before)


def _sector_served(parts: Parts) -> str | None:
    """The sector of what a head or leader heads: the noun that follows or stands before."""
    for unit in (*parts.tail, *parts.before):
        sense = unit.sense
        if sense is None or sense.sector is None:
            continue
        if sense.kind in ("org", "group", "body") or (sense.kind == "role" and sense.state == "-"):
            return sense.sector
    return None


def _office_name(parts: Parts, head: Unit, country: str | None, body: Sense | None) -> str:
    words = [unit.text for unit in parts.before if not (unit.sense and unit.sense.names_state and country)]
    described = " ".join((*words, head.text))
    if parts.article == "indefinite":
        state = [countries()[country].adjective] if country else []
        return " ".join(("unnamed", *state, described))
    title = " ".join(w if w in ("of", "for", "the", "and") else w[:1].upper() + w[1:] for w in described.split(" "))
    if country:
        return f"{title} of {countries()[country].name}"
    if body is not None and not any(unit.sense is body for unit in parts.before):
        return f"{title} of {body.name}"
    return title


def _common(parts: Parts, head: Unit, sense: Sense, country: str | None, body: Sense | None) -> Reading:
    """A common noun: a formal name where a body of a state is meant, else the words with the state's adjective."""
    if head.text[:1].isupper() and any(unit.kind == "name" for unit in parts.before):
        return _proper_with_noun(parts, head, sense, country)
    if body is not None and parts.possessor is None and _is_whence(body, sense):
        country, body = country or body.country, None
    reports = sense.kind == "source" and body is not None
    member = body is not None and body.kind == "body" and sense.kind in ("group", "persons")
    itself = sense.kind == "org" and body is not None and body.sector == sense.sector == "MED" and not parts.possessor
    if itself and body is not None:
        return Reading(
            kind="body", name=body.name, country=body.country, sector=body.sector, head=head.key, is_known=True
        )
    if body is not None and (reports or (member and not _own_member(sense, body))):
        return Reading(
            kind=body.kind, name=body.name, country=body.country, sector=body.sector, head=head.key,
            is_plural=member, is_known=True,
        )  # fmt: skip
    beside = _beside(parts, head, sense, country)
    if beside:
        name = _phrase_name(parts, head, None)
        return Reading(kind="party", name=name, head=head.key, beside=beside, is_plural=head.key.endswith("s"))
    sector = sense.sector
    if country is not None and sense.sector == "MIL" and _is_foreign(parts) and not parts.possessor:
        country = None if parts.link in LINKS else country
    if sense.kind == "persons" and body is not None and body.sector:
        sector = body.sector
    name = _common_name(parts, head, sense, country)
    return Reading(
        kind=sense.kind, name=name, country=country, sector=sector, head=head.key, formal=sense.formal,
        belongs="none" if country is not None or _is_foreign(parts) else sense.belongs,
        is_plural=sense.kind in ("group", "persons", "party") and head.key not in _SINGULAR,
    )  # fmt: skip


def _is_whence(body: Sense, sense: Sense) -> bool:
    """Whether the people or region says only whence others come: Kurdish forces, Bougainville rebels."""
    if body.is_community:
        return sense.sector not in (None, "CVL")
    return body.sector == "GOV" and sense.sector in ("REB", "UAF")


def _beside(parts: Parts, head: Unit, sense: Sense, country: str | None) -> str:
    """Whose neighbour is meant: Iran's northern neighbour, the neighbouring country; empty where none is."""
    is_neighbour = head.key in ("neighbour", "neighbor")
    is_adjoining = sense.kind == "country" and any(u.key in ("neighbouring", "neighboring") for u in parts.before)
    return (country or "?") if is_neighbour or (is_adjoining and not head.key.endswith("s")) else ""


def _is_foreign(parts: Parts, head: str | None = None) -> bool:
    """Whether a word before the head, or within it, says that no single state is meant. head: in place of its words."""
    inside = (parts.head.key if parts.head is not None else "") if head is None else head
    before = (unit.key for unit in parts.before)
    return any(key in _FOREIGN for key in (*before, *inside.split(" ")))


def _own_member(sense: Sense, body: Sense) -> bool:
    """Whether the noun names other people than the body itself: civilians, victims, analysts."""
    return sense.sector in ("CVL", "MED", "EDU", "BUS", "NGO") and sense.sector != body.sector


def _proper_with_noun(parts: Parts, head: Unit, sense: Sense, country: str | None) -> Reading:
    states = [
        unit for unit in parts.before[:1] if unit.is_a("adjective") and unit.sense and unit.sense.country == country
    ]
    texts = [unit.text for unit in parts.before[len(states) :]] + [head.text]
    return Reading(
        kind="body", name=" ".join(texts), country=country, sector=sense.sector, head=head.key,
        belongs="none", is_plural=False, is_proper=True,
    )  # fmt: skip


def _common_name(parts: Parts, head: Unit, sense: Sense, country: str | None) -> str:
    if country and sense.formal:
        return f"{sense.formal} of {countries()[country].name}"
    return _phrase_name(parts, head, country)


def _phrase_name(parts: Parts, head: Unit, country: str | None) -> str:
    words = [u.text for u in parts.before if not (u.sense and u.sense.names_state and u.sense.country == country)]
    described = " ".join((*words, head.text))
    if country:
        return f"{countries()[country].adjective} {described}"
    return described


def _looks_plural(key: str) -> bool:
    return key.endswith("s") and not key.endswith(("ss", "us", "is"))

"""A phrase taken apart: head, what stands before it, what follows, and what that says about the actor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from dragoman.codes.actors.word_sets import word_set
from dragoman.who.judging import judge, of_tail
from dragoman.who.reading import DEFINITE, INDEFINITE, LINKS, OWNERS, PRONOUNS, SPEAKERS, Parts, Reading
from dragoman.who.units import JOINED, Unit, units
from dragoman.who.words import words

_CUTS = word_set("cuts")
_PREFIXES = word_set("prefixes")
_MEMBERS = word_set("members")


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


@lru_cache(maxsize=65536)
def read_text(text: str, on: date | None = None, head_at: int | None = None) -> Reading:
    """What the words say by themselves, as read_phrase; kept, since the same phrases come again and again."""
    return read_phrase(units(words(text)), on, head_at)


def merge(first: Reading, other: Reading) -> Reading:
    """Two readings of one actor that stand in apposition: the name of one, what the other adds."""
    named = first if _is_name(first) or not _is_name(other) else other
    added = other if named is first else first
    if named.kind != "person" and added.kind in ("role", "persons") and not _is_name(added):
        return named
    if added.kind == "pronoun":
        return named
    sector = added.sector if added.kind == "role" and added.sector and not named.is_known else None
    title_state = named.title_state or added.title_state
    return replace(
        named,
        country=named.country or added.country or (title_state if title_state not in ("", "-") else None),
        sector=sector or named.sector or (added.sector if added.kind == "role" else None),
        roles=(*named.roles, *added.roles),
        title_state=title_state,
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
    joint = _joint(piece, on)
    if joint is not None:
        return joint
    if len(piece) == 1 and piece[0].key in SPEAKERS and piece[0].kind != "known":
        return Reading(kind="speaker", name=piece[0].key, head=piece[0].key)
    if len(piece) == 1 and piece[0].key in PRONOUNS and piece[0].kind != "known":
        return _pronoun(piece[0])
    parts = _take_apart(piece, on, head_at)
    if len(piece) > 1 and (piece[0].key == "those" or piece[1].key == "those") and not _has_noun(parts):
        return _those(piece, parts, on)
    if parts.head is not None and parts.head.key in _MEMBERS and parts.link == "of" and parts.tail:
        return _read_piece(parts.tail, on, None)
    named = _named_last(piece, parts, on)
    if named is not None:
        return named
    if parts.head is None:
        return Reading(kind="unknown", name=piece[0].text, article=parts.article, owner=parts.owner)
    return judge(parts, on)


def _joint(piece: list[Unit], on: date | None) -> Reading | None:
    """Two named actors joined by "and": one reading, with what they share."""
    at = next((i for i, unit in enumerate(piece) if unit.key in ("and", "&") and unit.kind != "known"), 0)
    if not 0 < at < len(piece) - 1:
        return None
    sides = [_read_piece(piece[:at], on, None), _read_piece(piece[at + 1 :], on, None)]
    if not all(side.kind in ("person", "body", "state", "role", "people") for side in sides):
        return None
    first, second = sides
    return Reading(
        kind="party",
        name=f"{first.name} and {second.name}",
        country=first.country if first.country == second.country else None,
        sector=first.sector if first.sector == second.sector else None,
        head="and",
        is_plural=True,
        is_known=True,
    )


def _named_last(piece: list[Unit], parts: Parts, on: date | None) -> Reading | None:
    """The person named after a title and what it is an office of: US ambassador to Iraq Stuart Jones."""
    if parts.head is None or not parts.head.is_a("role") or len(parts.tail) < 2:
        return None
    served, last = parts.tail[-2:]
    if not served.is_a("state", "place", "body", "org") or not (last.is_a("person") or " " in last.key):
        return None
    name = _read_piece([last], on, None) if last.kind in ("name", "known") else None
    if name is None or name.kind != "person":
        return None
    return merge(name, _read_piece(piece[:-1], on, None))


def _has_noun(parts: Parts) -> bool:
    return parts.head is not None and (parts.head.sense is not None or parts.head.kind == "name")


def _those(piece: list[Unit], parts: Parts, on: date | None) -> Reading:
    """Those who …, those in need: people without a noun."""
    country, _ = of_tail(parts.tail) if parts.link in LINKS else (None, None)
    return Reading(
        kind="group", name=" ".join(unit.text for unit in piece), country=country, sector="CVL", head="those",
        belongs="near", is_plural=True,
    )  # fmt: skip


def _pronoun(unit: Unit) -> Reading:
    sex = PRONOUNS[unit.key]
    return Reading(kind="pronoun", name=unit.key, head=unit.key, sex=sex, is_plural=sex == "p")


def _take_apart(piece: list[Unit], on: date | None, head_at: int | None) -> Parts:
    parts = Parts()
    rest = list(piece)
    while rest and rest[0].kind != "known" and _is_determiner(rest[0]):
        _note_determiner(parts, rest.pop(0))
    cut = next((i for i, unit in enumerate(rest) if i and _cuts(unit, rest[i - 1])), len(rest))
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


def _cuts(unit: Unit, before: Unit) -> bool:
    """Whether the word ends the part that holds the head; not the based of eastern-based."""
    return unit.kind == "word" and unit.key in _CUTS and before.kind != "hyphen"


def _is_determiner(unit: Unit) -> bool:
    key = unit.key
    return key in DEFINITE or key in OWNERS or key in INDEFINITE or key.isdigit() or key in ("official", "so", "called")


def _note_determiner(parts: Parts, unit: Unit) -> None:
    if unit.key in OWNERS:
        parts.article, parts.owner = "owner", unit.key
    elif unit.key in DEFINITE:
        parts.article = "definite"
    elif (unit.key in INDEFINITE or unit.key.isdigit()) and parts.article == "none":
        parts.article = "indefinite"


def _without_joined(base: list[Unit]) -> list[Unit]:
    """Drops Iran-backed, blinds pro-Iranian, whose state is not that of the head; keeps Baku-based as Baku."""
    kept: list[Unit] = []
    at = 0
    while at < len(base):
        if at + 2 < len(base) and base[at + 1].kind == "hyphen":
            if _is_prefixed(base[at], base[at + 2]):
                kept.append(_blind(base[at], base[at + 2]))
                at += 3
                continue
            if base[at + 2].key in JOINED - {"based", "born"}:
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


def _is_prefixed(first: Unit, second: Unit) -> bool:
    return first.key in _PREFIXES and second.sense is not None and second.sense.names_state


def _blind(first: Unit, second: Unit) -> Unit:
    """Pro-Iranian as a word of its own."""
    text = f"{first.text}-{second.text}"
    return Unit(first.start, second.end, "word", text.casefold(), text)


def _head_index(base: list[Unit], head_at: int | None) -> int:
    if head_at is not None:
        for i, unit in enumerate(base):
            if unit.start <= head_at < unit.end:
                return i
    return len(base) - 1

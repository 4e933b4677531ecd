"""Who takes part: entities as keys at country level or finer, and how two sides match."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from functools import cache, lru_cache

from dragoman.codes.names import geopolitical_names
from dragoman.records import Claim, Entity

STATE_SECTORS = frozenset({"GOV", "MIL", "SPY", "COP", "JUD", "LEG"})
_OPPOSED = frozenset({"REB", "UAF", "PTY"})
"""Who fights or contests a state is not that state, though its country is the same."""
_UNDIRECTED = frozenset({"ALLIED_WITH", "COOPERATE", "CONSULT"})
_BY_NAME = frozenset({"HOLDS_OFFICE", "PART_OF"})
_SMALL_WORDS = frozenset({"the", "of", "a", "an", "and", "for", "in", "unnamed", "al", "el", "de"})


class Match(Enum):
    """How two sides stand to each other, from best to worst."""

    SAME = "same"
    COUNTRY = "country"
    UNKNOWN = "unknown"
    CONFLICT = "conflict"


@cache
def state_names() -> frozenset[str]:
    """Casefolded names of states and seats of government; without them no rule can tell a state from a person."""
    return frozenset(name.casefold() for name in geopolitical_names())


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """A name as it is compared: without case, signs and little words."""
    return " ".join(w for w in re.findall(r"\w+", name.casefold()) if w not in _SMALL_WORDS)


def is_state(entity: Entity) -> bool:
    """Whether it stands for its state: government, army, services, or the bare name of the country."""
    if entity.country is None:
        return False
    if entity.sector is None:
        return " " not in entity.name or entity.name.casefold() in state_names()
    return entity.sector in STATE_SECTORS


def key(entity: Entity) -> str:
    """The country's code for a state and its organs, the folded name for everybody else."""
    return entity.country if entity.country and is_state(entity) else fold(entity.name)


def level_keys(entities: Iterable[Entity]) -> frozenset[str]:
    """Keys at country level: what two claims on one proposition are sure to share; for blocking."""
    return frozenset(e.country or fold(e.name) for e in entities)


def match_one(a: Entity, b: Entity) -> Match:
    """How two entities match; never UNKNOWN."""
    return _match_named(a.name, a.country, _class(a), b.name, b.country, _class(b))


def _class(entity: Entity) -> str:
    return "opposed" if entity.sector in _OPPOSED else "state" if is_state(entity) else "other"


def _share_name(name: str, other: str) -> bool:
    """Whether more than half of the shorter name stands in the longer: a surname, a short form."""
    one, two = set(fold(name).split()), set(fold(other).split())
    return 2 * len(one & two) > min(len(one), len(two))


@lru_cache(maxsize=1 << 16)
def _match_named(
    name: str, country: str | None, kind: str, other_name: str, other_country: str | None, other_kind: str
) -> Match:
    if _share_name(name, other_name) and (country == other_country or None in (country, other_country)):
        return Match.SAME
    if country is None or country != other_country or {kind, other_kind} == {"state", "opposed"}:
        return Match.CONFLICT
    # a state and its people meet at country level; two different bodies that are no state do not
    return Match.COUNTRY if "state" in (kind, other_kind) else Match.CONFLICT


def match_sides(a: tuple[Entity, ...], b: tuple[Entity, ...]) -> Match:
    """The best match between two sides; UNKNOWN where one of them is not told, or told too vaguely."""
    if not a or not b:
        return Match.UNKNOWN
    if all(map(_is_vague, a)) or all(map(_is_vague, b)):
        return Match.UNKNOWN
    found = {match_one(x, y) for x in a for y in b}
    return next(m for m in (Match.SAME, Match.COUNTRY, Match.CONFLICT) if m in found)


def _is_vague(entity: Entity) -> bool:
    """Gunmen, unnamed attackers: of no country and no name, they may be anybody."""
    words = entity.name.removeprefix("the ")
    return entity.country is None and (words.startswith(("unnamed", "unknown")) or words == words.lower())


def match_claims(a: Claim, b: Claim) -> tuple[Match, Match]:
    """How actors and recipients match; for two-sided acts both are the match of all parties as sets."""
    if a.type in _BY_NAME and b.type in _BY_NAME:
        return _by_name(a.actors, b.actors), _by_name(a.recipients, b.recipients, finer=Match.COUNTRY)
    if is_two_sided(a) or is_two_sided(b):
        together = _match_sets(a.actors + a.recipients, b.actors + b.recipients)
        return together, together
    return match_sides(a.actors, b.actors), match_sides(a.recipients, b.recipients)


def is_two_sided(claim: Claim) -> bool:
    """Whether who acts and who receives is one set: a meeting, an alliance, a war."""
    return claim.type in _UNDIRECTED or (len(claim.actors) > 1 and not claim.recipients)


def _by_name(a: tuple[Entity, ...], b: tuple[Entity, ...], finer: Match = Match.CONFLICT) -> Match:
    """Offices and organs are told apart by name: the country alone says nothing."""
    found = match_sides(a, b)
    return finer if found is Match.COUNTRY else found


def _match_sets(a: tuple[Entity, ...], b: tuple[Entity, ...]) -> Match:
    if not a or not b:
        return Match.UNKNOWN
    small, large = (a, b) if len(level_keys(a)) <= len(level_keys(b)) else (b, a)
    matches = [match_sides((x,), large) for x in small]
    if Match.CONFLICT in matches:
        return Match.CONFLICT
    if len(level_keys(small)) < 2 <= len(level_keys(large)):
        return Match.UNKNOWN
    return Match.SAME if Match.SAME in matches else Match.COUNTRY

"""Which claims count as asserted, and between whom."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import permutations
from typing import Any

from dragoman.records import UNSPECIFIED, Claim, Entity

_STATE_SECTORS = frozenset({None, "GOV", "MIL", "SPY", "COP", "JUD", "LEG"})


@cache
def plover() -> Mapping[str, Any]:
    """The table of types, classes and relations."""
    return tomllib.loads((files("dragoman.codes") / "plover.toml").read_text(encoding="utf-8"))


def asserted(claims: Iterable[Claim], *, own_voice_only: bool = False) -> Iterator[Claim]:
    """Claims put forward as plain fact, each proposition once a story: pages that repeat it make it no more frequent.

    By the document's own voice, or by a holder who is named; own_voice_only leaves out the holders'.
    """
    seen: set[tuple[object, ...]] = set()
    for claim in claims:
        if not claim.stance.is_plain_fact or not _vouched(claim, own_voice_only):
            continue
        once = (claim.story, claim.type, *pairs(claim)) if claim.story else (claim.id,)
        if once not in seen:
            seen.add(once)
            yield claim


def _vouched(claim: Claim, own_voice_only: bool) -> bool:
    last = claim.origin
    if last is None:
        return True
    return not own_voice_only and last.name != UNSPECIFIED


def label(entity: Entity) -> str:
    """The state's code for a state and its organs, the name for everybody else."""
    return entity.country if entity.country and entity.sector in _STATE_SECTORS else entity.name


def pairs(claim: Claim) -> list[tuple[str, str]]:
    """(actor, recipient) of a claim; both directions of a two-sided act; nobody deals with himself."""
    actors = sorted({label(e) for e in claim.actors})
    recipients = sorted({label(e) for e in claim.recipients})
    found = permutations(actors, 2) if not recipients else ((a, r) for a in actors for r in recipients)
    return [(a, r) for a, r in found if a != r]

"""Do two claims speak of one proposition? Features, their weights, and the sum."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.records import RELATION_TYPES, Claim, Document
from dragoman.stories.parties import Match, fold, match_claims
from dragoman.stories.words import Vector, cosine

_NEIGHBOURS = frozenset({frozenset({"AID", "BACKS"})})
_FAR = 90
"""Days between two pages' publication after which undated acts are held apart, unless their words are alike."""


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around the claims: their word vectors and their pages."""

    words: Mapping[str, Vector]
    documents: Mapping[str, Document]


def group(claim: Claim) -> str:
    """Claims of different groups are never laid beside each other."""
    return "AID" if claim.type == "BACKS" else claim.type or "statement"


def features(a: Claim, b: Claim, context: Context) -> dict[str, float] | None:
    """Name -> value of what speaks for or against one proposition; None where it cannot be one."""
    actors, recipients = match_claims(a, b)
    if a.type is not None and _impossible(a, b, actors, recipients):
        return None
    lasting = a.type in RELATION_TYPES
    found = {
        "bias": 1.0,
        "lasting": float(lasting),
        "neighbours": float(a.type != b.type),
        f"actors_{actors.value}": 1.0,
        f"recipients_{recipients.value}": 1.0,
        "mode_differs": float(bool(a.mode and b.mode and a.mode != b.mode)),
        "mode_same": float(bool(a.mode and a.mode == b.mode)),
        "words": cosine(context.words[a.id], context.words[b.id]),
        **_place(a, b),
        **({} if lasting else _time(a, b, context)),
    }
    if a.type is None:
        return {"statement": 1.0, "statement_words": found["words"]}
    return found


def _impossible(a: Claim, b: Claim, actors: Match, recipients: Match) -> bool:
    if recipients is Match.CONFLICT or {actors, recipients} == {Match.UNKNOWN}:
        return True
    if actors is Match.CONFLICT:
        # one act with two authors named: only where the victim is the same and the day is known
        together = a.when is not None and b.when is not None and a.when.overlaps(b.when)
        return recipients is Match.UNKNOWN or not together or a.type in RELATION_TYPES
    return False


def _place(a: Claim, b: Claim) -> dict[str, float]:
    if not a.where or not b.where:
        return {}
    same = bool(set(fold(a.where).split()) & set(fold(b.where).split()))
    return {"place_same": 1.0} if same else {"place_differs": 1.0}


def _time(a: Claim, b: Claim, context: Context) -> dict[str, float]:
    if a.when is None or b.when is None:
        return {"time_unknown": 1.0, "pages_apart": float(_pages_apart(a, b, context) > _FAR)}
    if a.when.overlaps(b.when):
        # a day within a decade proves little
        return {"time_close": 1.0} if max(a.when.days, b.when.days) <= 45 else {"time_loose": 1.0}
    gap = (max(a.when.first, b.when.first) - min(a.when.last, b.when.last)).days
    return {"time_near": 1.0} if gap <= 3 else {"time_apart": 1.0}


def _pages_apart(a: Claim, b: Claim, context: Context) -> int:
    one, two = context.documents.get(a.document), context.documents.get(b.document)
    if not (one and two and one.published and two.published):
        return 0
    x, y = one.published.interval, two.published.interval
    return 0 if x.overlaps(y) else (max(x.first, y.first) - min(x.last, y.last)).days


@cache
def weights() -> Mapping[str, float]:
    """Feature -> log-odds."""
    table = tomllib.loads((files("dragoman.stories") / "weights.toml").read_text(encoding="utf-8"))
    return {name: float(value) for name, value in table.items()}


def likeness(a: Claim, b: Claim, context: Context) -> float:
    """Log-odds that the two speak of one proposition; above 0: more likely than not."""
    found = features(a, b, context)
    if found is None:
        return float("-inf")
    return sum(weights().get(name, 0.0) * value for name, value in sorted(found.items()))

"""Do two claims speak of one proposition? Features, their weights, and the sum."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.records import RELATION_TYPES, Claim, Interval
from dragoman.stories.figures import figures
from dragoman.stories.origins import Provenance
from dragoman.stories.parties import Match, fold, match_claims
from dragoman.stories.words import Vector, content, cosine

_NEIGHBOURS = frozenset({frozenset({"AID", "BACKS"})})
_SMALL_NUMBER = 12
"""Smaller figures meet by chance."""
_NEAR, _FAR = 30, 120
"""Days between two undated acts, as far as their pages tell: up to _NEAR one time, from _FAR on another."""


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around the claims: their word vectors, and where they come from."""

    words: Mapping[str, Vector]
    provenance: Provenance


def group(claim: Claim) -> str:
    """Claims of different groups are never laid beside each other."""
    return "AID" if claim.type == "BACKS" else claim.type or "statement"


def features(a: Claim, b: Claim, context: Context) -> dict[str, float] | None:
    """Name -> value of what speaks for or against one proposition; None where it cannot be one."""
    if a.type is None or b.type is None:
        return _statement(a, b, context)
    actors, recipients = match_claims(a, b)
    if _impossible(a, b, actors, recipients):
        return None
    lasting = a.type in RELATION_TYPES
    modes = {a.mode, b.mode} if a.type != "HOLDS_OFFICE" else set()
    return {
        "bias": 1.0,
        "lasting": float(lasting),
        "neighbours": float(a.type != b.type),
        f"actors_{actors.value}": 1.0,
        f"recipients_{recipients.value}": 1.0,
        "mode_differs": float(len(modes - {None}) == 2),
        "mode_same": float(len(modes) == 1 and None not in modes),
        "denial": float(a.stance.polarity != b.stance.polarity),
        "words": cosine(context.words[a.id], context.words[b.id]),
        **_place(a, b),
        **({} if lasting else _time(a, b, context)),
    }


def _statement(a: Claim, b: Claim, context: Context) -> dict[str, float]:
    """Statements have no sides: only their words, their figures and who made them."""
    one, two = figures(content(a)), figures(content(b))
    same = [what for what in one.keys() & two.keys() if one[what] == two[what] and one[what] > _SMALL_NUMBER]
    return {
        "statement": 1.0,
        "statement_words": cosine(context.words[a.id], context.words[b.id]),
        "statement_figure": float(bool(same)),
        "statement_origin": float(context.provenance.origin(a) == context.provenance.origin(b)),
    }


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
        return {"time_unknown": 1.0, "time_doubt": _doubt(a, b, context)}
    if a.when.overlaps(b.when):
        # a day within a decade proves little
        longest = max(a.when.days, b.when.days)
        return {"time_day": 1.0} if longest <= 2 else {"time_close": 1.0} if longest <= 45 else {"time_loose": 1.0}
    gap = (max(a.when.first, b.when.first) - min(a.when.last, b.when.last)).days
    return {"time_near": 1.0} if gap <= 3 else {"time_apart": 1.0}


def _doubt(a: Claim, b: Claim, context: Context) -> float:
    """0: undated, but told at one time; 1: told at different times; between where that is unknown."""
    one, two = _anchor(a, context), _anchor(b, context)
    if one is None or two is None:
        return 0.5
    gap = 0 if one.overlaps(two) else (max(one.first, two.first) - min(one.last, two.last)).days
    return min(1.0, max(0.0, (gap - _NEAR) / (_FAR - _NEAR)))


def _anchor(claim: Claim, context: Context) -> Interval | None:
    """Its own days, or those of its page's publication: news is of its day unless it says otherwise."""
    if claim.when is not None:
        return claim.when
    page = context.provenance.documents.get(claim.document)
    return page.published.interval if page and page.published else None


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

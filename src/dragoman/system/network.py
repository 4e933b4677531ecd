"""The signed network: who stands well or ill to whom, as asserted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dragoman.records import Claim
from dragoman.system.assertions import asserted, pairs, plover

if TYPE_CHECKING:
    import networkx


def network(claims: Iterable[Claim], *, own_voice_only: bool = False) -> networkx.DiGraph:
    """Actors joined by their asserted dealings and relations.

    Edges carry `positive` and `negative` (sums of weights: 1 for words, 2 for deeds and lasting relations), `weight`
    (positive minus negative), `sign` (1, 0, -1) and `claims` (how many). Nodes and edges are added in sorted order.
    """
    import networkx

    sums: dict[tuple[str, str], list[int]] = {}
    for claim in asserted(claims, own_voice_only=own_voice_only):
        sign, weight = _charge(claim)
        for pair in pairs(claim) if weight else ():
            positive, negative, count = sums.get(pair, (0, 0, 0))
            gain, loss = (weight, 0) if sign > 0 else (0, weight)
            sums[pair] = [positive + gain, negative + loss, count + 1]
    graph = networkx.DiGraph()
    graph.add_nodes_from(sorted({actor for pair in sums for actor in pair}))
    for (actor, recipient), (positive, negative, count) in sorted(sums.items()):
        total = positive - negative
        sign = (total > 0) - (total < 0)
        graph.add_edge(actor, recipient, positive=positive, negative=negative, weight=total, sign=sign, claims=count)
    return graph


def _charge(claim: Claim) -> tuple[int, int]:
    table = plover()
    if claim.kind == "event":
        found = table["classes"][table["types"][claim.type]["class"]]
    else:
        found = table["relations"].get(claim.type, {"sign": 0, "weight": 0})
    return found["sign"], found["weight"]

"""Stories: candidate pairs, joined where they are alike, laid beside each other, counted by origin."""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from dragoman.records import RELATION_TYPES, Claim, Comparison, Document, Entity, Interval, Reprint, Story
from dragoman.stories.candidates import candidates
from dragoman.stories.likeness import Context, group, likeness
from dragoman.stories.origins import Provenance
from dragoman.stories.relations import relate
from dragoman.stories.words import vectors

_PROBES = 6
"""Claims of each cluster that are asked before two clusters are joined: those that know most."""
_GLUE = -1.0
"""Log-odds below which two of them speak against joining."""
_COMPARED = 40
"""In a larger story each claim is compared with one of every voice and stance, up to so many, not with every other."""


def build_stories(
    claims: Iterable[Claim], documents: Mapping[str, Document], reprints: Iterable[Reprint] = ()
) -> list[Story]:
    """All claims filed into stories, by id; one that stands alone is a story of one. Any order of pages gives the same.

    documents: by id; they tell publishers, sources and days of publication. reprints: pages with one text.
    """
    ordered = sorted(claims, key=lambda c: (c.document, c.evidence, c.id))
    provenance = Provenance.of(ordered, documents, reprints)
    context = Context(vectors(ordered), provenance)
    stories = [_story(members, provenance) for members in _clusters(ordered, context)]
    return sorted(stories, key=lambda s: s.id)


def _clusters(claims: Sequence[Claim], context: Context) -> Iterator[list[Claim]]:
    """Joins the likeliest pairs first; two clusters are joined only if what they know of each other agrees."""
    scored = [(likeness(a, b, context), a, b) for a, b in candidates(claims, context)]
    likely = sorted(((s, a, b) for s, a, b in scored if s > 0), key=lambda x: (-round(x[0], 9), x[1].id, x[2].id))
    home = {claim.id: n for n, claim in enumerate(claims)}
    members = {n: [claim] for n, claim in enumerate(claims)}
    for _, a, b in likely:
        one, two = home[a.id], home[b.id]
        if one != two and _may_join(members[one], members[two], context):
            keep, drop = (one, two) if len(members[one]) >= len(members[two]) else (two, one)
            for claim in members[drop]:
                home[claim.id] = keep
            members[keep] += members.pop(drop)
    place = {claim.id: n for n, claim in enumerate(claims)}
    yield from (sorted(cluster, key=lambda c: place[c.id]) for cluster in members.values())


def _may_join(one: list[Claim], two: list[Claim], context: Context) -> bool:
    """Whether most of a few claims of each could be one proposition: a claim without actors must not glue two.

    One pair of claims that tell both sides and cannot be one proposition is enough: aid given is not aid received.
    """
    told = [(a, b, likeness(a, b, context)) for a in _probes(one) for b in _probes(two)]
    if any(score == -math.inf and _is_whole(a) and _is_whole(b) for a, b, score in told):
        return False
    return sum(score < _GLUE for _, _, score in told) * 2 < len(told) or len(told) == 1


def _is_whole(claim: Claim) -> bool:
    return bool(claim.actors) and bool(claim.recipients)


def _probes(cluster: list[Claim]) -> list[Claim]:
    return sorted(cluster, key=lambda c: (-_known(c), c.id))[:_PROBES]


def _known(claim: Claim) -> int:
    return bool(claim.actors) + bool(claim.recipients) + (claim.when is not None)


def _story(claims: list[Claim], provenance: Provenance) -> Story:
    return Story(
        id=_id(claims),
        type=group(claims[0]) if len({c.type for c in claims}) > 1 else claims[0].type or "STATEMENT",
        actors=_names(e for c in claims for e in c.actors),
        recipients=_names(e for c in claims for e in c.recipients),
        claims=tuple(c.id for c in claims),
        documents=tuple(sorted({c.document for c in claims})),
        origins=tuple(sorted({provenance.origin(c) for c in claims})),
        affirmed_by=_voices(claims, provenance, "affirmed"),
        denied_by=_voices(claims, provenance, "denied"),
        supposed_by=_voices(claims, provenance, "supposed"),
        when=_when(claims),
        comparisons=tuple(_comparisons(claims, provenance)),
    )


def _id(claims: list[Claim]) -> str:
    digest = hashlib.sha256("\n".join(sorted(c.id for c in claims)).encode("utf-8", "backslashreplace"))
    return f"s{digest.hexdigest()[:12]}"


def _names(entities: Iterable[Entity]) -> tuple[str, ...]:
    counts = Counter(e.name for e in entities)
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def _attitude(claim: Claim) -> str:
    if claim.stance.mood != "actual":
        return "supposed"
    return "affirmed" if claim.stance.polarity == "+" else "denied"


def _voices(claims: list[Claim], provenance: Provenance, attitude: str) -> tuple[str, ...]:
    return tuple(sorted({provenance.voice(c) for c in claims if _attitude(c) == attitude}))


def _when(claims: list[Claim]) -> Interval | None:
    """The days that most claims can agree on: their common days where there are any, else all days named."""
    days = [c.when for c in claims if c.when]
    if not days:
        return None
    first, last = max(d.first for d in days), min(d.last for d in days)
    if first <= last and claims[0].type not in RELATION_TYPES:
        return Interval(first, last)
    return Interval(min(d.first for d in days), max(d.last for d in days))


def _comparisons(claims: list[Claim], provenance: Provenance) -> Iterator[Comparison]:
    for a, b in _pairs(claims, provenance):
        if (found := relate(a, b, provenance)) is not None:
            yield found


def _pairs(claims: list[Claim], provenance: Provenance) -> Iterator[tuple[Claim, Claim]]:
    if len(claims) <= _COMPARED:
        yield from combinations(claims, 2)
        return
    firsts: dict[tuple[str, str, str], Claim] = {}
    for claim in claims:
        firsts.setdefault((provenance.origin(claim), claim.stance.polarity, claim.stance.mood), claim)
    chosen = list(firsts.values())[:_COMPARED]
    rank = {claim.id: n for n, claim in enumerate(claims)}
    done: defaultdict[str, set[str]] = defaultdict(set)
    for claim in claims:
        for other in chosen:
            a, b = sorted((claim, other), key=lambda c: rank[c.id])
            if a.id != b.id and b.id not in done[a.id]:
                done[a.id].add(b.id)
                yield a, b

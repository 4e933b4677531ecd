"""Which pairs of claims are worth comparing: those that share a block. Growth stays near n log n."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from dragoman.records import Claim
from dragoman.stories.likeness import Context, group
from dragoman.stories.parties import is_two_sided, level_keys

_SMALL = 64
"""Blocks up to this size are compared in full; larger ones are cut by week and by rare words."""
_RARE_WORDS = 4
_LONG = 45


def candidates(claims: Sequence[Claim], context: Context) -> list[tuple[Claim, Claim]]:
    """Pairs worth comparing, each once, the claim with the lower (document, place) first, in a fixed order."""
    blocks: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        for block in _blocks(claim):
            blocks[block].append(claim)
    found: dict[tuple[str, str], tuple[Claim, Claim]] = {}
    for block in sorted(blocks):
        for part in _parts(blocks[block], context):
            for a, b in combinations(part, 2):
                found[a.id, b.id] = (a, b)
    return [found[pair] for pair in sorted(found)]


def _blocks(claim: Claim) -> Iterator[str]:
    if claim.type is None:
        yield "statement"
        return
    everybody = level_keys(claim.actors + claim.recipients)
    two_sided = is_two_sided(claim)
    for side, keys in (
        ("actor", everybody if two_sided else level_keys(claim.actors)),
        ("recipient", everybody if two_sided else level_keys(claim.recipients)),
    ):
        for party in keys:
            yield f"{group(claim)} {side} {party}"


def _parts(block: list[Claim], context: Context) -> Iterator[list[Claim]]:
    if len(block) <= _SMALL:
        yield block
        return
    cuts: dict[str, list[Claim]] = defaultdict(list)
    for claim in block:
        for cut in _cuts(claim, context):
            cuts[cut].append(claim)
    for _, part in sorted(cuts.items()):
        # what even a week or a rare word leaves too large is compared with neighbours in order of the pages only
        for start in range(0, len(part), _SMALL // 2):
            yield part[start : start + _SMALL]


def _cuts(claim: Claim, context: Context) -> Iterator[str]:
    if claim.when is not None and claim.when.days <= _LONG:
        for week in range(claim.when.first.toordinal() // 7, claim.when.last.toordinal() // 7 + 1):
            yield f"week {week}"
    words = context.words[claim.id]
    for word in sorted(words, key=lambda w: (-words[w], w))[:_RARE_WORDS]:
        yield f"word {word}"

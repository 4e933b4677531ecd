"""A word of denial over a claim turns it, however sure the network is of the contrary."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from spacy.tokens import Token

from dragoman.records import Stance

_NEGATIONS = frozenset({"not", "never", "n't", "n’t", "cannot"})


@lru_cache(maxsize=1)
def _denying() -> frozenset[str]:
    lines = (Path(__file__).parent / "denials.txt").read_text("utf-8").splitlines()
    return frozenset(x for x in lines if x and not x.startswith("#"))


def is_denied(trigger: Token, cues: frozenset[int]) -> bool:
    """Whether an affirmed verb or noun of denial governs the trigger, with no other cue (token indices) between."""
    for above in trigger.ancestors:
        if above.lower_ in _denying():
            return not any(child.lower_ in _NEGATIONS for child in above.children)
        if above.i in cues:
            return False
    return False


def with_denial(stance: Stance, trigger: Token, cues: frozenset[int]) -> Stance:
    """The stance, negative where it is denied."""
    if stance.polarity == "+" and is_denied(trigger, cues):
        return Stance(polarity="-", mood=stance.mood)
    return stance

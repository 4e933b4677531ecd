"""A word of denial over a claim turns it, however sure the network is of the contrary."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from spacy.tokens import Token

from dragoman.records import Stance

_NEGATIONS = frozenset({"not", "never", "n't", "n’t", "cannot"})


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    """Word -> deny, dismiss or charge."""
    lines = (Path(__file__).parent / "denials.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {word: kind for kind, word in rows[1:]}


def is_denied(trigger: Token, cues: frozenset[int]) -> bool:
    """Whether an affirmed word of denial governs the trigger, with no other cue (token indices) between.

    "rejects" and "dismisses" deny only what a word of a charge stands over: one may reject a plan as well.
    """
    is_charged = False
    for above in trigger.ancestors:
        kind = _kinds().get(above.lower_)
        if kind == "deny" or (kind == "dismiss" and is_charged):
            return not any(child.lower_ in _NEGATIONS for child in above.children)
        is_charged = is_charged or kind == "charge"
        if kind != "charge" and above.i in cues:
            return False
    return False


def with_denial(stance: Stance, trigger: Token, cues: frozenset[int]) -> Stance:
    """The stance, negative where it is denied."""
    if stance.polarity == "+" and is_denied(trigger, cues):
        return Stance(polarity="-", mood=stance.mood)
    return stance

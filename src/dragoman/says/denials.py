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


def denying_word(trigger: Token, cues: frozenset[int]) -> Token | None:
    """The affirmed word of denial that governs the trigger, with no other cue (token indices) between.

    "rejects" and "dismisses" deny only what a word of a charge stands over: one may reject a plan as well.
    """
    is_charged = False
    for above in trigger.ancestors:
        kind = _kinds().get(above.lower_)
        if kind == "deny" or (kind == "dismiss" and is_charged):
            return None if any(child.lower_ in _NEGATIONS for child in above.children) else above
        is_charged = is_charged or kind == "charge"
        if kind != "charge" and above.i in cues:
            return None
    return None


def with_denial(stance: Stance, trigger: Token, cues: frozenset[int]) -> Stance:
    """The stance, negative where it is denied."""
    if stance.polarity == "+" and denying_word(trigger, cues) is not None:
        return Stance(polarity="-", mood=stance.mood)
    return stance

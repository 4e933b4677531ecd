"""The scores of a network that knew the gold: what the form of cues, findings and windows cannot say shows here."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from train.items import DOCUMENT, ClaimTarget, Item

from dragoman.reader.findings import ACTOR, CONTENT_FIRST, CONTENT_LAST, HOLDER, RECIPIENT
from dragoman.reader.session import Array, Scores

SURE = 20.0
PLACE, TIME = 5, 6


def golden(scores: Scores, item: Item) -> Scores:
    """The network's tags, tree and names; mentions, triggers and all that hangs on them as the training data say."""
    n = len(item.mention)
    new: dict[str, Array] = {
        "trigger": _never(n, scores.trigger.shape[1]),
        "mention": _one_hot(np.maximum(item.mention, 0), 3),
        "pointers": _never(TIME + 1, n, n),
        "other": _never(n, 2),
        "polarity": _never(n, scores.polarity.shape[1]),
        "mood": _never(n, scores.mood.shape[1]),
    }
    new["metonym"] = (SURE * np.sign(np.asarray(item.metonym) - 0.5)).astype(np.float32)
    new["saying"] = (SURE * np.sign(np.asarray(item.saying) - 0.5)).astype(np.float32)
    for claim in item.claims or ():
        _say(new, claim)
    return replace(scores, **new)  # type: ignore[arg-type]


def _say(new: dict[str, Array], c: ClaimTarget) -> None:
    new["trigger"][c.word, c.type] = SURE
    pointed = new["pointers"][:, c.word]
    for role, words in ((ACTOR, c.actors), (RECIPIENT, c.recipients), (PLACE, [c.place]), (TIME, [c.time])):
        for word in words:
            if word is not None and word >= 0:
                pointed[role, word] = SURE
    if c.content:
        pointed[CONTENT_FIRST, c.content[0]] = pointed[CONTENT_LAST, c.content[1]] = SURE
    if c.holder is not None and c.holder >= 0:
        pointed[HOLDER, c.holder] = SURE
    elif c.holder is not None:
        new["other"][c.word, 0 if c.holder == DOCUMENT else 1] = SURE
    for name, value in (("polarity", c.polarity), ("mood", c.mood)):
        if value >= 0:
            new[name][c.word] = -SURE
            new[name][c.word, value] = SURE


def _never(*shape: int) -> Array:
    return np.full(shape, -SURE, dtype=np.float32)


def _one_hot(classes: np.ndarray, size: int) -> Array:
    return np.where(np.arange(size) == np.asarray(classes)[:, None], SURE, -SURE).astype(np.float32)

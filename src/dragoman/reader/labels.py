"""The reader's label inventories that are fixed by the codebook and by Universal Dependencies' practice."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from dragoman.records import EVENT_TYPES, MOODS, RELATION_TYPES

NAME_TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
CUE = "CUE"
TRIGGERS = (*EVENT_TYPES, *RELATION_TYPES, CUE)
POLARITIES = ("+", "-")
POINTERS = ("actor", "recipient", "holder", "context", "content_first", "content_last", "place", "time")


@dataclass(frozen=True, slots=True)
class Labels:
    """All label inventories; the learned ones come from the training data and travel with the weights."""

    upos: tuple[str, ...]
    feats: tuple[str, ...]
    lemmas: tuple[str, ...]
    relations: tuple[str, ...]
    modes: tuple[str, ...]
    names: tuple[str, ...] = NAME_TAGS
    triggers: tuple[str, ...] = TRIGGERS
    moods: tuple[str, ...] = MOODS

    @classmethod
    def load(cls, path: Path) -> Labels:
        """From the JSON file beside the weights."""
        return cls(**{k: tuple(v) for k, v in json.loads(path.read_text("utf-8")).items()})

    def dump(self, path: Path) -> None:
        """Write the JSON file."""
        rows = {k: list(getattr(self, k)) for k in self.__slots__}
        path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")

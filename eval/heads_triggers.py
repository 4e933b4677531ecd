"""Events and relations: triggers with and without type, by what kind of word they are; their arguments."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from spacy.tokens import Token
from train.annotated import Wanted
from train.windows import head_of, trigger_word

from dragoman.reader.findings import sigmoid
from dragoman.reader.labels import CUE, TRIGGERS
from eval.heads_metrics import F1, calibration
from eval.heads_oracle import PLACE, TIME
from eval.heads_reading import Read

Key = tuple[int, str]
SEEN = 0.05
_CUE = TRIGGERS.index(CUE)
_VERBS = ("VERB", "AUX")
_NOUNS = ("NOUN", "PROPN")


def wanted_at(read: Read) -> list[tuple[int, Wanted]]:
    """The gold's events and relations with the words that carry their triggers."""
    rows = [w for w in (read.gold.wanted if read.gold else ()) if w.type != CUE and w.trigger]
    return [(at, w) for w in rows if w.trigger and (at := trigger_word(read.words, w.trigger)) is not None]


def kind_of(token: Token) -> str:
    """verbal, participial (a participle or gerund that no auxiliary helps to a clause), nominal, adjectival, other."""
    if token.pos_ in _VERBS:
        form = token.morph.get("VerbForm", [])
        is_helped = any(c.dep_.startswith("aux") for c in token.children)
        return "participial" if form and form[0] in ("Part", "Ger") and not is_helped else "verbal"
    if token.pos_ in _NOUNS:
        return "nominal"
    return "adjectival" if token.pos_ == "ADJ" else "other"


@dataclass
class Triggers:
    """Counts over documents."""

    whole: F1 = field(default_factory=F1)
    untyped: F1 = field(default_factory=F1)
    kinds: dict[str, F1] = field(default_factory=dict)
    types: dict[str, F1] = field(default_factory=dict)
    odds: list[tuple[float, bool]] = field(default_factory=list)
    sure: list[tuple[float, bool]] = field(default_factory=list)
    without: int = 0

    def add(self, read: Read) -> None:
        """One document."""
        gold = wanted_at(read)
        wanted = {(at, w.type) for at, w in gold}
        found = {(read.word_of[f.trigger], f.type) for f in read.doc._.findings}
        if read.gold:
            self.without += sum(w.trigger is None and w.type != CUE for w in read.gold.wanted)
        self.whole.add(found, wanted)
        self.untyped.add({k[0] for k in found}, {k[0] for k in wanted})
        kinds = {at: kind_of(read.doc[read.tokens[at]]) for at, _ in found | wanted}
        _apart(self.kinds, found, wanted, {k: kinds[k[0]] for k in found | wanted})
        _apart(self.types, found, wanted, {k: k[1] for k in found | wanted})
        self._calibrate(read, wanted, {(at, w.type, w.polarity, w.mood) for at, w in gold})

    def _calibrate(
        self, read: Read, wanted: Collection[Key], whole: Collection[tuple[int, str, str | None, str | None]]
    ) -> None:
        for window, s in zip(read.cuts, read.scores, strict=True):
            odds = np.delete(sigmoid(s.trigger), _CUE, axis=1)
            types = [t for t in TRIGGERS if t != CUE]
            for at in range(window.core_start, window.core_end):
                row = odds[at - window.start]
                for k in np.flatnonzero(row > SEEN):
                    self.odds.append((float(row[k]), (at, types[k]) in wanted))
        for f in read.doc._.findings:
            right = (read.word_of[f.trigger], f.type, f.polarity, f.mood) in whole
            self.sure.append((f.confidence, right))

    def row(self) -> dict[str, object]:
        return {
            "with type": self.whole.row(),
            "without type": self.untyped.row(),
            "by kind of word": {k: self.kinds[k].row() for k in sorted(self.kinds)},
            "by type": {k: self.types[k].row() for k in sorted(self.types)},
            f"ece of probabilities above {SEEN}": _ece(self.odds),
            "ece of confidence (trigger, type, stance)": _ece(self.sure),
            "gold without trigger, left out": self.without,
        }


def _ece(rows: Sequence[tuple[float, bool]]) -> dict[str, float]:
    right = [r for _, r in rows]
    sure = [p for p, _ in rows]
    return {"ece": calibration(sure, right), "cases": len(rows), "mean": 100 * sum(sure) / max(1, len(rows)),
            "right": 100 * sum(right) / max(1, len(rows))}  # fmt: skip


def _apart(counts: dict[str, F1], found: Iterable[Key], wanted: Iterable[Key], group: Mapping[Key, str]) -> None:
    for name in set(group.values()):
        keys = ([k for k in side if group[k] == name] for side in (found, wanted))
        counts.setdefault(name, F1()).add(*keys)


@dataclass
class Arguments:
    """Counts at triggers that were found with their type. Relaxed: any mention of the same actor will do."""

    counts: dict[str, F1] = field(default_factory=dict)
    triggers: int = 0

    def add(self, read: Read) -> None:
        """One document."""
        found = {(read.word_of[f.trigger], f.type): f for f in read.doc._.findings}
        same = _same(read)
        for at, w in wanted_at(read):
            finding = found.get((at, w.type))
            if finding is None:
                continue
            self.triggers += 1
            for name in ("actors", "recipients"):
                heads = [read.head(m) for m in getattr(finding, name)]
                gold = [h for s in getattr(w, name) if (h := head_of(read.words, s)) is not None]
                self._count(name, set(heads), set(gold))
                self._count(
                    f"relaxed: {name}, same actor", {same.get(h, h) for h in heads}, {same.get(h, h) for h in gold}
                )
            self._setting(read, at, w)

    def _setting(self, read: Read, at: int, w: Wanted) -> None:
        s, i = read.at(at)
        assert read.gold
        for name, role, is_judged in (("place", PLACE, read.gold.has_places), ("time", TIME, read.gold.has_times)):
            if not is_judged:
                continue
            row, span = s.pointers[role, i], getattr(w, name)
            top = int(row.argmax())
            head = head_of(read.words, span) if span else None
            self._count(name, {top + at - i} if row[top] > 0 else (), () if head is None else {head})

    def _count(self, name: str, found: Iterable[int], wanted: Iterable[int]) -> None:
        self.counts.setdefault(name, F1()).add(found, wanted)

    def row(self) -> dict[str, object]:
        out: dict[str, object] = {k: v.row() for k, v in self.counts.items()}
        return {"triggers": self.triggers, **out}


def _same(read: Read) -> dict[int, int]:
    """For each head word of an actor's mention, that of the actor's first."""
    out: dict[int, int] = {}
    for chain in read.gold.chains if read.gold else ():
        heads = [h for s in chain if (h := head_of(read.words, s)) is not None]
        for h in heads:
            out.setdefault(h, heads[0])
    return out

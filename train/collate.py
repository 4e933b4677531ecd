"""Windows to tensors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from dragoman.reader.features import MASK, pad
from dragoman.reader.labels import TRIGGERS
from train.items import ClaimTarget, Item


@dataclass
class Batch:
    """Tensors of a batch; see Item. trigger: (batch, words, types) 0/1; judged: (batch, words) trigger loss counts;
    is_whole: (batch,) all mentions known."""

    inputs: dict[str, Tensor]
    starts: Tensor
    targets: dict[str, Tensor]
    trigger: Tensor
    judged: Tensor
    is_whole: Tensor
    claims: list[tuple[int, ClaimTarget]]

    @property
    def real(self) -> Tensor:
        return self.inputs["last"] > 0


SMALL, SHOUTED, LETTERS = 1, 3, (1, 2, 3, 4, 7)  # shapes of features.casing


def _recase(cases: Tensor, rng: torch.Generator, share: float = 0.08) -> None:
    """In some windows a stretch is shouted or in small letters, as headlines are; the pieces are uncased anyway."""
    for row in (torch.rand(len(cases), generator=rng) < share).nonzero().flatten().tolist():
        n = cases.shape[1]
        at, length = (int(torch.randint(1, n, (1,), generator=rng)) for _ in range(2))
        part = cases[row, at : at + min(length, 30)]
        small = bool(torch.rand(1, generator=rng) < 0.5)
        part[torch.isin(part, torch.tensor(LETTERS))] = SMALL if small else SHOUTED


WORD_TARGETS = ("upos", "feats", "lemma", "head", "relation", "sentence", "start", "name", "mention", "chain", "entity",
                "metonym", "saying")  # fmt: skip


def collate(items: Sequence[Item], rng: torch.Generator | None = None, hide: float = 0.08) -> Batch:
    """A batch; with a generator, some pieces are masked and some cases hidden, as noise."""
    inputs = {
        k: torch.from_numpy(pad([getattr(x.encoded, k) for x in items]))
        for k in ("pieces", "cases", "known", "quoted", "first", "last")
    }
    if rng is not None:
        r = torch.rand(inputs["pieces"].shape, generator=rng)
        inputs["pieces"][(r < hide) & (inputs["pieces"] > MASK)] = MASK
        inputs["cases"][torch.rand(inputs["cases"].shape, generator=rng) < 0.05] = 0
        _recase(inputs["cases"], rng)
    targets = {k: torch.from_numpy(pad([getattr(x, k) for x in items], -1)) for k in WORD_TARGETS}
    b, w = inputs["first"].shape
    trigger, judged = torch.zeros(b, w, len(TRIGGERS)), torch.zeros(b, w)
    claims: list[tuple[int, ClaimTarget]] = []
    for i, x in enumerate(items):
        if x.claims is None:
            continue
        judged[i, x.core[0] : x.core[1]] = 1
        for c in x.claims:
            trigger[i, c.word, c.type] = 1
            claims.append((i, c))
    starts = torch.from_numpy(pad([x.encoded.starts for x in items]))
    is_whole = torch.tensor([x.is_whole for x in items])
    return Batch(inputs, starts, targets, trigger, judged, is_whole, claims)

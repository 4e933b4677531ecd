"""Scores on development data while training."""

from __future__ import annotations

import random

import torch
from torch import Tensor

from dragoman.reader.labels import CUE, TRIGGERS
from train.collate import collate
from train.data import Data
from train.items import batches
from train.model import Reader
from train.parses import tree_window
from train.windows import claim_items


def spans(tags: list[int]) -> set[tuple[int, int, int]]:
    """IOB numbers to (start, end, kind); odd numbers begin, even ones go on."""
    out, start, kind = set(), -1, 0
    for i, t in enumerate([*tags, 0]):
        if start >= 0 and (t == 0 or t % 2 == 1 or (t + 1) // 2 != kind):
            out.add((start, i, kind))
            start = -1
        if t > 0 and start < 0:
            start, kind = i, (t + 1) // 2
    return out


def f1(hits: int, found: int, wanted: int) -> float:
    return round(200 * hits / max(1, found + wanted), 2)


def amp() -> torch.autocast:
    return torch.autocast("cpu", dtype=torch.bfloat16)


@torch.no_grad()
def trees(reader: Reader, data: Data, tell_starts: bool = True) -> dict[str, float]:
    """UPOS, UAS, LAS, lemma, names on EWT dev, gold words, five sentences a window."""
    reader.eval()
    by: list[list[int]] = [[]]
    for i, t in enumerate(data.dev_trees):
        if by[-1] and (data.dev_trees[by[-1][-1]].doc != t.doc or len(by[-1]) == 5):
            by.append([])
        by[-1].append(i)
    items = [x for g in by if (x := tree_window([data.dev_trees[i] for i in g], data.labels, data.cut, tell_starts))]
    n, right, name = 0, {"upos": 0, "feats": 0, "lemma": 0, "uas": 0, "las": 0}, [0, 0, 0]
    begun = [0, 0, 0]
    for group in batches(items, 4096, None):
        b = collate(group)
        with amp():
            i = b.inputs
            s = reader.words(i["pieces"], i["cases"], i["known"], i["quoted"], i["first"], i["last"])
            t = b.targets
            apart = (t["sentence"][:, :, None] != t["sentence"][:, None, :]) | ~b.real[:, None, :]
            heads = (reader.arcs(s.top).float() - apart.float() * 1e4).argmax(-1)
            rel = reader.tree_labels(s.top, heads).argmax(-1)
            tags = {k: getattr(reader, k)(s.tags).argmax(-1) for k in ("upos", "feats", "lemma")}
            names, begins = reader.names(s.top).argmax(-1), reader.start(s.tags).squeeze(-1) > 0
        real = t["head"] >= 0
        n += int(real.sum())
        for k, v in tags.items():
            right[k] += int(((v == t[k]) & real).sum())
        ok = (heads == t["head"]) & real
        right["uas"] += int(ok.sum())
        right["las"] += int((ok & (rel == t["relation"])).sum())
        gold = (t["start"] == 1) & real
        begun = [
            begun[0] + int((begins & gold).sum()),
            begun[1] + int((begins & real).sum()),
            begun[2] + int(gold.sum()),
        ]
        _count_names(name, names, t["name"], real)
    reader.train()
    out = {k: round(100 * v / n, 2) for k, v in right.items()}
    return {**out, "names": f1(*name), "starts": f1(*begun)}


def _count_names(count: list[int], found: Tensor, gold: Tensor, real: Tensor) -> None:
    for f, g, r in zip(found.tolist(), gold.tolist(), real.tolist(), strict=True):
        keep = [i for i, (x, y) in enumerate(zip(r, g, strict=True)) if x and y >= 0]
        a, b = spans([f[i] for i in keep]), spans([g[i] for i in keep])
        count[0] += len(a & b)
        count[1] += len(a)
        count[2] += len(b)


@torch.no_grad()
def triggers(reader: Reader, data: Data, threshold: float = 0.4) -> dict[str, float]:
    """Trigger with type F1, cues F1, on the corpus documents kept for development."""
    reader.eval()
    rng = random.Random(3)
    items = [
        x for d in data.corpus_dev for x in claim_items(data.cast.rename(d, data.cast.draw(rng)), data.labels, data.cut)
    ]
    count = {"trigger": [0, 0, 0], "cue": [0, 0, 0]}
    for group in batches(items, 4096, None):
        b = collate(group)
        with amp():
            i = b.inputs
            s = reader.words(i["pieces"], i["cases"], i["known"], i["quoted"], i["first"], i["last"])
            found = (torch.sigmoid(reader.trigger(s.claim).float()) > threshold) & (b.judged > 0)[:, :, None]
        want, cue = b.trigger > 0, TRIGGERS.index(CUE)
        for k, part in (("trigger", slice(0, cue)), ("cue", slice(cue, None))):
            f, w = found[:, :, part], want[:, :, part]
            count[k] = [count[k][0] + int((f & w).sum()), count[k][1] + int(f.sum()), count[k][2] + int(w.sum())]
    reader.train()
    return {k: f1(*v) for k, v in count.items()}

"""Train the line judge: which blocks of a page are body, comment or neither.

    python -m train.lines --out runs/lines --epochs 12            learns on WCXB's development part and our untidy pages
    python -m train.lines --out runs/lines --export FOLDER        writes lines.onnx

A fifth of the pages, by digest of their name, is kept for choosing; WCXB's test part is never read here.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from dragoman.capture.blocks import make_blocks
from dragoman.capture.cues import cue_of
from dragoman.capture.heads import is_dateline
from train.line_traits import BUCKETS, traits

SHARED = Path("../shared/data")
KINDS = ("body", "comment", "other")
ARTICLE, OTHER_PAGES = 1.0, 0.3


@dataclass
class Page:
    """Traits of a page's blocks, what each is (-1: not known), its characters, and how much the page counts."""

    id: str
    looks: Tensor
    words: Tensor
    kinds: Tensor
    sizes: Tensor
    weight: float
    is_article: bool


def page(id: str, lines: list[str], kinds: list[str], weight: float, is_article: bool = True) -> Page | None:
    blocks = make_blocks(lines)
    if not blocks:
        return None
    cues = [
        "" if is_dateline(b) else cue_of(b, in_body=False, spaced=" ".join(lines[b.first : b.last + 1])) for b in blocks
    ]
    looks, words = traits(blocks, cues)
    gold = [KINDS.index(kinds[b.first]) if kinds[b.first] in KINDS else -1 for b in blocks]
    sizes = [sum(len(lines[i].strip()) for i in range(b.first, b.last + 1)) for b in blocks]
    return Page(id, torch.from_numpy(looks), torch.from_numpy(words), torch.tensor(gold),
                torch.tensor(sizes, dtype=torch.float32), weight, is_article)  # fmt: skip


def wcxb(path: Path) -> list[Page]:
    out = []
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for row in map(json.loads, stream):
            lines = [x[0].replace("\n", " ") for x in row["lines"]]
            kinds = ["free" if x[2:] == ["headline"] else x[1] for x in row["lines"]]
            is_article = row["page_type"] == "article"
            out.append(page(row["id"], lines, kinds, ARTICLE if is_article else OTHER_PAGES, is_article))
    return [p for p in out if p]


def untidy(folder: Path) -> list[Page]:
    """Our pages whose lines have roles."""
    of = {"body": "body", "quote": "body", "comment": "comment", "title": "free", "deck": "free", "blank": "free"}
    out = []
    for path in sorted(folder.glob("*.jsonl")):
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            if "lines" in row:
                roles, lines = dict(row["lines"]), row["text"].split("\n")
                kinds = [of.get(roles.get(i + 1, "blank"), "other") for i in range(len(lines))]
                out.append(page(row["id"], lines, kinds, 2.0))
    return [p for p in out if p]


class Judge(nn.Module):
    """Words' embeddings and looks of each block, read both ways along the page."""

    def __init__(self, looks: int, mean: Tensor, scale: Tensor, width: int = 64, p: float = 0.25) -> None:
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("scale", scale)
        self.words = nn.Embedding(BUCKETS, 24, padding_idx=0)
        self.into = nn.Linear(looks + 24, width)
        self.along = nn.GRU(width, width, num_layers=2, bidirectional=True, batch_first=True)
        self.out = nn.Linear(3 * width, len(KINDS))
        self.drop = nn.Dropout(p)

    def forward(self, looks: Tensor, words: Tensor) -> Tensor:
        """(blocks, traits) and (blocks, words) to (blocks, KINDS) log-odds."""
        known = (words > 0).float()[..., None]
        bag = (self.words(words) * known).sum(1) / (known.sum(1) + 1.0)
        x = torch.tanh(self.into(self.drop(torch.cat([(looks - self.mean) / self.scale, bag], -1))))
        y, _ = self.along(x[None])
        return self.out(self.drop(torch.cat([x, y[0]], -1)))


def f1(judge: Judge, pages: list[Page]) -> tuple[float, float, float]:
    """Body F1 by characters over all pages, mean of pages, comment F1."""
    judge.eval()
    counts, each = np.zeros((2, 3)), []
    with torch.no_grad():
        for p in pages:
            found, known = judge(p.looks, p.words).argmax(-1), p.kinds >= 0
            for k in (0, 1):
                f, g = (found == k) & known, (p.kinds == k) & known
                row = [float(p.sizes[m].sum()) for m in (f & g, f, g)]
                counts[k] += row
                if k == 0:
                    each.append(2 * row[0] / max(1.0, row[1] + row[2]))
    judge.train()
    body, comment = (2 * c[0] / max(1.0, c[1] + c[2]) for c in counts)
    return body, float(np.mean(each)), comment


def train(out: Path, epochs: int, seed: int) -> None:
    torch.manual_seed(seed)
    rng = random.Random(seed)
    pages = wcxb(SHARED / "lines/wcxb_dev.jsonl.gz") + untidy(SHARED / "corpus")
    dev = [p for p in pages if zlib.crc32(p.id.encode()) % 5 == 0]
    taught = [p for p in pages if zlib.crc32(p.id.encode()) % 5]
    every = torch.cat([p.looks for p in taught])
    judge = Judge(every.shape[1], every.mean(0), every.std(0) + 1e-3)
    optimiser = torch.optim.AdamW(judge.parameters(), lr=2e-3, weight_decay=0.01)
    print(len(taught), "pages to learn,", len(dev), "to choose", flush=True)
    out.mkdir(parents=True, exist_ok=True)
    steps = epochs * len(taught) // 4
    step, best = 0, 0.0
    for epoch in range(epochs):
        began, total = time.time(), 0.0
        rng.shuffle(taught)
        for at in range(0, len(taught), 4):
            for g in optimiser.param_groups:
                g["lr"] = 2e-3 * max(0.02, min(1.0, (step + 1) / 100, 1 - step / steps))
            loss = torch.zeros(())
            for p in taught[at : at + 4]:
                a, b = _stretch(len(p.kinds), rng)
                odds = judge(p.looks[a:b], p.words[a:b])
                each = F.cross_entropy(odds, p.kinds[a:b].clamp(min=0), reduction="none")
                weight = torch.log1p(p.sizes[a:b]) * (p.kinds[a:b] >= 0)
                loss = loss + p.weight * (each * weight).sum() / weight.sum().clamp(min=1)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(judge.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad()
            total, step = total + float(loss.detach()), step + 1
        articles = [p for p in dev if p.is_article]
        body, mean, comment = f1(judge, articles)
        print(f"epoch {epoch + 1} loss {total / len(taught):.4f} body {body:.4f} mean {mean:.4f} comment {comment:.4f} "
              f"{time.time() - began:.0f}s", flush=True)  # fmt: skip
        if body > best:
            best = body
            torch.save({"model": judge.state_dict(), "looks": every.shape[1], "epoch": epoch + 1}, out / "model.pt")


def _stretch(count: int, rng: random.Random, most: int = 500) -> tuple[int, int]:
    """All of a page, or a part of a long one, so that no page takes much longer than others."""
    if count <= most:
        return 0, count
    start = rng.randrange(count - most)
    return start, start + most


def export(run: Path, folder: Path) -> None:
    saved = torch.load(run / "model.pt", weights_only=True)
    judge = Judge(saved["looks"], torch.zeros(saved["looks"]), torch.ones(saved["looks"]))
    judge.load_state_dict(saved["model"])
    judge.eval()
    looks, words = torch.zeros(3, saved["looks"]), torch.zeros(3, 16, dtype=torch.long)
    torch.onnx.export(judge, (looks, words), str(folder / "lines.onnx"), input_names=["looks", "words"],
                      output_names=["odds"], dynamic_axes={k: {0: "blocks"} for k in ("looks", "words", "odds")},
                      opset_version=17, dynamo=False)  # fmt: skip


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--epochs", type=int, default=12)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--export", type=Path)
    a = p.parse_args()
    torch.set_num_threads(1)
    if a.export:
        export(a.out, a.export)
    else:
        train(a.out, a.epochs, a.seed)


if __name__ == "__main__":
    main()

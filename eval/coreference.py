"""Coreference on GUM (open genres), gold words and sentences: `python -m eval.coreference [WEIGHTS] [--dev] …`.

Three lines a system: spans exact, things mentioned once left out on both sides (the usual CoNLL F1, as on OntoNotes);
the same with them; and without them, mentions known by their head word alone (as CorefUD's scorer does).

--rules: the baseline of eval/coreference_rules.py in the place of the network.
--oracle: gold scores through our decoder, so that what it loses by itself is known: with gold trees and with the
reader's; with the whole document in one window and with the reader's windows.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from dragoman.reader.component import ReaderComponent
from dragoman.reader.coreference import LinkCutoffs, corefer
from dragoman.reader.features import Window, cut_windows
from dragoman.reader.findings import Cutoffs
from dragoman.reader.session import WEIGHTS, Array, load_weights
from dragoman.reader.text import lay
from dragoman.reader.tokens import english
from dragoman.records import Coreference

sys.path.insert(0, str(Path(__file__).parent.parent))
from train.parses import Tree, read_trees

from eval.chain_metrics import Chains, Mentions, Tally, without_singletons
from eval.coreference_rules import rule_chains

SHARED = Path("../shared/data")
BLANK = english()
SURE = 9.0


@dataclass(frozen=True)
class Gold:
    """A document of GUM. chains: word spans of the whole text; head: the word that carries each span."""

    name: str
    trees: list[Tree]
    chains: list[list[tuple[int, int]]]
    head: dict[tuple[int, int], int]

    def by_head(self) -> dict[int, tuple[int, int]]:
        """The shortest span of each head word: "A" where "A" and "A and B" are both mentions."""
        spans = sorted((s for c in self.chains for s in c), key=lambda s: s[0] - s[1])
        return {self.head[s]: s for s in spans}


def head_of(tree: Tree, start: int, end: int) -> int:
    """The first word of a span that hangs on a word outside it, or on none."""
    return next(i for i in range(start, end) if tree.heads[i] == i or not start <= tree.heads[i] < end)


def read_gold(split: str) -> list[Gold]:
    by: dict[str, list[Tree]] = {}
    for tree in read_trees(SHARED / f"parse/{split}.conllu.gz"):
        by.setdefault(tree.doc, []).append(tree)
    with gzip.open(SHARED / f"coref/{split}.gum.jsonl.gz", "rt", encoding="utf-8") as stream:
        return [_gold(row, by[row["doc"]]) for row in map(json.loads, stream)]


def _gold(row: dict[str, list[dict[str, list[list[int]]]]], trees: list[Tree]) -> Gold:
    begins = np.cumsum([0, *(len(t.words) for t in trees)]).tolist()
    chains, head, seen = [], {}, set()
    for cluster in row["clusters"]:
        chain = []
        for sent, a, b, *_ in cluster["mentions"]:
            span = (begins[sent] + a, begins[sent] + b)
            if span not in seen:
                seen.add(span)
                chain.append(span)
                head[span] = begins[sent] + head_of(trees[sent], a, b)
        if chain:
            chains.append(chain)
    return Gold(str(row["doc"]), trees, chains, head)


def words_of(gold: Gold, is_tree_given: bool = False) -> Doc:
    """A Doc with gold words and sentences; and with gold tags and trees where asked for."""
    words = [w for t in gold.trees for w in t.words]
    if not is_tree_given:
        return Doc(BLANK.vocab, words=words, sent_starts=[i == 0 for t in gold.trees for i in range(len(t.words))])
    begins = np.cumsum([0, *(len(t.words) for t in gold.trees)]).tolist()
    return Doc(
        BLANK.vocab,
        words=words,
        pos=[p for t in gold.trees for p in t.upos],
        heads=[b + h for b, t in zip(begins, gold.trees, strict=False) for h in t.heads],
        deps=["ROOT" if r == "root" else r for t in gold.trees for r in t.relations],
    )


@dataclass(frozen=True)
class GoldScores:
    """What a network that knows the answers would give for one window."""

    entity: Array
    antecedent: Array


def gold_scores(gold: Gold, window: Window) -> GoldScores:
    number = {gold.head[s]: k for k, chain in enumerate(gold.chains) for s in chain}
    number |= {h: k for h, s in gold.by_head().items() for k, chain in enumerate(gold.chains) if s in chain}
    of = np.array([number.get(w, -1) for w in range(window.start, window.end)])
    same = np.tril((of[:, None] == of[None, :]) & (of >= 0), -1)
    links = np.where(same, SURE, -SURE)
    np.fill_diagonal(links, np.where(same.any(1), -SURE, SURE))
    return GoldScores(np.where(of >= 0, SURE, -SURE).astype(np.float32), links.astype(np.float32))


def oracle(reader: ReaderComponent, gold: Gold, doc: Doc, is_one_window: bool) -> Coreference:
    laid = lay(doc)
    n = len(laid.tokens)
    cut = cut_windows(laid.words, [len(reader.weights.cut.of(w)) for w in laid.words.words])
    windows = [Window(0, n, 0, n)] if is_one_window else cut
    return corefer(doc, laid, windows, [gold_scores(gold, w) for w in windows], LinkCutoffs())


def score(name: str, golds: Sequence[Gold], found: Iterable[Coreference]) -> None:
    """Print three lines: without and with singletons by spans, without by heads."""
    kinds = {"": Tally(), "with singletons": Tally(), "by heads": Tally()}
    for gold, coreference in zip(golds, found, strict=True):
        f: list[Mentions] = [frozenset((m.start, m.end) for m in c.mentions) for c in coreference.chains]
        g: list[Mentions] = [frozenset(c) for c in gold.chains]
        kinds[""].add(without_singletons(g), without_singletons(f))
        kinds["with singletons"].add(g, f)
        gh, fh = by_heads(gold, coreference)
        kinds["by heads"].add(without_singletons(gh), without_singletons(fh))
    for kind, tally in kinds.items():
        print(f"{name:34} {kind:16} {tally.line()}", flush=True)


def by_heads(gold: Gold, found: Coreference) -> tuple[Chains, Chains]:
    """Chains of head words; where two gold spans share a head, the longer one stays a span and is found by nobody."""
    shortest = gold.by_head()
    g = [frozenset(gold.head[s] if shortest[gold.head[s]] == s else s for s in c) for c in gold.chains]
    return g, [frozenset(m.head for m in c.mentions) for c in found.chains]


def oracles(reader: ReaderComponent, golds: Sequence[Gold]) -> None:
    read = list(reader.pipe(words_of(g) for g in golds))
    docs: dict[str, list[Doc]] = {"gold trees": [words_of(g, True) for g in golds], "own trees": read}
    for trees, some in docs.items():
        for label, is_one in (("one window", True), ("windows", False)):
            pairs = zip(golds, some, strict=True)
            score(f"oracle, {trees}, {label}", golds, (oracle(reader, g, d, is_one) for g, d in pairs))


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("weights", nargs="?", default=str(WEIGHTS), type=Path)
    p.add_argument("--dev", action="store_true", help="GUM's dev part instead of its test part")
    p.add_argument("--rules", action="store_true")
    p.add_argument("--oracle", action="store_true")
    a = p.parse_args()
    reader = ReaderComponent(load_weights(a.weights), Cutoffs())
    golds = read_gold("dev" if a.dev else "test")
    if a.oracle:
        oracles(reader, golds)
        return
    chosen: Callable[[Doc], Coreference] = rule_chains if a.rules else lambda doc: doc._.coreference
    name = "rules" if a.rules else reader.weights.name
    score(name, golds, map(chosen, reader.pipe(words_of(g) for g in golds)))


if __name__ == "__main__":
    main()

"""Pronouns and names on GAP's test part, raw text: `python -m eval.gap [WEIGHTS] [--rules]`.

F1 over the pairs of a pronoun and each of two names, overall, masculine, feminine, and the last over the one before.
A pair is found if the pronoun's chain has a mention whose head word lies within the name. After Webster et al. 2018.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from spacy.tokens import Doc

from dragoman.reader.component import ReaderComponent
from dragoman.reader.findings import Cutoffs
from dragoman.reader.session import WEIGHTS, load_weights
from dragoman.reader.tokens import english
from dragoman.records import Chain, Coreference

sys.path.insert(0, str(Path(__file__).parent.parent))
from eval.chain_metrics import Count
from eval.coreference_rules import rule_chains

SHARED = Path("../shared/data")
FEMININE = frozenset({"she", "her", "hers"})


def read_rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def chain_at(doc: Doc, found: Coreference, start: int) -> Chain | None:
    """The chain of the token that covers a character offset."""
    token = next(t for t in doc if t.idx <= start < t.idx + len(t))
    return found.chain_of(token.i)


def is_in(doc: Doc, chain: Chain | None, start: int, end: int) -> bool:
    return chain is not None and any(start <= doc[m.head].idx < end for m in chain.mentions)


def score(rows: list[dict[str, str]], found: Iterable[tuple[Doc, Coreference]]) -> dict[str, Count]:
    counts = {k: Count() for k in ("all", "masculine", "feminine")}
    for row, (doc, coreference) in zip(rows, found, strict=True):
        chain = chain_at(doc, coreference, int(row["Pronoun-offset"]))
        gender = "feminine" if row["Pronoun"].lower() in FEMININE else "masculine"
        for name in ("A", "B"):
            start = int(row[f"{name}-offset"])
            is_found, is_gold = is_in(doc, chain, start, start + len(row[name])), row[f"{name}-coref"] == "TRUE"
            for k in ("all", gender):
                both = float(is_found and is_gold)
                counts[k].add((both, float(is_gold)), (both, float(is_found)))
    return counts


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("weights", nargs="?", default=str(WEIGHTS), type=Path)
    p.add_argument("--part", default="test", choices=("test", "development", "validation"))
    p.add_argument("--rules", action="store_true")
    a = p.parse_args()
    reader, nlp = ReaderComponent(load_weights(a.weights), Cutoffs()), english()
    rows = read_rows(SHARED / f"coref/eval.gap_{a.part}.jsonl.gz")
    docs = reader.pipe(nlp.make_doc(row["Text"]) for row in rows)
    counts = score(rows, ((d, rule_chains(d) if a.rules else d._.coreference) for d in docs))
    for k, c in counts.items():
        print(f"{k:10} F1 {100 * c.f1:.1f} (recall {100 * c.recall:.1f}, precision {100 * c.precision:.1f})")
    print(f"feminine / masculine {counts['feminine'].f1 / max(counts['masculine'].f1, 1e-9):.2f}")


if __name__ == "__main__":
    main()

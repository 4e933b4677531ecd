"""What int8 costs on every head: `python -m eval.int8 FOLDER`, a folder exported with --keep-float.

Heads on EWT test (gold words; sentences on raw text), UNER-EWT test, GUM dev (coreference) and corpus files; that the
weights may have seen these is no matter here: both graphs have. A head's score is a percentage; `lost` is what the
quantised graph has less.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from dragoman.reader.component import ReaderComponent
from dragoman.reader.findings import Cutoffs
from dragoman.reader.session import load_weights
from dragoman.reader.tokens import english

sys.path.insert(0, str(Path(__file__).parent.parent))
from train.annotated import place_names
from train.parses import read_names, read_trees

from eval import coreference
from eval.chain_metrics import Tally, without_singletons
from eval.heads import CORPUS, on_documents
from eval.heads_reading import documents, watched
from eval.reader import SHARED, names, raw, trees

FILES = ("02_hearsay", "05_stories", "07_pages_threads", "08_official")
OF_DOCUMENTS = {
    "source": ("attribution", "source", "f1"),
    "cue": ("attribution", "cue", "f1"),
    "content": ("attribution", "content", "f1"),
    "trigger": ("triggers", "with type", "f1"),
    "actors": ("arguments at found triggers", "actors", "f1"),
    "recipients": ("arguments at found triggers", "recipients", "f1"),
    "polarity": ("stance at gold triggers", "polarity, likeliest", "accuracy"),
    "mood": ("stance at gold triggers", "mood, likeliest", "accuracy"),
    "metonymy": ("metonymy", "accuracy"),
}


def scores(folder: Path) -> dict[str, float]:
    """Every head's score with the weights of a folder."""
    nlp, reader = english(), ReaderComponent(load_weights(folder), Cutoffs())
    rows = [t for t in read_trees(SHARED / "parse/test.conllu.gz") if not t.doc.startswith("GUM")]
    uner = read_names(SHARED / "ner/test.jsonl.gz", frozenset({"UNER_EWT"}))
    texts = documents([CORPUS / f"{f}.jsonl" for f in FILES], place_names(CORPUS / "cast.json"))
    found: Any = on_documents(watched(folder, Cutoffs()), texts)
    return {
        **trees(reader, nlp, rows),
        "sentences": raw(reader, nlp, rows)["sentences"],
        "names": names(reader, nlp, uner)["all"],
        "coreference": chains(reader),
        **{name: at(found, path) for name, path in OF_DOCUMENTS.items()},
    }


def at(row: Any, path: tuple[str, ...]) -> float:
    for key in path:
        row = row[key]
    return float(row)


def chains(reader: ReaderComponent) -> float:
    """CoNLL F1 on GUM dev."""
    tally, golds = Tally(), coreference.read_gold("dev")
    for gold, doc in zip(golds, reader.pipe(coreference.words_of(g) for g in golds), strict=True):
        found = [frozenset((m.start, m.end) for m in c.mentions) for c in doc._.coreference.chains]
        tally.add(without_singletons([frozenset(c) for c in gold.chains]), without_singletons(found))
    return 100 * tally.conll


def main() -> None:
    folder = Path(sys.argv[1])
    small, whole = scores(folder), scores(folder / "float")
    for name, value in whole.items():
        print(f"{name:12} float {value:6.2f}  int8 {small[name]:6.2f}  lost {value - small[name]:+.2f}")


if __name__ == "__main__":
    main()

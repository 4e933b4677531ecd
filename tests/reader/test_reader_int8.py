"""What int8 costs against the trained weights: at most half a point on any head.

Needs the weights of a training run with `--keep-float` beside them, and ../shared; neither is in the repository.
"""

import sys
from pathlib import Path

import pytest

from dragoman.reader.component import ReaderComponent
from dragoman.reader.findings import Cutoffs
from dragoman.reader.session import load_weights
from dragoman.reader.tokens import english

RUN = Path("runs/final/weights")
SHARED = Path("../shared/data")
MOST = 0.5

pytestmark = pytest.mark.skipif(
    not (RUN / "float" / "reader.onnx").exists() or not SHARED.exists(), reason="needs runs/final and ../shared"
)


def scores(folder: Path) -> dict[str, float]:
    sys.path.insert(0, ".")
    from eval.reader import names, trees
    from train.parses import read_names, read_trees

    nlp, reader = english(), ReaderComponent(load_weights(folder), Cutoffs())
    rows = [t for t in read_trees(SHARED / "parse/test.conllu.gz") if not t.doc.startswith("GUM")]
    entities = read_names(SHARED / "ner/test.jsonl.gz", frozenset({"UNER_EWT"}))
    return {**trees(reader, nlp, rows), "names": names(reader, nlp, entities)["all"]}


def test_int8_costs_at_most_half_a_point():
    small, whole = scores(RUN), scores(RUN / "float")
    lost = {k: round(whole[k] - small[k], 2) for k in whole}
    assert max(lost.values()) <= MOST, lost

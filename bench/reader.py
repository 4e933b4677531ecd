"""Speed of the reader alone: `python -m bench.reader [FOLDER]`; medians of several runs.

Two processes of one thread each read the same text at the same time: words a second of both together, from spaCy Docs
to filled Docs. With a folder of weights where the encoder lies beside them as a graph of its own (`python -m
train.export RUN FOLDER --bare` writes encoder.onnx): the time of the whole network against that of the bare encoder, on
the same windows, turn by turn in one process.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path

from dragoman.reader.session import WEIGHTS

EXAMPLES = Path(__file__).parent.parent / "examples" / "caucasus"
RUNS = 5

READ = """
import json, sys, time
from pathlib import Path
from dragoman.capture import read_page
from dragoman.reader.component import ReaderComponent
from dragoman.reader.findings import Cutoffs
from dragoman.reader.session import load_weights
from dragoman.reader.tokens import english
nlp, reader = english(), ReaderComponent(load_weights(Path(sys.argv[2]), 1), Cutoffs())
pages = [p for p in sorted(Path(sys.argv[1]).iterdir()) if p.suffix in (".txt", ".html")]
texts = [read_page(p).reading.text for p in pages] * 3
reader(nlp.make_doc(texts[0]))
docs = [nlp.make_doc(t) for t in texts]
print("ready", flush=True); sys.stdin.readline()
began = time.perf_counter()
for doc in reader.pipe(docs): pass
print(json.dumps({"words": sum(not t.is_space for d in docs for t in d), "seconds": time.perf_counter() - began}))
"""

RATIO = """
import json, sys, time
from pathlib import Path
import numpy as np, onnxruntime
from dragoman.capture import read_page
from dragoman.reader.features import cut_windows, encode
from dragoman.reader.session import load_weights
from dragoman.reader.text import lay
from dragoman.reader.tokens import english
nlp, weights = english(), load_weights(Path(sys.argv[2]), 1)
options = onnxruntime.SessionOptions(); options.intra_op_num_threads = 1
bare = onnxruntime.InferenceSession(sys.argv[2] + "/encoder.onnx", options, providers=["CPUExecutionProvider"])
windows = []
for p in sorted(Path(sys.argv[1]).iterdir()):
    if p.suffix in (".txt", ".html"):
        laid = lay(nlp.make_doc(read_page(p).reading.text))
        for w in cut_windows(laid.words, [len(weights.cut.of(x)) for x in laid.words.words]):
            windows.append(encode(laid.words, weights.cut, w.start, w.end))
names = [i.name for i in bare.get_inputs()]
spent = {"whole": 0.0, "bare": 0.0}
for turn in range(4):
    for w in windows:
        t = time.perf_counter(); weights.score(w); spent["whole"] += (time.perf_counter() - t) * (turn > 0)
        feed = {k: np.array([getattr(w, k)], dtype=np.int64) for k in names}
        t = time.perf_counter(); bare.run(None, feed); spent["bare"] += (time.perf_counter() - t) * (turn > 0)
print(json.dumps(spent))
"""


def both(weights: str) -> float:
    """Words a second of two processes at work at once."""
    command = [sys.executable, "-c", READ, str(EXAMPLES), weights]
    runs = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for r in runs:
        assert r.stdout
        r.stdout.readline()  # neither begins before both are ready
    for r in runs:
        assert r.stdin
        r.stdin.write("\n")
        r.stdin.flush()
    rows = [json.loads(r.communicate()[0].splitlines()[-1]) for r in runs]
    return sum(r["words"] / r["seconds"] for r in rows)


def main() -> None:
    weights = sys.argv[1] if len(sys.argv) > 1 else str(WEIGHTS)
    print(f"reader, two one-thread processes: {statistics.median(both(weights) for _ in range(RUNS)):.0f} words/s")
    if (Path(weights) / "encoder.onnx").exists():
        command = [sys.executable, "-c", RATIO, str(EXAMPLES), weights]
        rows = []
        for _ in range(RUNS):
            rows.append(json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
        ratio = statistics.median(r["whole"] / r["bare"] for r in rows)
        print(f"whole network / bare encoder: {ratio:.2f} times (medians of {RUNS})")


if __name__ == "__main__":
    main()

"""Speed and memory: `python -m bench [PAGES…]`; medians of several runs, each a process of its own.

Measured: start to first claim; peak memory; words a second from files to store, and the reader's share of it.
Without PAGES it reads the project's own example pages, copied to make a pile.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

EXAMPLES = Path(__file__).parent.parent / "examples" / "caucasus"
RUNS = 5
COPIES = 12

FIRST_CLAIM = """
import time; began = time.perf_counter()
import dragoman
claims = dragoman.code("Varnia denied that it had lent its territory to Israel.")._.claims
print(time.perf_counter() - began)
"""

WHOLE_RUN = """
import json, resource, sys, tempfile, time
from pathlib import Path
from dragoman import flow, run
from dragoman.store import open_dossier
flow.load()
reader = flow.load().get_pipe("reader")
weights, spent = reader.weights, [0.0]
class Timed:
    labels, cut, name = weights.labels, weights.cut, weights.name
    def score(self, window, floor):
        t = time.perf_counter(); out = weights.score(window, floor); spent[0] += time.perf_counter() - t; return out
reader.weights = Timed()
with tempfile.TemporaryDirectory() as folder:
    into = str(Path(folder) / "bench.dossier")
    began = time.perf_counter()
    done = run.read([sys.argv[1]], into)
    took = time.perf_counter() - began
    with open_dossier(Path(into), read_only=True) as store:
        words = sum(len(d.reading.text.split()) for d in store.documents())
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"pages": done.read, "words": words, "seconds": took, "network": spent[0], "peak_mb": peak}))
"""


def python(code: str, *arguments: str) -> str:
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip().splitlines()[-1]


def pile(folder: Path) -> Path:
    """The example pages several times over, each copy a little different so that none is passed over."""
    for n in range(COPIES):
        for page in sorted(EXAMPLES.iterdir()):
            if page.suffix in (".txt", ".html"):
                target = folder / f"{page.stem}-{n}{page.suffix}"
                shutil.copy(page, target)
                with target.open("ab") as stream:
                    stream.write(b"\n" * (n + 1))
    return folder


def main() -> None:
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    starts = [float(python(FIRST_CLAIM)) for _ in range(RUNS)]
    print(f"start to first claim: {statistics.median(starts):.2f} s (median of {RUNS})")
    with tempfile.TemporaryDirectory() as folder:
        pages = sys.argv[1] if len(sys.argv) > 1 else str(pile(Path(folder)))
        rows = [json.loads(python(WHOLE_RUN, pages)) for _ in range(RUNS)]
    speed = statistics.median(r["words"] / r["seconds"] for r in rows)
    share = statistics.median(r["network"] / r["seconds"] for r in rows)
    peak = statistics.median(r["peak_mb"] for r in rows)
    print(f"files to store, one process: {speed:.0f} words/s, network {share:.0%} of the time, peak {peak:.0f} MB")
    print(f"({rows[0]['pages']} pages, {rows[0]['words']} words, median of {RUNS})")


if __name__ == "__main__":
    main()

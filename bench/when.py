"""Speed of telling times alone: `python -m bench.when [FOLDER]`; median of several runs, each a process of its own.

Every page is read, tokenised and tagged by the reader first, as in the pipeline; then only the component that finds
the times is timed, on one thread, several turns over all pages. Words a second, by the wall clock and by the
processor's; the latter is what is left where other programs share the machine.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).parent.parent / "examples" / "caucasus"
RUNS = 5

TELL = """
import json, sys, time
from pathlib import Path
from dragoman import flow
from dragoman.capture import read_page
from dragoman.flow.reading import prepared
from dragoman.when import tell_times
nlp = flow.load(threads=1)
docs = []
for path in sorted(Path(sys.argv[1]).iterdir()):
    if path.suffix in (".txt", ".html"):
        docs.append(nlp.get_pipe("reader")(prepared(nlp, read_page(path))))
for doc in docs: tell_times(doc)
wall, own = time.perf_counter(), time.process_time()
for turn in range(10):
    for doc in docs: tell_times(doc)
wall, own = time.perf_counter() - wall, time.process_time() - own
words = 10 * sum(not t.is_space and not t.is_punct for d in docs for t in d)
times = sum(len(d._.timexes) for d in docs)
print(json.dumps({"words": words // 10, "times": times, "wall": words / wall, "own": words / own}))
"""


def main() -> None:
    folder = sys.argv[1] if len(sys.argv) > 1 else str(EXAMPLES)
    rows = []
    for _ in range(RUNS):
        done = subprocess.run([sys.executable, "-c", TELL, folder], capture_output=True, text=True, check=True)
        rows.append(json.loads(done.stdout.strip().splitlines()[-1]))
    wall, own = (statistics.median(r[clock] for r in rows) for clock in ("wall", "own"))
    print(f"times alone, one thread: {wall:,.0f} words/s by the wall clock, {own:,.0f} of processor time")
    print(f"({rows[0]['words']} words, {rows[0]['times']} times, median of {RUNS})")


if __name__ == "__main__":
    main()

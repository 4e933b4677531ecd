"""Speed of the base of actors: `python -m bench.actors`; medians of several runs, each a process of its own.

Loading: from the tables to the index, all modules imported before. Phrases, all different: each of
eval/who.jsonl on many days. A stream: the same, drawn as words are in running text (the n-th commonest 1/n as often).
Documents: the example pages linked whole, every name that the base knows being a mention. CPU time of one thread,
so that what else runs on the machine does not count.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys

RUNS = 5

CODE = """
import json, random, time
from datetime import date, timedelta
from pathlib import Path
import spacy
from dragoman.capture import read_page
from dragoman.records import Mention
from dragoman.records.extensions import register
from dragoman.who import ActorLinker, resolve
from dragoman.who.lexicon import lexicon
from dragoman.who.scene import read_scene
told = {}
began = time.process_time(); lexicon(); told["load_s"] = time.process_time() - began
cases = [json.loads(line) for line in Path("eval/who.jsonl").read_text("utf-8").splitlines()]
resolve("Iranian officials", date(2001, 1, 1))
pairs = [(c["phrase"], date.fromisoformat(c["on"]) + timedelta(days=d)) for d in range(1, 41) for c in cases]
began = time.process_time()
for phrase, on in pairs: resolve(phrase, on)
told["different_per_s"] = len(pairs) / (time.process_time() - began)
drawn = random.Random(1).choices(pairs, weights=[1 / (n + 1) for n in range(len(pairs))], k=50_000)
began = time.process_time()
for phrase, on in drawn: resolve(phrase, on)
told["stream_per_s"] = len(drawn) / (time.process_time() - began)
register(); nlp = spacy.blank("en"); docs = []
for path in sorted(Path("examples/caucasus").iterdir()):
    if path.suffix in (".txt", ".html"):
        doc = nlp.make_doc(read_page(path).reading.text); scene = read_scene(doc); found = set()
        for unit in scene.units:
            span = doc.char_span(scene.start_of(unit), scene.words[unit.end - 1].end)
            if span is not None and unit.sense is not None: found.add(Mention(span.start, span.end, span.end - 1))
        doc._.mentions = tuple(sorted(found)); docs.append(doc)
began = time.process_time()
for doc in docs: ActorLinker()(doc)
told["documents_per_s"] = sum(len(d._.mentions) for d in docs) / (time.process_time() - began)
print(json.dumps(told))
"""


def main() -> int:
    runs = []
    for _ in range(RUNS):
        done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
        runs.append(json.loads(done.stdout.strip().splitlines()[-1]))
    middle = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
    print(f"loading the base: {middle['load_s']:.3f} s")
    print(f"phrases, all different: {middle['different_per_s']:,.0f} a second")
    print(f"phrases as they come in text: {middle['stream_per_s']:,.0f} a second")
    print(f"mentions of documents, everything included: {middle['documents_per_s']:,.0f} a second")
    return 0


if __name__ == "__main__":
    sys.exit(main())

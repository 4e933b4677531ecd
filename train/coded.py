"""Real texts that we coded for claims, stand-off: the tree holds places in the text, never its words.

    python -m train.coded FOLDER      # packs FOLDER/docs, FOLDER/gold, FOLDER/manifest.json into train/coded/

Names of entities are numbers here (e1, e2, …): which words mean the same is what training needs of them.

The texts are those of shared/data: EWT and GUM (sentences of a document, joined by blanks), re3d (whole pages),
WikiWars (a stretch), ECB+ (words joined by blanks), the Causal News Corpus, CrossNER's politics and GENEVA (25
sentences of different texts, one a line). In a packed claim every piece of the text is [start, length].
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from train.annotated import Annotated, annotate

HERE = Path(__file__).parent / "coded"
WEIGHT = 1.0
ECB, CAUSAL = "coref/train.ecbplus_crossdoc.jsonl.gz", "event/train.causal_news_corpus.jsonl.gz"
GENEVA = ("event/train.geneva.jsonl.gz", "event/dev.geneva.jsonl.gz")
CROSSNER = ("ner/dev.jsonl.gz", "ner/train.jsonl.gz")
LINES = 25
# nothing else of a claim and of an entity is kept: further fields might hold words of the text
CLAIM = ("id", "quote", "kind", "type", "mode", "trigger", "actors", "recipients", "holders", "content", "polarity",
         "mood", "when", "where")  # fmt: skip
ENTITY = ("name", "country", "sector", "text", "cue")


def read_coded(shared: Path, places: frozenset[str]) -> list[Annotated]:
    """All of them, with the words put back. Raises ValueError where a text is not the one that was coded."""
    out = []
    for path in sorted(HERE.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            text = _text(shared, row)
            if _digest(text) != row["sha256"]:
                raise ValueError(f"{row['id']}: the text in {shared} is not the one that was coded")
            doc = annotate(row["id"], text, [_worded(c, text) for c in row["claims"]], places=places)
            doc.weight, doc.is_real = WEIGHT, True
            out.append(doc)
    return out


def _worded(claim: dict[str, Any], text: str) -> dict[str, Any]:
    return _mapped(claim, lambda at: text[at[0] : at[0] + at[1]])


def _text(shared: Path, row: dict[str, Any]) -> str:
    return _whole(shared, row["source"], row["doc"])[row["start"] : row["end"]]


def _whole(shared: Path, source: str, doc: str) -> str:
    texts = _texts(shared, source)
    return "\n".join(texts[id] for id in doc.split()) if source == "geneva" else texts[doc]


@cache
def _texts(shared: Path, source: str) -> dict[str, str]:
    """Texts of a source by document; of GENEVA by sentence."""
    if source == "trees":
        return {doc: " ".join(sentences) for doc, sentences in _sentences(shared / "parse/train.conllu.gz").items()}
    if source == "re3d":
        files = [shared / f"ner/{k}.re3d_docs.jsonl.gz" for k in ("train", "dev")]
        return {r["id"]: r["text"] for f in files for r in _rows(f)}
    if source == "ecb":
        return {r["doc"]: _plain(" ".join(w for s in r["sents"] for w in s)) for r in _rows(shared / ECB)}
    if source == "geneva":
        return {r["id"]: _plain(_joined(r["tokens"])) for f in GENEVA for r in _rows(shared / f)}
    if source == "causal":
        kept = [(r["id"], r["text"]) for r in _rows(shared / CAUSAL)]
        return _pages("cn", kept)
    if source == "crossner":
        words = [
            " ".join(r["tokens"]) for f in CROSSNER for r in _rows(shared / f) if r["src"].startswith("CrossNER_p")
        ]
        return _pages("cp", [(w, w) for w in words])
    return {r["doc"]: r["text"] for r in _rows(shared / "timex/train.wikiwars.jsonl.gz")}


def _pages(name: str, sentences: Sequence[tuple[str, str]]) -> dict[str, str]:
    """(key, sentence) to pages of sentences in the order of the keys' digests: neighbours are of different texts."""
    kept = sorted((_whole_digest(k), s) for k, s in sentences if 8 <= len(s.split()) <= 70)
    firsts = enumerate(range(0, len(kept), LINES), 1)
    return {f"{name}-{n:02d}": "\n".join(_plain(s) for _, s in kept[a : a + LINES]) for n, a in firsts}


def _joined(words: Sequence[str]) -> str:
    """Words of GENEVA, whose quotation marks are cut in two."""
    return " ".join(words).replace("` `", "“").replace("' '", "”")


def _plain(text: str) -> str:
    return text.replace("``", "“").replace("''", "”")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        yield from map(json.loads, stream)


def _sentences(path: Path) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        doc = ""
        for line in stream:
            if line.startswith("# newdoc id"):
                doc = line.split("=", 1)[1].strip()
            elif line.startswith("# text ="):
                out.setdefault(doc, []).append(line.split("=", 1)[1].strip())
    return out


def _mapped(claim: dict[str, Any], change: Callable[[Any], Any]) -> dict[str, Any]:
    """A claim with every piece of text changed: to its place, or back."""

    def entity(e: dict[str, Any]) -> dict[str, Any]:
        return {k: change(e[k]) if k in ("text", "cue") and e[k] else e[k] for k in ENTITY if k in e}

    out = {k: change(v) if k in ("quote", "trigger", "content", "where") and v else v for k, v in claim.items()}
    return out | {k: [entity(e) for e in claim[k]] for k in ("actors", "recipients", "holders")}


def pack(folder: Path, shared: Path) -> None:
    """Write the coded documents of a folder as places in their texts."""
    by: dict[str, list[str]] = {}
    for row in json.loads((folder / "manifest.json").read_text("utf-8")):
        gold = folder / "gold" / f"claims_{row['id']}.jsonl"
        if gold.exists():
            packed = _packed(row, (folder / "docs" / f"{row['id']}.txt").read_bytes().decode("utf-8"), gold, shared)
            by.setdefault(row["id"].split("-")[0], []).append(json.dumps(packed, separators=(",", ":")))
    HERE.mkdir(exist_ok=True)
    for name, lines in by.items():
        (HERE / f"{name}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


def _packed(row: dict[str, str], text: str, gold: Path, shared: Path) -> dict[str, Any]:
    keys = {
        "doc": "trees", "gum": "trees", "re3d": "re3d", "wikiwars": "wikiwars", "ecb": "ecb", "causal": "causal",
        "crossner": "crossner", "geneva": "geneva",
    }  # fmt: skip
    key = next(k for k in keys if k in row)
    whole = _whole(shared, keys[key], row[key])
    # parts of a long weblog were cut at paragraphs; the words are the same with blanks for breaks
    start = whole.find(text)
    if start < 0:
        raise ValueError(f"{row['id']}: not found in {keys[key]}")
    claims = [json.loads(line) for line in gold.read_text("utf-8").splitlines()]
    numbers: dict[str, str] = {}
    return {
        "id": row["id"], "source": keys[key], "doc": row[key], "start": start, "end": start + len(text),
        "sha256": _digest(text), "claims": [_placed(c, text, numbers) for c in claims],
    }  # fmt: skip


def _placed(claim: dict[str, Any], text: str, numbers: dict[str, str]) -> dict[str, Any]:
    quote = text.index(claim["quote"])

    def place(words: str, at: int = 0) -> list[int]:
        found = text.find(words, at)
        return [found if found >= 0 else text.index(words), len(words)]

    kept = {k: claim.get(k) for k in CLAIM}
    if kept["where"] and kept["where"] not in text:
        kept["where"] = None
    if kept["kind"] == "relation":
        kept["mode"] = None
    for e in (*kept["actors"], *kept["recipients"], *kept["holders"]):
        unspecified = e["name"] == "unspecified"
        e["name"] = e["name"] if unspecified else numbers.setdefault(e["name"], f"e{len(numbers) + 1}")
    return _mapped(kept, lambda words: place(words, quote))


def _digest(text: str) -> str:
    return _whole_digest(text)[:16]


def _whole_digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


if __name__ == "__main__":
    pack(Path(sys.argv[1]), Path("../shared/data"))

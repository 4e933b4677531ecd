"""Names that the trees show: runs of proper nouns, as candidates for coders and to put their judgements back.

    python -m train.judged FOLDER       # writes FOLDER/part-*.txt to be judged
    python -m train.judged FOLDER pack  # reads FOLDER/judged-*.txt, writes train/judged_names/ewt.jsonl

A judgement is a letter a candidate: p person, o organisation, l place, n none of these, x wrongly cut or unclear.
Where a second pass gave the full names that touch a sentence's x candidates (spans-*.txt: "3-5 ORG; 9-10 PER", first
and last word, "-" for no name), they take their place. The tree holds sentence ids, letters and places, never words.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from train.parses import Tree, read_trees

HERE = Path(__file__).parent / "judged_names" / "ewt.jsonl"
TITLES = frozenset(
    "mr mrs ms miss dr prof professor president vice minister prime secretary sheikh sheik ayatollah grand general gen "
    "col colonel major maj captain capt lt lieutenant sgt sergeant senator sen rep representative governor gov king "
    "queen prince princess pope st. mullah imam judge justice ambassador chairman "
    "spokesman sir lord lady uncle aunt".split()
)
INNER = (
    ("of",), ("of", "the"), ("&",), ("-",), ("de",), ("for",), ("al",), ("al", "-"), ("-", "al", "-"), ("'s",), ("’s",)
)  # fmt: skip
TAGS = {"p": "PER", "o": "ORG", "l": "LOC"}
PARTS = 7


def candidates(t: Tree) -> list[tuple[int, int]]:
    """Half-open runs of proper nouns, with the small words that join them, without titles before."""
    out: list[tuple[int, int]] = []
    at, n = 0, len(t.words)
    while at < n:
        if t.upos[at] != "PROPN":
            at += 1
            continue
        end = at + 1
        while end < n:
            if t.upos[end] == "PROPN":
                end += 1
                continue
            step = _joined(t, end)
            if not step:
                break
            end += step
        start = at
        while start < end - 1 and t.words[start].lower().rstrip(".") in TITLES:
            start += 1
        out.append((start, end))
        at = end
    return out


def _joined(t: Tree, at: int) -> int:
    """Length of the small words from here on that lead to another proper noun; 0 if they do not."""
    for inner in INNER:
        end = at + len(inner)
        if tuple(w.lower() for w in t.words[at:end]) == inner and end < len(t.words) and t.upos[end] == "PROPN":
            return len(inner)
    return 0


def sentences(shared: Path) -> dict[str, Tree]:
    """EWT's training sentences that hold a candidate, by document and number."""
    out, numbers = {}, dict[str, int]()
    for t in read_trees(shared / "parse/train.conllu.gz"):
        k = numbers[t.doc] = numbers.get(t.doc, -1) + 1
        if not t.doc.startswith("GUM") and candidates(t):
            out[f"{t.doc}#{k}"] = t
    return out


def write(folder: Path, shared: Path) -> None:
    """Sentences with numbered candidates, in PARTS files."""
    rows = list(sentences(shared).values())
    size = -(-len(rows) // PARTS)
    for part in range(PARTS):
        with (folder / f"part-{part}.txt").open("w") as f:
            for i, t in enumerate(rows[part * size : (part + 1) * size], part * size):
                opens = {a: f"[{k + 1} " for k, (a, _) in enumerate(candidates(t))}
                closes = {b - 1 for _, b in candidates(t)}
                words = [opens.get(j, "") + w + ("]" if j in closes else "") for j, w in enumerate(t.words)]
                f.write(f"{i}\t{_shown(words)}\n")


def _shown(words: list[str], most: int = 60) -> str:
    last = max(i for i, w in enumerate(words) if w.endswith("]"))
    return " ".join(words[: max(most, last + 4)])


def pack(folder: Path, shared: Path) -> None:
    """Judgements of a folder into the tree; lines that do not fit their sentence are left out."""
    keys = list(sentences(shared).items())
    wholes = dict(w for path in sorted(folder.glob("spans-*.txt")) for w in _wholes(path))
    rows = []
    for path in sorted(folder.glob("judged-*.txt")):
        for line in path.read_text().splitlines():
            number, _, letters = line.partition("\t")
            if not number.strip().isdigit() or int(number) >= len(keys):
                continue
            key, tree = keys[int(number)]
            letters = letters.strip().lower()
            if len(letters) == len(candidates(tree)) and set(letters) <= set("polnx"):
                whole = {"spans": wholes[int(number)]} if int(number) in wholes and "x" in letters else {}
                rows.append({"id": key, "names": letters, **whole})
    HERE.write_text("".join(json.dumps(r, separators=(",", ":")) + "\n" for r in rows))
    print(len(rows), "sentences,", sum(len(r["names"]) for r in rows), "candidates")


def _wholes(path: Path) -> Iterator[tuple[int, list[tuple[int, int, str]]]]:
    """Sentence number and full names, half-open; unclear sentences are left out."""
    for line in path.read_text().splitlines():
        number, _, told = (x.strip() for x in line.partition("\t"))
        spans = re.findall(r"(\d+)-(\d+) (PER|ORG|LOC)\b", told)
        if number.isdigit() and (spans or told == "-"):
            yield int(number), [(int(a), int(b) + 1, kind) for a, b, kind in spans if int(a) <= int(b)]


def attach(trees: list[Tree]) -> int:
    """Give trees the names that were judged; number of trees found. Words of unclear candidates are "?"."""
    judged = {r["id"]: r for r in map(json.loads, HERE.read_text().splitlines())} if HERE.exists() else {}
    numbers, count = dict[str, int](), 0
    for t in trees:
        k = numbers[t.doc] = numbers.get(t.doc, -1) + 1
        row = judged.get(f"{t.doc}#{k}")
        if row is None or t.doc.startswith("GUM"):
            continue
        t.names, count = ["O"] * len(t.words), count + 1
        for (a, b), letter in zip(candidates(t), row["names"], strict=True):
            if letter != "x" or "spans" not in row:
                _write(t.names, *_widened(t, a, b), letter)
        for a, b, kind in row.get("spans", ()):
            _write(t.names, a, min(b, len(t.words)), kind[0].lower())
            if b < len(t.words) and t.names[b].startswith("I-"):  # an earlier name that reached beyond
                t.names[b] = "?"
    return count


def _widened(t: Tree, a: int, b: int) -> tuple[int, int]:
    """With the capitalised adjectives and nouns before it that belong to the name: "New" York, "United" States."""
    while a > 0 and t.words[a - 1][:1].isupper() and t.relations[a - 1] in ("amod", "compound", "flat", "nummod"):
        if not a <= t.heads[a - 1] < b:
            break
        a -= 1
    return a, b


def _write(names: list[str], a: int, b: int, letter: str) -> None:
    kind = TAGS.get(letter)
    if kind:
        names[a:b] = ["B-" + kind, *["I-" + kind] * (b - a - 1)]
    elif letter == "x":
        names[max(0, a - 1) : b + 1] = ["?"] * (min(len(names), b + 1) - max(0, a - 1))


if __name__ == "__main__":
    (pack if sys.argv[2:] == ["pack"] else write)(Path(sys.argv[1]), Path("../shared/data"))

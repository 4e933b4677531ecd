"""How well lines get their roles. Run: python -m eval.lines DATA [--errors]

DATA holds `corpus/` (untidy pages of ours, every role), `lines/` (WCXB pages: body, comment, other) and `claims/docs`
(clean texts whose sentences must all be read). The rules learn
nothing from them; the line judge (train/lines.py) learns from four fifths of the pages but WCXB's test part.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.capture.plain import lay_out
from dragoman.records import READ_ROLES

_OF_CORPUS = {"quote": "body"}
_BODY = READ_ROLES - {"comment"}
_ARTICLES = {"article"}


@dataclass
class Tally:
    """Characters found, wanted and both, for one class; lines right and all."""

    hit: int = 0
    found: int = 0
    wanted: int = 0
    right: int = 0
    lines: int = 0
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def f1(self) -> float:
        return 2 * self.hit / max(1, self.found + self.wanted)

    def add(self, is_found: bool, is_wanted: bool, size: int) -> None:
        self.hit += size * (is_found and is_wanted)
        self.found += size * is_found
        self.wanted += size * is_wanted


def roles_of(text: str) -> list[str]:
    return [line.role for line in lay_out(text).lines]


def corpus_pages(folder: Path) -> Iterator[tuple[str, str, list[str]]]:
    """id, text, gold roles of the untidy pages."""
    for path in sorted(folder.glob("*.jsonl")):
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            if "lines" in row:
                roles = dict(row["lines"])
                count = row["text"].count("\n") + 1
                yield (
                    row["id"],
                    row["text"],
                    [_OF_CORPUS.get(r, r) for r in (roles.get(i + 1, "blank") for i in range(count))],
                )


def wcxb_pages(path: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """id, lines, gold class (body, comment, other; "free" where the data cannot tell) of the articles."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for row in map(json.loads, stream):
            if row["page_type"] in _ARTICLES:
                kinds = [line[1] if line[2:] != ["headline"] else "free" for line in row["lines"]]
                yield row["id"], [line[0].replace("\n", " ") for line in row["lines"]], kinds


def measure_corpus(folder: Path, errors: bool) -> None:
    body, comment = Tally(), Tally()
    for name, text, gold in corpus_pages(folder):
        for found, wanted, line in zip(roles_of(text), gold, text.split("\n"), strict=False):
            if wanted == "blank":
                continue
            body.lines += 1
            body.right += found == wanted
            body.add(found in _BODY, wanted in _BODY, len(line))
            comment.add(found == "comment", wanted == "comment", len(line))
            if found != wanted:
                body.confusions[wanted, found] += 1
                if errors:
                    print(f"  {name} {wanted:14} {found:14} {line[:90]}")
    print(f"corpus pages   role accuracy {body.right / body.lines:.3f} of {body.lines} lines", end="")
    print(f"   read (no comments) F1 {body.f1:.3f}   comment F1 {comment.f1:.3f}")
    print("  most confused (gold, found):", body.confusions.most_common(12))


def shingles(lines: Iterable[str]) -> Counter[tuple[str, ...]]:
    """Runs of four words; of all words where there are fewer."""
    words = re.findall(r"\w+", " ".join(lines))
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3))) if words else Counter()


def shares(found: Counter[tuple[str, ...]], gold: Counter[tuple[str, ...]]) -> tuple[float, float, float]:
    """Shingles right, wrongly found and missed, as shares of a page's, as article-extraction-benchmark counts."""
    both, extra, missed = sum((found & gold).values()), sum((found - gold).values()), sum((gold - found).values())
    whole = max(1, both + extra + missed)
    return both / whole, extra / whole, missed / whole


def measure_wcxb(path: Path, errors: bool, held: bool = False) -> None:
    """held: only the fifth of the pages that the line judge did not learn from."""
    pages, start = 0, time.process_time()
    body, comment, f1s, rows = Tally(), Tally(), [], []
    for name, lines, gold in wcxb_pages(path):
        if held and zlib.crc32(name.encode()) % 5:
            continue
        pages += 1
        one, roles = Tally(), roles_of("\n".join(lines))
        told = [(r, g, line) for r, g, line in zip(roles, gold, lines, strict=False) if g != "free"]
        found_words = shingles(line for role, _, line in told if role == "body")
        rows.append(shares(found_words, shingles(line for _, kind, line in told if kind == "body")))
        for found, wanted, line in zip(roles, gold, lines, strict=False):
            if wanted == "free" or not line.strip():
                continue
            for tally in (body, one):
                tally.add(found in _BODY, wanted == "body", len(line.strip()))
            comment.add(found == "comment", wanted == "comment", len(line.strip()))
            if errors and (found in _BODY) != (wanted == "body") and len(line) > 60:
                print(f"  {name} {wanted:8} {found:10} {line.strip()[:110]}")
        f1s.append(one.f1)
    took = time.process_time() - start
    right, extra, missed = (sum(column) for column in zip(*rows, strict=True))
    f1 = 2 * right / (2 * right + extra + missed)
    print(f"{path.name:16} {pages} articles   shingle F1 of role body {f1:.3f}", end="")
    print(f" (precision {right / (right + extra):.3f}, recall {right / (right + missed):.3f})")
    print(f"  read, by characters: F1 {body.f1:.3f} (mean of pages {sum(f1s) / len(f1s):.3f},", end="")
    print(f" precision {body.hit / body.found:.3f}, recall {body.hit / body.wanted:.3f})", end="")
    print(f"   comment F1 {comment.f1:.3f}   {pages / took:.0f} pages per CPU second")


def measure_clean(folder: Path) -> None:
    """Characters of sentence-like lines that are read."""
    read = total = 0
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text("utf-8")
        for role, line in zip(roles_of(text), text.split("\n"), strict=False):
            if len(line.split()) >= 10 and re.search(r"[.!?][\"'”’)]*\s*$", line):
                total += len(line)
                read += len(line) * (role in READ_ROLES)
                if role not in READ_ROLES:
                    print(f"  not read: {path.stem} {role}: {line.strip()[:110]}")
    print(f"clean texts    {read / total:.4f} of the characters in sentence-like lines are read")


def measure_clean_corpus(folder: Path) -> None:
    """The tidy documents of the corpus: nothing of them may be lost."""
    read = total = 0
    for path in sorted(folder.glob("0*[a-z].jsonl")):
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            if "lines" in row or "pairs" in path.name:
                continue
            for role, line in zip(roles_of(row["text"]), row["text"].split("\n"), strict=False):
                total += len(line)
                read += len(line) * (role in READ_ROLES)
                if line and role not in READ_ROLES and len(line.split()) > 5:
                    print(f"  not read: {row['id']} {role}: {line[:110]}")
    print(f"tidy corpus    {read / total:.4f} of the characters are read")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--errors", action="store_true", help="print every line that went wrong")
    parser.add_argument("--held", action="store_true", help="on the development pages that chose, not the test")
    data, errors = (arguments := parser.parse_args()).data, arguments.errors
    measure_corpus(data / "corpus", errors)
    part = "dev" if arguments.held else "test"
    measure_wcxb(data / "lines" / f"wcxb_{part}.jsonl.gz", errors, arguments.held)
    measure_clean(data / "claims" / "docs")
    measure_clean_corpus(data / "corpus")


if __name__ == "__main__":
    main()

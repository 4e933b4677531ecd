"""How well lines get their roles, and comments their authors. Run: python -m eval.lines DATA [--half odd] [--errors]

DATA holds `corpus/` (untidy pages of ours, every role), `lines/` (WCXB pages: body, comment, other) and `claims/docs`
(clean texts whose sentences must all be read). The rules learn nothing from them; the line judge (train/lines.py)
learns from four fifths of the pages, but never from WCXB's test part. Of the corpus' pages those with even numbers were
looked at while the rules were written; `--half odd` measures on the others, `--half held` on what the judge never saw.
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
from typing import Any

from dragoman.capture.plain import lay_out
from dragoman.records import READ_ROLES

_OF_CORPUS = {"quote": "body"}
_BODY = READ_ROLES - {"comment"}
_ARTICLES = {"article"}
_OF_READERS = ("comment", "comment_author")


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


@dataclass(frozen=True)
class CorpusPage:
    """An untidy page. roles: gold, one a line. voices: line number -> the names that count as its commenter's."""

    id: str
    text: str
    roles: list[str]
    voices: dict[int, set[str]]


def roles_of(text: str) -> list[str]:
    return [line.role for line in lay_out(text).lines]


def rows_of(folder: Path, half: str) -> Iterator[dict[str, Any]]:
    """The documents of the corpus; half: those with even or odd numbers, those the judge did not see, or all."""
    for path in sorted(folder.glob("0*[a-z].jsonl")):
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            if "text" not in row:
                continue
            parity = ("even", "odd")[int(row["id"][-3:]) % 2]
            if half in ("all", parity) or (half == "held" and _is_held(row["id"])):
                yield row


def _is_held(id: str) -> bool:
    """Whether the line judge did not learn from it (train.lines.is_taught)."""
    return zlib.crc32(id.encode()) % 5 == 0


def corpus_pages(folder: Path, half: str = "all") -> Iterator[CorpusPage]:
    """The untidy pages, with every line's role."""
    for row in rows_of(folder, half):
        if "lines" in row:
            roles = dict(row["lines"])
            count = row["text"].count("\n") + 1
            gold = [_OF_CORPUS.get(r, r) for r in (roles.get(i + 1, "blank") for i in range(count))]
            yield CorpusPage(row["id"], row["text"], gold, _voices_below_authors(row, gold))


def _voices_below_authors(row: dict[str, Any], gold: list[str]) -> dict[int, set[str]]:
    """The holders of the claims in a comment; where it has none, the line above that names its author."""
    held = _first_holders(row)
    voices: dict[int, set[str]] = {}
    author = ""
    for number, (role, line) in enumerate(zip(gold, row["text"].split("\n"), strict=True), 1):
        author = line.strip() if role == "comment_author" else author
        if role == "comment":
            voices[number] = held.get(number) or {author}
    return voices


def _first_holders(row: dict[str, Any]) -> dict[int, set[str]]:
    held: dict[int, set[str]] = {}
    for claim in row["claims"]:
        at = row["text"].find(claim["quote"])
        for holder in claim["holders"][:1]:
            names = {holder["name"].removesuffix(" (commenter)"), holder.get("text") or holder["name"]}
            held.setdefault(row["text"].count("\n", 0, at) + 1, set()).update(names)
    return held


def thread_pages(folder: Path, half: str = "all") -> Iterator[CorpusPage]:
    """Pages with comments whose authors stand in the line, as their claims' holders tell; roles are not annotated."""
    for row in rows_of(folder, half):
        if row["genre"].endswith("with comments"):
            lines = row["text"].split("\n")
            held = _first_holders(row)
            own = {n: {v for v in held[n] if lines[n - 1].lstrip("[").startswith(v)} for n in held}
            yield CorpusPage(row["id"], row["text"], [], {n: held[n] for n in held if own[n]})


def wcxb_pages(path: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """id, lines, gold class (body, comment, other; "free" where the data cannot tell) of the articles."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for row in map(json.loads, stream):
            if row["page_type"] in _ARTICLES:
                kinds = [line[1] if line[2:] != ["headline"] else "free" for line in row["lines"]]
                yield row["id"], [line[0].replace("\n", " ") for line in row["lines"]], kinds


def measure_corpus(folder: Path, half: str, errors: bool) -> None:
    roles, body = Tally(), Tally()
    by_line, by_length = ({role: Tally() for role in _OF_READERS} for _ in range(2))
    for page in corpus_pages(folder, half):
        for found, wanted, line in zip(roles_of(page.text), page.roles, page.text.split("\n"), strict=False):
            if wanted == "blank":
                continue
            roles.lines += 1
            roles.right += found == wanted
            body.add(found in _BODY, wanted in _BODY, len(line))
            for role in _OF_READERS:
                by_line[role].add(found == role, wanted == role, 1)
                by_length[role].add(found == role, wanted == role, len(line))
            if found != wanted:
                roles.confusions[wanted, found] += 1
                if errors:
                    print(f"  {page.id} {wanted:14} {found:14} {line[:90]}")
    print(f"corpus pages   role accuracy {roles.right / roles.lines:.3f} of {roles.lines} lines", end="")
    print(f"   read (no comments) F1 {body.f1:.3f}")
    for role in _OF_READERS:
        lines, characters = by_line[role], by_length[role]
        print(f"  {role:14} F1 {lines.f1:.3f} of {lines.wanted} lines, {characters.f1:.3f} of characters")
    print("  most confused (gold, found):", roles.confusions.most_common(12))


def measure_voices(name: str, pages: Iterable[CorpusPage], errors: bool) -> None:
    """Comment lines that got the right author: his name, as the claims name him or as it begins the line above."""
    right = total = 0
    for page in pages:
        found = {line.number: line.voice for line in lay_out(page.text).lines}
        for number, names in page.voices.items():
            total += 1
            is_right = _is_named(found[number], names)
            right += is_right
            if errors and not is_right:
                print(f"  {page.id} line {number}: {found[number]} instead of {' or '.join(sorted(names))}")
    print(f"{name:14} {right} of {total} comment lines with the right author")


def _is_named(voice: str | None, names: set[str]) -> bool:
    if not voice:
        return False
    return any(re.sub(r"^\W*(?:\d+\.)?\s*", "", name).casefold().startswith(voice.casefold()) for name in names)


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
        if held and not _is_held(name):
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
    for row in rows_of(folder, "all"):
        if "lines" in row:
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
    parser.add_argument("--half", choices=("all", "even", "odd", "held"), default="all")
    data, errors = (arguments := parser.parse_args()).data, arguments.errors
    measure_corpus(data / "corpus", arguments.half, errors)
    measure_voices("corpus pages", corpus_pages(data / "corpus", arguments.half), errors)
    measure_voices("threads", thread_pages(data / "corpus", arguments.half), errors)
    held = arguments.half == "held"
    measure_wcxb(data / "lines" / f"wcxb_{'dev' if held else 'test'}.jsonl.gz", errors, held)
    measure_clean(data / "claims" / "docs")
    measure_clean_corpus(data / "corpus")


if __name__ == "__main__":
    main()

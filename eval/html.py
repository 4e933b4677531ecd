"""How much of the article is found on real web pages. Run: python -m eval.html PAGES GOLD [--half 0|1] [--errors]

PAGES holds `name.html`, GOLD holds `name.json`: `body`, the article's paragraphs; `either`, lines that count neither
way (deck, author's note); `comments`, what readers wrote, where the page shows it. The score is that of the
article-extraction-benchmark: bags of four words, precision and recall of each page, then their means and the F1 of
these. trafilatura runs beside ours in the same process; readability and resiliparse where they are installed.
"""

from __future__ import annotations

import argparse
import html
import importlib.util
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.capture.decoding import decode
from dragoman.capture.html import read_html
from dragoman.errors import PageError

_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^>]*>")
_SHINGLE = 4
_COMMENT_KEY = 12


@dataclass(frozen=True)
class Gold:
    """A page with what a person read on it."""

    name: str
    raw: bytes
    body: tuple[str, ...]
    either: tuple[str, ...]
    comments: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """What a program took for the article, and for comments."""

    body: str
    comments: str = ""


@dataclass(frozen=True)
class Score:
    """Of one page."""

    precision: float
    recall: float
    comments_found: int = 0
    comments_in_body: int = 0


def load(pages: Path, golds: Path) -> Iterator[Gold]:
    """Every page that has a gold, by name."""
    for path in sorted(golds.glob("*.json")):
        told = json.loads(path.read_text("utf-8"))
        raw = (pages / f"{path.stem}.html").read_bytes()
        lists = (tuple(told.get(key, ())) for key in ("body", "either", "comments"))
        yield Gold(path.stem, raw, *lists)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The bag of its runs of four words; of fewer if the text has no more."""
    words = _WORD.findall(text)
    return Counter(tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1)))


def score(found: Found, gold: Gold) -> Score:
    """Precision and recall as in the benchmark, each 1 where nothing was wanted or nothing found and nothing missed."""
    wanted, bag = shingles("\n".join(gold.body)), shingles(found.body)
    spare: Counter[tuple[str, ...]] = Counter()
    for line in gold.either:
        spare += shingles(line)
    hit = sum((wanted & bag).values())
    wrong = sum(((bag - wanted) - spare).values())
    missed = sum((wanted - bag).values())
    precision = hit / (hit + wrong) if hit + wrong else 0.0
    recall = hit / (hit + missed) if hit + missed else 0.0
    return Score(precision, recall, _many_of(gold.comments, found.comments), _many_of(gold.comments, found.body))


def _many_of(comments: Sequence[str], text: str) -> int:
    """How many of the comments stand in a text, by their first words."""
    words = " ".join(_WORD.findall(text))
    return sum(" ".join(_WORD.findall(comment)[:_COMMENT_KEY]) in words for comment in comments)


def find_ours(raw: bytes) -> Found:
    """Our own lines."""
    try:
        page, _ = read_html(decode(raw, is_html=True), "page.html")
    except PageError:
        return Found("")
    lines = [(line.role, line.span.quote(page.text)) for line in page.lines if line.span]
    of_role = lambda role: "\n".join(text for have, text in lines if have == role)  # noqa: E731
    return Found(of_role("body"), of_role("comment"))


def find_trafilatura(*, comments: bool = True, **options: bool) -> Callable[[bytes], Found]:
    """trafilatura as it comes, its comments apart."""
    from trafilatura import bare_extraction
    from trafilatura.xml import xmltotxt

    def find(raw: bytes) -> Found:
        got = bare_extraction(decode(raw, is_html=True), include_comments=comments, **options)
        body, apart = getattr(got, "body", None), getattr(got, "commentsbody", None)
        return Found(
            xmltotxt(body, False) if body is not None else "", xmltotxt(apart, False) if apart is not None else ""
        )

    return find


def find_readability(raw: bytes) -> Found:
    """readability-lxml."""
    from readability import Document

    text = re.sub(r"</(?:p|div|li|h\d|blockquote)>|<br[^>]*>", "\n", Document(decode(raw, is_html=True)).summary())
    return Found(html.unescape(_TAG.sub("", text)))


def find_resiliparse(raw: bytes) -> Found:
    """resiliparse, main content only."""
    from resiliparse.extract.html2text import extract_plain_text

    return Found(extract_plain_text(decode(raw, is_html=True), main_content=True, comments=False))


def finders() -> Iterator[tuple[str, Callable[[bytes], Found]]]:
    """Every program that is here."""
    yield "ours", find_ours
    yield "trafilatura", find_trafilatura()
    yield "  without comments", find_trafilatura(comments=False)
    yield "  favor_precision", find_trafilatura(favor_precision=True)
    yield "  favor_recall", find_trafilatura(favor_recall=True)
    yield "  fast", find_trafilatura(fast=True)
    if importlib.util.find_spec("readability"):
        yield "readability-lxml", find_readability
    if importlib.util.find_spec("resiliparse"):
        yield "resiliparse", find_resiliparse


def measure(name: str, find: Callable[[bytes], Found], golds: Sequence[Gold]) -> list[Score]:
    """Score of every page; prints the means and the pages read in a second of processor time."""
    find(golds[0].raw)  # what loads late
    start = time.process_time()
    found = [find(gold.raw) for gold in golds]
    took = time.process_time() - start
    scores = [score(one, gold) for one, gold in zip(found, golds, strict=True)]
    precision = sum(s.precision for s in scores) / len(scores)
    recall = sum(s.recall for s in scores) / len(scores)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    every = sum(len(gold.comments) for gold in golds)
    print(
        f"{name:22} F1 {f1:.3f}  precision {precision:.3f}  recall {recall:.3f}  {len(golds) / took:6.1f} pages/CPU s"
        f"  comments found {sum(s.comments_found for s in scores)}, in the body"
        f" {sum(s.comments_in_body for s in scores)}, of {every}"
    )
    return scores


def show_errors(golds: Sequence[Gold], scores: Sequence[Score]) -> None:
    """Every line of ours that is wrong or missing, worst pages first."""
    for gold, one in sorted(zip(golds, scores, strict=True), key=lambda pair: pair[1].precision + pair[1].recall):
        if one.precision + one.recall < 1.999:
            print(f"\n== {gold.name}  precision {one.precision:.3f}  recall {one.recall:.3f}")
            lines = find_ours(gold.raw).body.split("\n")
            wanted, bag = shingles("\n".join((*gold.body, *gold.either))), shingles("\n".join(lines))
            known = {*gold.body, *gold.either}
            for sign, texts, other, have in (("+", lines, wanted, known), ("-", gold.body, bag, set(lines))):
                for text in texts:
                    mine = shingles(text)
                    if text not in have and 2 * sum((mine & other).values()) < sum(mine.values()):
                        print(f"  {sign} {text[:120]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path)
    parser.add_argument("golds", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1), help="every second page only")
    parser.add_argument("--ours", action="store_true", help="no other program")
    parser.add_argument("--errors", action="store_true", help="print our wrong and missing lines")
    arguments = parser.parse_args()
    golds = list(load(arguments.pages, arguments.golds))
    golds = golds if arguments.half is None else golds[arguments.half :: 2]
    for name, find in finders():
        if name == "ours" or not arguments.ours:
            scores = measure(name, find, golds)
            if name == "ours" and arguments.errors:
                show_errors(golds, scores)


if __name__ == "__main__":
    main()

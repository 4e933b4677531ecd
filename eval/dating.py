"""How well pages that do not say their day are dated. Run: python -m eval.dating ../shared/data [--half 0|1] [--fit]

WCXB articles whose own lines say their day are captured again without the lines that say it; the coded documents of
`claims/` come as they are, with the day found by their coders; news of EventStoryLine and texts of GUM with the day of
their annotation, without url and dateline. Names whose SHA-256 digest is even are half 0, on which
everything was tuned, the others half 1. --fit counts how soon pages follow the last date that they tell, on half 0,
and prints rows for `when/dating/lags.tsv`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from statistics import median

from spacy.tokens import Doc

from dragoman.capture import Source, capture
from dragoman.capture.dates import find_dates
from dragoman.errors import PageError
from dragoman.reader.tokens import english
from dragoman.records import Document, Interval, Publication
from dragoman.when.dating import DatingHints, date_page
from dragoman.when.dating.names import find_events
from dragoman.when.dating.script import read_script
from dragoman.when.dating.told import is_news, last_told, read_dates
from dragoman.when.tense import looks_ahead

_UNTIL = date(2026, 6, 30)
_DATED_LINES = {"dateline", "byline", "credit"}
_REPORTS = {"news", "interview", "speech"}  # genres of GUM whose day is that of their appearance
_MARK = re.compile(r" ([,.;:!?)’']|'s\b)")
_BINS = (
    (-3653, -366), (-365, -32), (-31, -8), (-7, -1), (0, 1), (2, 3), (4, 7), (8, 14), (15, 31), (32, 92), (93, 183),
    (184, 366), (367, 1096), (1097, 3653), (3654, 20000),
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A text without its day, and the day."""

    name: str
    text: str
    gold: Interval


def page(name: str, text: str) -> Document | None:
    try:
        return capture(
            Source(path=f"{name}.txt", name=name, file=Path(f"{name}.txt"), kind="text"), text.encode("utf-8")
        )
    except PageError:
        return None


def wcxb(folder: Path) -> Iterator[Case]:
    """Articles whose dateline names one day, which the lines that do so are taken from."""
    for path in sorted(folder.glob("wcxb_*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            for row in map(json.loads, stream):
                gold = _stated(row["lines"]) if row["page_type"] == "article" else None
                if gold:
                    text = "\n".join(_undated(row["lines"]))
                    yield Case(f"{row['source']}-{row['id']}", text, gold)


def _stated(lines: list[list[str]]) -> Interval | None:
    """The day of the first dateline, if all datelines outside comments that name a day lie within three days."""
    said = [f for text, kind, *tag in lines if tag == ["dateline"] and kind != "comment" for f in find_dates(text)]
    days = [f.interval for f in said if f.is_day]
    if not days or any(abs((d.first - days[0].first).days) > 3 for d in days):
        return None
    return days[0]


def _undated(lines: list[list[str]]) -> Iterator[str]:
    """The article, its title and its comments, without what else stands around them."""
    for text, kind, *tag in lines:
        is_furniture = kind == "other" and tag != ["headline"]
        if not is_furniture and not set(tag) & _DATED_LINES:
            yield text.replace("\n", " ")


def coded(folder: Path) -> Iterator[Case]:
    """The coded documents with the day that their coders found."""
    for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        path = folder / "docs" / f"{row['id']}.txt"
        if row.get("published") and path.exists():
            yield Case(row["id"], path.read_text("utf-8"), Interval.of(*row["published"]))


def annotated(folder: Path, corpus: str) -> Iterator[Case]:
    """Texts of `timex/` with the day that their corpus gives, without sentences that hold a url or are a dateline."""
    for path in sorted(folder.glob(f"*.{corpus}.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            for row in map(json.loads, stream):
                days = find_dates(str(row["dct"])[:10])
                is_report = corpus != "gum_dates" or row["doc"].split("_")[1] in _REPORTS
                if days and days[0].is_day and is_report:
                    yield Case(row["doc"], _detokenised(row, days[0].interval), days[0].interval)


def _detokenised(row: dict[str, list[int] | list[str]], gold: Interval) -> str:
    starts = [*row["sent_starts"], len(row["tokens"])]
    sentences = [" ".join(map(str, row["tokens"][a:b])) for a, b in pairwise(starts)]
    kept = [_MARK.sub(r"\1", s) for s in sentences if not s.startswith("http") and not _is_dateline(s, gold)]
    return "\n".join(kept)


def _is_dateline(sentence: str, gold: Interval) -> bool:
    """A short sentence with a date next to the gold day."""
    found = find_dates(_MARK.sub(r"\1", sentence))
    return len(sentence.split()) <= 16 and any(abs((f.interval.first - gold.first).days) <= 3 for f in found)


def half_of(name: str) -> int:
    return sha256(name.encode()).digest()[0] % 2


def latest_date(text: str) -> Interval | None:
    """What guessers do: the latest full date in the text."""
    days = [found.interval for found in find_dates(text) if found.is_day]
    return max(days, key=lambda day: day.first, default=None)


def doc_of(document: Document) -> Doc:
    from dragoman.flow.reading import voices

    doc = english().make_doc(document.reading.text)
    doc._.voices = voices(document.reading)
    return doc


def report(label: str, cases: Iterable[Case], show: bool) -> None:
    """Rows of numbers: ours, then the guess."""
    ours: list[tuple[Case, Publication | None]] = []
    guesses: list[tuple[Case, Interval | None]] = []
    words, seconds, stated = 0, 0.0, 0
    for case in cases:
        document = page(case.name, case.text)
        if document is None or document.published is not None:
            stated += document is not None
            continue
        doc = doc_of(document)
        start = time.perf_counter()
        found = date_page(doc, DatingHints(until=_UNTIL))
        seconds += time.perf_counter() - start
        words += len(doc)
        ours.append((case, found))
        guesses.append((case, latest_date(case.text)))
    print(f"{label}: {len(ours)} pages ({stated} more still say their day); {words / max(seconds, 1e-9):,.0f} words/s")
    dated = [(c, p) for c, p in ours if p is not None]
    _numbers("ours", [(c, p.interval) for c, p in dated], len(ours))
    for low, high in ((0.85, 1.0), (0.0, 0.85)):
        _numbers(f"certainty {low}-{high}", [(c, p.interval) for c, p in dated if low < p.certainty <= high], len(ours))
    _numbers("latest full date", [(c, i) for c, i in guesses if i], len(ours))
    if show:
        for case, publication in ours:
            _show(case, publication)


def _numbers(label: str, found: list[tuple[Case, Interval]], total: int) -> None:
    if not found:
        print(f"  {label:22} none")
        return
    right = [i.overlaps(c.gold) for c, i in found]
    days = [i.days for _, i in found]
    short = [(r, d) for r, d in zip(right, days, strict=True) if d <= 31]
    print(
        f"  {label:22} dated {len(found) / total:.2f}  hold {sum(right) / len(right):.3f}"
        f"  median days {median(days):.0f}"
        f"  within 31 days {len(short) / total:.2f}, of which hold {sum(r for r, _ in short) / max(1, len(short)):.2f}"
        f"  within a year {sum(d <= 366 for d in days) / total:.2f}"
    )


def _show(case: Case, found: Publication | None) -> None:
    if found is None:
        print(f"    {case.name}: gold {case.gold.first}: none")
        return
    mark = "ok" if found.interval.overlaps(case.gold) else "OUT"
    told = f"{found.interval.to_list()} {found.certainty} {found.basis[:200]}"
    print(f"    {mark:3} {case.name}: gold {case.gold.first}: {told}")


def fit(cases: Iterable[Case]) -> None:
    """Counts of days from the last date told to publication."""
    lags: dict[tuple[str, str], list[int]] = defaultdict(list)
    for case in cases:
        document = page(case.name, case.text)
        if document is None:
            continue
        script = read_script(doc_of(document))
        told, yearless = read_dates(script, [(m.first, m.last) for m in find_events(script)])
        pace, gold = ("news" if is_news(script) else "calm"), case.gold.first
        last = last_told(told)
        if last is not None:
            lags[last.precision, pace].append((gold - last.interval.first).days)
        coming = [t for t in told if t.ahead]
        if coming:
            lags["coming", "any"].append((gold - min(coming, key=lambda t: t.interval.last).interval.last).days)
        for expression, moment in yearless[:3]:
            ahead = looks_ahead(script.page, expression.first, expression.last, expression.preposition)
            days = [_day(gold.year + i, moment.month, moment.day) for i in (-1, 0, 1)]
            nearest = min((gold - d).days for d in days if d and (ahead or (gold - d).days >= -60))
            if ahead:
                nearest = max((gold - d).days for d in days if d and (gold - d).days <= 60)
            lags["yearless_ahead" if ahead else "yearless", pace].append(nearest)
    for (precision, pace), found in sorted(lags.items()):
        counts = [sum(a <= lag <= b for lag in found) for a, b in _BINS]
        print(precision, pace, len(found), counts)


def _day(year: int, month: int | None, day: int | None) -> date | None:
    try:
        return date(year, month or 1, day or 1)
    except ValueError:
        return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1), default=0)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--only", default="", help="coded, news, gum or wcxb")
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    sets = {
        "coded": coded(args.data / "claims"),
        "news": annotated(args.data / "timex", "eventstoryline"),
        "gum": annotated(args.data / "timex", "gum_dates"),
        "wcxb": wcxb(args.data / "lines"),
    }
    for label, cases in sets.items():
        if args.only not in ("", label):
            continue
        chosen = [case for case in cases if half_of(case.name) == args.half]
        print(label)
        if args.fit:
            fit(chosen)
        else:
            report(label, chosen, args.show)


if __name__ == "__main__":
    main()

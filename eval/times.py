"""Measures `dragoman.when` on shared/data/timex and timex_news.jsonl: spans and values, as TempEval-3 counts them.

python eval/times.py [news|wikiwars-train|wikiwars-test|corpus|gum-dev|recognizers|eventstoryline-dev …] [--errors N]

news: our own sentences, looked at. EventStoryLine has times only in sentences that tell of its one event, GUM only
dates and no durations: their precision says little; `told` leaves out what stands in sentences without
any.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import spacy
from spacy.language import Language

from dragoman import flow
from dragoman.records import Interval, Timex
from dragoman.when import find_timexes

DATA = Path(__file__).parents[2] / "shared" / "data"
NEWS = Path(__file__).parent / "timex_news.jsonl"
TOKENISED = {"gum": "gum_dates", "eventstoryline": "eventstoryline"}
_STAMP = re.compile(r"(\d{4})[-:](\d\d?)[-:](\d\d?)")
_BEFORE = frozenset([",", ".", ":", ";", "?", "!", ")", "]", "%", "-", "/", "'", "’"])
_AFTER = frozenset(["(", "[", "$", "-", "/"])


@dataclass(frozen=True, slots=True)
class Gold:
    start: int
    end: int
    value: str | None
    interval: Interval | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """sentence_ends: character offsets, none where the set knows no sentences."""

    name: str
    text: str
    published: Interval | None
    gold: tuple[Gold, ...]
    sentence_ends: tuple[int, ...] = ()


@dataclass(slots=True)
class Score:
    gold: int = 0
    system: int = 0
    relaxed: int = 0
    strict: int = 0
    value: int = 0
    interval: int = 0
    intervals: int = 0
    touching: int = 0
    told: int = 0
    kinds: int = 0
    kind: int = 0


def rows(path: Path) -> Iterator[dict]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def wikiwars(part: str, data: Path) -> Iterator[Text]:
    for row in rows(data / f"timex/{part}.wikiwars.jsonl.gz"):
        gold = tuple(Gold(s, e, value) for s, e, _, value, _ in row["timex"])
        yield Text(row["doc"], row["text"], Interval.of(row["dct"][:10]), gold)


def joined(tokens: list[str]) -> tuple[str, list[int]]:
    """The words as they are commonly written (3 : 33 a . m . → 3:33 a.m.), and where each begins."""
    text, starts = "", []
    for i, token in enumerate(tokens):
        last = tokens[i - 1] if i else ""
        inner = last in (":", ".") and i > 1 and _is_glued(tokens[i - 2], token)
        if text and not (token in _BEFORE or token.startswith(("'", "’", "n't")) or last in _AFTER or inner):
            text += " "
        starts.append(len(text))
        text += token
    return text, starts


def _is_glued(before: str, after: str) -> bool:
    """Whether a colon or dot between them is part of a clock time or of a.m."""
    is_clock = before[-1:].isdigit() and after[:1].isdigit()
    return is_clock or (before.lower(), after.lower()) in (("a", "m"), ("p", "m"))


def day_of(stamp: str | None) -> Interval | None:
    """2013-05-03T16:56Z, t_2013-9-03 and 2009:02:03 → the day; a mere year or nothing → None."""
    found = _STAMP.search(stamp or "")
    if not found:
        return None
    day = date(*map(int, found.groups()))
    return Interval(day, day)


def tokenised(name: str, part: str, data: Path) -> Iterator[Text]:
    for row in rows(data / "timex" / f"{part}.{TOKENISED[name]}.jsonl.gz"):
        tokens = row["tokens"]
        text, starts = joined(tokens)
        gold = []
        for first, last, _, value, *_ in row["timex"]:
            if isinstance(value, dict):
                value = value.get("when")
            elif value:
                value = value.replace("PRES_REF", "PRESENT_REF")
            gold.append(Gold(starts[first], starts[last - 1] + len(tokens[last - 1]), value))
        ends = [*row["sent_starts"][1:], len(tokens)] if "sent_starts" in row else [len(tokens)]
        sentences = [starts[e] if e < len(starts) else len(text) for e in ends]
        yield Text(row["doc"], text, day_of(row["dct"]), tuple(gold), tuple(sentences))


def news() -> Iterator[Text]:
    """Our own sentences in the manner of TimeML."""
    for row in rows(NEWS):
        gold = tuple(Gold(start, end, value, kind=kind) for start, end, kind, value in row["timex"])
        yield Text(row["doc"], row["text"], Interval.of(row["dct"]), gold)


def recognizers(data: Path) -> Iterator[Text]:
    for number, row in enumerate(rows(data / "timex/train.ms_recognizers_specs.jsonl.gz")):
        gold = [Gold(r["start"], r["end"], (r["timex"] or [None])[0]) for r in row["results"]]
        published = Interval.of(row["ref"][:10]) if row.get("ref") else None
        yield Text(f"{number}", row["text"], published, tuple(gold))


def corpus(data: Path) -> Iterator[Text]:
    """Our own invented pages: intervals instead of values."""
    for row in rows(data / "corpus/04_reference_pages.jsonl"):
        gold = [
            Gold(t["start"], t["start"] + len(t["text"]), None, Interval.of(t["from"], t["to"]) if t["from"] else None)
            for t in row.get("timexes", ())
        ]
        yield Text(row["id"], row["text"], Interval.of(row["published"]), tuple(gold))


def texts(name: str, data: Path) -> Iterator[Text]:
    if name.startswith("wikiwars-"):
        return wikiwars(name.removeprefix("wikiwars-"), data)
    if name == "corpus":
        return corpus(data)
    if name == "recognizers":
        return recognizers(data)
    if name == "news":
        return news()
    name, _, part = name.partition("-")
    return tokenised(name, part, data)


def told(text: Text, timex: Timex) -> bool:
    """Whether any time is marked in the sentence of this one; true where the set knows no sentences."""
    end = next((e for e in text.sentence_ends if timex.start_char < e), None)
    if end is None:
        return True
    start = max((e for e in text.sentence_ends if e <= timex.start_char), default=0)
    return any(start <= g.start < end for g in text.gold)


def pairs(gold: tuple[Gold, ...], system: tuple[Timex, ...]) -> list[tuple[Gold, Timex]]:
    """Each gold span with the first system span that overlaps it, each system span once."""
    free, found = list(system), []
    for g in gold:
        match = next((t for t in free if t.start_char < g.end and g.start < t.end_char), None)
        if match:
            free.remove(match)
            found.append((g, match))
    return found


def is_value(gold: Gold, timex: Timex) -> bool:
    return gold.value is not None and gold.value == timex.value


def count(text: Text, system: tuple[Timex, ...], score: Score) -> list[str]:
    """Adds one text to the score; returns its errors in words."""
    matched = pairs(text.gold, system)
    score.gold += len(text.gold)
    score.system += len(system)
    score.told += sum(told(text, t) for t in system)
    score.relaxed += len(matched)
    errors = []
    for g, t in matched:
        score.strict += (g.start, g.end) == (t.start_char, t.end_char)
        score.value += is_value(g, t)
        score.kinds += g.kind is not None
        score.kind += g.kind is not None and g.kind == t.type
        score.intervals += g.interval is not None
        score.interval += g.interval is not None and g.interval == t.interval
        score.touching += bool(g.interval and t.interval and g.interval.overlaps(t.interval))
        if g.value != t.value if g.value else g.interval != t.interval:
            errors.append(
                describe(
                    "VALUE", text, t.start_char, t.end_char, f"{g.value or g.interval} not {t.value} {t.interval or ''}"
                )
            )
    errors += [
        describe("MISSED", text, g.start, g.end, str(g.value)) for g in text.gold if g not in [m[0] for m in matched]
    ]
    taken = [m[1] for m in matched]
    errors += [describe("EXTRA", text, t.start_char, t.end_char, t.value) for t in system if t not in taken]
    return errors


def describe(kind: str, text: Text, start: int, end: int, what: str) -> str:
    before, after = text.text[max(0, start - 40) : start], text.text[end : end + 25]
    return f"{kind} {text.name}: {before}[{text.text[start:end]}]{after} : {what}".replace("\n", "/")


def f1(hits: int, gold: int, system: int) -> float:
    return 200 * hits / (gold + system) if gold + system else 0.0


def report(name: str, score: Score, speed: float) -> str:
    precision, recall = 100 * score.relaxed / max(1, score.system), 100 * score.relaxed / max(1, score.gold)
    parts = [
        f"relaxed F1 {f1(score.relaxed, score.gold, score.system):.1f} (P {precision:.1f} R {recall:.1f})",
        f"strict {f1(score.strict, score.gold, score.system):.1f}",
        f"value {f1(score.value, score.gold, score.system):.1f}",
        f"value of matched {100 * score.value / max(1, score.relaxed):.1f}",
        f"{speed:,.0f} words/s",
    ]
    if score.told < score.system:
        relaxed, value = (f1(hits, score.gold, score.told) for hits in (score.relaxed, score.value))
        parts.append(f"told: relaxed {relaxed:.1f} value {value:.1f}")
    if score.kinds:
        parts.append(f"type {f1(score.kind, score.gold, score.system):.1f}")
    if score.intervals:
        parts.insert(2, f"intervals equal {score.interval}/{score.intervals}, overlapping {score.touching}")
    return f"{name}: " + ", ".join(parts)


def load_english(read: bool) -> Language:
    """Blank English, or with the reader, whose tags and names the room uses."""
    if not read:
        return spacy.blank("en")
    nlp = flow.load()
    nlp.select_pipes(enable=["reader"])
    return nlp


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    sets = ["news", "wikiwars-train", "corpus", "gum-train", "recognizers", "eventstoryline-train"]  # dev, test by name
    parser.add_argument("sets", nargs="*", default=sets)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--read", action="store_true", help="tags and names of the reader first, as in the pipeline")
    options = parser.parse_args()
    nlp = load_english(options.read)
    for name in options.sets:
        score, errors, words, spent = Score(), [], 0, 0.0
        for text in texts(name, options.data):
            doc = nlp(text.text)
            began = time.perf_counter()
            system = find_timexes(doc, text.published)
            spent += time.perf_counter() - began
            words += len(text.text.split())
            errors += count(text, system, score)
        print(report(name, score, words / max(spent, 1e-9)))
        for line in errors[: options.errors]:
            print("  ", line)


if __name__ == "__main__":
    main()

"""Measure the room `who` on ../shared/data/claims: gold words of actors as mentions, are their actors right?

    python eval/who_gold.py [--half even|odd|all] [--publisher] [--errors N]

Documents are split by the crc32 of their file name: look at errors in the even half only. Mentions are located inside
or nearest to the claim's quote, headed by the last word of the base noun phrase. First and second person are counted
apart (the room `says` replaces them). `name` leaves the words themselves out of the scorer's same_entity.
"""

from __future__ import annotations

import argparse
import collections
import importlib.util
import json
import re
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import spacy

from dragoman.records import Interval, Mention
from dragoman.records.extensions import register
from dragoman.who.component import ActorLinker
from dragoman.who.reading import SPEAKERS

SHARED = Path(__file__).resolve().parents[2] / "shared"
_CUT = re.compile(r",|\(|\b(?:of|in|for|from|to|at|on|with|by|against|near|who|which|that)\b")


@dataclass(frozen=True)
class Case:
    """One gold entity at its place."""

    doc: str
    start: int
    end: int
    gold: dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", default="odd", choices=("even", "odd", "all"))
    parser.add_argument("--publisher", action="store_true", help="give the publisher named in the manifest")
    parser.add_argument("--errors", type=int, default=0, help="print so many of the commonest errors")
    args = parser.parse_args()
    if not (SHARED / "data/claims/gold").is_dir():
        print("skipped: ../shared/data/claims is not here")
        return 0
    score(args.half, args.publisher, args.errors)
    return 0


def score(half: str, with_publisher: bool, errors: int) -> None:
    scorer = load_scorer()
    manifest = {r["id"]: r for r in map(json.loads, (SHARED / "data/claims/manifest.jsonl").open(encoding="utf-8"))}
    tally: collections.Counter[str] = collections.Counter()
    plain: collections.Counter[str] = collections.Counter()
    wrong: collections.Counter[str] = collections.Counter()
    for path in sorted((SHARED / "data/claims/docs").glob("*.txt")):
        even = zlib.crc32(path.name.encode()) % 2 == 0
        if half != "all" and even != (half == "even"):
            continue
        text = path.read_text(encoding="utf-8")
        cases = list(cases_of(path.stem, text))
        entities = linked(text, cases, manifest.get(path.stem, {}), with_publisher)
        for case in cases:
            count(case, entities[case.start, case.end], scorer, tally, wrong)
        if path.stem != "wn-election":
            for case in cases:
                count(case, entities[case.start, case.end], scorer, plain, collections.Counter())
        tally["ceiling"] += ceiling(cases)
    report(half, tally)
    report(half + " without the party lists of wn-election", plain)
    for line, times in wrong.most_common(errors):
        print(times, line)


def cases_of(doc: str, text: str) -> list[Case]:
    found = []
    path = SHARED / f"data/claims/gold/claims_{doc}.jsonl"
    for line in path.open(encoding="utf-8"):
        claim = json.loads(line)
        if "quote" not in claim:
            continue
        at = text.find(claim["quote"])
        for key in ("actors", "recipients", "holders"):
            for entity in claim.get(key, ()):
                place = locate(text, entity.get("text") or "", at, at + len(claim["quote"]))
                if place is not None:
                    found.append(Case(doc, *place, entity))
    return found


def locate(text: str, wanted: str, start: int, end: int) -> tuple[int, int] | None:
    """The place of the words inside the quote, else the nearest to it."""
    if not wanted or start < 0:
        return None
    pattern = re.compile(r"(?<!\w)" + re.escape(wanted) + r"(?!\w)")
    places = [m.span() for m in pattern.finditer(text)]
    if not places:
        return None
    middle = (start + end) / 2
    return min(places, key=lambda p: (not (start <= p[0] and p[1] <= end), abs(p[0] - middle)))


def linked(text: str, cases: list[Case], about: dict[str, Any], with_publisher: bool) -> dict[tuple[int, int], Any]:
    register()
    doc = spacy.blank("en")(text)
    places = {}
    for case in cases:
        span = doc.char_span(case.start, case.end, alignment_mode="expand")
        places[case.start, case.end] = Mention(span.start, span.end, head_of(doc, span.start, span.end))
    doc._.mentions = tuple(sorted(set(places.values())))
    published = about.get("published")
    doc._.published = Interval.of(*published) if published else None
    doc._.publisher = about.get("publisher") if with_publisher else None
    doc = ActorLinker()(doc)
    return {place: doc._.entities[mention] for place, mention in places.items()}


def head_of(doc: Any, start: int, end: int) -> int:
    text = doc[start:end].text
    cut = next((m.start() for m in _CUT.finditer(text) if m.start() > 0), len(text))
    limit = doc[start].idx + cut
    inside = [t.i for t in doc[start:end] if t.idx < limit and (t.is_alpha or t.text[:1].isalnum())]
    return inside[-1] if inside else end - 1


def count(case: Case, entity: Any, scorer: ModuleType, tally: Any, wrong: Any) -> None:
    gold = case.gold
    if gold["text"].casefold() in SPEAKERS:
        tally["first person"] += 1
        return
    system = {"name": entity.name, "country": entity.country, "text": entity.text}
    country = gold["country"] == entity.country
    same = scorer.same_entity(gold, system)
    name = scorer.same_entity({**gold, "text": None}, {**system, "text": None})
    sector = gold["sector"] == entity.sector
    tally["all"] += 1
    for key, value in (("country", country), ("same_entity", same), ("name", name), ("sector", sector)):
        tally[key] += value
    if not (country and name and sector):
        missed = "".join(k if not v else "-" for k, v in (("C", country), ("E", same), ("N", name), ("S", sector)))
        wrong[
            f"{missed} {case.doc} {gold['text']!r}: gold {gold['name']} {gold['country']} {gold['sector']}"
            f" | got {entity.name} {entity.country} {entity.sector}"
        ] += 1


def ceiling(cases: list[Case]) -> int:
    """How many countries one actor a mention can get right at most: some words name two actors in the gold."""
    places: dict[tuple[int, int], collections.Counter[str | None]] = collections.defaultdict(collections.Counter)
    for case in cases:
        if case.gold["text"].casefold() not in SPEAKERS:
            places[case.start, case.end][case.gold["country"]] += 1
    return sum(max(found.values()) for found in places.values())


def report(half: str, tally: Any) -> None:
    total = max(1, tally["all"])
    shares = "  ".join(f"{key} {tally[key] / total:.3f}" for key in ("same_entity", "name", "country", "sector"))
    if tally["ceiling"]:
        shares += f"  (country at most {tally['ceiling'] / total:.3f})"
    print(f"{half}: {tally['all']} entities ({tally['first person']} first person left out)  {shares}")


def load_scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_claims", SHARED / "tools/score_claims.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main())

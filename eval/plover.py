"""The reading of PLOVER's own example sentences (never trained on), with types, actors and recipients.

    python -m eval.plover [WEIGHTS] [--errors]

Each sentence has one gold event. `best` is the claim of ours whose trigger shares most letters with the gold event's
words, else the first event; `any` asks whether some event of ours has the gold type. Old roots are mapped: DEMAND to
REQUEST, DISAPPROVE and INVESTIGATE to ACCUSE, FIGHT to ASSAULT. Actors: country of the best claim's first actor; words
by overlap F1 of tokens.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.flow import load
from dragoman.reader.session import WEIGHTS
from dragoman.records import Claim, Interval

DATA = Path(__file__).parents[2] / "shared/data/event/train.plover_gsr_cameo.jsonl.gz"
OLD = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
_WORD = re.compile(r"\w+")
_GENERAL = frozenset("the a an of and 's s".split())


def rows() -> list[dict[str, Any]]:
    with gzip.open(DATA, "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def words(texts: Iterable[str]) -> Counter[str]:
    return Counter(w for t in texts for w in _WORD.findall(t.casefold()) if w not in _GENERAL)


def overlap(found: Counter[str], gold: Counter[str]) -> float:
    both = sum((found & gold).values())
    return 2 * both / max(1, sum(found.values()) + sum(gold.values()))


def actor_texts(side: Any) -> list[str]:
    """Words of the actors; a few rows have the words alone, or one actor and no list."""
    listed = side if isinstance(side, list) else [side]
    return [x if isinstance(x, str) else x.get("actorText", "") for x in listed]


def read(nlp: Language, row: dict[str, Any]) -> Doc:
    doc = nlp.make_doc(row["text"])
    doc._.published = Interval.of(row["date"])
    return nlp(doc)


def best(events: list[Claim], row: dict[str, Any]) -> Claim | None:
    gold = words([row.get("eventText", "")])
    scored = [(overlap(words([c.proposition.trigger]), gold), c.confidence, -n) for n, c in enumerate(events)]
    return events[-max(scored)[2]] if scored else None


def macro(pairs: list[tuple[str, str]]) -> float:
    each = []
    for kind in sorted({g for g, _ in pairs}):
        hit = sum(g == f == kind for g, f in pairs)
        each.append(2 * hit / max(1, sum(g == kind for g, _ in pairs) + sum(f == kind for _, f in pairs)))
    return sum(each) / len(each)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", nargs="?", default=str(WEIGHTS))
    parser.add_argument("--errors", action="store_true")
    a = parser.parse_args()
    nlp = load(a.weights)
    pairs: list[tuple[str, str]] = []
    confused: Counter[tuple[str, str]] = Counter()
    anywhere = countries = right = 0
    shares: dict[str, list[float]] = {"source": [], "target": []}
    for row in rows():
        gold = OLD.get(row["event"], row["event"])
        events = [c for c in read(nlp, row)._.claims if c.kind == "event"]
        claim = best(events, row)
        pairs.append((gold, claim.type or "" if claim else ""))
        anywhere += any(c.type == gold for c in events)
        for side, found in (("source", claim.actors if claim else ()), ("target", claim.recipients if claim else ())):
            if row.get(side):
                shares[side].append(overlap(words(e.text or e.name for e in found), words(actor_texts(row[side]))))
        first = (row.get("source") or [{}])[0]
        code = first.get("code", "") if isinstance(first, dict) else ""
        if re.fullmatch(r"[A-Z]{3}", code) and code not in {"IGO", "NGO", "MNC", "IMG", "UAF"}:
            countries += 1
            right += bool(claim) and any(e.country == code for e in claim.actors)
        if pairs[-1][0] != pairs[-1][1]:
            confused[pairs[-1]] += 1
            if a.errors:
                print(f"{gold:10} {pairs[-1][1]:10} {[c.type for c in events]} | {row['text'][:150]}")
    n = len(pairs)
    print(f"{n} sentences: type of the best {sum(g == f for g, f in pairs) / n:.3f} (macro-F1 {macro(pairs):.3f}), "
          f"of any event {anywhere / n:.3f}; none found in {sum(not f for _, f in pairs)}")  # fmt: skip
    print(f"actor country {right / max(1, countries):.3f} of {countries}; words: "
          + ", ".join(f"{side} {sum(s) / max(1, len(s)):.3f} of {len(s)}" for side, s in shares.items()))  # fmt: skip
    print("most confused (gold, found):", confused.most_common(12))


if __name__ == "__main__":
    main()

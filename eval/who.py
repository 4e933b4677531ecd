"""Measure `dragoman.actor` on phrases with dates: is the actor's country right, its sector, its name?

    python -m eval.who [--part seen|unseen|all] [--errors]     our cases (eval/who.jsonl), written before the code
    python -m eval.who --gsr [--part …] [--errors]             actors of ../shared/data/event/train.plover_gsr_cameo

A case is unseen if its digest says so: 50 of ours, and every second one of the other set. Look at errors of the seen
only. A case with a context is linked within it, as on a page; the others stand alone. Country and sector must be the
same, None included; a name counts where the case gives one: it must be the same, or another of the same actor.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import spacy

from dragoman.records import Entity, Interval, Mention
from dragoman.records.extensions import register
from dragoman.who import ActorLinker, resolve
from dragoman.who.words import key_of

CASES = Path(__file__).with_name("who.jsonl")
GSR = Path(__file__).resolve().parents[2] / "shared/data/event/train.plover_gsr_cameo.jsonl.gz"
UNSEEN = 50
# The set's sectors that mean one of ours; what is not here (armed or not, who knows) is not scored.
GSR_SECTORS = {"GOV": "GOV", "MIL": "MIL", "COP": "COP", "JUD": "JUD", "SPY": "SPY", "LEG": "LEG", "REB": "REB"}


@dataclass(frozen=True)
class Case:
    """A phrase and what it must resolve to. name: None where any will do; has_sector: whether one is to be scored."""

    kind: str
    phrase: str
    on: str
    country: str | None
    sector: str | None
    name: str | None = None
    context: str | None = None
    has_sector: bool = True

    @property
    def digest(self) -> str:
        return hashlib.sha256(f"{self.phrase}|{self.on}".encode()).hexdigest()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", default="seen", choices=("seen", "unseen", "all"))
    parser.add_argument("--gsr", action="store_true", help="the actors of PLOVER's gold sentences instead of ours")
    parser.add_argument("--errors", action="store_true", help="print what is wrong")
    args = parser.parse_args()
    if args.gsr and not GSR.exists():
        print("skipped: ../shared/data/event is not here")
        return 0
    cases = list(gsr_cases()) if args.gsr else own_cases()
    report(list(part_of(cases, args.part, len(cases) // 2 if args.gsr else UNSEEN)), args.part, args.errors)
    return 0


def own_cases() -> list[Case]:
    return [Case(**json.loads(line)) for line in CASES.read_text("utf-8").splitlines()]


def gsr_cases() -> Iterator[Case]:
    """Every actor of the set once a phrase; countries that it writes in its own way are put right."""
    seen = set()
    for line in gzip.decompress(GSR.read_bytes()).decode("utf-8").splitlines():
        row = json.loads(line)
        for actor in actors_of(row):
            phrase, code, sector = actor.get("actorText", ""), actor.get("code", ""), actor.get("sector", "")
            if not phrase or len(code) != 3 or phrase in seen:
                continue
            seen.add(phrase)
            country = None if code in ("IGO", "IMG", "NGO", "MNC", "INT") else {"JAP": "JPN"}.get(code, code)
            ours = GSR_SECTORS.get(sector[:3])
            yield Case("gsr", phrase, row["date"], country, ours, has_sector=ours is not None)


def actors_of(row: dict[str, object]) -> Iterator[dict[str, str]]:
    for side in ("source", "target"):
        found = row.get(side) or []
        yield from (actor for actor in (found if isinstance(found, list) else [found]) if isinstance(actor, dict))


def part_of(cases: list[Case], part: str, unseen: int) -> Iterable[Case]:
    hidden = set(sorted(case.digest for case in cases)[:unseen])
    return (case for case in cases if part == "all" or (case.digest in hidden) == (part == "unseen"))


def found(case: Case) -> Entity:
    if case.context is None:
        return resolve(case.phrase, date.fromisoformat(case.on))
    register()
    doc = spacy.blank("en")(case.context)
    at = case.context.rindex(case.phrase)
    span = doc.char_span(at, at + len(case.phrase))
    mention = Mention(span.start, span.end, span.end - 1)
    doc._.mentions, doc._.published = (mention,), Interval.of(case.on)
    entity: Entity = ActorLinker()(doc)._.entities[mention]
    return entity


def report(cases: list[Case], part: str, errors: bool) -> None:
    tally: collections.Counter[str] = collections.Counter()
    by_kind: dict[str, list[bool]] = collections.defaultdict(list)
    for case in cases:
        got = found(case)
        right = {"country": got.country == case.country}
        if case.has_sector:
            right["sector"] = got.sector == case.sector
        if case.name is not None:
            right["name"] = key_of(got.name) == key_of(case.name) or got.name == resolve(case.name).name
        for field, is_right in right.items():
            tally[field] += is_right
            tally[f"{field} of"] += 1
        by_kind[case.kind].append(all(right.values()))
        if errors and not all(right.values()):
            wanted = (case.country, case.sector, case.name)
            print(f"{case.kind}: {case.phrase!r} {case.on}: {wanted} | got {(got.country, got.sector, got.name)}")
    scored = (field for field in ("country", "sector", "name") if tally[f"{field} of"])
    shares = "  ".join(f"{field} {tally[field] / tally[f'{field} of']:.3f}" for field in scored)
    whole = sum(sum(kind) for kind in by_kind.values())
    print(f"{part}: {len(cases)} phrases  {shares}  all right {whole / max(1, len(cases)):.3f}")
    if len(by_kind) > 1:
        print("  ".join(f"{kind} {sum(v)}/{len(v)}" for kind, v in by_kind.items()))


if __name__ == "__main__":
    sys.exit(main())

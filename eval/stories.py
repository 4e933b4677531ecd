"""Scores of story building on gold claims: which pairs are joined, and how each pair is told to stand.

    python eval/stories.py [CORPUS_FOLDER] [--json] [--fit] [--show RELATION]

Feeds the claims of 05_stories.jsonl (invented documents, gold codings) through build_stories and compares with
05_stories.pairs.jsonl. Sets s01-s08 were looked at while building (dev); s09-s12 were not (held out).
--fit prints weights of likeness fitted on dev. --show prints the dev pairs of a relation that went wrong.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.records import (
    Claim,
    Document,
    Entity,
    Event,
    Fact,
    Holder,
    Interval,
    Line,
    OffsetMap,
    Piece,
    Publication,
    Reading,
    Relation,
    Reprint,
    Span,
    Stance,
    Statement,
    Story,
)
from dragoman.stories import build_stories, find_reprints
from dragoman.stories.likeness import Context, features, group
from dragoman.stories.origins import Provenance
from dragoman.stories.words import vectors

RELATIONS = ("agrees", "repeats", "contradicts", "updates", "disputes", "none")
DEV = {f"s{n:02}" for n in range(1, 9)}
CORPUS = Path(__file__).parents[2] / "shared/data/corpus"


@dataclass(frozen=True, slots=True)
class Corpus:
    documents: dict[str, Document]
    claims: dict[str, Claim]
    pairs: list[dict[str, str]]
    sets: dict[str, str]

    def part(self, name: str) -> Corpus:
        """dev or held_out."""
        keep = {d: s for d, s in self.sets.items() if (s in DEV) == (name == "dev")}
        return Corpus(
            {i: d for i, d in self.documents.items() if i in keep},
            {i: c for i, c in self.claims.items() if c.document in keep},
            [p for p in self.pairs if (p["set"] in DEV) == (name == "dev")],
            keep,
        )


def entity(row: dict[str, Any]) -> Entity:
    return Entity(name=row["name"], country=row["country"], sector=row["sector"], text=row["text"])


def holder(row: dict[str, Any]) -> Holder:
    members = tuple(entity(m) for m in row.get("members", ()))
    one = entity(row)
    return Holder(name=one.name, country=one.country, sector=one.sector, text=one.text, cue=row["cue"], members=members)


def claim(document: dict[str, Any], row: dict[str, Any]) -> Claim:
    start = document["text"].index(row["quote"])
    evidence = Span(start, start + len(row["quote"]))
    if row["kind"] == "statement":
        what: Any = Statement(content=row["content"] or row["quote"], content_span=evidence)
    else:
        what = (Event if row["kind"] == "event" else Relation)(
            type=row["type"],
            mode=row["mode"],
            trigger=row["trigger"],
            trigger_span=evidence,
            actors=tuple(entity(e) for e in row["actors"]),
            recipients=tuple(entity(e) for e in row["recipients"]),
        )
    return Claim(
        id=f"{document['id']}/{row['id']}",
        document=document["id"],
        proposition=what,
        holders=tuple(holder(h) for h in row["holders"]),
        stance=Stance(polarity=row["polarity"], mood=row["mood"]),
        quote=row["quote"],
        evidence=evidence,
        when=Interval.of(*row["when"]) if row["when"] else None,
        where=row["where"],
    )


def page(row: dict[str, Any]) -> Document:
    size = len(row["text"])
    return Document(
        id=row["id"],
        path=row["id"],
        sha256=hashlib.sha256(row["text"].encode()).hexdigest(),
        text=row["text"],
        lines=(lines := tuple(_lines(row["text"]))),
        reading=Reading(text=row["text"], offsets=OffsetMap((Piece(0, size, 0, size),)), lines=lines),
        language="en",
        publisher=Fact(value=row["publisher"], basis="gold"),
        published=Publication(interval=Interval.of(row["published"]), basis="gold", certainty=1.0),
    )


def _lines(text: str) -> Iterator[Line]:
    """All of them body."""
    at = 0
    for number, words in enumerate(text.split("\n"), 1):
        yield Line(number=number, role="body" if words else "blank", span=Span(at, at + len(words)) if words else None)
        at += len(words) + 1


def load(folder: Path) -> Corpus:
    rows = [json.loads(line) for line in (folder / "05_stories.jsonl").read_text().splitlines()]
    pairs = [json.loads(line) for line in (folder / "05_stories.pairs.jsonl").read_text().splitlines()]
    claims = [claim(row, c) for row in rows for c in row["claims"]]
    documents = {row["id"]: page(row) for row in rows}
    return Corpus(documents, {c.id: c for c in claims}, pairs, {row["id"]: row["set"] for row in rows})


def told(stories: list[Story]) -> dict[frozenset[str], str]:
    return {frozenset((c.first, c.second)): c.relation for s in stories for c in s.comparisons}


def score(corpus: Corpus) -> dict[str, Any]:
    reprints = find_reprints(corpus.documents.values, corpus.documents.__getitem__)
    stories = build_stories(corpus.claims.values(), corpus.documents, reprints)
    relations, home = told(stories), {c: s.id for s in stories for c in s.claims}
    gold = {frozenset((p["a"], p["b"])): p["relation"] for p in corpus.pairs}
    counts = Counter((right, relations.get(pair, "none")) for pair, right in gold.items())
    f1 = {r: _f1(counts, r) for r in RELATIONS}
    nones = [pair for pair, right in gold.items() if right == "none"]
    across = {pair: r for pair, r in relations.items() if len({corpus.claims[c].document for c in pair}) == 2}
    strict = [gold.get(pair) == "contradicts" for pair, r in across.items() if r == "contradicts"]
    judged = [(gold[pair] == "contradicts") for pair, r in across.items() if r == "contradicts" and pair in gold]
    return {
        "pairs": len(gold),
        "macro_f1": _mean(f1.values()),
        "f1": {r: round(x, 3) for r, x in f1.items()},
        "contradiction_precision_on_listed_pairs": _mean(judged),
        "contradiction_precision_unlisted_counted_wrong": _mean(strict),
        "none_pairs_joined": _mean(len({home[c] for c in pair}) == 1 for pair in nones),
        "related_pairs_joined": _mean(len({home[c] for c in pair}) == 1 for pair, r in gold.items() if r != "none"),
        "unlisted_pairs_related": sum(pair not in gold for pair in across),
        "origins_right": _origins_right(corpus, reprints),
        "reprints": len(reprints),
        "stories_of_two_pages_or_more": sum(len(s.documents) > 1 for s in stories),
        "largest_story": max(len(s.claims) for s in stories),
        "confusion": {r: {q: n for (x, q), n in sorted(counts.items()) if x == r} for r in RELATIONS},
    }


def _origins_right(corpus: Corpus, reprints: list[Reprint]) -> float:
    """Among pairs that agree or repeat: whether the program counts two origins, or one."""
    checks = []
    provenance = Provenance.of(corpus.claims.values(), corpus.documents, reprints)
    for p in corpus.pairs:
        if p["relation"] == "agrees" or (p["relation"] == "repeats" and "same origin" in p["why"]):
            one, two = (provenance.origin(corpus.claims[p[x]]) for x in "ab")
            checks.append((one == two) == (p["relation"] == "repeats"))
    return _mean(checks)


def _f1(counts: Counter[tuple[str, str]], relation: str) -> float:
    hit = counts[relation, relation]
    wanted = sum(n for (x, _), n in counts.items() if x == relation)
    given = sum(n for (_, q), n in counts.items() if q == relation)
    return 2 * hit / (wanted + given) if wanted + given else 0.0


def _mean(values: Any) -> float:
    numbers = [float(v) for v in values]
    return round(sum(numbers) / len(numbers), 3) if numbers else float("nan")


def examples(corpus: Corpus) -> list[tuple[dict[str, float], float]]:
    """(features, one proposition or not) of all pairs of a set that share a group, and of strangers made alike."""
    provenance = Provenance.of(corpus.claims.values(), corpus.documents)
    context = Context(vectors(corpus.claims.values()), provenance)
    gold = {frozenset((p["a"], p["b"])): p["relation"] != "none" for p in corpus.pairs}
    by_set: dict[str, list[Claim]] = defaultdict(list)
    for c in corpus.claims.values():
        by_set[corpus.sets[c.document]].append(c)
    found = []
    for members in by_set.values():
        for a, b in combinations(members, 2):
            if a.document == b.document or group(a) != group(b):
                continue
            row = features(a, b, context)
            if row is not None:
                found.append((row, float(gold.get(frozenset((a.id, b.id)), False))))
    return found


def fit(corpus: Corpus, decay: float = 1e-3) -> dict[str, float]:
    """Logistic regression by plain gradient descent; deterministic."""
    rows = examples(corpus)
    names = sorted({name for row, _ in rows for name in row})
    x = np.array([[row.get(name, 0.0) for name in names] for row, _ in rows])
    y = np.array([label for _, label in rows])
    w = np.zeros(len(names))
    for _ in range(8000):
        p = 1 / (1 + np.exp(-x @ w))
        w -= 1.0 * (x.T @ (p - y) / len(y) + decay * w)
    return {name: round(float(v), 2) for name, v in zip(names, w, strict=True)}


def show(corpus: Corpus, relation: str) -> None:
    stories = build_stories(corpus.claims.values(), corpus.documents)
    relations, home = told(stories), {c: s.id for s in stories for c in s.claims}
    gold = {frozenset((p["a"], p["b"])): p for p in corpus.pairs}
    if relation == "unlisted":
        wrong = [(tuple(sorted(k)), r, "unlisted") for k, r in relations.items() if k not in gold]
        wrong = [w for w in wrong if corpus.claims[w[0][0]].document != corpus.claims[w[0][1]].document]
    else:
        wrong = [
            ((p["a"], p["b"]), relations.get(k, "none"), p["why"])
            for k, p in gold.items()
            if p["relation"] == relation and relations.get(k, "none") != relation and "cross_type" not in p
        ]
    for (a, b), got, why in wrong:
        print(f"\n{got}, {'joined' if home[a] == home[b] else 'apart'}: {why}")
        for c in (corpus.claims[a], corpus.claims[b]):
            sides = [", ".join(f"{e.name}[{e.country}]" for e in side) for side in (c.actors, c.recipients, c.holders)]
            print(
                f"  {c.id} {c.type} {sides} {c.stance.polarity}{c.stance.mood} {c.when and c.when.to_list()} {c.quote}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--show")
    options = parser.parse_args()
    corpus = load(options.folder)
    if options.fit:
        print("\n".join(f"{name} = {value}" for name, value in fit(corpus.part("dev")).items()))
    elif options.show:
        show(corpus.part("dev"), options.show)
    else:
        scores = {name: score(corpus.part(name)) for name in ("dev", "held_out")}
        print(json.dumps(scores, indent=None if options.json else 1))


if __name__ == "__main__":
    main()

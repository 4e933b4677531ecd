"""Reprints: pairs of pages with one text, of what kind, and which page has it first.

    python -m eval.reprints [DATA] [--held-out] [--errors MOST] [--speed 20000] [--origins]

Pages are made from articles of DATA/lines (WCXB, body lines only; read, never kept) by edits that outlets make, and go
through capture as plain text. dev: the dev part; --held-out: the test part. Negatives: articles of one site under the
same furniture, reports on one event (story sets of DATA/corpus), and all articles against all others.
--origins: what reprints do to the count of origins, on the story sets with every page printed a second time.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from dragoman.capture import Source, capture
from dragoman.records import Claim, Document, Reprint
from dragoman.stories import build_stories, find_reprints
from eval import stories as story_sets

DATA = Path(__file__).parents[2] / "shared/data"
OUTLETS = (
    "Harbour Herald|Vessia Tribune|Orland Observer|Mirra Messenger|Port Ady Post|Northern Ledger|Reedland Review|"
    "Corland Courier|Belmark Bulletin|Arzenia Argus|Tidewater Times|Quayside Chronicle"
).split("|")
AGENCIES = "Zel-Tass|Varnpress|Continental Wire|Keshan News Agency|Sarvand Agency".split("|")
SWAPS = dict(
    pair.split(":")
    for pair in (
        "said:stated but:however also:too big:large many:numerous get:obtain use:employ show:demonstrate help:assist "
        "start:begin because:since about:regarding people:persons make:produce need:require after:following "
        "before:prior last:previous new:recent good:fine more:further while:whereas such:like can:may will:shall "
        "found:discovered year:twelvemonth often:frequently think:believe important:significant the:this in:within "
        "on:upon from:out-of is:remains was:had-been has:possesses their:the our:the a:one and:as-well-as with:having"
    ).split()
)
DAY = date(2021, 3, 1)


@dataclass(frozen=True)
class Pair:
    """What is planted. kinds: those that are right; earlier: None where nothing on the pages tells."""

    edit: str
    kinds: tuple[str, ...]
    earlier: str | None


@dataclass(frozen=True)
class Planted:
    pages: dict[str, Document]
    pairs: dict[tuple[str, str], Pair]
    groups: dict[str, str]


def articles(path: Path) -> list[tuple[str, list[str]]]:
    """(headline, paragraphs) of articles with 120 to 1,500 words of body."""
    found = []
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for row in map(json.loads, stream):
            body = [
                " ".join(line[0].split()) for line in row["lines"] if line[1] == "body" and line[2:] != ["headline"]
            ]
            body = [text for text in body if len(text.split()) >= 8]
            heads = [line[0] for line in row["lines"] if line[2:] == ["headline"]]
            if 120 <= sum(len(text.split()) for text in body) <= 1500 and row["page_type"] == "article":
                found.append((" ".join(heads[0].split()) if heads else "An untitled report", body))
    return found


def saved(id: str, head: str, body: list[str], *, outlet: str = "", day: date | None = None, end: str = "") -> Document:
    """The page as a reader would have saved it, captured."""
    lines = [head, ""]
    if day:
        lines += [f"Published {day.day} {day:%B %Y}", ""]
    for text in body:
        lines += [text, ""]
    if end:
        lines += [end, ""]
    if outlet:
        lines += [f"© {DAY.year} {outlet}. All rights reserved."]
    source = Source(name=id, path=f"{id}.txt", file=Path(f"{id}.txt"), kind="text")
    return capture(source, "\n".join(lines).encode("utf-8", "replace"))


def split(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+(?=[A-Z“\"])", text)


def changed(body: list[str], share: float, words: list[str], dice: random.Random) -> list[str]:
    """Every so many words replaced by another word of the collection."""
    return [
        " ".join(dice.choice(words) if dice.random() < share and w.isalpha() else w for w in text.split())
        for text in body
    ]


def paraphrased(body: list[str], words: list[str], dice: random.Random) -> list[str]:
    """As if translated twice: common words swapped, clauses turned round, a tenth of the rest changed."""
    out = []
    for text in changed(body, 0.1, words, dice):
        turned = []
        for sentence in split(text):
            clauses = sentence.split(", ")
            if len(clauses) > 1 and dice.random() < 0.7:
                clauses = [clauses[-1].rstrip(".!?"), *clauses[:-1]]
            said = " ".join(SWAPS.get(w.lower(), w) for w in ", ".join(clauses).split())
            turned.append(said.rstrip(".!?") + ".")
        out.append(" ".join(turned).replace("-", " "))
    return out


EDITS = (
    "headline", "cut", "agency", "credit", "shuffled", "words 5%", "words 10%", "words 15%", "embedded", "paraphrase",
)  # fmt: skip


def edited(edit: str, body: list[str], host: list[str], words: list[str], dice: random.Random) -> list[str]:
    sentences = [s for text in body for s in split(text)]
    if edit == "cut":
        left = dice.uniform(0.4, 0.7) * sum(len(text.split()) for text in body)
        return [text for n, text in enumerate(body) if sum(len(t.split()) for t in body[:n]) < left]
    if edit == "shuffled":
        kept = [text for text in body if len(body) < 4 or dice.random() > 0.2]
        return dice.sample(kept, len(kept))
    if edit.startswith("words"):
        return changed(body, int(re.sub(r"\D", "", edit)) / 100, words, dice)
    if edit == "paraphrase":
        return paraphrased(body, words, dice)
    if edit == "embedded":
        start = dice.randrange(max(1, len(sentences) - 6))
        passage = " ".join(sentences[start : start + dice.randint(4, 6)])
        middle = len(host) // 2
        return [*host[:middle], passage, *host[middle:]]
    return body


KINDS = {"embedded": ("partial", "reprint"), "cut": ("reprint",), "shuffled": ("copy", "reprint")}


def plant(found: list[tuple[str, list[str]]], seed: int) -> Planted:
    """Of twelve articles seven get an edited page beside them, three stand under furniture, two lend words."""
    dice = random.Random(seed)
    words = sorted({w for _, body in found for text in body for w in text.split() if w.isalpha() and w.islower()})
    pages: dict[str, Document] = {}
    pairs: dict[tuple[str, str], Pair] = {}
    groups: dict[str, str] = {}
    hosts, lenders = found[::12], found[6::12]
    sites = [a for n, a in enumerate(found) if n % 12 in (3, 9, 11)]
    rest = [a for n, a in enumerate(found) if n % 12 not in (0, 3, 6, 9, 11)]
    for n, (head, body) in enumerate(rest):
        plant_pair(n, EDITS[n % len(EDITS)], head, body, hosts[n // len(EDITS)][1], words, dice, pages, pairs)
    for n, (head, body) in enumerate(sites):
        # sites of eight pages, and sites of two, where furniture can be told by its place alone
        site = n // 16 * 5 + (0 if n % 16 < 8 else n % 16 // 2 - 3)
        # what a site says of itself below every article: five sentences of a page that is not among these
        about = [s for text in lenders[site % len(lenders)][1] for s in split(text) if len(s.split()) > 8][:5]
        id = f"site{n:04}"
        pages[id] = saved(id, head, [*body, *about], outlet=f"{OUTLETS[site % 12]} {site}")
        groups[id] = f"site {site}"
    return Planted(pages, pairs, groups)


def plant_pair(n, edit, head, body, host, words, dice, pages, pairs) -> None:  # type: ignore[no-untyped-def]
    """How one can tell who is first goes through: days, a credit, both, nothing."""
    # ids tell nothing: the earlier page comes now first, now second in the alphabet
    first, later = dice.sample([f"p{n:04}a", f"p{n:04}b"], 2)
    outlet, other = dice.sample(OUTLETS, 2)
    agency = dice.choice(AGENCIES)
    text = edited(edit, body, host, words, dice)
    dated = n // len(EDITS) % 3 == 0
    gap = timedelta(days=dice.randint(1, 5))
    source, end, told = outlet, "", dated
    if edit == "agency":
        source, told = agency, True
        text = [f"{dice.choice(['BAKU', 'PORT ADY', 'YERASK'])}, March 3 ({agency}) - {text[0]}", *text[1:]]
    if edit == "credit":
        told = True
        end = dice.choice(
            [f"Source: {outlet}", f"Reprinted from {outlet}.", f"This article first appeared in {outlet}."]
        )
    if edit not in ("cut", "credit", "agency"):
        head = f"{dice.choice(words).capitalize()} {dice.choice(words)} {dice.choice(words)} {dice.choice(words)}"
    pages[first] = saved(first, head, body, outlet=source, day=DAY if dated else None)
    pages[later] = saved(later, head, text, outlet=other, day=DAY + gap if dated else None, end=end)
    one, two = sorted((first, later))
    pairs[one, two] = Pair(edit, KINDS.get(edit, ("copy",)), first if told else None)


def events(folder: Path) -> tuple[dict[str, Document], dict[str, str]]:
    """Reports on one event, by five outlets each; all invented."""
    corpus = story_sets.load(folder)
    return corpus.documents, {id: f"event {s}" for id, s in corpus.sets.items()}


def score(planted: Planted, found: list[Reprint], errors: int) -> None:
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    by_pair = {(r.one, r.two): r for r in found}
    wrong: list[str] = []
    for key, pair in planted.pairs.items():
        row, got = rows[pair.edit], by_pair.get(key)
        row["pairs"] += 1
        if got is None:
            wrong.append(f"missed: {pair.edit} {key}")
            continue
        row["found"] += 1
        row["kind"] += got.kind in pair.kinds
        row["told" if pair.earlier else "untold"] += 1
        row["right" if got.earlier == pair.earlier else "none" if got.earlier is None else "wrong"] += bool(
            pair.earlier
        )
        row["claimed"] += pair.earlier is None and got.earlier is not None
        if got.kind not in pair.kinds or got.earlier != pair.earlier:
            wrong.append(
                f"{pair.edit} {key}: {got.kind} {got.share_of_one} {got.share_of_two} {got.earlier} {got.because}"
            )
    print(f"{'edit':12} pairs found  kind | told: right none wrong | untold: claimed")
    for edit in EDITS:
        c = rows[edit]
        kind = c["kind"] / max(1, c["found"])
        print(
            f"{edit:12} {c['pairs']:5} {c['found'] / max(1, c['pairs']):.3f} {kind:.3f} | "
            f"{c['told']:4} {c['right']:5} {c['none']:4} {c['wrong']:5} | {c['untold']:6} {c['claimed']:7}"
        )
    spurious = [r for key, r in by_pair.items() if key not in planted.pairs]
    where = Counter(sort_of(r, planted.groups) for r in spurious)
    total = sum(c["found"] for c in rows.values())
    negatives = Counter(planted.groups.values())
    print("negative pairs:", {
        sort: sum(n * (n - 1) // 2 for group, n in negatives.items() if group.startswith(sort))
        for sort in ("site", "event")
    })  # fmt: skip
    print(f"found and not planted: {dict(where)}; precision {total / max(1, total + len(spurious)):.3f}, "
          f"recall {total / max(1, len(planted.pairs)):.3f}")  # fmt: skip
    for r in spurious:
        words = r.sentences[0][0].quote(planted.pages[r.one].text)[:100]
        wrong.append(f"not planted: {r.one} {r.two} {r.kind} {r.share_of_one} {r.share_of_two} {words}")
    print(*wrong[:errors], sep="\n")


def sort_of(r: Reprint, groups: dict[str, str]) -> str:
    one, two = groups.get(r.one, "article"), groups.get(r.two, "article")
    return one.split()[0] if one == two and one != "article" else "two articles"


def origins(folder: Path) -> None:
    """Every page of the story sets printed once more by an outlet of its own: origins must not grow."""
    corpus = story_sets.load(folder)
    documents, claims = dict(corpus.documents), list(corpus.claims.values())
    for id, page in corpus.documents.items():
        publisher = replace(page.publisher, value=f"Reprinter {id}") if page.publisher else None
        documents[f"{id}-again"] = replace(page, id=f"{id}-again", publisher=publisher)
    claims += [replace(c, id=f"{c.id}-again", document=f"{c.document}-again") for c in corpus.claims.values()]
    once = build_stories(corpus.claims.values(), corpus.documents)
    alone = {c: len(s.origins) for s in once for c in s.claims}
    print(f"every page printed once: {sum(len(s.origins) for s in once)} origins in all")
    for name, reprints in (("without", []), ("with", find_reprints(lambda: documents.values(), documents.__getitem__))):
        told = build_stories(claims, documents, reprints)
        print(f"{name} reprints ({len(reprints)} pairs): {count(told, alone, corpus.claims)}")


def count(told: list, alone: dict[str, int], claims: dict[str, Claim]) -> dict[str, float]:  # type: ignore[type-arg]
    home = {c: s for s in told for c in s.claims}
    relations = {frozenset((c.first, c.second)): c.relation for s in told for c in s.comparisons}
    twice = [relations.get(frozenset((id, f"{id}-again")), "apart") for id in claims]
    same = sum(len(home[id].origins) == alone[id] for id in claims)
    return {
        "claims whose story keeps its number of origins": round(same / len(claims), 3),
        "claim and its reprint repeat": round(twice.count("repeats") / len(twice), 3),
        "agree, as if independent": round(twice.count("agrees") / len(twice), 3),
        "origins in all": sum(len(s.origins) for s in told),
    }


def speed(number: int) -> None:
    """Invented pages of some 400 words in Zipf's proportions, one in ten a copy of another with words changed."""
    vocabulary = [f"{a}{b}{c}" for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "ol")
                  for c in ("ba", "de", "fi", "go", "ku", "lar", "men", "nor", "pes", "rit", "sun", "tov")]  # fmt: skip
    weights = [1 / (n + 1) for n in range(len(vocabulary))]

    def page(id: str) -> Document:
        n = int(id)
        body = spoken(random.Random(n - 1 if n % 10 == 1 else n), vocabulary, weights)
        if n % 10 == 1:
            body = changed(body, 0.05, vocabulary, random.Random(-n))
        return plain(id, body)

    def pages() -> Iterator[Document]:
        return (page(f"{n:06}") for n in range(number))

    began = time.process_time()
    for _ in pages():
        pass
    making = time.process_time() - began
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    found = find_reprints(pages, page)
    took = time.process_time() - began
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    copies = sum(1 for n in range(number) if n % 10 == 1)
    hit = sum(1 for r in found if int(r.two) == int(r.one) + 1 and int(r.two) % 10 == 1)
    print(f"{number} pages: {took:.1f} s of one core, of which about {2 * making:.1f} s go into making them twice; "
          f"{number / (took - 2 * making):.0f} pages/s of one core; peak grew by {grown:.0f} MB; "
          f"{hit} of {copies} copies, {len(found) - hit} others")  # fmt: skip


def spoken(dice: random.Random, vocabulary: list[str], weights: list[float]) -> list[str]:
    return [
        " ".join(" ".join(dice.choices(vocabulary, weights, k=20)).capitalize() + "." for _ in range(4))
        for _ in range(5)
    ]


def plain(id: str, body: list[str]) -> Document:
    row = {"id": id, "text": "\n".join(body), "publisher": "", "published": "2021-03-01"}
    return replace(story_sets.page(row), publisher=None, published=None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", type=Path, default=DATA)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--errors", type=int, default=0, metavar="MOST")
    parser.add_argument("--speed", type=int, default=0)
    parser.add_argument("--origins", action="store_true")
    options = parser.parse_args()
    if options.speed:
        speed(options.speed)
        return
    if options.origins:
        origins(options.data / "corpus")
        return
    part = "test" if options.held_out else "dev"
    planted = plant(articles(options.data / f"lines/wcxb_{part}.jsonl.gz"), seed=2 if options.held_out else 1)
    reports, sets = events(options.data / "corpus")
    planted = Planted(planted.pages | reports, planted.pairs, planted.groups | sets)
    began = time.process_time()
    found = find_reprints(planted.pages.values, planted.pages.__getitem__)
    print(f"{len(planted.pages)} pages, {time.process_time() - began:.1f} s")
    score(planted, found, options.errors)


if __name__ == "__main__":
    main()

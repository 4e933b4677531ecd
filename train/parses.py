"""Windows from Universal Dependencies trees and from name-annotated sentences (UD EWT, GUM, wikigold, …)."""

from __future__ import annotations

import collections
import gzip
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.reader.features import (
    NO_START,
    START,
    START_UNKNOWN,
    WordPieces,
    Words,
    encode,
    open_starts,
    quoted_words,
)
from dragoman.reader.heads import head_word
from dragoman.reader.labels import NAME_TAGS, Labels
from dragoman.reader.lemmas import lemma_rule
from train.items import Item, blank, chunks

NAME = {t: i for i, t in enumerate(NAME_TAGS)}
KIND = {
    "person": "PER", "PER": "PER", "politician": "PER", "Person": "PER",
    "organization": "ORG", "ORG": "ORG", "organisation": "ORG", "politicalparty": "ORG", "Organisation": "ORG",
    "place": "LOC", "LOC": "LOC", "location": "LOC", "country": "LOC", "Location": "LOC",
}  # fmt: skip
ARTICLES = frozenset({"the", "a", "an"})
PRONOUNS = frozenset("i we he she they it you there here my our his her their its".split())
SMALL = frozenset("of and the for in al de la du von van bin ibn - ' ’ 's ’s & . , ( )".split())
MAX_PIECES = 420


@dataclass
class Tree:
    """A sentence. heads: 0-based, own index for the root. names: tags, None where not annotated.

    begins: whether a paragraph begins with it. mentions: head word -> number of what it stands for in the document.
    """

    doc: str
    text: str
    words: list[str]
    lemmas: list[str]
    upos: list[str]
    feats: list[str]
    heads: list[int]
    relations: list[str]
    begins: bool
    names: list[str] | None = None
    mentions: dict[int, int] | None = None


def _lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            yield line.rstrip("\n")


def read_trees(path: Path, without: frozenset[str] = frozenset()) -> list[Tree]:
    """Sentences of a CoNLL-U file, less the documents named."""
    out: list[Tree] = []
    doc, text, rows, begins = "", "", [], True
    for line in _lines(path):
        if line.startswith(("# newdoc", "# newpar")):
            begins = True
        if line.startswith("# newdoc id"):
            doc = line.split("=", 1)[1].strip()
        elif line.startswith("# text ="):
            text = line.split("=", 1)[1].strip()
        elif line and line[0].isdigit():
            c = line.split("\t")
            if c[0].isdigit():
                rows.append(c)
        elif not line and rows:
            if doc not in without:
                out.append(_tree(doc, text, rows, begins))
            rows, begins = [], False
    return out


def _tree(doc: str, text: str, rows: list[list[str]], begins: bool) -> Tree:
    heads = [int(c[6]) - 1 if c[6] != "0" else i for i, c in enumerate(rows)]
    columns = [[c[k] for c in rows] for k in (1, 2, 3, 5, 7)]
    return Tree(doc, text, columns[0], columns[1], columns[2], columns[3], heads, columns[4], begins)


def name_tags(words: Sequence[str], spans: Iterable[Sequence[Any]]) -> list[str]:
    """IOB tags of named spans, the outermost where they nest, without leading articles.

    Sources that tag whole phrases and pronouns as names (GUM, re3d) are not believed there: those are "?", unknown.
    """
    tags = ["O"] * len(words)
    named = [(s[0], s[1], KIND[s[2]]) for s in spans if s[2] in KIND and s[3] in ("named", "mention")]
    for start, b, kind in sorted(named, key=lambda s: s[0] - s[1]):
        a = start + (words[start].lower() in ARTICLES and b - start > 1)
        if any(t != "O" for t in tags[a:b]):
            continue
        is_name = words[a].lower() not in PRONOUNS and all(w[:1].isupper() or w in SMALL for w in words[a:b])
        tags[a:b] = ["B-" + kind] + ["I-" + kind] * (b - a - 1) if is_name else ["?"] * (b - a)
    return tags


def read_names(
    path: Path, sources: frozenset[str], without: frozenset[str] = frozenset()
) -> list[tuple[list[str], list[str]]]:
    """(words, tags) of the sentences or documents of some sources."""
    out = []
    for line in _lines(path):
        row = json.loads(line)
        if row["src"].split("/")[0] in sources and row["id"].removeprefix("re3d-") not in without:
            out.append((row["tokens"], name_tags(row["tokens"], row["spans"])))
    return out


def attach_names(trees: list[Tree], path: Path) -> int:
    """Give GUM's trees the names of its entity layer, by their words; number of trees found."""
    by = {tuple(w): t for w, t in read_names(path, frozenset({"GUM"}))}
    for t in trees:
        t.names = by.get(tuple(t.words))
    return sum(t.names is not None for t in trees)


def attach_mentions(trees: list[Tree], path: Path) -> int:
    """Give GUM's trees the mentions of its coreference layer; number of trees found.

    A mention's head word is the one whose own head lies outside; of two mentions with one head the longer chain counts.
    """
    known = {row["doc"]: row for row in map(json.loads, _lines(path))}
    count = collections.Counter[str]()
    for t in trees:
        k, row = count[t.doc], known.get(t.doc)
        count[t.doc] += 1
        if row and row["sents"][k] == t.words:
            t.mentions = {}
            for number, cluster in sorted(enumerate(row["clusters"]), key=lambda x: len(x[1]["mentions"])):
                for m in cluster["mentions"]:
                    if m[0] == k:
                        t.mentions[_outward(t, m[1], m[2])] = number
    return sum(t.mentions is not None for t in trees)


def _outward(t: Tree, a: int, b: int) -> int:
    out = [i for i in range(a, b) if t.heads[i] == i or not a <= t.heads[i] < b]
    return out[0] if out else a


def learn_labels(trees: Sequence[Tree], modes: Iterable[str]) -> Labels:
    """Inventories: features and lemma rules seen at least three times."""
    upos, feats, lemmas, rels = (collections.Counter[str]() for _ in range(4))
    for t in trees:
        upos.update(t.upos)
        feats.update(t.feats)
        rels.update(t.relations)
        lemmas.update(map(lemma_rule, t.words, t.lemmas))
    often = [tuple(k for k, c in x.most_common() if c >= 3) for x in (feats, lemmas)]
    return Labels(tuple(sorted(upos)), often[0], often[1], tuple(sorted(rels)), tuple(modes))


def tree_window(
    trees: Sequence[Tree],
    labels: Labels,
    cut: WordPieces,
    tell_starts: bool,
    tell_first: bool = True,
    tell_blanks: bool = False,
) -> Item | None:
    """Neighbouring sentences as one window, all starts told, or the first, or none; None if it is too long.

    tell_blanks: whether words joined to the one before are told to begin no sentence.
    """
    words = [w for t in trees for w in t.words]
    begins = [i == 0 for t in trees for i in range(len(t.words))]
    lines = [i == 0 and (t.begins or k == 0) for k, t in enumerate(trees) for i in range(len(t.words))]
    known = [START if b else NO_START if tell_starts else START_UNKNOWN for b in (begins if tell_starts else lines)]
    if tell_blanks and not tell_starts:
        blanks = open_starts(words, [j for t in trees for j in _joined(t)])
        known = [k or b for k, b in zip(known, blanks, strict=True)]
    if not tell_first and not tell_starts:
        known[0] = START_UNKNOWN
    encoded = encode(
        Words(tuple(words), tuple(known), tuple(quoted_words(words, begins if tell_starts else lines))), cut
    )
    if len(encoded.pieces) > MAX_PIECES:
        return None
    item = blank(encoded)
    index = [{x: i for i, x in enumerate(v)} for v in (labels.upos, labels.feats, labels.lemmas, labels.relations)]
    at = 0
    for k, t in enumerate(trees):
        for i, word in enumerate(t.words):
            j = at + i
            item.upos[j], item.feats[j] = index[0][t.upos[i]], index[1].get(t.feats[i], -1)
            item.lemma[j] = index[2].get(lemma_rule(word, t.lemmas[i]), -1)
            item.head[j], item.relation[j], item.sentence[j] = at + t.heads[i], index[3].get(t.relations[i], -1), k
            item.start[j] = int(i == 0)
            item.name[j] = NAME.get(t.names[i], -1) if t.names else _no_name(t, i)
            if t.mentions is not None:
                item.chain[j], item.entity[j] = t.mentions.get(i, -1), int(i in t.mentions)
        at += len(t.words)
    item.is_whole = all(t.mentions is not None for t in trees)
    return item


def _joined(t: Tree) -> list[bool]:
    """Whether no blank stands before each word; not before the first."""
    out, at = [], 0
    for word in t.words:
        found = t.text.find(word, at)
        out.append(0 < at == found)
        at = found + len(word) if found >= 0 else at
    return out


def _no_name(t: Tree, i: int) -> int:
    """0 for a word that is surely part of no name, by its tag and its neighbours'; -1, unknown, for the rest."""
    around = t.upos[max(0, i - 1) : i + 2]
    return -1 if "PROPN" in around or not (t.words[i].islower() or t.upos[i] in ("PUNCT", "PRON", "NUM")) else 0


def tree_items(trees: Sequence[Tree], labels: Labels, cut: WordPieces, rng: random.Random) -> list[Item]:
    """All trees once, in windows of one to many neighbouring sentences, half of them without known starts."""
    out: list[Item] = []
    by: dict[str, list[Tree]] = collections.defaultdict(list)
    for t in trees:
        by[t.doc].append(t)
    for doc in by.values():
        # what is called what shows over many sentences
        sizes = (40, 160, 240, 300) if doc[0].mentions is not None else (1, 40, 80, 160, 240)
        for a, b in chunks([len(t.words) for t in doc], rng, sizes):
            item = tree_window(doc[a:b], labels, cut, rng.random() < 0.4, rng.random() < 0.5, rng.random() < 0.6)
            if item:
                out.append(item)
    return out


def name_items(
    rows: Sequence[tuple[list[str], list[str]]], cut: WordPieces, rng: random.Random, shout: float = 0.06
) -> list[Item]:
    """Name-annotated sentences; some shouted or in small letters; long documents in stretches of 150 words."""
    out = []
    for all_words, all_tags in rows:
        for a in range(0, len(all_words), 150):
            words, tags = all_words[a : a + 150], all_tags[a : a + 150]
            r = rng.random()
            if r < shout:
                words = [w.upper() for w in words] if r < shout / 2 else [w.lower() for w in words]
            begins = [i == 0 for i in range(len(words))]
            known = tuple([START] + [START_UNKNOWN] * (len(words) - 1))
            item = blank(encode(Words(tuple(words), known, tuple(quoted_words(words, begins))), cut))
            if item.size <= MAX_PIECES:
                item.name = [NAME.get(t, -1) for t in tags]
                out.append(item)
    return out


@dataclass
class Told:
    """A document whose mentions of persons and places are known: sentences, and (sentence, start, end, number)."""

    sentences: list[list[str]]
    mentions: list[tuple[int, int, int, int]]


def read_told(path: Path) -> list[Told]:
    """LitBank's documents."""
    out = []
    for line in _lines(path):
        row = json.loads(line)
        mentions = [(m[0], m[1], m[2], n) for n, c in enumerate(row["clusters"]) for m in c["mentions"]]
        out.append(Told(row["sents"], mentions))
    return out


def told_items(docs: Sequence[Told], cut: WordPieces, rng: random.Random, share: float) -> list[Item]:
    """A share of the stretches of some documents, for coreference alone."""
    out = []
    for doc in docs:
        by: dict[int, list[tuple[int, int, int]]] = collections.defaultdict(list)
        for k, a, b, n in doc.mentions:
            by[k].append((a, b, n))
        for first, last in chunks([len(s) for s in doc.sentences], rng, (160, 240)):
            if rng.random() < share:
                item = _told_item(doc.sentences[first:last], [by[k] for k in range(first, last)], cut)
                out += [item] if item.size <= MAX_PIECES else []
    return out


def _told_item(
    sentences: Sequence[Sequence[str]], mentions: Sequence[Sequence[tuple[int, int, int]]], cut: WordPieces
) -> Item:
    words = [w for s in sentences for w in s]
    begins = [i == 0 for s in sentences for i in range(len(s))]
    known = tuple(START if b else NO_START for b in begins)
    item = blank(encode(Words(tuple(words), known, tuple(quoted_words(words, begins))), cut))
    item.is_whole = True
    at = 0
    for s, spans in zip(sentences, mentions, strict=True):
        for a, b, n in spans:
            item.chain[at + a + head_word(s[a:b])] = n
        at += len(s)
    return item

"""The reader on public test sets, through the spaCy component: `python -m eval.reader [WEIGHTS] [--raw]`.

EWT test and GUM test (open genres): UPOS, lemma, UAS, LAS with gold words and sentences; with --raw, words and sentence
starts from spaCy's tokeniser and the reader (F1). Names: UNER-EWT test (PER, ORG, LOC), as it is, shouted and in small
letters, and re3d test.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import spacy
from spacy.tokens import Doc

from dragoman.reader.component import ReaderComponent
from dragoman.reader.findings import Cutoffs
from dragoman.reader.session import WEIGHTS, load_weights
from dragoman.reader.tokens import english

sys.path.insert(0, str(Path(__file__).parent.parent))
from train.parses import Tree, read_names, read_trees

SHARED = Path("../shared/data")
KIND = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "NORP": None}


def percent(hits: int, of: int) -> float:
    return round(100 * hits / max(1, of), 2)


def given(nlp: spacy.language.Language, trees: list[Tree]) -> Doc:
    words = [w for t in trees for w in t.words]
    starts = [i == 0 for t in trees for i in range(len(t.words))]
    return Doc(nlp.vocab, words=words, sent_starts=starts)


def trees(reader: ReaderComponent, nlp: spacy.language.Language, rows: list[Tree]) -> dict[str, float]:
    by: dict[str, list[Tree]] = {}
    for t in rows:
        by.setdefault(t.doc, []).append(t)
    groups = list(by.values())
    hits = dict.fromkeys(("upos", "lemma", "uas", "las"), 0)
    total = 0
    for group, doc in zip(groups, reader.pipe([given(nlp, g) for g in groups]), strict=True):
        at = 0
        for t in group:
            for i in range(len(t.words)):
                token = doc[at + i]
                total += 1
                hits["upos"] += token.pos_ == t.upos[i]
                hits["lemma"] += token.lemma_ == t.lemmas[i]
                right = token.head.i == at + t.heads[i]
                hits["uas"] += right
                hits["las"] += right and (token.dep_.lower() == t.relations[i])
            at += len(t.words)
    return {k: percent(v, total) for k, v in hits.items()}


def raw(reader: ReaderComponent, nlp: spacy.language.Language, rows: list[Tree]) -> dict[str, float]:
    """F1 of words and of sentences (as character spans) on the running text of each document."""
    by: dict[str, list[Tree]] = {}
    for t in rows:
        by.setdefault(t.doc, []).append(t)
    words, sents = [0, 0, 0], [0, 0, 0]
    for group in by.values():
        text, gold_words, gold_sents = _running(group)
        doc = reader(nlp.make_doc(text))
        found = {(t.idx, t.idx + len(t)) for t in doc if not t.is_space}
        cut = {(s.start_char, len(s.text.rstrip()) + s.start_char) for s in doc.sents}
        for count, f, g in ((words, found, gold_words), (sents, cut, gold_sents)):
            count[0] += len(f & g)
            count[1] += len(f)
            count[2] += len(g)
    return {
        "words": percent(2 * words[0], words[1] + words[2]),
        "sentences": percent(2 * sents[0], sents[1] + sents[2]),
    }


def _running(group: list[Tree]) -> tuple[str, set[tuple[int, int]], set[tuple[int, int]]]:
    text, words, sents = "", set(), set()
    for t in group:
        start = len(text)
        at = 0
        for w in t.words:
            i = t.text.find(w, at)
            if i >= 0:
                words.add((start + i, start + i + len(w)))
                at = i + len(w)
        sents.add((start, start + len(t.text)))
        text += t.text + " "
    return text, words, sents


def names(
    reader: ReaderComponent, nlp: spacy.language.Language, rows: list[tuple[list[str], list[str]]]
) -> dict[str, float]:
    """Exact F1 by kind; NORP counts for none."""
    counts: dict[str, list[int]] = {k: [0, 0, 0] for k in ("PER", "ORG", "LOC", "all")}
    docs = [Doc(nlp.vocab, words=w, sent_starts=[i == 0 for i in range(len(w))]) for w, _ in rows]
    for doc, (_, tags) in zip(reader.pipe(docs), rows, strict=True):
        found = {(e.start, e.end, KIND[e.label_]) for e in doc.ents if KIND[e.label_]}
        gold = _spans(tags)
        for k, c in counts.items():
            f, g = ({s for s in x if k in ("all", s[2])} for x in (found, gold))
            c[0] += len(f & g)
            c[1] += len(f)
            c[2] += len(g)
    return {k: percent(2 * c[0], c[1] + c[2]) for k, c in counts.items()}


def _spans(tags: list[str]) -> set[tuple[int, int, str | None]]:
    out, start = set(), -1
    for i, t in enumerate([*tags, "O"]):
        if start >= 0 and not t.startswith("I-"):
            out.add((start, i, tags[start][2:]))
            start = -1
        if t.startswith("B-"):
            start = i
    return out


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("weights", nargs="?", default=str(WEIGHTS), type=Path)
    a = p.parse_args()
    nlp, reader = english(), ReaderComponent(load_weights(a.weights), Cutoffs())
    test = read_trees(SHARED / "parse/test.conllu.gz")
    ewt = [t for t in test if not t.doc.startswith("GUM")]
    gum = [t for t in test if t.doc.startswith("GUM")]
    print("EWT test, gold words:", trees(reader, nlp, ewt))
    print("GUM test, gold words:", trees(reader, nlp, gum))
    print("EWT test, raw text:", raw(reader, nlp, ewt))
    uner = read_names(SHARED / "ner/test.jsonl.gz", frozenset({"UNER_EWT"}))
    print("names, UNER-EWT test:", names(reader, nlp, uner))
    print("  all in capitals:", names(reader, nlp, [([w.upper() for w in words], tags) for words, tags in uner]))
    print("  all in small letters:", names(reader, nlp, [([w.lower() for w in words], tags) for words, tags in uner]))
    print(
        "names, re3d test:", names(reader, nlp, read_names(SHARED / "ner/test.re3d_docs.jsonl.gz", frozenset({"re3d"})))
    )


if __name__ == "__main__":
    main()

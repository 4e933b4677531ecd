"""The spaCy component `reader`: one pass of the network over a Doc, window by window."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.reader.coreference import corefer
from dragoman.reader.features import Window, cut_windows, encode
from dragoman.reader.findings import Cutoffs, RawFinding, find
from dragoman.reader.heads import head_word
from dragoman.reader.labels import CUE
from dragoman.reader.mentions import Mentions
from dragoman.reader.naming import name_spans
from dragoman.reader.session import FLOOR, WEIGHTS, Scores, Weights, load_weights
from dragoman.reader.tagging import annotate
from dragoman.reader.text import Laid, lay
from dragoman.records import Cue, Finding
from dragoman.records.extensions import register

_PLACES = frozenset({"GPE", "LOC", "FAC"})


class ReaderComponent:
    """Fills tags, morphology, lemmas, tree, names; leaves mentions, chains, findings and cues for the later rooms.

    A Doc whose words and sentence starts are given keeps both. floor: see Weights.score.
    """

    floor: float = FLOOR

    def __init__(self, weights: Weights, cutoffs: Cutoffs) -> None:
        self.weights, self.cutoffs = weights, cutoffs
        register()

    def __call__(self, doc: Doc) -> Doc:
        """Read one Doc, window by window."""
        laid, cut = lay(doc), self.weights.cut
        windows = cut_windows(laid.words, [len(cut.of(w)) for w in laid.words.words])
        if windows:
            encoded = (encode(laid.words, cut, w.start, w.end) for w in windows)
            self._fill(doc, laid, windows, [self.weights.score(e, self.floor) for e in encoded])
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = 1) -> Iterator[Doc]:
        """Docs in order, one by one: batches would be no quicker and would let pages change each other."""
        return map(self, stream)

    def _fill(self, doc: Doc, laid: Laid, windows: Sequence[Window], scores: Sequence[Scores]) -> None:
        labels = self.weights.labels
        annotate(doc, laid, windows, scores, labels)
        doc.set_ents(name_spans(doc, laid, windows, scores, labels))
        pairs = list(zip(windows, scores, strict=True))
        tags = [int(s.mention[at - w.start].argmax()) for w, s in pairs for at in range(w.core_start, w.core_end)]
        mentions = Mentions(doc, laid, tags)
        raw = [f for w, s in pairs for f in find(s, w, labels, self.cutoffs)]
        doc._.findings = tuple(_finding(f, laid, mentions) for f in raw if f.type != CUE)
        doc._.cues = tuple(_cue(f, laid, mentions) for f in raw if f.type == CUE)
        doc._.mentions = mentions.all()
        doc._.metonyms = _metonyms(doc, laid, pairs)
        doc._.coreference = corefer(doc, laid, windows, scores)


def _metonyms(doc: Doc, laid: Laid, pairs: Sequence[tuple[Window, Scores]]) -> dict[int, float]:
    """First token of every place name -> probability that it acts there, as a government does."""
    odds = {laid.tokens[at]: float(s.metonym[at - w.start]) for w, s in pairs for at in range(w.core_start, w.core_end)}
    heads = {e.start: e.start + head_word([t.text for t in e]) for e in doc.ents if e.label_ in _PLACES}
    return {start: 1.0 / (1.0 + math.exp(-odds[head])) for start, head in heads.items() if head in odds}


def _finding(f: RawFinding, laid: Laid, mentions: Mentions) -> Finding:
    return Finding(
        trigger=laid.tokens[f.word],
        type=f.type,
        mode=f.mode,
        actors=tuple(dict.fromkeys(mentions.at(w) for w in f.actors)),
        recipients=tuple(dict.fromkeys(mentions.at(w) for w in f.recipients)),
        holder=mentions.at(f.holder) if f.holder >= 0 else None,
        holder_unspecified=f.holder == -2,
        place=laid.tokens[f.place] if f.place is not None else None,
        time=laid.tokens[f.time] if f.time is not None else None,
        polarity=f.polarity,
        mood=f.mood,
        confidence=f.confidence,
    )


def _cue(f: RawFinding, laid: Laid, mentions: Mentions) -> Cue:
    content = (laid.tokens[f.content[0]], laid.tokens[f.content[1] - 1] + 1) if f.content else None
    return Cue(
        word=laid.tokens[f.word],
        words=(laid.tokens[f.cue[0]], laid.tokens[f.cue[1] - 1] + 1) if f.cue else None,
        source=mentions.at(f.actors[0]) if f.actors else None,
        outer=mentions.at(f.holder) if f.holder >= 0 else None,
        content=content,
        polarity=f.polarity,
        mood=f.mood,
        confidence=f.confidence,
    )


@Language.factory("reader", default_config={"weights": str(WEIGHTS), "threads": 0, "cutoffs": {}})
def make_reader(nlp: Language, name: str, weights: str, threads: int, cutoffs: dict[str, float]) -> ReaderComponent:
    """The component, with the packaged weights unless told otherwise. Raises ModelError if they do not load."""
    return ReaderComponent(load_weights(Path(weights), threads), Cutoffs(**cutoffs))

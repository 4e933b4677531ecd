"""The spaCy component `reader`: one pass of the network over a Doc, windows batched by length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.reader.features import Encoded, Window, cut_windows, encode
from dragoman.reader.findings import Cutoffs, RawFinding, find
from dragoman.reader.labels import CUE
from dragoman.reader.mentions import Mentions
from dragoman.reader.naming import name_spans
from dragoman.reader.session import WEIGHTS, Scores, Weights, load_weights
from dragoman.reader.tagging import annotate
from dragoman.reader.text import Laid, lay
from dragoman.records import Cue, Finding
from dragoman.records.extensions import register

MAX_BATCH_PIECES = 1536
DOCS_AT_ONCE = 16


class ReaderComponent:
    """Fills tags, morphology, lemmas, tree, names; leaves mentions, findings and cues for the later rooms.

    A Doc whose words and sentence starts are given keeps both.
    """

    def __init__(self, weights: Weights, cutoffs: Cutoffs) -> None:
        self.weights, self.cutoffs = weights, cutoffs
        register()

    def __call__(self, doc: Doc) -> Doc:
        """Read one Doc; `pipe` is quicker for many."""
        return next(iter(self.pipe([doc])))

    def pipe(self, stream: Iterable[Doc], batch_size: int = DOCS_AT_ONCE) -> Iterator[Doc]:
        """Docs in order, their windows scored together."""
        docs = iter(stream)
        while group := list(islice(docs, batch_size)):
            self._read(group)
            yield from group

    def _read(self, docs: Sequence[Doc]) -> None:
        laid = [lay(d) for d in docs]
        windows = [cut_windows(t.words, [len(self.weights.cut.of(w)) for w in t.words.words]) for t in laid]
        encoded = [
            encode(t.words, self.weights.cut, w.start, w.end) for t, ws in zip(laid, windows, strict=True) for w in ws
        ]
        scores = iter(self._scores(encoded))
        for doc, text, ws in zip(docs, laid, windows, strict=True):
            if ws:
                self._fill(doc, text, ws, [next(scores) for _ in ws])

    def _scores(self, encoded: Sequence[Encoded]) -> list[Scores]:
        """Scores of all windows, in order; windows of like length share a batch."""
        order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].pieces))
        out: dict[int, Scores] = {}
        while order:
            take = max(1, MAX_BATCH_PIECES // len(encoded[order[-1]].pieces))
            group, order = order[-take:], order[:-take]
            out.update(zip(group, self.weights.score([encoded[i] for i in group]), strict=True))
        return [out[i] for i in range(len(encoded))]

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


def _finding(f: RawFinding, laid: Laid, mentions: Mentions) -> Finding:
    return Finding(
        trigger=laid.tokens[f.word],
        type=f.type,
        mode=f.mode,
        actors=tuple(dict.fromkeys(mentions.at(w) for w in f.actors)),
        recipients=tuple(dict.fromkeys(mentions.at(w) for w in f.recipients)),
        holder=mentions.at(f.holder) if f.holder >= 0 else None,
        holder_unspecified=f.holder == -2,
        polarity=f.polarity,
        mood=f.mood,
        confidence=f.confidence,
    )


def _cue(f: RawFinding, laid: Laid, mentions: Mentions) -> Cue:
    content = (laid.tokens[f.content[0]], laid.tokens[f.content[1] - 1] + 1) if f.content else None
    return Cue(
        word=laid.tokens[f.word],
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

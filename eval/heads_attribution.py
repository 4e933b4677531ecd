"""Attribution: source, cue and content of every cue, and the holder behind it.

Spans are sets of words, marks left out; found spans are those of `doc._.cues`. Relaxed scores say so in their names.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from train.windows import head_of, trigger_word

from dragoman.reader.labels import CUE
from dragoman.says.chains import cue_span
from eval.heads_metrics import F1
from eval.heads_reading import Read, Watched, given

UNSPECIFIED = -2
DEEPEST = 3
Words = frozenset[int]


@dataclass(frozen=True)
class Told:
    """One attribution in words. word: the one that carries the cue; source_head: the one that carries the source.

    outer: head word of the holder behind whom it stands, None for the document. Empty sets: there is none.
    """

    word: int
    cue: Words
    source: Words
    source_head: int | None
    content: Words
    outer: int | None = None


@dataclass
class Attributions:
    """Counts over documents. Contents count only where the gold gives one, or the cue is no gold cue at all."""

    counts: dict[str, F1] = field(default_factory=dict)
    depths: dict[str, F1] = field(default_factory=dict)

    def add(self, found: Sequence[Told], wanted: Sequence[Told], *, with_depth: bool = True) -> None:
        """One document."""
        open_ = {w.word for w in wanted} - {w.word for w in wanted if w.content}
        for name, parts in _parts(found, wanted, open_).items():
            self.counts.setdefault(name, F1()).add(*parts)
        if with_depth:
            self._depth(found, wanted)

    def _depth(self, found: Sequence[Told], wanted: Sequence[Told]) -> None:
        rows = [[(t.word, t.outer, d) for t, d in zip(x, depths(x), strict=True)] for x in (found, wanted)]
        for d in range(DEEPEST + 1):
            name = f"{d}+" if d == DEEPEST else str(d)
            self.depths.setdefault(name, F1()).add(*([r[:2] for r in x if r[2] == d] for x in rows))
        self.depths.setdefault("all", F1()).add(*([r[:2] for r in x] for x in rows))

    def row(self) -> dict[str, object]:
        out: dict[str, object] = {k: v.row() for k, v in self.counts.items()}
        if self.depths:
            out["outer holder by depth"] = {k: v.row() for k, v in self.depths.items()}
        return out


def _parts(found: Sequence[Told], wanted: Sequence[Told], open_: set[int]) -> dict[str, tuple[list, list]]:  # type: ignore[type-arg]
    """Things to compare, found and wanted. open_: gold cues of whose content nothing is known."""
    closed = [t for t in found if t.word not in open_]
    return {
        "source": _both(found, wanted, lambda t: t.source or None),
        "cue": _both(found, wanted, lambda t: t.cue),
        "content": _both(closed, wanted, lambda t: t.content or None),
        "triple": _both(found, wanted, lambda t: (t.source, t.cue, Words() if t.word in open_ else t.content)),
        "triple, cue by its word": _both(
            found, wanted, lambda t: (t.source, t.word, Words() if t.word in open_ else t.content)
        ),
        "relaxed: source, head word": _both(found, wanted, lambda t: t.source_head),
        "relaxed: cue, carrying word": _both(found, wanted, lambda t: t.word),
        "relaxed: content, words": (_content_words(closed), _content_words(wanted)),
    }


def _both(found: Sequence[Told], wanted: Sequence[Told], key) -> tuple[list, list]:  # type: ignore[no-untyped-def, type-arg]
    return [k for t in found if (k := key(t)) is not None], [k for t in wanted if (k := key(t)) is not None]


def _content_words(told: Iterable[Told]) -> list[tuple[int, int]]:
    """Each word of a content, with the cue that it hangs on."""
    return [(t.word, w) for t in told for w in t.content]


def depths(told: Sequence[Told]) -> list[int]:
    """How many holders stand behind each, at most DEEPEST: an outer holder's own cue is the nearest one before."""
    by: dict[int, list[Told]] = {}
    for t in told:
        if t.source_head is not None:
            by.setdefault(t.source_head, []).append(t)
    return [_depth(t, by, DEEPEST) for t in told]


def _depth(t: Told, by: dict[int, list[Told]], most: int) -> int:
    if t.outer is None or most == 0:
        return 0
    behind = [b for b in by.get(t.outer, ()) if b.word != t.word]
    if not behind:
        return 1
    nearest = min(behind, key=lambda b: (b.word > t.word, abs(b.word - t.word)))
    return 1 + _depth(nearest, by, most - 1)


def found_in(read: Read) -> list[Told]:
    """The reader's cues."""
    out = []
    for c in read.doc._.cues:
        word, source, cue = read.word_of[c.word], c.source, cue_span(read.doc, c)
        out.append(
            Told(
                word,
                read.covering((cue.start, cue.end)),
                read.between(source.start, source.end) if source else Words(),
                read.head(source) if source else None,
                read.between(*c.content) if c.content else Words(),
                read.head(c.outer) if c.outer else None,
            )
        )
    return out


def wanted_in(read: Read) -> list[Told]:
    """The gold's cues."""
    out = []
    for w in read.gold.wanted if read.gold else ():
        word = trigger_word(read.words, w.trigger) if w.type == CUE and w.trigger else None
        if word is None or w.trigger is None:
            continue
        source = w.actors[0] if w.actors else None
        outer = (
            {"document": None}.get(w.holder, UNSPECIFIED)
            if isinstance(w.holder, str)
            else head_of(read.words, w.holder)
        )
        out.append(
            Told(
                word,
                read.covering(w.trigger),
                read.covering(source) if source else Words(),
                head_of(read.words, source) if source else None,
                read.covering(w.content) if w.content else Words(),
                outer,
            )
        )
    return out


def gum(reader: Watched, path: Path) -> dict[str, object]:
    """GUM's attributions made from rhetorical relations, automatically: no gold. No depth."""
    tally = Attributions()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for read, row in zip(reader.read(given(r["tokens"]) for r in rows), rows, strict=True):
        tally.add(found_in(read), [t for a in row["attributions"] if (t := _gum(read, a))], with_depth=False)
    return tally.row()


def _gum(read: Read, a: dict) -> Told | None:  # type: ignore[type-arg]
    def chars(part: Sequence[int]) -> tuple[int, int]:
        return read.doc[part[0]].idx, read.doc[part[1] - 1].idx + len(read.doc[part[1] - 1].text)

    if not a["cue"]:
        return None
    word = trigger_word(read.words, chars(a["cue"]))
    if word is None:
        return None
    source = chars(a["source"]) if a["source"] else None
    content = Words().union(*(read.between(*p) for p in a["content"]))
    return Told(
        word,
        read.between(*a["cue"]),
        read.between(*a["source"]) if source else Words(),
        head_of(read.words, source) if source else None,
        content,
    )

"""Speech set in lines of its own: "The minister said:" and the paragraphs under it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc

from dragoman.records import Cue

_SAID = re.compile(r"\b(?:said|says|told|stated|added|adds|continued|commented|wrote|writes)\b[^.\n]{0,60}:\s*$")


@dataclass(frozen=True, slots=True)
class Block:
    """Characters [start, end) are the words of the source of this cue."""

    start: int
    end: int
    cue: Cue


def speech_blocks(doc: Doc) -> list[Block]:
    """Blocks under a line ending in "… said:", to the next such line or the next short line without a full stop."""
    text = doc.text
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    blocks: list[Block] = []
    for i, (a, b) in enumerate(lines):
        cue = _speaking_cue(doc, a, b) if _SAID.search(text[a:b]) else None
        if cue is None:
            continue
        stop = b
        for c, d in lines[i + 1 :]:
            if _SAID.search(text[c:d]) or _is_heading(text[c:d]):
                break
            stop = d
        if stop > b:
            blocks.append(Block(b, stop, cue))
    return blocks


def _is_heading(line: str) -> bool:
    return len(line) < 60 and line.rstrip()[-1:] not in '.!?”"’…'


def _speaking_cue(doc: Doc, start: int, end: int) -> Cue | None:
    """The last cue with a source in a line."""
    inside = [c for c in doc._.cues if c.source and start <= doc[c.word].idx < end]
    return inside[-1] if inside else None

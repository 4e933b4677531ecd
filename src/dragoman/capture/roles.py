"""Which role each block of a page plays: title, body, comment, navigation …

A judge that has read many pages says which blocks are article, comments, neither (`judging`); rules, which know what
single lines give away, say the rest: titles, bylines, whose comment, what kind of debris. Where the two differ the
surer one is heard, for losing body is worse than keeping debris.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from dragoman.capture.authors import clean_name, is_person
from dragoman.capture.blocks import Block
from dragoman.capture.cues import ROLE_OF, cue_of
from dragoman.capture.heads import is_byline, is_dateline, is_talked_of, mark_head
from dragoman.capture.judging import Verdict, judge
from dragoman.capture.marks import Mark
from dragoman.capture.thread_marks import mark_thread
from dragoman.capture.threads import find_thread

_PARAGRAPH = 20
_SENTENCE = 10
_SHORT_SENTENCE = 4
_BIO = re.compile(r"(?:is|was|are|teaches|taught|serves|served|writes|works|has been|reports|covers|lives)\b")
_SOFT = frozenset({"licence", "ad", "credit", "form"})
_STRONG = frozenset({"form", "caption", "thread"})
_SURELY, _CERTAINLY = 0.5, 0.8
"""Above these the judge outweighs that a line looks like a sentence; a cue that it gives."""


def assign_roles(blocks: Sequence[Block], raw: Sequence[str], furniture: Collection[int] = ()) -> list[Mark]:
    """One mark a block. raw: the blocks' text before repair. furniture: indices of blocks known to be no article."""
    cues = [
        "" if is_dateline(block) else cue_of(block, in_body=False, spaced=text)
        for block, text in zip(blocks, raw, strict=True)
    ]
    for at in furniture:
        cues[at] = cues[at] or "nav"
    verdicts = judge(blocks, cues, raw)
    cues = [
        cue if at in furniture or not _is_outweighed(cue, blocks[at], verdicts[at]) else ""
        for at, cue in enumerate(cues)
    ]
    body = _body_like(blocks, cues, verdicts)
    if not body:
        return [_mark_lone(block, cue) for block, cue in zip(blocks, cues, strict=True)]
    thread, end = _thread(blocks, cues, verdicts, body[0])
    softened = _soften(blocks, cues, [at for at in body if at < thread], raw, verdicts)
    cues = [cue if at in furniture else soft for at, (cue, soft) in enumerate(zip(cues, softened, strict=True))]
    body = _body_like(blocks[:thread], cues[:thread], verdicts) or body
    first, last = body[0], body[-1]
    head, first = mark_head(blocks, cues, first)
    marks = head + _mark_article(blocks, cues, first, max(last, first - 1), verdicts)
    marks = _mark_signature(blocks, marks, first)
    marks += _mark_tail(blocks, cues, len(marks), thread, head, verdicts)
    marks += mark_thread(blocks[:end], cues, thread)
    return marks + _mark_tail(blocks, cues, end, len(blocks), head, verdicts)


def _is_outweighed(cue: str, block: Block, verdict: Verdict) -> bool:
    return verdict.body > _CERTAINLY and cue not in _STRONG and block.words >= _SENTENCE


def _body_like(blocks: Sequence[Block], cues: Sequence[str], verdicts: Sequence[Verdict]) -> list[int]:
    """Indices of the paragraphs; where there are none, of anything that ends like a sentence."""
    plain = [at for at, block in enumerate(blocks) if not cues[at] and not is_dateline(block)]
    judged = [at for at in plain if verdicts[at].body > _SURELY]
    # a title looks like a sub-heading; the rules for the head know it from what follows
    first = next((at for at in judged if blocks[at].words >= _PARAGRAPH or _is_sentence(blocks[at])), None)
    if first is not None:
        return [at for at in judged if at >= first]
    return [at for at in plain if blocks[at].ends and blocks[at].words >= _SHORT_SENTENCE]


def _thread(
    blocks: Sequence[Block], cues: Sequence[str], verdicts: Sequence[Verdict], first_body: int
) -> tuple[int, int]:
    """Where the comments begin and end: both len(blocks) if there are none.

    The rules know the forms in which readers are named. Where they know none, or only from a later one on, comments
    begin with what the judge takes for one.
    """
    start = find_thread(blocks, cues, first_body)
    judged = [at for at in range(first_body + 1, len(blocks)) if verdicts[at].comment > 0.5]
    if sum(blocks[at].words for at in judged) < _PARAGRAPH:
        return start, len(blocks)
    return min(start, judged[0]), len(blocks) if start < len(blocks) else judged[-1] + 1


def _is_sentence(block: Block) -> bool:
    return block.words >= _SENTENCE and block.ends


def _soften(
    blocks: Sequence[Block], cues: Sequence[str], body: Sequence[int], raw: Sequence[str], verdicts: Sequence[Verdict]
) -> list[str]:
    """The cues again, with sentences between paragraphs given the benefit of the doubt."""
    first, last = body[0], body[-1]
    return [
        cue_of(blocks[at], in_body=True, spaced=raw[at])
        if cue in _SOFT and first < at < last and verdicts[at].other <= _SURELY
        else cue
        for at, cue in enumerate(cues)
    ]


def _mark_lone(block: Block, cue: str) -> Mark:
    """A page without a single sentence: what gives no cue is body."""
    if is_dateline(block):
        return Mark("dateline")
    return Mark(ROLE_OF.get(cue, cue)) if cue else Mark("body")


def _mark_article(
    blocks: Sequence[Block], cues: Sequence[str], first: int, last: int, verdicts: Sequence[Verdict]
) -> list[Mark]:
    """From the first paragraph to the last: body, but for cues, datelines and what the judge takes for neither."""
    marks, listing = [], False
    for at in range(first, last + 1):
        block, cue = blocks[at], cues[at]
        if cue:
            listing = cue in {"related", "related_item"}
            marks.append(Mark(ROLE_OF.get(cue, cue)))
        elif is_dateline(block):
            marks.append(Mark("dateline"))
        else:
            listing = listing and not block.ends and block.words < _PARAGRAPH
            aside = listing or verdicts[at].other > _SURELY
            marks.append(Mark(_debris(block) if aside else "body"))
    return marks


def _debris(block: Block) -> str:
    """What stands in or under an article and is no part of it: headlines of others, short words of control, calls."""
    if block.ends and block.words >= _SENTENCE:
        return "ad"
    return "related" if block.words >= 2 else "nav"


def _mark_signature(blocks: Sequence[Block], marks: list[Mark], first: int) -> list[Mark]:
    """The last lines of the article that are no article: "Published by X", and what X is."""
    names = [clean_name(blocks[at].text) for at, mark in enumerate(marks) if mark.role == "byline"]
    for at in range(len(marks) - 1, max(first, len(marks) - 4), -1):
        if marks[at].role == "body" and is_byline(blocks[at]):
            marks[at] = Mark("byline")
            names.append(clean_name(blocks[at].text))
    for at in range(len(marks) - 1, max(first, len(marks) - 4), -1):
        start = next((name for name in names if name and blocks[at].text.startswith(name)), None)
        if start and marks[at].role == "body" and _BIO.match(blocks[at].text[len(start) :].lstrip(" ,")):
            marks[at] = Mark("credit")
    return marks


def _mark_tail(
    blocks: Sequence[Block],
    cues: Sequence[str],
    start: int,
    end: int,
    head: Sequence[Mark],
    verdicts: Sequence[Verdict],
) -> list[Mark]:
    """Below the last paragraph, above the comments."""
    has_byline = any(mark.role == "byline" for mark in head)
    marks: list[Mark] = []
    for at in range(start, end):
        block, cue = blocks[at], cues[at]
        if cue:
            marks.append(Mark(ROLE_OF.get(cue, cue)))
        elif is_dateline(block):
            marks.append(Mark("dateline"))
        elif is_byline(block) or (at == start and not has_byline and _is_signature(block, blocks[:at])):
            has_byline = True
            marks.append(Mark("byline"))
        else:
            marks.append(_mark_remainder(blocks, cues, at, start, verdicts[at]))
    return marks


def _is_signature(block: Block, above: Sequence[Block]) -> bool:
    return is_person(block.text) and not is_talked_of(block.text, above)


def _mark_remainder(blocks: Sequence[Block], cues: Sequence[str], at: int, start: int, verdict: Verdict) -> Mark:
    block = blocks[at]
    above = [cue for cue in cues[start:at] if cue]
    if verdict.other > _SURELY:
        return Mark("nav" if "related" not in above and block.words < 2 else _debris(block))
    if block.ends and block.words >= _SHORT_SENTENCE and "related" not in above:
        return Mark("body")
    if at == start and not above and block.bullet:
        return Mark("body")  # the last item of a list
    return Mark("related" if block.words >= 2 or "related" in above else "nav")

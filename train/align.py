"""Real documents coded without trigger words: the word of the quote that a trained model finds likeliest."""

from __future__ import annotations

import re
from dataclasses import replace

import torch
from torch import Tensor

from dragoman.reader.features import cut_windows, encode
from dragoman.reader.labels import TRIGGERS
from train.annotated import PRONOUNS, Annotated, Wanted
from train.collate import collate
from train.data import Data
from train.items import blank
from train.model import Reader
from train.windows import STOP, Laid, lay


@torch.no_grad()
def trigger_odds(laid: Laid, reader: Reader, data: Data) -> Tensor:
    """(words, types) log-odds of every word of a text."""
    reader.eval()
    sizes = [len(data.cut.of(w)) for w in laid.words.words]
    out = torch.full((len(sizes), len(TRIGGERS)), -20.0)
    for v in cut_windows(laid.words, sizes):
        b = collate([blank(encode(laid.words, data.cut, v.start, v.end))])
        i = b.inputs
        s = reader.words(i["pieces"], i["cases"], i["known"], i["quoted"], i["first"], i["last"])
        odds = reader.trigger(s.claim)[0].float()
        out[v.core_start : v.core_end] = odds[v.core_start - v.start : v.core_end - v.start]
    return out


def align(doc: Annotated, reader: Reader, data: Data) -> Annotated:
    """The document with a trigger for every claim, shortest quotes first, no word twice for one type."""
    if all(w.trigger for w in doc.wanted):
        return doc
    laid = lay(doc.text)
    odds = trigger_odds(laid, reader, data)
    taken: set[tuple[int, str]] = set()
    out: list[Wanted] = []
    for w in sorted(doc.wanted, key=lambda w: w.quote[1] - w.quote[0]):
        if w.trigger:
            out.append(w)
            continue
        inside = laid.covering(w.quote)
        fit = [i for i in inside if _may_be(laid.words.words[i]) and (i, w.type) not in taken] or inside
        best = max(fit, key=lambda i: float(odds[i, TRIGGERS.index(w.type)]))
        taken.add((best, w.type))
        out.append(replace(w, trigger=laid.at[best]))
    return replace(doc, wanted=out)


def _may_be(word: str) -> bool:
    return bool(re.match(r"\w", word)) and word.lower() not in STOP | PRONOUNS

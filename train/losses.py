"""What each head is asked to say, as losses."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from train.collate import Batch
from train.items import DOCUMENT, UNSPECIFIED, ClaimTarget
from train.model import (
    ACTOR,
    CONTENT_FIRST,
    CONTENT_LAST,
    FAR,
    HOLDER,
    PLACE,
    RECIPIENT,
    TIME,
    Reader,
    WordStates,
)

WEIGHTS = {"arc": 2.0, "relation": 2.0, "name": 2.0, "feats": 0.5, "lemma": 0.5, "mention": 0.5,
           "content": 0.5, "mode": 0.4, "saying": 3.0, "place": 0.3, "time": 0.3, "entity": 0.5, "again": 0.5,
           "metonym": 0.3}  # fmt: skip
GONE = -1e9


def cross(scores: Tensor, target: Tensor) -> Tensor | None:
    """Cross entropy over what is known; None where nothing is."""
    if not bool((target >= 0).any()):
        return None
    return F.cross_entropy(scores.float().flatten(0, -2), target.flatten(), ignore_index=-1)


def tree_losses(reader: Reader, s: WordStates, b: Batch) -> dict[str, Tensor | None]:
    """Arcs compete within the gold sentence, the diagonal being the root."""
    t = b.targets
    if not bool((t["head"] >= 0).any()):
        return {}
    apart = (t["sentence"][:, :, None] != t["sentence"][:, None, :]) | ~b.real[:, None, :]
    arcs = reader.arcs(s.top).float() + apart.float() * FAR
    heads = t["head"].clamp(min=0)
    known = t["relation"] >= 0
    return {
        "arc": cross(arcs, t["head"]),
        "relation": cross(reader.known_labels(s.top, heads, known), t["relation"][known]),
    }


def word_losses(reader: Reader, s: WordStates, b: Batch) -> dict[str, Tensor | None]:
    """Tags, sentence starts, names, mentions."""
    t = b.targets
    out = {
        "upos": cross(reader.upos(s.tags), t["upos"]),
        "feats": cross(reader.feats(s.tags), t["feats"]),
        "lemma": cross(reader.lemma(s.tags), t["lemma"]),
        "name": cross(reader.names(s.top), t["name"]),
        "mention": cross(reader.mention(s.claim), t["mention"]),
    }
    known = t["saying"] >= 0
    if bool(known.any()):
        odds = reader.saying(s.claim).squeeze(-1).float()
        out["saying"] = F.binary_cross_entropy_with_logits(odds[known], t["saying"][known].float())
    open_ = (t["start"] >= 0) & (b.starts == 0)
    if bool(open_.any()):
        odds = reader.start(s.tags).squeeze(-1).float()
        out["start"] = F.binary_cross_entropy_with_logits(odds[open_], t["start"][open_].float())
    return out


def thing_losses(reader: Reader, s: WordStates, b: Batch) -> dict[str, Tensor | None]:
    """Mentions' head words, what they stand for, and whether places act."""
    t = b.targets
    if not bool(((t["entity"] >= 0) | (t["chain"] >= 0) | (t["metonym"] >= 0)).any()):
        return {}
    h = reader.things(s.top)
    out: dict[str, Tensor | None] = {}
    for name in ("entity", "metonym"):
        known = t[name] >= 0
        if bool(known.any()):
            odds = getattr(reader, name)(h).squeeze(-1).float()
            out[name] = F.binary_cross_entropy_with_logits(odds[known], t[name][known].float())
    i = b.inputs
    out["again"] = _again(reader.antecedents(h, reader.echoes(i["pieces"], i["first"], i["last"])), t["chain"], b)
    return out


def _again(score: Tensor, chain: Tensor, b: Batch) -> Tensor | None:
    """Any earlier mention of the same thing will do; none, where none came before.

    Where not all mentions are known, the choice is among those that are.
    """
    n = chain.shape[1]
    eye = torch.eye(n, dtype=torch.bool)[None]
    earlier = torch.tril(torch.ones(n, n, dtype=torch.bool), -1)[None]
    known = chain >= 0
    same = (chain[:, :, None] == chain[:, None, :]) & known[:, :, None] & earlier
    first = known & ~same.any(-1)
    right = same | (eye & first[:, :, None])
    asked = right.any(-1)
    if not bool(asked.any()):
        return None
    open_ = b.is_whole[:, None, None] | known[:, None, :] | eye
    row = torch.where(open_, score, GONE)[asked]
    return (torch.logsumexp(row, -1) - torch.logsumexp(row + torch.where(right[asked], 0.0, GONE), -1)).mean()


def any_right(score: Tensor, target: Tensor, real: Tensor) -> Tensor:
    """Log-loss of choosing one right word, or none (score 0) where there is none to choose."""
    zero = torch.zeros_like(score[:, :1])
    s = torch.where(real, score, torch.full_like(score, GONE))
    right = torch.where(target > 0, s, torch.full_like(s, GONE))
    none = torch.where(target.sum(1, keepdim=True) > 0, torch.full_like(zero, GONE), zero)
    return torch.logsumexp(torch.cat([s, zero], 1), 1) - torch.logsumexp(torch.cat([right, none], 1), 1)


def all_right(score: Tensor, target: Tensor, real: Tensor) -> Tensor:
    """Every right word above 0 and every wrong one below (Su et al. 2022, ZLPR)."""
    wrong = torch.where((target > 0) | ~real, torch.full_like(score, GONE), score)
    right = torch.where(target > 0, -score, torch.full_like(score, GONE))
    zero = torch.zeros_like(score[:, :1])
    return torch.logsumexp(torch.cat([wrong, zero], 1), 1) + torch.logsumexp(torch.cat([right, zero], 1), 1)


def claim_losses(reader: Reader, s: WordStates, b: Batch) -> dict[str, Tensor | None]:
    """Triggers everywhere in the core; the rest at gold triggers."""
    if not bool(b.judged.any()):
        return {}
    odds = reader.trigger(s.claim).float()
    bce = F.binary_cross_entropy_with_logits(odds, b.trigger, reduction="none", pos_weight=torch.tensor(2.0))
    out: dict[str, Tensor | None] = {"trigger": (bce.sum(-1) * b.judged).sum() / max(1, len(b.claims))}
    if b.claims:
        out.update(_at_triggers(reader, s, b))
    return out


def _at_triggers(reader: Reader, s: WordStates, b: Batch) -> dict[str, Tensor | None]:
    rows = torch.tensor([i for i, _ in b.claims])
    targets = [c for _, c in b.claims]
    at = torch.tensor([c.word for c in targets])
    types = reader.types(torch.tensor([c.type for c in targets]))
    sentence = _sentences(reader, s, b)
    with torch.no_grad():
        paths = reader.paths(s.top, sentence, b.real)
    c = reader.claims(s.claim, b.real, sentence, paths, rows, at, types)
    real, weight = b.real[rows], torch.tensor([t.weight for t in targets])
    weight = weight / weight.mean()
    out: dict[str, Tensor | None] = {}
    for name, role in (("actors", ACTOR), ("recipients", RECIPIENT)):
        want = _many(targets, name, s.claim.shape[1])
        score = c.pointers[:, role]
        each = any_right(score, want, real) + 0.4 * all_right(score, want, real)
        known = weight * torch.tensor([float(t.recipients_known or name == "actors") for t in targets])
        out[name] = (each * known).mean()
    for name, role in (("place", PLACE), ("time", TIME)):
        known = torch.tensor([getattr(t, name) is not None for t in targets])
        if bool(known.any()):
            out[name] = any_right(
                c.pointers[known, role], _many(targets, name, s.claim.shape[1])[known], real[known]
            ).mean()
    holder = torch.cat([c.holder_other, c.pointers[:, HOLDER]], 1)
    out["holder"] = cross(holder, torch.tensor([_holder(t) for t in targets]))
    content = torch.tensor([t.content or (-1, -1) for t in targets])
    ends = [cross(c.pointers[:, r], content[:, i]) for i, r in enumerate((CONTENT_FIRST, CONTENT_LAST))]
    out["content"] = ends[0] + ends[1] if ends[0] is not None and ends[1] is not None else None
    for name, score in (("polarity", c.polarity), ("mood", c.mood), ("mode", c.mode)):
        out[name] = cross(score, torch.tensor([getattr(t, name) for t in targets]))
    return out


def _sentences(reader: Reader, s: WordStates, b: Batch) -> Tensor:
    """Sentence numbers as the reader itself would see them."""
    with torch.no_grad():
        odds = reader.start(s.tags).squeeze(-1)
        begins = torch.where(b.starts == 1, 1, torch.where(b.starts == 2, 0, (odds > 0).long()))
        return torch.cumsum(begins, 1)


def _many(targets: list[ClaimTarget], name: str, width: int) -> Tensor:
    out = torch.zeros(len(targets), width)
    for n, t in enumerate(targets):
        words = getattr(t, name)
        if isinstance(words, list) or (words is not None and words >= 0):
            out[n, words] = 1
    return out


def _holder(t: ClaimTarget) -> int:
    if t.holder is None:
        return -1
    return {DOCUMENT: 0, UNSPECIFIED: 1}.get(t.holder, t.holder + 2)


def losses(reader: Reader, b: Batch) -> dict[str, Tensor]:
    """All losses that this batch can teach, weighted."""
    i = b.inputs
    s = reader.words(i["pieces"], i["cases"], i["known"], i["quoted"], i["first"], i["last"])
    out = {**word_losses(reader, s, b), **tree_losses(reader, s, b), **claim_losses(reader, s, b),
           **thing_losses(reader, s, b)}  # fmt: skip
    return {k: v * WEIGHTS.get(k, 1.0) for k, v in out.items() if v is not None}

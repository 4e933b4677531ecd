"""The reader's network: a MiniLM encoder shared by all heads. Used for training and export only."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from dragoman.reader.features import CASES
from dragoman.reader.labels import POINTERS, Labels

ACTOR, RECIPIENT, HOLDER, CONTEXT, CONTENT_FIRST, CONTENT_LAST = range(len(POINTERS))
FAR = -1e4


class PoolDropout(nn.Module):
    """Dropout from a pool of masks drawn beforehand: torch's own bernoulli on CPU takes a fifth of a step."""

    pool: ClassVar[dict[tuple[float, torch.dtype], Tensor]] = {}

    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or self.p == 0:
            return x
        n, key = x.numel(), (self.p, x.dtype)
        masks = self.pool.get(key)
        if masks is None or masks.numel() < n + 65536:
            masks = (torch.rand(max(1 << 22, 2 * n + 65536)) >= self.p).to(x.dtype) / (1 - self.p)
            self.pool[key] = masks
        at = int(torch.randint(0, masks.numel() - n, (1,)))
        return x * masks[at : at + n].view(x.shape)


class Layer(nn.Module):
    """A BERT layer (post-norm)."""

    def __init__(self, width: int, heads: int, inner: int, p: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv, self.o = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.f1, self.f2 = nn.Linear(width, inner), nn.Linear(inner, width)
        self.n1, self.n2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.drop = PoolDropout(p)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, n, d = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        a = torch.softmax(q @ k.transpose(-1, -2) * (1 / math.sqrt(d // self.heads)) + mask, -1)
        y = (a.to(v.dtype) @ v).transpose(1, 2).reshape(b, n, d)
        x = self.n1(x + self.drop(self.o(y)))
        return self.n2(x + self.drop(self.f2(F.gelu(self.f1(x)))))


class Encoder(nn.Module):
    """MiniLM-L6 with three features a piece beside the vocabulary: case, known sentence start, quotation."""

    def __init__(self, p: float = 0.1, vocabulary: int = 30522, width: int = 384, layers: int = 6) -> None:
        super().__init__()
        self.tok, self.pos = nn.Embedding(vocabulary, width), nn.Embedding(512, width)
        self.typ = nn.Parameter(torch.zeros(width))
        self.case, self.known, self.quoted = nn.Embedding(CASES, width), nn.Embedding(3, width), nn.Embedding(2, width)
        for e in (self.case, self.known, self.quoted):
            nn.init.zeros_(e.weight)
        self.ln = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList([Layer(width, 12, 4 * width, p) for _ in range(layers)])
        self.drop = PoolDropout(p)

    def forward(self, pieces: Tensor, cases: Tensor, known: Tensor, quoted: Tensor) -> list[Tensor]:
        at = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.tok(pieces) + self.pos(at)[None] + self.typ
        x = x + self.case(cases) + self.known(known) + self.quoted(quoted)
        x = self.drop(self.ln(x))
        mask = ((pieces == 0).float() * FAR)[:, None, None, :]
        outs = []
        for layer in self.layers:
            x = layer(x, mask)
            outs.append(x)
        return outs

    def load_minilm(self, state: dict[str, Tensor]) -> None:
        """Take over the weights of all-MiniLM-L6-v2."""

        def g(name: str) -> Tensor:
            return state[name].float().clone()

        self.tok.weight.data = g("embeddings.word_embeddings.weight")
        self.pos.weight.data = g("embeddings.position_embeddings.weight")
        self.typ.data = g("embeddings.token_type_embeddings.weight")[0]
        self.ln.weight.data, self.ln.bias.data = g("embeddings.LayerNorm.weight"), g("embeddings.LayerNorm.bias")
        for i, layer in enumerate(self.layers):
            p = f"encoder.layer.{i}."
            for w in ("weight", "bias"):
                parts = [g(f"{p}attention.self.{x}.{w}") for x in ("query", "key", "value")]
                getattr(layer.qkv, w).data = torch.cat(parts)
                getattr(layer.o, w).data = g(f"{p}attention.output.dense.{w}")
                getattr(layer.n1, w).data = g(f"{p}attention.output.LayerNorm.{w}")
                getattr(layer.f1, w).data = g(f"{p}intermediate.dense.{w}")
                getattr(layer.f2, w).data = g(f"{p}output.dense.{w}")
                getattr(layer.n2, w).data = g(f"{p}output.LayerNorm.{w}")


@dataclass
class WordStates:
    """tags: (batch, words, width) for tagging; top: (batch, words, 2·width) for tree and names; claim: for claims."""

    tags: Tensor
    top: Tensor
    claim: Tensor


@dataclass
class ClaimScores:
    """pointers: (claims, roles, words) log-odds; holder_other: (claims, 2) for document and unspecified."""

    pointers: Tensor
    holder_other: Tensor
    polarity: Tensor
    mood: Tensor
    mode: Tensor


def bucket(distance: Tensor) -> Tensor:
    """32 classes of signed distance in words, fine near 0 and coarse far away."""
    a = distance.abs().clamp(max=200).float()
    far = 3 + torch.log2(a.clamp(min=1) / 3) * 2
    b = torch.where(a < 4, a, far).floor().long().clamp(0, 15)
    return b * 2 + (distance < 0).long()


class Reader(nn.Module):
    """All heads. The arcs' diagonal stands for the root."""

    def __init__(self, labels: Labels, p: float = 0.1, head_p: float = 0.2, width: int = 384) -> None:
        super().__init__()
        self.enc = Encoder(p=p)
        self.drop = PoolDropout(head_p)
        self.mix = nn.Parameter(torch.zeros(2, 6))
        self.tag = nn.Linear(2 * width, width)
        self.upos, self.feats = nn.Linear(width, len(labels.upos)), nn.Linear(width, len(labels.feats))
        self.lemma, self.start = nn.Linear(width, len(labels.lemmas)), nn.Linear(width, 1)
        self.name_in, self.name = nn.Linear(2 * width, width), nn.Linear(width, len(labels.names))
        arc, lab, n = 256, 128, len(labels.relations)
        self.arc_d, self.arc_h = nn.Linear(2 * width, arc), nn.Linear(2 * width, arc)
        self.lab_d, self.lab_h = nn.Linear(2 * width, lab), nn.Linear(2 * width, lab)
        self.root = nn.Linear(arc, 1)
        self.arc_u, self.arc_b = nn.Parameter(torch.eye(arc) * 0.1), nn.Linear(arc, 1, bias=False)
        self.lab_u, self.lab_w = nn.Linear(lab, n * lab, bias=False), nn.Linear(2 * lab, n)
        nn.init.normal_(self.lab_u.weight, 0, 0.02)
        self._claim_heads(labels, width)

    def _claim_heads(self, labels: Labels, width: int) -> None:
        roles, key = len(POINTERS), 128
        self.roles, self.key = roles, key
        self.claim = nn.Linear(4 * width, width)
        self.trigger, self.mention = nn.Linear(width, len(labels.triggers)), nn.Linear(width, 3)
        nn.init.constant_(self.trigger.bias, -4.0)
        self.types = nn.Embedding(len(labels.triggers), 64)
        self.q, self.k = nn.Linear(width + 64, roles * key), nn.Linear(width, roles * key)
        self.kb = nn.Linear(width, roles)
        self.dist, self.same = nn.Embedding(32, roles), nn.Embedding(2, roles)
        nn.init.zeros_(self.dist.weight)
        nn.init.zeros_(self.same.weight)
        self.bias = nn.Parameter(torch.tensor([-2.0, -2.0, 0.0, 0.0, 0.0, 0.0]))
        self.other = nn.Linear(width + 64, 2)
        self.stance = nn.Linear(3 * width + 64, width)
        self.polarity, self.mood = nn.Linear(width, 2), nn.Linear(width, len(labels.moods))
        self.mode = nn.Linear(width, len(labels.modes))

    def words(
        self, pieces: Tensor, cases: Tensor, known: Tensor, quoted: Tensor, first: Tensor, last: Tensor
    ) -> WordStates:
        outs = self.enc(pieces, cases, known, quoted)
        w = torch.softmax(self.mix.float(), -1)
        mixes = [sum(w[j, i] * o for i, o in enumerate(outs)) for j in (0, 1)]

        def ends(x: Tensor) -> Tensor:
            return torch.cat([torch.gather(x, 1, t[:, :, None].expand(-1, -1, x.shape[2])) for t in (first, last)], -1)

        top = ends(outs[-1])
        tags = self.drop(F.gelu(self.tag(self.drop(ends(mixes[0])))))
        claim = self.drop(F.gelu(self.claim(self.drop(torch.cat([top, ends(mixes[1])], -1)))))
        return WordStates(tags, self.drop(top), claim)

    def arcs(self, top: Tensor) -> Tensor:
        """Head scores (batch, dependents, heads); the diagonal is the root. After Dozat & Manning 2017."""
        d, h = self.drop(F.gelu(self.arc_d(top))), self.drop(F.gelu(self.arc_h(top)))
        scores = (d @ self.arc_u.to(d.dtype)) @ h.transpose(1, 2) + self.arc_b(h).transpose(1, 2)
        eye = torch.eye(scores.shape[1], device=scores.device, dtype=scores.dtype)[None]
        return scores * (1 - eye) + self.root(d) * eye

    def tree_labels(self, top: Tensor, heads: Tensor) -> Tensor:
        """Label scores of each word given its head (batch, words, relations)."""
        d, h = self.drop(F.gelu(self.lab_d(top))), self.drop(F.gelu(self.lab_h(top)))
        hh = torch.gather(h, 1, heads[:, :, None].expand(-1, -1, h.shape[2]))
        b, w, k = d.shape
        pair = (self.lab_u(d).view(b, w, -1, k) @ hh[:, :, :, None]).squeeze(-1)
        return pair + self.lab_w(torch.cat([d, hh], -1))

    def names(self, top: Tensor) -> Tensor:
        return self.name(self.drop(F.gelu(self.name_in(top))))

    def claims(self, h: Tensor, real: Tensor, sentence: Tensor, rows: Tensor, at: Tensor, types: Tensor) -> ClaimScores:
        """Scores of claim n, whose trigger is word at[n] of window rows[n] and whose type embedding is types[n].

        h: (batch, words, width); real: (batch, words) bool; sentence: (batch, words) sentence numbers.
        """
        x = torch.cat([h[rows, at], types.to(h.dtype)], -1)
        q = self.q(x).view(len(rows), self.roles, self.key)
        k = self.k(h).view(*h.shape[:2], self.roles, self.key)[rows]
        score = torch.einsum("nrk,nwrk->nrw", q, k).float() / math.sqrt(self.key)
        score = score + self.kb(h)[rows].transpose(1, 2).float() + self.bias[None, :, None]
        distance = torch.arange(h.shape[1])[None] - at[:, None]
        same = (sentence[rows] == sentence[rows, at][:, None]).long()
        score = score + self.dist(bucket(distance)).permute(0, 2, 1) + self.same(same).permute(0, 2, 1)
        score = score + (~real[rows])[:, None].float() * FAR
        return self._stance(score, x, h[rows])

    def _stance(self, score: Tensor, x: Tensor, h: Tensor) -> ClaimScores:
        def pooled(role: int) -> Tensor:
            return torch.einsum("nw,nwd->nd", torch.softmax(score[:, role], -1).to(h.dtype), h)

        z = self.drop(F.gelu(self.stance(torch.cat([x, pooled(CONTEXT), pooled(HOLDER)], -1))))
        return ClaimScores(
            score, self.other(x).float(), self.polarity(z).float(), self.mood(z).float(), self.mode(z).float()
        )


class Served(nn.Module):
    """One window in, all decisions out: the graph that is exported.

    Every word is scored as if it were a trigger of its likeliest types, so that one pass is enough.
    """

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.r = reader

    def forward(
        self, pieces: Tensor, cases: Tensor, known: Tensor, quoted: Tensor, first: Tensor, last: Tensor, starts: Tensor
    ) -> tuple[Tensor, ...]:
        r = self.r
        s = r.words(pieces, cases, known, quoted, first, last)
        real = last > 0
        start = r.start(s.tags).squeeze(-1)
        begins = torch.where(starts == 1, 1, torch.where(starts == 2, 0, (start > 0).long()))
        sentence = torch.cumsum(begins, 1)
        apart = (sentence[:, :, None] != sentence[:, None, :]) | ~real[:, None, :]
        arcs = r.arcs(s.top) + apart.float() * FAR
        heads = arcs.argmax(-1)
        relation = r.tree_labels(s.top, heads).argmax(-1)
        trigger = r.trigger(s.claim)
        claims = self._claims(s.claim, trigger, real, sentence)
        tags = (r.upos(s.tags).argmax(-1), r.feats(s.tags).argmax(-1), r.lemma(s.tags).argmax(-1))
        return (
            *(t.int() for t in tags),
            start,
            r.names(s.top),
            arcs,
            relation.int(),
            trigger,
            r.mention(s.claim),
            *claims,
        )

    def _claims(self, h: Tensor, trigger: Tensor, real: Tensor, sentence: Tensor) -> tuple[Tensor, ...]:
        r = self.r
        b, w, _d = h.shape
        types = torch.softmax(trigger, -1) @ r.types.weight
        x = torch.cat([h, types], -1)
        q = r.q(x).view(b, w, r.roles, r.key).permute(0, 2, 1, 3)
        k = r.k(h).view(b, w, r.roles, r.key).permute(0, 2, 3, 1)
        score = q @ k / math.sqrt(r.key)
        score = score + r.kb(h).transpose(1, 2)[:, :, None, :] + r.bias[None, :, None, None]
        at = torch.arange(w)
        score = score + r.dist(bucket(at[None, :] - at[:, None])).permute(2, 0, 1)[None]
        same = (sentence[:, :, None] == sentence[:, None, :]).long()
        score = score + r.same(same).permute(0, 3, 1, 2) + (~real)[:, None, None, :].float() * FAR

        def pooled(role: int) -> Tensor:
            return torch.softmax(score[:, role], -1) @ h

        z = F.gelu(r.stance(torch.cat([x, pooled(CONTEXT), pooled(HOLDER)], -1)))
        kept = score[:, [ACTOR, RECIPIENT, HOLDER, CONTENT_FIRST, CONTENT_LAST]]
        return kept, r.other(x), r.polarity(z), r.mood(z), r.mode(z)

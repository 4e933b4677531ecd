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

ACTOR, RECIPIENT, HOLDER, CONTEXT, CONTENT_FIRST, CONTENT_LAST, PLACE, TIME = range(len(POINTERS))
FAR = -1e4
PATHS = 6  # ways in a tree from a trigger to a word that the pointers know of: see paths


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
        if self.training:
            with torch.autocast("cpu", enabled=False):  # which would make the softmax, the largest tensor, float32
                a = torch.softmax((q * (d // self.heads) ** -0.5) @ k.transpose(-1, -2) + mask.to(q.dtype), -1) @ v
        else:  # spelt out: this is the form that is exported
            a = torch.softmax(q @ k.transpose(-1, -2) * (1 / math.sqrt(d // self.heads)) + mask, -1).to(v.dtype) @ v
        y = a.transpose(1, 2).reshape(b, n, d)
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
        self._thing_heads(width)

    def _thing_heads(self, width: int) -> None:
        """Which words head a mention, what it was called before, and whether a place acts."""
        self.thing = nn.Linear(2 * width, width)
        self.entity, self.metonym = nn.Linear(width, 1), nn.Linear(width, 1)
        self.again, self.before = nn.Linear(width, 128), nn.Linear(width, 128)
        self.earlier, self.new = nn.Linear(width, 1), nn.Linear(width, 1)
        self.ago, self.echo = nn.Embedding(32, 1), nn.Linear(width, 1)
        for x in (self.ago.weight, self.echo.weight, self.echo.bias):
            nn.init.zeros_(x)

    def _claim_heads(self, labels: Labels, width: int) -> None:
        roles, key = len(POINTERS), 128
        self.roles, self.key = roles, key
        self.claim = nn.Linear(4 * width, width)
        self.trigger, self.mention = nn.Linear(width, len(labels.triggers)), nn.Linear(width, 3)
        self.saying = nn.Linear(width, 1)
        for head in (self.trigger, self.saying):
            nn.init.constant_(head.bias, -4.0)
        nn.init.zeros_(self.saying.weight)
        self.types = nn.Embedding(len(labels.triggers), 64)
        self.q, self.k = nn.Linear(width + 64, roles * key), nn.Linear(width, roles * key)
        self.kb = nn.Linear(width, roles)
        self.dist, self.same = nn.Embedding(32, roles), nn.Embedding(2, roles)
        nn.init.zeros_(self.dist.weight)
        nn.init.zeros_(self.same.weight)
        self.gate = nn.Linear(width, roles * PATHS)
        nn.init.zeros_(self.gate.weight)
        nn.init.zeros_(self.gate.bias)
        self.bias = nn.Parameter(torch.tensor([-2.0, -2.0, 0.0, 0.0, 0.0, 0.0, -2.0, -2.0]))
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

    def known_labels(self, top: Tensor, heads: Tensor, known: Tensor) -> Tensor:
        """Label scores of the words that are marked as known (known words, relations)."""
        d, h = self.drop(F.gelu(self.lab_d(top))), self.drop(F.gelu(self.lab_h(top)))
        hh = torch.gather(h, 1, heads[:, :, None].expand(-1, -1, h.shape[2]))[known]
        d = d[known]
        pair = (self.lab_u(d).view(len(d), -1, d.shape[1]) * hh[:, None, :]).sum(-1)
        return pair + self.lab_w(torch.cat([d, hh], -1))

    def paths(self, top: Tensor, sentence: Tensor, real: Tensor) -> Tensor:
        """(batch, words, triggers, PATHS): how surely a word is a trigger's child, head, grandchild, sibling,
        grandparent or its head's sibling, by the arcs' probabilities. Nothing is learnt from here on the tree.
        """
        apart = (sentence[:, :, None] != sentence[:, None, :]) | ~real[:, None, :]
        arcs = torch.softmax(self.arcs(top).float() + apart.float() * FAR, -1)
        up = arcs * (1 - torch.eye(arcs.shape[1])[None])
        two = up @ up
        beside = up @ up.transpose(1, 2)
        return torch.stack([up, up.transpose(1, 2), two, beside, two.transpose(1, 2), beside @ up.transpose(1, 2)], -1)

    def tree_labels(self, top: Tensor, heads: Tensor) -> Tensor:
        """Label scores of each word given its head (batch, words, relations)."""
        d, h = self.drop(F.gelu(self.lab_d(top))), self.drop(F.gelu(self.lab_h(top)))
        hh = torch.gather(h, 1, heads[:, :, None].expand(-1, -1, h.shape[2]))
        b, w, k = d.shape
        pair = (self.lab_u(d).view(b, w, -1, k) @ hh[:, :, :, None]).squeeze(-1)
        return pair + self.lab_w(torch.cat([d, hh], -1))

    def things(self, top: Tensor) -> Tensor:
        """Word states for mentions, what they stand for, and metonymy."""
        return self.drop(F.gelu(self.thing(top)))

    @staticmethod
    def echoes(pieces: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """(batch, words, words): 1 where two words are written alike, by their first and last pieces and length."""
        keys = (torch.gather(pieces, 1, first), torch.gather(pieces, 1, last), last - first)
        alike = [(k[:, :, None] == k[:, None, :]).float() for k in keys]
        return alike[0] * alike[1] * alike[2]

    def antecedents(self, h: Tensor, echoes: Tensor) -> Tensor:
        """(batch, words, words): how well word j < i heads an earlier mention of what word i stands for.

        The diagonal is the score of there being none; what lies behind it is far below. After Lee et al. 2017.
        """
        at = torch.arange(h.shape[1])
        score = self.again(h) @ self.before(h).transpose(1, 2) / math.sqrt(128) + self.earlier(h).transpose(1, 2)
        score = score.float() + self.ago(bucket(at[None, :] - at[:, None])).squeeze(-1)[None]
        score = score + self.echo(h).float() * echoes
        eye = torch.eye(h.shape[1], device=h.device)[None]
        score = score * (1 - eye) + self.new(h).float() * eye
        return score + torch.triu(torch.full_like(score[0], FAR), 1)[None]

    def names(self, top: Tensor) -> Tensor:
        return self.name(self.drop(F.gelu(self.name_in(top))))

    def claims(
        self, h: Tensor, real: Tensor, sentence: Tensor, paths: Tensor, rows: Tensor, at: Tensor, types: Tensor
    ) -> ClaimScores:
        """Scores of claim n, whose trigger is word at[n] of window rows[n] and whose type embedding is types[n].

        h: (batch, words, width); real: (batch, words) bool; sentence: (batch, words) sentence numbers; paths: as paths.
        rows rise: window by window is a third quicker than all claims at once.
        """
        k, kb = self.k(h), self.kb(h)
        gate = self.gate(h).float().view(*h.shape[:2], self.roles, PATHS)
        parts = []
        for row in torch.unique(rows).tolist():
            own = rows == row
            x = torch.cat([h[row, at[own]], types[own].to(h.dtype)], -1)
            q = self.q(x).view(-1, self.roles, self.key).transpose(0, 1)
            key = k[row].view(-1, self.roles, self.key).permute(1, 2, 0)
            score = (q @ key).transpose(0, 1).float() / math.sqrt(self.key)
            score = score + kb[row].t()[None].float() + self.bias[None, :, None]
            score = score + (paths[row][:, at[own]] @ gate[row].transpose(1, 2)).permute(1, 2, 0)
            distance = torch.arange(h.shape[1])[None] - at[own][:, None]
            same = (sentence[row][None] == sentence[row, at[own]][:, None]).long()
            score = score + self.dist(bucket(distance)).permute(0, 2, 1) + self.same(same).permute(0, 2, 1)
            score = score + (~real[row]).float() * FAR
            parts.append((score, x, self._pooled(score, h[row])))
        score, x, pooled = (torch.cat(p) for p in zip(*parts, strict=True))
        z = self.drop(F.gelu(self.stance(torch.cat([x, pooled], -1))))
        return ClaimScores(
            score, self.other(x).float(), self.polarity(z).float(), self.mood(z).float(), self.mode(z).float()
        )

    @staticmethod
    def _pooled(score: Tensor, h: Tensor) -> Tensor:
        """What the context and the holder of each claim are like."""
        return torch.cat([torch.softmax(score[:, role], -1).to(h.dtype) @ h for role in (CONTEXT, HOLDER)], -1)


class Served(nn.Module):
    """One window in, all decisions out: the graph that is exported. One window a call: int8 scales span what is
    computed together, and no window shall be read otherwise because of its neighbours.

    Words that may be triggers (best log-odds above `floor`, the likeliest word always) are scored as such, with the
    mixture of their likely types; `at` tells which they are.
    """

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.r = reader

    def forward(
        self,
        pieces: Tensor,
        cases: Tensor,
        known: Tensor,
        quoted: Tensor,
        first: Tensor,
        last: Tensor,
        starts: Tensor,
        floor: Tensor,
    ) -> tuple[Tensor, ...]:
        r = self.r
        s = r.words(pieces, cases, known, quoted, first, last)
        start = r.start(s.tags).squeeze(-1)
        begins = torch.where(starts == 1, 1, torch.where(starts == 2, 0, (start > 0).long()))
        sentence = torch.cumsum(begins, 1)
        apart = sentence[:, :, None] != sentence[:, None, :]
        arcs = r.arcs(s.top) + apart.float() * FAR
        relation = r.tree_labels(s.top, arcs.argmax(-1)).argmax(-1)
        trigger = r.trigger(s.claim)
        likely = trigger.amax(-1)[0]
        at = torch.nonzero((likely > floor) | (likely == likely.max()))[:, 0]
        claims = self._claims(s.claim[0], trigger[0], torch.softmax(arcs[0], -1), sentence[0], at)
        h = r.things(s.top)
        tags = (r.upos(s.tags).argmax(-1), r.feats(s.tags).argmax(-1), r.lemma(s.tags).argmax(-1))
        rows = (
            *(t.int() for t in tags),
            start,
            r.names(s.top),
            arcs,
            relation.int(),
            trigger,
            r.mention(s.claim),
            r.entity(h).squeeze(-1),
            r.antecedents(h, r.echoes(pieces, first, last)),
            r.metonym(h).squeeze(-1),
            r.saying(s.claim).squeeze(-1),
        )
        return (*(x[0] for x in rows), at.int(), *claims)

    def _paths(self, arcs: Tensor, at: Tensor) -> Tensor:
        """(words, candidates, PATHS), as Reader.paths, for the candidates alone."""
        up = arcs * (1 - torch.eye(arcs.shape[0]))
        to, own = up[:, at], up[at]
        above = (own @ up).t()
        return torch.stack([to, own.t(), up @ to, up @ own.t(), above, up @ above], -1)

    def _claims(self, h: Tensor, trigger: Tensor, arcs: Tensor, sentence: Tensor, at: Tensor) -> tuple[Tensor, ...]:
        """As Reader.claims."""
        r = self.r
        x = torch.cat([h[at], torch.softmax(trigger[at], -1) @ r.types.weight], -1)
        q = r.q(x).view(-1, r.roles, r.key).transpose(0, 1)
        k = r.k(h).view(-1, r.roles, r.key).permute(1, 2, 0)
        score = (q @ k).transpose(0, 1) / math.sqrt(r.key) + r.kb(h).t()[None] + r.bias[None, :, None]
        gate = r.gate(h).view(-1, r.roles, PATHS).transpose(1, 2)
        score = score + (self._paths(arcs, at) @ gate).permute(1, 2, 0)
        far = torch.arange(h.shape[0])[None] - at[:, None]
        same = (sentence[None] == sentence[at][:, None]).long()
        score = score + r.dist(bucket(far)).permute(0, 2, 1) + r.same(same).permute(0, 2, 1)

        def pooled(role: int) -> Tensor:
            return torch.softmax(score[:, role], -1) @ h

        z = F.gelu(r.stance(torch.cat([x, pooled(CONTEXT), pooled(HOLDER)], -1)))
        kept = score[:, [ACTOR, RECIPIENT, HOLDER, CONTENT_FIRST, CONTENT_LAST, PLACE, TIME]]
        return kept, r.other(x), r.polarity(z), r.mood(z), r.mode(z)

"""Claim-annotated texts with character spans: our invented corpus (its cast renamed) and the coded real documents."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dragoman.codes.countries import countries

Chars = tuple[int, int]
PRONOUNS = frozenset(
    "he she it they we i you his her its their our your them us him me himself itself themselves who which that this "
    "these those my".split()
)
FIRST_OR_SECOND = frozenset("we our i us my you your".split())


@dataclass
class Wanted:
    """A claim or an attribution (type CUE) of a text. trigger None: to be found by the model. holder: see items."""

    type: str
    quote: Chars
    trigger: Chars | None
    mode: str | None = None
    actors: list[Chars] = field(default_factory=list)
    recipients: list[Chars] = field(default_factory=list)
    holder: Chars | str = "document"
    content: Chars | None = None
    polarity: str | None = None
    mood: str | None = None
    place: Chars | None = None
    time: Chars | None = None


@dataclass
class Annotated:
    """A text with what a perfect reader finds in it. names: (start, end, PER/ORG/LOC) known for sure.

    chains: words for one actor each, as far as they are coded. metonyms: place names, whether one acts there.
    """

    id: str
    text: str
    wanted: list[Wanted]
    mentions: list[Chars]
    names: list[tuple[int, int, str]] = field(default_factory=list)
    chains: list[list[Chars]] = field(default_factory=list)
    metonyms: list[tuple[int, int, bool]] = field(default_factory=list)
    weight: float = 1.0
    is_real: bool = False

    @property
    def has_places(self) -> bool:
        """Whether places of claims are coded here, so that a claim without one has none."""
        return any(w.place for w in self.wanted)

    @property
    def has_times(self) -> bool:
        """Likewise for times."""
        return any(w.time for w in self.wanted)


def occurrences(text: str, words: str) -> list[Chars]:
    """Where the words stand as whole words, else wherever they stand."""
    whole = [m.span() for m in re.finditer(r"(?<!\w)" + re.escape(words) + r"(?!\w)", text)]
    return whole or [m.span() for m in re.finditer(re.escape(words), text)]


def nearest(spans: Sequence[Chars], at: int, before: bool = True) -> Chars | None:
    """The span nearest to a place; those behind it count three times as far if `before`."""
    if not spans:
        return None
    return min(spans, key=lambda s: abs(s[0] - at) * (3 if before and s[0] > at else 1))


class Locator:
    """Finds the words of an entity near a claim, and the name that a pronoun or nothing stands for."""

    def __init__(self, text: str, claims: Iterable[Mapping[str, Any]], mentions: Iterable[Mapping[str, Any]]) -> None:
        self.text = text
        self.named: dict[str, list[Chars]] = {}
        self.spans: set[Chars] = set()
        self.acting: set[Chars] = set()
        self.chains: dict[str, set[Chars]] = {}
        entities = [e for c in claims for k in ("actors", "recipients", "holders") for e in c[k]]
        for e in [*entities, *mentions]:
            if not e.get("text"):
                continue
            for span in occurrences(text, e["text"]):
                self.spans.add(span)
                if e["text"].lower() not in PRONOUNS:
                    self.chains.setdefault(e["name"], set()).add(span)
                if e["text"].lower() not in PRONOUNS and e["text"][:1].isupper():
                    self.named.setdefault(e["name"], []).append(span)

    def words(self, entity: Mapping[str, Any], quote: Chars, at: int) -> list[Chars]:
        """The entity's words at this claim, then the nearest name where the words are a pronoun or missing."""
        out: list[Chars] = []
        text = entity.get("text")
        if text:
            all_ = occurrences(self.text, text)
            inside = [s for s in all_ if quote[0] <= s[0] < quote[1]]
            here = nearest(inside or all_, at, not inside)
            if here:
                out.append(here)
                self.acting.add(here)
                self.chains.setdefault(entity["name"], set()).add(here)
        if not text or (text.lower() in PRONOUNS and text.lower() not in FIRST_OR_SECOND):
            name = nearest(sorted(set(self.named.get(entity["name"], []))), at)
            if name and abs(name[0] - at) < 900 and name not in out:
                out.append(name)
        return out


def annotate(
    id: str,
    text: str,
    claims: Sequence[dict[str, Any]],
    mentions: Sequence[dict[str, Any]] = (),
    timexes: Sequence[dict[str, Any]] = (),
    places: frozenset[str] = frozenset(),
) -> Annotated:
    """Character spans of all that the claims of a text name."""
    find = Locator(text, claims, mentions)
    wanted: list[Wanted] = []
    cues: dict[Chars, Wanted] = {}
    for c in claims:
        q0 = text.find(c["quote"])
        if q0 < 0:
            continue
        quote = (q0, q0 + len(c["quote"]))
        trigger = None
        if c.get("trigger") and c["trigger"] in c["quote"]:
            t0 = q0 + c["quote"].find(c["trigger"])
            trigger = (t0, t0 + len(c["trigger"]))
        at = trigger[0] if trigger else sum(quote) // 2
        holders = [find.words(h, quote, at) if h["name"] != "unspecified" else [] for h in c["holders"]]
        _add_cues(cues, text, c, quote, at, holders)
        if c["kind"] == "statement":
            continue
        spans = [sorted({s for e in c[k] for s in find.words(e, quote, at)}) for k in ("actors", "recipients")]
        last: Chars | str = "document" if not holders else (holders[-1][0] if holders[-1] else "unspecified")
        wanted.append(
            Wanted(c["type"], quote, trigger, c.get("mode") if c["kind"] == "event" else None, spans[0], spans[1], last,
                   None, c["polarity"], c["mood"], _place(text, c, quote, at), _time(c, quote, at, timexes))
        )  # fmt: skip
    chains = [sorted(spans) for spans in find.chains.values() if len(spans) > 1]
    metonyms = [(a, b, True) for a, b in sorted(find.acting) if _bare(text[a:b]) in places]
    taken = [s[:2] for s in metonyms]
    for a, b in sorted({w.place for w in wanted if w.place}):
        if not any(x < b and a < y for x, y in taken):
            metonyms.append((a, b, False))
    cued = wanted + list(cues.values())
    return Annotated(id, text, cued, sorted(find.spans), chains=chains, metonyms=metonyms)


def place_names(cast: Path) -> frozenset[str]:
    """Bare names of states, capitals and seats, of the world and of the cast: places that may stand for governments."""
    world = [n for c in countries().values() for n in (c.name, *c.other_names, *c.seats)]
    states = json.loads(cast.read_text("utf-8"))["states"]
    return frozenset(map(_bare, [*world, *(s[k] for s in states for k in ("name", "capital", "seat"))]))


def _place(text: str, c: Mapping[str, Any], quote: Chars, at: int) -> Chars | None:
    """The words of a claim's place: within the quote, else the nearest before."""
    if not c.get("where"):
        return None
    spans = occurrences(text, c["where"])
    inside = [s for s in spans if quote[0] <= s[0] < quote[1]]
    found = nearest(inside or spans, at)
    return found if found and abs(found[0] - at) < 600 else None


def _time(c: Mapping[str, Any], quote: Chars, at: int, timexes: Sequence[Mapping[str, Any]]) -> Chars | None:
    """The nearest time expression that means the claim's time."""
    if not c.get("when"):
        return None
    same = [
        (t["start"], t["start"] + len(t["text"])) for t in timexes if [t.get("from"), t.get("to")] == list(c["when"])
    ]
    found = nearest(same, at)
    return found if found and abs(found[0] - at) < 400 else None


def _add_cues(
    cues: dict[Chars, Wanted], text: str, c: Mapping[str, Any], quote: Chars, at: int, holders: list[list[Chars]]
) -> None:
    for i, h in enumerate(c["holders"]):
        if not h.get("cue"):
            continue
        source = holders[i][:1]
        spans = occurrences(text, h["cue"])
        inside = [s for s in spans if quote[0] <= s[0] < quote[1]]
        cue = nearest(inside or spans, source[0][1] if source else at, False)
        if cue is None:
            continue
        outer: Chars | str = "document" if i == 0 else (holders[i - 1][0] if holders[i - 1] else "unspecified")
        row = cues.setdefault(cue, Wanted("CUE", quote, cue, actors=list(source), holder=outer))
        if i == len(holders) - 1:
            row.content = _wider(row.content, text, c.get("content"), cue)
            if c["kind"] == "statement":
                row.polarity, row.mood = c["polarity"], c["mood"]


def _wider(old: Chars | None, text: str, content: str | None, cue: Chars) -> Chars | None:
    new = nearest(occurrences(text, content), cue[0], False) if content else None
    if new is None or old is None or not (new[0] < old[1] and old[0] < new[1]):
        return old or new
    return min(old[0], new[0]), max(old[1], new[1])


def read_corpus(folder: Path, files: Sequence[str], places: frozenset[str]) -> list[Annotated]:
    """Documents of corpus files, e.g. "01_wire"; ids are unique over all files."""
    out = []
    for name in files:
        for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines():
            r = json.loads(line)
            out.append(annotate(r["id"], r["text"], r["claims"], r.get("mentions", ()), r.get("timexes", ()), places))
    return out


def read_gold(
    folder: Path, places: frozenset[str], without: frozenset[str] = frozenset({"001", "004"})
) -> list[Annotated]:
    """The coded real documents. 001 and 004 are never for training."""
    out = []
    for path in sorted((folder / "gold").glob("claims_*.jsonl")):
        id = path.stem.removeprefix("claims_")
        if id in without:
            continue
        text = (folder / "docs" / f"{id}.txt").read_bytes().decode("utf-8")
        claims = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        # a party list is one page with a tenth of all claims
        weight = 0.3 if id == "wn-election" else 1.0
        out.append(replace(annotate(id, text, claims, places=places), weight=weight, is_real=True))
    return out


class Cast:
    """The corpus' invented states, people and outlets, and a drawing of real names in their place."""

    def __init__(self, cast: Path, names: Path) -> None:
        self.cast = json.loads(cast.read_text("utf-8"))
        self.real = json.loads(names.read_text("utf-8"))
        self.kinds = self._kinds()
        keys = sorted(self.kinds, key=len, reverse=True)
        self.pattern = re.compile(r"(?<!\w)(?:([Aa]n?) )?(" + "|".join(map(re.escape, keys)) + r")(?!\w)")

    def _kinds(self) -> dict[str, str | None]:
        """Form of the cast -> PER, ORG, LOC, or None for adjectives and peoples."""
        kinds: dict[str, str | None] = {}
        by = {"name": "LOC", "capital": "LOC", "region": "LOC", "seat": "LOC", "adj": None, "people": None}
        for s in self.cast["states"]:
            for k, v in s.items():
                if k in ("leader", "fm", "defence", "spokesman"):
                    kinds[v] = kinds[v.split()[-1]] = "PER"
                elif k not in ("id", "country", "leader_title"):
                    kinds[_bare(v)] = by.get(k, "ORG")
        for row in self.cast["bodies"]:
            kinds.update({_bare(row[k]): "ORG" for k in ("name", "short") if k in row})
        kinds.update({_bare(g["name"]): "ORG" for g in self.cast["groups"]})
        kinds.update({_bare(m): "ORG" for m in self.cast["media"]})
        return kinds

    def draw(self, rng: random.Random) -> dict[str, str]:
        """One renaming of the whole cast."""
        m: dict[str, str] = {}
        states = rng.sample(self.real["states"], len(self.cast["states"]))
        last = rng.sample(self.real["last"], len(self.real["last"]))
        for s, r in zip(self.cast["states"], states, strict=True):
            for k in ("name", "adj", "people", "capital", "seat"):
                m[_bare(s[k])] = r[k]
            for k in ("leader", "fm", "defence", "spokesman"):
                family = last.pop() if last else rng.choice(self.real["last"])
                m[s[k]], m[s[k].split()[-1]] = f"{rng.choice(self.real['first'])} {family}", family
            forces = rng.choice(["Armed Forces", "Army", "Defence Forces", "Ground Forces"])
            m[_bare(s["army"])] = f"{r['adj']} {forces}"
            for k in ("spy", "guard", "agency", "paper", "region"):
                m[_bare(s[k])] = rng.choice(self.real[k])
        m.update({_bare(g["name"]): rng.choice(self.real["group"]) for g in self.cast["groups"]})
        for row in self.cast["bodies"]:
            new = rng.choice(self.real["igo" if row["sector"] == "IGO" else "ngo"])
            m.update({_bare(row[k]): new for k in ("name", "short") if k in row})
        m.update({_bare(x): rng.choice(self.real["paper"]) for x in self.cast["media"]})
        return m

    def rename(self, doc: Annotated, renaming: Mapping[str, str] | None) -> Annotated:
        """The document with another cast (or its own, where none is given) and the names that follow from it."""
        parts: list[str] = []
        moves: list[tuple[int, int, int, int]] = []
        names: list[tuple[int, int, str]] = []
        at = length = 0
        for x in self.pattern.finditer(doc.text):
            old, article = x.group(2), x.group(1)
            new = renaming[old] if renaming else old
            lead = doc.text[at : x.start()] + _article(article, new)
            parts += [lead, new]
            length += len(lead)
            moves.append((x.start(2), x.end(2), length, length + len(new)))
            kind = self.kinds[old]
            if kind:
                names.append((length, length + len(new), kind))
            length += len(new)
            at = x.end()
        parts.append(doc.text[at:])
        return _moved(doc, "".join(parts), moves, names)


def _bare(name: str) -> str:
    return name.removeprefix("the ")


def _article(article: str | None, word: str) -> str:
    if not article:
        return ""
    return article[0] + ("n" if word[:1] in "AEIOU" else "") + " "


def _moved(
    doc: Annotated, text: str, moves: Sequence[tuple[int, int, int, int]], names: list[tuple[int, int, str]]
) -> Annotated:
    starts = [m[0] for m in moves]

    def place(at: int, is_end: bool) -> int:
        k = _last_at_most(starts, at - 1 if is_end else at)
        if k < 0:
            return min(at, len(text))
        _a, b, c, d = moves[k]
        if at < b or (is_end and at <= b):
            return d if is_end else c
        shifted = d + at - b
        following = moves[k + 1][2] if k + 1 < len(moves) else len(text)
        return min(shifted, following)

    def span(s: Chars) -> Chars:
        a, b = place(s[0], False), place(s[1], True)
        return a, max(b, a + 1)

    def moved(w: Wanted) -> Wanted:
        return replace(
            w, quote=span(w.quote), trigger=span(w.trigger) if w.trigger else None, actors=[span(s) for s in w.actors],
            recipients=[span(s) for s in w.recipients],
            holder=w.holder if isinstance(w.holder, str) else span(w.holder),
            content=span(w.content) if w.content else None, place=span(w.place) if w.place else None,
            time=span(w.time) if w.time else None,
        )  # fmt: skip

    return replace(
        doc, text=text, wanted=[moved(w) for w in doc.wanted], mentions=[span(s) for s in doc.mentions], names=names,
        chains=[[span(s) for s in c] for c in doc.chains], metonyms=[(*span((a, b)), m) for a, b, m in doc.metonyms],
    )  # fmt: skip


def _last_at_most(starts: Sequence[int], at: int) -> int:
    from bisect import bisect_right

    return bisect_right(starts, at) - 1


def iter_modes(docs: Iterable[Annotated]) -> Iterator[str]:
    """All event modes in the data."""
    for d in docs:
        for w in d.wanted:
            if w.mode:
                yield w.mode

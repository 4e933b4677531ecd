"""What learning across the pages of a site does to their lines. Run: python -m eval.furniture DATA [--errors]

DATA holds `lines/` (WCXB: pages grouped by host, three or more of a host) and `corpus/`, from which sites are invented:
the furniture of an untidy page around tidy documents, with a reprint, an agency's paragraph on several pages and a
quotation as traps. Each site is measured as pages alone, and together, with the host known and with nothing known but
that all pages of all sites lie in one folder.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from dragoman.capture.blocks import make_blocks
from dragoman.capture.furniture import Furniture
from dragoman.capture.learning import FEWEST, Gathering
from dragoman.capture.plain import lay_out
from dragoman.capture.sketches import Outline, Sketch, sketch_of
from dragoman.records import READ_ROLES
from eval.lines import Tally, corpus_pages

_BODY = READ_ROLES - {"comment"}
_AROUND = frozenset({"nav", "related", "form", "ad", "licence"})
_NEWS = ("01_wire", "05_stories", "06_breadth", "08_official")


@dataclass(frozen=True)
class Page:
    """kinds, of its lines: body, other, trap (body that repeats), boilerplate (other that looks like body), free."""

    name: str
    site: str
    lines: tuple[str, ...]
    kinds: tuple[str, ...]

    def sketch(self, host: str) -> Sketch:
        text = "\n".join(self.lines)
        outline = Outline(tuple(make_blocks(list(self.lines))), f"https://{host}/" if host else "")
        return sketch_of(outline, sha256(text.encode()).hexdigest(), "pages")


def learnt(pages: Sequence[Page], *, by_host: bool) -> tuple[Furniture, dict[str, Sketch]]:
    sketches = {page.name: page.sketch(page.site if by_host else "") for page in pages}
    gathering = Gathering()
    for sketch in sketches.values():
        gathering.add(sketch)
    return Furniture(gathering.learn()), sketches


def roles_of(page: Page, known: Mapping[int, bool]) -> list[str]:
    return [line.role for line in lay_out("\n".join(page.lines), known).lines]


def measure(name: str, pages: Sequence[Page], errors: bool) -> None:
    """Prints body F1 and what became of the traps and the boilerplate, alone and with either kind of learning."""
    nothing = {page.name: dict[int, bool]() for page in pages}
    ways = {"alone": nothing}
    for way, by_host in (("by host", True), ("one folder", False)):
        furniture, sketches = learnt(pages, by_host=by_host)
        ways[way] = {page.name: furniture.on(sketches[page.name]) for page in pages}
    base = {page.name: roles_of(page, {}) for page in pages}
    sites = len({page.site for page in pages})
    print(f"{name}: {len(pages)} pages of {sites} sites")
    for way, known in ways.items():
        tally, kinds, changed = Tally(), defaultdict[str, list[bool]](list), [0, 0]
        for page in pages:
            for line, kind, role, before in zip(
                page.lines, page.kinds, roles_of(page, known[page.name]), base[page.name], strict=True
            ):
                if kind == "free" or not line.strip():
                    continue
                is_body = kind in {"body", "trap"}
                tally.add(role in _BODY, is_body, len(line.strip()))
                kinds[kind].append(role in READ_ROLES)
                if (role in READ_ROLES) != (before in READ_ROLES):
                    changed[is_body] += 1
                    if errors and way != "alone":
                        print(f"  {way} {page.site} {kind:11} {before}->{role} {line.strip()[:100]}")
        print(
            f"  {way:10} body F1 {tally.f1:.4f}  precision {tally.hit / max(1, tally.found):.4f}"
            f"  recall {tally.hit / max(1, tally.wanted):.4f}"
            f"  lines read otherwise: {changed[0]} of others, {changed[1]} of body"
        )
        read = {kind: f"{sum(found)}/{len(found)}" for kind, found in sorted(kinds.items())}
        print("             read, by kind:", ", ".join(f"{kind} {share}" for kind, share in read.items()))


def wcxb_pages(path: Path) -> Iterator[Page]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for row in map(json.loads, stream):
            host = (urlsplit(row["url"]).hostname or "").removeprefix("www.")
            if host:
                kinds = tuple("free" if line[2:] == ["headline"] else line[1] for line in row["lines"])
                lines = tuple(line[0].replace("\n", " ") for line in row["lines"])
                yield Page(f"{path.stem} {row['id']}", host, lines, kinds)


def several(pages: Iterable[Page]) -> dict[str, list[Page]]:
    """The pages by site, of sites with enough of them."""
    sites: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        sites[page.site].append(page)
    return {site: found for site, found in sites.items() if len(found) >= FEWEST}


def invented_sites(corpus: Path, seed: int, standing: Sequence[tuple[str, str]]) -> list[Page]:
    """Eight pages a site: the furniture of an untidy page around tidy documents on one state, with traps."""
    draw = random.Random(seed)
    topics = _topics(corpus)
    pages: list[Page] = []
    for number, (name, text, roles) in enumerate(corpus_pages(corpus)):
        frame = list(zip(text.split("\n"), roles, strict=True))
        if sum(role in _AROUND for _, role in frame) < 4:
            continue
        topic = draw.choice(sorted(topics))
        *bodies, trap = (list(body) for body in draw.sample(topics[topic], 9))
        pages += _site(f"{name}.example", frame, bodies, _told(trap, topic), standing[number % len(standing)], draw)
    return pages


def _topics(corpus: Path) -> dict[str, list[list[str]]]:
    """The tidy documents by the state that they speak of; a document of two states stands under both."""
    states = [state["name"] for state in json.loads((corpus / "cast.json").read_text("utf-8"))["states"]]
    tidy = [_paragraphs(row["text"]) for row in _rows(corpus) if "lines" not in row]
    found = {
        state: [body for body in tidy if len(body) >= 4 and sum(state in line for line in body) > 1] for state in states
    }
    return {state: bodies for state, bodies in found.items() if len(bodies) >= 9}


def _told(trap: Sequence[str], topic: str) -> tuple[str, str]:
    """A paragraph that may serve as background, and one that may serve as a quotation."""
    background = next((line for line in reversed(trap) if topic in line and not re.search('["“”]', line)), trap[-1])
    return background, "“" + re.sub('["“”]', "", trap[0]) + "”"


_BOILERPLATE = (
    ("The Harbour Post is an independent newspaper founded in 1987 and owned by its staff.", "end"),
    ("Marram Press receives no state funding and answers to its readers alone.", "end"),
    ("Join the eleven thousand people who support our reporting with three crowns a month.", "middle"),
    ("This site stores small files on your device so that it remembers you on your next visit.", "top"),
    ("Founded by four printers in a cellar, Saltmarket Weekly now appears in nine languages.", "end"),
    ("If you know more about this story, our desk can be reached at any hour.", "end"),
)
"""Seen while the rules were made."""
_UNSEEN = (
    ("The Amber Standard was first printed in a monastery and has outlived nine censors.", "end"),
    ("Corrections are printed on Thursdays, beside the tide tables.", "end"),
    ("Press freedom has a price: thirty crowns keep one reporter on the road for a day.", "middle"),
    ("Tea Road Dispatch gathers reports from eleven valleys and is edited in Tavor Bridge.", "top"),
    ("Views in these columns are those of whoever signs them.", "end"),
    ("All of us at the desk thank all of you who pass these pages on.", "end"),
)
"""Written late; no rule was made from its errors, but its totals were seen while rules changed (seeds 11, 12, 21)."""


def _site(
    site: str,
    frame: list[tuple[str, str]],
    bodies: list[list[str]],
    traps: tuple[str, str],
    standing: tuple[str, str],
    draw: random.Random,
) -> Iterator[Page]:
    """A reprint of the first page is the second; three to five pages have an agency's paragraph, three a quotation."""
    bodies[1] = [*bodies[0][:-1], bodies[1][-1]]
    kinds = [["body"] * len(body) for body in bodies]
    background, quotation = traps
    for at in sorted(draw.sample(range(2, 8), draw.choice((3, 4, 5)))):
        place = len(bodies[at]) if draw.random() < 0.7 else draw.randrange(2, len(bodies[at]))
        bodies[at].insert(place, background)
        kinds[at].insert(place, "trap")
    for at in sorted(draw.sample(range(2, 8), 3)):
        place = draw.randrange(1, len(bodies[at]))
        bodies[at].insert(place, quotation)
        kinds[at].insert(place, "trap")
    sentence, where = standing
    for n, (body, kind) in enumerate(zip(bodies, kinds, strict=True)):
        place = {"end": len(body), "middle": len(body) // 2, "top": 0}[where]
        if draw.random() < 0.9:
            body.insert(place, sentence)
            kind.insert(place, "boilerplate")
        yield _framed(f"{site} {n}", site, frame, body, kind)


def _framed(name: str, site: str, frame: list[tuple[str, str]], body: list[str], kinds: list[str]) -> Page:
    """The body in the place of the frame's own; titles, authors, days and comments of the frame stay out."""
    first = next(at for at, (_, role) in enumerate(frame) if role == "body")
    above = [(line, "other") for line, role in frame[:first] if role in _AROUND]
    below = [(line, "other") for line, role in frame[first:] if role in _AROUND]
    title = (f"{body[-2].split(',')[0][:60].rstrip('. ')}", "free")
    lines = [*above, title, *zip(body, kinds, strict=True), *below]
    return Page(name, site, tuple(line for line, _ in lines), tuple(kind for _, kind in lines))


def _rows(corpus: Path) -> Iterator[dict[str, str]]:
    for name in _NEWS:
        yield from map(json.loads, (corpus / f"{name}.jsonl").read_text("utf-8").splitlines())


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if len(line.split()) >= 8]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--errors", action="store_true", help="print every line whose reading learning changes")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    lines = arguments.data / "lines"
    sites = several(page for part in ("dev", "test") for page in wcxb_pages(lines / f"wcxb_{part}.jsonl.gz"))
    held_out = {site for site, pages in sites.items() if any("test" in page.name for page in pages)}
    for name, wanted in (("WCXB, hosts of dev only", sites.keys() - held_out), ("WCXB, hosts with test", held_out)):
        measure(name, [page for site in sorted(wanted) for page in sites[site]], arguments.errors)
    for name, standing in (("invented sites", _BOILERPLATE), ("invented sites, other boilerplate", _UNSEEN)):
        measure(name, invented_sites(arguments.data / "corpus", arguments.seed, standing), arguments.errors)


if __name__ == "__main__":
    main()

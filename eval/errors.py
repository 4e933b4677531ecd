"""What goes wrong among found claims: `python -m eval.errors WEIGHTS [--field recipients] [--half 0] [--seen]`.

Only documents of one half (by checksum of the name) are shown: the other stays unseen by whoever writes rules.
"""

from __future__ import annotations

import argparse
import collections
import zlib
from dataclasses import replace
from typing import Any

from dragoman.reader.findings import Cutoffs
from eval.claims import DOCS, gold, pages, scorer, system


def pairs(wanted: list[dict[str, Any]], found: list[dict[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    tool = scorer()
    g, s = tool.spans(wanted, str(DOCS)), tool.spans(found, str(DOCS))
    by = collections.defaultdict(list)
    for r in s:
        by[r["doc"], r["type"]].append(r)
    out = []
    for r in g:
        fits = [x for x in by[r["doc"], r["type"]] if r["kind"] != "statement" and tool.overlap(r, x)]
        if fits:
            out.append((r, max(fits, key=lambda x: sum(tool.fields(r, x).values()))))
    return out


def short(entities: list[dict[str, Any]]) -> str:
    return ", ".join(f"{e['name']}/{e['country']}[{e.get('text')}]" for e in entities) or "-"


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("weights")
    p.add_argument("--field", default="recipients")
    p.add_argument("--half", type=int, default=0)
    p.add_argument("--most", type=int, default=60)
    p.add_argument("--set", action="append", default=[])
    p.add_argument("--seen", action="store_true")
    a = p.parse_args()
    cut = replace(Cutoffs(), **{k: float(v) for k, v in (x.split("=") for x in a.set)})
    tool = scorer()
    rows = [r for r in pairs(gold(), system(a.weights, pages(), cut)) if zlib.crc32(r[0]["doc"].encode()) % 2 == a.half]
    wrong = [(g, s) for g, s in rows if not tool.fields(g, s)[a.field]]
    print(f"{len(rows)} found, {len(wrong)} with wrong {a.field}")
    column = {"origin": "holders", "chain": "holders"}.get(a.field, a.field)
    for g, s in wrong[: a.most]:
        want, got = ((short(x[column]) if isinstance(x[column], list) else x[column]) for x in (g, s))
        quote = g["quote"].replace("\n", "/")[:110]
        print(f"{g['doc']:8} {g['type']:10} want {want} | got {got} | {s['trigger']} | {quote}")


if __name__ == "__main__":
    main()

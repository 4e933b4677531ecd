"""Attribution, events, arguments, stance and metonymy, each head by itself, on annotated documents.

    python -m eval.heads WEIGHTS --files 03_opinion              files of the corpus (../shared/data/corpus)
    python -m eval.heads WEIGHTS --documents FILE...             any files in the corpus' form
    python -m eval.heads WEIGHTS --files 03_opinion --oracle     the gold fed back through the reader's form
    python -m eval.heads WEIGHTS --files 03_opinion --fit        temperatures for polarity and mood

Public test sets of attribution, metonymy and factuality come with it unless --only-files is given.
Shares are percentages.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

from train.annotated import Annotated, place_names

from dragoman.reader.findings import Cutoffs
from eval import heads_attribution as attribution
from eval import heads_metonymy as metonymy
from eval import heads_stance as stance
from eval.heads_reading import Watched, documents, watched
from eval.heads_triggers import Arguments, Triggers

SHARED = Path("../shared/data")
CORPUS = SHARED / "corpus"
Row = dict[str, object]


def on_documents(reader: Watched, texts: list[Annotated]) -> Row:
    """Scores of every head on annotated texts."""
    told, triggers, arguments = attribution.Attributions(), Triggers(), Arguments()
    stances, metonyms = stance.Stances(), metonymy.Metonyms()
    for read in reader.annotated(texts):
        told.add(attribution.found_in(read), attribution.wanted_in(read))
        for tally in (triggers, arguments, stances, metonyms):
            tally.add(read)
    return {
        "documents": len(texts),
        "attribution": told.row(),
        "triggers": triggers.row(),
        "arguments at found triggers": arguments.row(),
        "stance at gold triggers": stances.row(),
        "metonymy": metonyms.row(),
    }


def on_public_sets(reader: Watched) -> Row:
    """Scores on the public test sets."""
    parts = [SHARED / f"factuality/{part}.uds_ih2.jsonl.gz" for part in ("dev", "test")]
    return {
        "attribution, GUM-RST test (automatic annotation, not gold)": attribution.gum(
            reader, SHARED / "attribution/test.gum_rst.jsonl.gz"
        ),
        "metonymy, ECB+ test": metonymy.ecb(reader, SHARED / "metonymy/test.ecbplus_human_vs_loc.jsonl.gz"),
        "factuality, UDS": stance.factuality(reader, *parts),
    }


def fit(reader: Watched, texts: list[Annotated]) -> Row:
    """Temperatures of polarity and mood."""
    tally = stance.Stances()
    for read in reader.annotated(texts):
        tally.add(read)
    return {"documents": len(texts), **tally.temperatures()}


def show(row: Mapping[str, object], depth: int = 0) -> None:
    """Print nested scores, one line for each innermost record."""
    lead = "  " * depth
    for name, value in row.items():
        if name == "confusion" and isinstance(value, Mapping):
            print(f"{lead}confusion, gold by row:")
            _table(value, lead + "  ")
        elif isinstance(value, Mapping) and not any(isinstance(v, Mapping | list) for v in value.values()):
            print(f"{lead}{name}: " + "  ".join(f"{k} {_number(v)}" for k, v in value.items()))
        elif isinstance(value, Mapping):
            print(f"{lead}{name}")
            show(value, depth + 1)
        else:
            print(f"{lead}{name}: {_number(value)}")


def _table(rows: Mapping[str, Mapping[str, int]], lead: str) -> None:
    print(lead + " " * 11 + " ".join(f"{c:>10}" for c in rows))
    for name, row in rows.items():
        print(f"{lead}{name:<11}" + " ".join(f"{n:>10}" for n in row.values()))


def _number(value: object) -> str:
    return (
        f"{value:.3g}"
        if isinstance(value, float) and abs(value) < 1
        else f"{value:.1f}"
        if isinstance(value, float)
        else str(value)
    )


def rounded(value: object) -> object:
    """Floats to four digits behind the point, for files."""
    if isinstance(value, Mapping):
        return {k: rounded(v) for k, v in value.items()}
    return round(value, 4) if isinstance(value, float) else value


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("weights", type=Path)
    p.add_argument("--files", nargs="+", default=[], help="files of the corpus, e.g. 03_opinion")
    p.add_argument("--documents", nargs="+", default=[], type=Path, help="any files in the corpus' form")
    p.add_argument("--oracle", action="store_true", help="let the claim heads say the gold: what the form can hold")
    p.add_argument("--fit", action="store_true", help="temperatures for polarity and mood instead of scores")
    p.add_argument("--only-files", action="store_true", help="no public test sets")
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--write", type=Path, help="write the scores into this JSON file")
    a = p.parse_args()
    paths = [CORPUS / f"{name}.jsonl" for name in a.files] + a.documents
    texts = documents(paths, place_names(CORPUS / "cast.json"))
    reader = watched(a.weights, Cutoffs(), oracle=a.oracle, threads=a.threads)
    if a.fit:
        out = fit(reader, texts)
    else:
        out = on_documents(reader, texts) if texts else {}
        out |= {} if a.only_files or a.oracle else on_public_sets(reader)
    show(out)
    if a.write:
        about = {"weights": reader.weights.name, "files": [p.name for p in paths], "oracle": a.oracle}
        a.write.write_text(json.dumps({**about, **rounded(out)}, indent=1, ensure_ascii=False) + "\n", "utf-8")  # type: ignore[dict-item]


if __name__ == "__main__":
    main()

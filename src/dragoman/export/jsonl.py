"""JSON Lines: claims in the codebook's form, documents, stories, refusals; one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dragoman.records.json import claim_to_dict, document_to_dict, reprint_to_dict, story_to_dict
from dragoman.store import Store
from dragoman.store.flat import refusal_flat


def write_jsonl(store: Store, folder: Path) -> list[Path]:
    """claims, documents, stories, reprints and refusals.jsonl, each still with the suffix `.part`."""
    return [
        _write(folder / "claims.jsonl.part", map(claim_to_dict, store.claims())),
        _write(folder / "documents.jsonl.part", map(document_to_dict, store.documents())),
        _write(folder / "stories.jsonl.part", map(story_to_dict, store.stories())),
        _write(folder / "reprints.jsonl.part", map(reprint_to_dict, store.reprints())),
        _write(folder / "refusals.jsonl.part", map(refusal_flat, store.refusals())),
    ]


def _write(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    with path.open("w", encoding="utf-8", newline="\n", errors="backslashreplace") as file:
        for row in rows:
            # json leaves U+2028, U+2029 and U+0085 as they are: legal JSON, but line breaks to str.splitlines
            line = json.dumps(row, ensure_ascii=False)
            file.write(line.translate(_BREAKS) + "\n")
    return path


_BREAKS = {ord(c): f"\\u{ord(c):04x}" for c in "\u2028\u2029\x85"}

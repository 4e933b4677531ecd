"""Document ids: a file's stem where that is unique."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import PurePath
from urllib.parse import unquote, urlsplit

_UNFIT = re.compile(r"[^\w-]+")
_LONGEST = 80


def unique_names(paths: Sequence[str]) -> list[str]:
    """One name a path, all different; they do not depend on the order of the paths."""
    names = [_stem(path) for path in paths]
    for better in (_with_folder, _with_suffix):
        names = _rename_clashes(names, paths, better)
    return _number_clashes(names, paths)


def address_path(address: str) -> str:
    """An address as a path to be named by: host and last word of it, with its query, as a file's name has them."""
    parts = urlsplit(address)
    words = [word for word in unquote(parts.path).split("/") if word]
    last = PurePath(words[-1] if words else parts.netloc)
    stem = last.stem if words else parts.netloc
    own = _UNFIT.sub("-", f"{stem}-{parts.query}" if parts.query else stem).strip("-")[:_LONGEST]
    return f"{_UNFIT.sub('-', parts.netloc)}/{own or 'page'}"


def _stem(path: str) -> str:
    return PurePath(path).stem or PurePath(path).name


def _with_folder(path: str) -> str:
    folder = PurePath(path).parent.name
    return f"{folder}-{_stem(path)}" if folder else _stem(path)


def _with_suffix(path: str) -> str:
    return _with_folder(path) + PurePath(path).suffix.replace(".", "-")


def _rename_clashes(names: list[str], paths: Sequence[str], better: Callable[[str], str]) -> list[str]:
    count = Counter(names)
    return [better(path) if count[name] > 1 else name for name, path in zip(names, paths, strict=True)]


def _number_clashes(names: list[str], paths: Sequence[str]) -> list[str]:
    taken: set[str] = set()
    numbered: dict[int, str] = {}
    for at in sorted(range(len(names)), key=lambda i: (paths[i], i)):
        name, number = names[at], 1
        while name in taken:
            number += 1
            name = f"{names[at]}-{number}"
        taken.add(name)
        numbered[at] = name
    return [numbered[at] for at in range(len(names))]

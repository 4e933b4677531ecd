"""The dossier as one HTML file: no network, opens from disk, readable without JavaScript."""

from __future__ import annotations

import base64
import hashlib
import os
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.dossier.contents import Contents, read_contents
from dragoman.errors import InputError, StoreError
from dragoman.store.protocol import Store

if TYPE_CHECKING:
    from jinja2 import Environment


def write_report(store: Store, path: Path, *, title: str | None = None) -> Path:
    """Write the dossier as one HTML file and return its path; an older file is replaced only once the new one stands.

    Raises InputError where the folder is missing or not writable, StoreError where the disk fails.
    """
    html = render(read_contents(store), title or _title(path))
    if path.is_dir() or not path.parent.is_dir():
        reason = "is a folder" if path.is_dir() else f"the folder {path.parent} does not exist"
        raise InputError(reason, place=str(path), remedy="name a file in a folder that exists")
    try:
        _replace(path, html.encode("utf-8", "replace"))
    except PermissionError as error:
        raise InputError("may not be written", place=str(path), remedy="name another folder") from error
    except OSError as error:
        raise StoreError(
            error.strerror or str(error), place=str(path), remedy="name another place with -o, or make room"
        ) from error
    return path


def render(contents: Contents, title: str) -> str:
    """The HTML text. Its content security policy allows our one style sheet and our one script, by their hashes."""
    from dragoman.dossier.view import page_view

    style, script = _template_text("report.css"), _template_text("report.js")
    blocks = f"style-src {_hash(style)}; script-src {_hash(script)}"
    policy = f"default-src 'none'; {blocks}; base-uri 'none'; form-action 'none'"
    template = _environment().get_template("report.html")
    return template.render(view=page_view(contents, title), style=style, script=script, policy=policy)


def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("dragoman.dossier"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


def _template_text(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text("utf-8").strip()


def _hash(text: str) -> str:
    """The source expression for an inline block with just this text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _title(path: Path) -> str:
    return path.stem.replace("_", " ").replace("-", " ").strip().capitalize() or "Dossier"


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise

"""Registers the Doc extensions of records.readings, once."""

from __future__ import annotations

from spacy.tokens import Doc

from dragoman.records.readings import Coreference

_DEFAULTS: dict[str, object] = {
    "published": None,
    "publisher": None,
    "voices": (),
    "mentions": (),
    "coreference": Coreference(),
    "metonyms": None,
    "findings": (),
    "cues": (),
    "actors": (),
    "timexes": (),
    "places": (),
    "propositions": (),
    "attributions": (),
    "claims": (),
    "entities": None,
    "publisher_actor": None,
}


def register() -> None:
    """Make doc._.claims and its companions known to spaCy; calling it again does nothing."""
    for name, default in _DEFAULTS.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)

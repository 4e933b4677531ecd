"""The spaCy pipeline: reader, who, when, where, what, says."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from dragoman import reader, says, what, when, where, who
from dragoman.flow.reading import refuse_long
from dragoman.reader.session import WEIGHTS, load_weights
from dragoman.reader.tokens import english
from dragoman.records import Interval

REGISTERED = (reader, who, when, where, what, says)
"""Importing a room registers its spaCy component."""


def load(weights: str = str(WEIGHTS), threads: int = 0) -> Language:
    """The whole pipeline, loaded once a process. threads: of the network; 0 leaves it to onnxruntime.

    Raises ModelError if the weights do not load.
    """
    return _load(weights, threads)


@lru_cache(maxsize=4)
def _load(weights: str, threads: int) -> Language:
    nlp = english()
    nlp.max_length = 10_000_000
    nlp.add_pipe("reader", config={"weights": weights, "threads": threads})
    nlp.add_pipe("dragoman_who", name="who")
    nlp.add_pipe("dragoman_when", name="when")
    nlp.add_pipe("dragoman_where", name="where")
    nlp.add_pipe("what")
    nlp.add_pipe("says", config={"made_by": made_by(weights, threads)})
    return nlp


def made_by(weights: str = str(WEIGHTS), threads: int = 0) -> str:
    """Name and version of what makes claims here: the program and the weights."""
    return f"dragoman {version('dragoman')}, {load_weights(Path(weights), threads).name}"


def code(text: str, published: Interval | None = None) -> Doc:
    """The whole reading of one text: a Doc with doc._.claims, doc._.attributions, doc._.timexes …

    Raises PageError if the text is too long, ModelError if the weights do not load.
    """
    refuse_long(text, "the text")
    nlp = load()
    # half characters, as from a shell in another encoding, are no letters to anybody
    doc = nlp.make_doc(text.encode("utf-8", "replace").decode("utf-8"))
    doc._.published = published
    return nlp(doc)

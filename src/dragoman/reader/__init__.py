"""The embedded model: text to a spaCy Doc with tags, tree, names, and the findings the later rooms use."""

from dragoman.reader.component import ReaderComponent

__all__ = ["ReaderComponent"]

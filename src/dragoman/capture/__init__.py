"""Bytes become a Document: repaired text with the way back, the role of every line, what the page says of itself."""

from dragoman.capture.capturing import capture, read_page, sketch
from dragoman.capture.furniture import Furniture, Known
from dragoman.capture.learning import FEWEST, Gathering
from dragoman.capture.sources import Source, find_pages, name_documents

__all__ = [
    "FEWEST", "Furniture", "Gathering", "Known", "Source", "capture", "find_pages", "name_documents", "read_page",
    "sketch",
]  # fmt: skip

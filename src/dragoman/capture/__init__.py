"""Bytes become a Document: repaired text with the way back, the role of every line, what the page says of itself."""

from dragoman.capture.capturing import capture, read_page
from dragoman.capture.sources import Source, find_pages, name_documents

__all__ = ["Source", "capture", "find_pages", "name_documents", "read_page"]

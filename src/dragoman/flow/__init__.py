"""The one place that knows the order of the stages: captured page -> claims; claims of all pages -> stories."""

from dragoman.flow.pipeline import code, load, made_by
from dragoman.flow.reading import read_document, read_documents

__all__ = ["code", "load", "made_by", "read_document", "read_documents"]

"""The dossier in other people's formats."""

from dragoman.export.exporting import FORMATS, export

__all__ = ["FORMATS", "export"]

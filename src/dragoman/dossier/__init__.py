"""The one-file HTML dossier, and the words in which all faces speak of claims."""

from dragoman.dossier.report import write_report

__all__ = ["write_report"]

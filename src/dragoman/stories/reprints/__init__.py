"""Texts that are printed on several pages: candidates by MinHash, proved sentence by sentence, put in order of time."""

from dragoman.stories.reprints.finding import find_reprints

__all__ = ["find_reprints"]

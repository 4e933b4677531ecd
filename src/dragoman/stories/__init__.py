"""Claims of all documents laid beside each other: stories, agreement, contradiction, repetition, origins, reprints."""

from dragoman.stories.building import build_stories
from dragoman.stories.reprints import find_reprints

__all__ = ["build_stories", "find_reprints"]

"""Claims of all documents laid beside each other: stories, agreement, contradiction, repetition, origins."""

from dragoman.stories.building import build_stories

__all__ = ["build_stories"]

"""Who: words to actors, by a knowledge base with dated offices and by what the page itself has said."""

from dragoman.who.component import ActorLinker
from dragoman.who.resolve import resolve

__all__ = ["ActorLinker", "resolve"]

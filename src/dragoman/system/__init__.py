"""The actors as a whole: dyads by week, and the signed network."""

from dragoman.system.dyads import dyads
from dragoman.system.network import network

__all__ = ["dyads", "network"]

"""Where: the places that a text names, with their degrees and country.

The way of the data::

    doc.ents (GPE, LOC, FAC) ─usage→ names that mean a place ─context, gazetteer→ Location ─finding→ Place

A state's name or seat used for its government ("Baku denied") is no place: `usage` decides by the words around it and
the tree where there is one. Among namesakes `gazetteer` takes the one in a country that the page speaks of (`context`),
then the larger. The tables lie in `dragoman.codes` (places.md tells where they are from).
"""

from dragoman.where.component import tell_places
from dragoman.where.finding import find_places
from dragoman.where.gazetteer import Location, locate

__all__ = ["Location", "find_places", "locate", "tell_places"]

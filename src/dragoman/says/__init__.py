"""Who says it and how firmly: propositions become claims with chains of holders, stance, time, place and words.

The way of the data: chains.py finds who stands behind a word; voices.py names the first person; settings.py finds
the time and place of a happening; quotes.py cuts the evidence; component.py puts the claim together.
"""

from dragoman.says.component import SaysComponent

__all__ = ["SaysComponent"]

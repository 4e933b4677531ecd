"""Dating: the publication interval of a page that does not say when it was published.

The way of the data::

    words of the page ─told, offices, names, hints→ Evidence ─weighing→ Publication, or None

Every piece of evidence is a vote: it says for each day how likely the page would hold these words, had it been
published then (`evidence`). How soon after the last day told pages appear was counted on pages that state their day
(`lags.tsv`). The votes are multiplied; the interval is the shortest that holds nine tenths of what results.
"""

from dragoman.when.dating.evidence import DatingHints
from dragoman.when.dating.weighing import date_page

__all__ = ["DatingHints", "date_page"]

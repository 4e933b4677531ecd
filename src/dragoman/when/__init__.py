"""When: the time expressions of a text, and the days that they mean.

The way of the data::

    text ─lexer→ words with classes ─grammar→ matches ─masking, readings→ meanings ─assembly→ expressions
         ─timeline, moments, resolution→ TIMEX3 values and closed intervals ─finding→ Timex

Words of time stand in `lexicon.tsv`, the forms that they make in `grammar.tsv`, names that only look like times in
`names.tsv`; `clocks` gives times of day their days. A reading (`expressions`) knows nothing of the day of writing;
`timeline` carries the two anchors, the publication interval and the date told last; `anchors` tells comments and
quotations that have a day of their own; `calendar` does the sums. Where an anchor is an interval and no day, the
result holds what is true for every day in it.
"""

from dragoman.when.component import tell_times
from dragoman.when.finding import find_timexes

__all__ = ["find_timexes", "tell_times"]

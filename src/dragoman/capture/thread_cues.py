"""Lines that a comment system sets around comments: buttons, profiles, what is left of deleted comments."""

from __future__ import annotations

import re
from functools import cache

from dragoman.capture.authors import without_moments
from dragoman.capture.tables import read_table


def thread_cue_of(text: str, *, under_author: bool) -> str:
    """control, gone, quote or "" for a line of a thread; with under_author also profile. Times in it do not count."""
    bare = without_moments(text)
    for line in {text, text if bare is None else bare}:
        words = len(line.split())
        for cue, most, pattern in _patterns():
            if 0 < words <= most and (cue != "profile" or under_author) and pattern.fullmatch(line):
                return cue
    return ""


@cache
def _patterns() -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    rows = read_table("thread_cues.tsv")
    return tuple((row["cue"], int(row["words"]), re.compile(row["pattern"], re.IGNORECASE)) for row in rows)

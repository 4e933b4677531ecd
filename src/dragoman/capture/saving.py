"""The day on which a web page was saved, where the program that saved it left a note."""

from __future__ import annotations

import re

from dragoman.capture.dates import parse_timestamp
from dragoman.records import Capture

_NOTES = (
    # SingleFile: "saved date: Tue Jan 05 2021 14:11:12 GMT+0100"
    re.compile(r"saved date:\s*(?:[A-Z][a-z]{2},? )?(?P<month>[A-Z][a-z]{2}) (?P<day>\d{1,2}) (?P<year>\d{4})"),
    # Internet Archive: "FILE ARCHIVED ON 05:12:33 Mar 20, 2012 AND RETRIEVED"
    re.compile(r"FILE ARCHIVED ON [\d:]+ (?P<month>[A-Z][a-z]{2}) (?P<day>\d{1,2}), (?P<year>\d{4})"),
    # HTTrack: "Mirrored from HOST by HTTrack Website Copier/3.x [XR&CO'2014], Tue, 05 Jan 2021 14:11:12 GMT"
    re.compile(r"HTTrack Website Copier/[^>]{0,60}?, (?P<day>\d{1,2}) (?P<month>[A-Z][a-z]{2}) (?P<year>\d{4})"),
)
_EDGE = 20_000
"""Such notes stand at the beginning or the end of the file."""


def find_saving(text: str) -> Capture | None:
    """The day in the note of SingleFile, HTTrack or the Internet Archive, and the note; None if there is none."""
    edges = text if len(text) <= 2 * _EDGE else text[:_EDGE] + text[-_EDGE:]
    for note in _NOTES:
        match = note.search(edges)
        if match:
            day = parse_timestamp("{day} {month} {year}".format(**match.groupdict()))
            return Capture(day=day.last, basis=" ".join(match.group().split())) if day else None
    return None

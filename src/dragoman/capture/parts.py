"""A page within a file that holds several."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.records import Capture


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A page within a WARC or a mail.

    place: where in it, as its reader wants it back. label: its name for people. kind: as of a Source. address, charset,
    captured: what the file around it says of the page, "" or None if nothing. fault: why it is refused, or "".
    """

    place: str
    label: str = ""
    kind: str = "unknown"
    address: str = ""
    charset: str = ""
    captured: Capture | None = None
    fault: str = ""

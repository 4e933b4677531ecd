"""Invented pages with text on them, and what they say of themselves."""

from __future__ import annotations

from dragoman.records import Document, Fact, Interval, Line, OffsetMap, Piece, Publication, Reading, Span

FERRY = [
    "Gunboats from Vessia shelled the night ferry off Port Ady before dawn, and the crew put out the fire.",
    "The harbour office counted nine people hurt, two of them children on their way to a school in the capital.",
    "Fishermen on the quay had watched flashes over the reef since midnight but nobody had answered their calls.",
    "By noon the insurers had closed the strait to grain ships, which doubled the price of bread in three towns.",
    "The union of dockers refused to unload anything that flies the Vessian flag until an inquiry has been opened.",
    "A naval attaché who had inspected the hull said that the shells came from a calibre sold in the north only.",
    "Divers will look for the second shell this week, provided that the current lets them go down at slack water.",
    "The reef has been claimed by both states since the treaty of the lighthouse keepers lapsed thirty years ago.",
]
BRIDGE = [
    "Engineers closed the old bridge at Reedland after cracks wider than a hand opened in its second pier.",
    "Lorries now take the mountain road, where the snow of last winter carried off two of the five bends.",
    "The ministry of works had promised a new bridge in each of the last four budgets and built none of them.",
    "Farmers in the valley bring their milk to the station by sledge and by tractor, an hour before the train.",
    "A school has moved into the town hall, since its pupils live on one bank and their teachers on the other.",
    "The mayor expects the army to lay a pontoon in spring, when the ice has left the upper river at last.",
]
ABOUT = [
    "The Gazette has reported from the islands since the days of sail and belongs to those who print it.",
    "Write to the editors by letter or by wire, and say whether we may print your name below what you tell us.",
    "Nothing on these pages may be sold again, but everything may be read aloud wherever people meet.",
]


def printed(
    id: str,
    *paragraphs: str,
    publisher: str | None = None,
    day: str | None = None,
    via: str | None = None,
    roles: dict[int, str] | None = None,
    voices: dict[int, str] | None = None,
) -> Document:
    """A page, a paragraph a line; roles and voices by line number, else body in the page's own voice."""
    lines, at = [], 0
    for number, words in enumerate(paragraphs, 1):
        span = Span(at, at + len(words))
        role = (roles or {}).get(number, "body")
        lines.append(Line(number=number, role=role, span=span, voice=(voices or {}).get(number)))
        at += len(words) + 1
    text = "\n".join(paragraphs)
    return Document(
        id=id,
        path=id,
        sha256=id,
        text=text,
        lines=tuple(lines),
        reading=Reading(text=text, offsets=OffsetMap((Piece(0, len(text), 0, len(text)),)), lines=tuple(lines)),
        language="en",
        publisher=Fact(value=publisher, basis="test") if publisher else None,
        via=Fact(value=via, basis=f"From {via}") if via else None,
        published=Publication(interval=Interval.of(*day.split("/")), basis="test", certainty=1.0) if day else None,
    )

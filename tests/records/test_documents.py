"""What a page tells of its lines."""

from __future__ import annotations

import pytest

from dragoman.records import Document, Interval, Line, OffsetMap, Publication, Reading, Span
from dragoman.records.json import document_to_dict

POSTED = Publication(interval=Interval.of("2021-03-02"), basis="2 March 2021 at 14:10", certainty=0.9)


def test_only_what_somebody_wrote_is_posted_or_an_answer() -> None:
    with pytest.raises(ValueError, match="voice"):
        Line(number=1, role="comment", span=None, posted=POSTED)
    with pytest.raises(ValueError, match="voice"):
        Line(number=1, role="comment", span=None, to="Quill")


def test_a_comment_line_tells_who_when_and_to_whom_and_other_lines_their_role() -> None:
    lines = (
        Line(number=1, role="body", span=Span(0, 1)),
        Line(number=2, role="comment", span=Span(2, 3), voice="Quill"),
        Line(number=3, role="comment", span=Span(4, 5), voice="Ada", posted=POSTED, to="Quill"),
    )
    document = Document(
        id="p", path="p.txt", sha256="0", text="a\nb\nc", lines=lines, language="en",
        reading=Reading(text="", offsets=OffsetMap(()), lines=()),
    )  # fmt: skip
    assert document_to_dict(document)["lines"] == [
        {"line": 1, "role": "body"},
        {"line": 2, "role": "comment", "voice": "Quill"},
        {
            "line": 3, "role": "comment", "voice": "Ada", "posted": ["2021-03-02", "2021-03-02"],
            "posted_basis": "2 March 2021 at 14:10", "to": "Quill",
        },
    ]  # fmt: skip

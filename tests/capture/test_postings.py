"""Times of comments: days where the words tell them, nothing where they do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.capture.postings import Frame, day_first, find_posting
from dragoman.capture.saving import find_saving
from dragoman.records import Interval

PAGE = Interval.of("2013-04-22")
SAVED = Interval.of("2013-06-10")


def days(stamp: str, frame: Frame) -> list[str] | None:
    posting = find_posting(stamp, frame)
    return posting.interval.to_list() if posting else None


@pytest.mark.parametrize(
    ("stamp", "frame", "first", "last"),
    [
        ("April 23, 2013 at 8:02 am", Frame(), "2013-04-23", "2013-04-23"),
        ("2013-04-23T08:02:00+00:00", Frame(), "2013-04-23", "2013-04-23"),
        ("1366704120", Frame(), "2013-04-23", "2013-04-23"),
        ("1366704120000", Frame(), "2013-04-23", "2013-04-23"),
        ("25/4/13, 14:02", Frame(), "2013-04-25", "2013-04-25"),
        ("3/4/2013", Frame(), "2013-03-04", "2013-04-03"),
        ("3/4/2013", Frame(is_day_first=True), "2013-04-03", "2013-04-03"),
        ("3/4/2013", Frame(is_day_first=False), "2013-03-04", "2013-03-04"),
        ("3.4.2013", Frame(), "2013-04-03", "2013-04-03"),
        ("5/4/2013", Frame(PAGE), "2013-05-04", "2013-05-04"),
        ("May 3 at 4:01pm", Frame(PAGE), "2013-05-03", "2013-05-03"),
        ("3 May", Frame(None, SAVED), "2013-05-03", "2013-05-03"),
        ("12 December", Frame(None, SAVED), "2012-12-12", "2012-12-12"),
        ("3 hours ago", Frame(None, SAVED), "2013-06-09", "2013-06-10"),
        ("2 weeks ago", Frame(None, SAVED), "2013-05-20", "2013-05-31"),
        ("a month ago", Frame(PAGE, SAVED), "2013-04-22", "2013-05-26"),
        ("yesterday at 4:01pm", Frame(None, SAVED), "2013-06-09", "2013-06-09"),
    ],
)
def test_words_and_their_days(stamp: str, frame: Frame, first: str, last: str) -> None:
    assert days(stamp, frame) == [first, last]


@pytest.mark.parametrize(
    ("stamp", "frame"),
    [
        ("3 hours ago", Frame(PAGE)),
        ("yesterday at 4:01pm", Frame(PAGE)),
        ("5:01 pm", Frame(PAGE, SAVED)),
        ("May 3 at 4:01pm", Frame()),
        ("1 November", Frame(PAGE)),
        ("31/31/2013", Frame(PAGE)),
        ("999999999999 years ago", Frame(PAGE, SAVED)),
    ],
)
def test_words_that_tell_no_day(stamp: str, frame: Frame) -> None:
    assert days(stamp, frame) is None


def test_the_dates_of_a_page_tell_each_other_their_order() -> None:
    assert day_first(["3/4/2013", "25/4/2013"]) is True
    assert day_first(["3/4/2013", "4/25/13 5:01 PM"]) is False
    assert day_first(["3/4/2013"]) is None
    assert day_first(["25/4/2013", "4/25/2013"]) is None


@given(
    st.text(alphabet="0123456789/-.: agohrsdykmwnMJunpAl,", max_size=24), st.sampled_from([None, PAGE]), st.booleans()
)
def test_no_words_break_it(stamp: str, published: Interval | None, is_saved: bool) -> None:
    posting = find_posting(stamp, Frame(published, SAVED if is_saved else None))
    assert posting is None or posting.basis == stamp


@pytest.mark.parametrize(
    "note",
    [
        "<!-- Page saved with SingleFile \n saved date: Mon Jun 10 2013 14:11:12 GMT+0100 -->",
        "<!-- FILE ARCHIVED ON 05:12:33 Jun 10, 2013 AND RETRIEVED FROM THE INTERNET ARCHIVE -->",
        "<!-- Mirrored from a.example/b by HTTrack Website Copier/3.x [XR&CO'2014], Mon, 10 Jun 2013 14:11:12 GMT -->",
    ],
)
def test_programs_that_save_pages_leave_the_day(note: str) -> None:
    found = find_saving(f"<html>{note}<body></body></html>")
    assert found is not None
    assert found.day == SAVED.first
    assert "2013" in found.basis
    assert find_saving("<html><body>saved in June 2013</body></html>") is None

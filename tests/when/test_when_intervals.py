"""Interval arithmetic: what is returned holds every possible truth."""

from datetime import date, timedelta
from itertools import pairwise

import spacy
from hypothesis import given
from hypothesis import strategies as st

from dragoman.records import Interval
from dragoman.when import calendar, find_timexes

NLP = spacy.blank("en")
DAYS = st.dates(date(1850, 1, 1), date(2150, 12, 31))
PUBLICATIONS = st.builds(lambda first, days: Interval(first, first + timedelta(days=days)), DAYS, st.integers(0, 400))
UNITS = st.sampled_from(["D", "W", "WE", "M", "Q", "Y", "DE", "CE"])
WORDS = st.lists(
    st.sampled_from(
        "on in the of last next this March May 12 2012 1999 21st Tuesday summer year days two ago later since until by "
        "from to - , . early mid end beginning first second half century decade week month every for yesterday at noon "
        "9 : 30 BC earlier following same day before after quarter Q 3 's ' fall now".split()
    ),
    max_size=25,
)
PHRASES = [
    "yesterday", "tomorrow", "last week", "next month", "last year", "on Friday", "last Friday", "next Friday",
    "last June", "two days ago", "three weeks ago", "five months ago",
    "two years ago", "on August 13", "in May", "last summer",
    "earlier this month", "later this year", "over the past decade", "the last three weeks", "in the first quarter",
    "on 29 February", "on Monday last week", "this winter", "since March", "on the 31st", "in February last year",
]  # fmt: skip


def interval_of(text: str, published: Interval) -> Interval | None:
    found = find_timexes(NLP.make_doc(text), published)
    assert len(found) == 1
    return found[0].interval


@given(st.sampled_from(PHRASES), st.sampled_from(["They met", "They will meet"]), PUBLICATIONS, st.data())
def test_a_vague_publication_holds_every_exact_one(
    phrase: str, verb: str, published: Interval, data: st.DataObject
) -> None:
    day = published.first + timedelta(days=data.draw(st.integers(0, published.days - 1)))
    vague, exact = interval_of(f"{verb} {phrase}.", published), interval_of(f"{verb} {phrase}.", Interval(day, day))
    assert exact is not None
    assert vague is not None
    assert vague.contains(exact)


@given(st.integers(1, 400), PUBLICATIONS, st.data())
def test_days_ago_hold_the_true_day(count: int, published: Interval, data: st.DataObject) -> None:
    day = published.first + timedelta(days=data.draw(st.integers(0, published.days - 1)))
    true = day - timedelta(days=count)
    found = interval_of(f"They met {count} days ago.", published)
    assert found is not None
    assert found.first <= true <= found.last
    assert found.days == published.days


@given(WORDS, st.one_of(st.none(), PUBLICATIONS))
def test_any_salad_of_time_words_is_read_without_fault(words: list[str], published: Interval | None) -> None:
    text = " ".join(words)
    found = find_timexes(NLP.make_doc(text), published)
    for one, other in pairwise(found):
        assert one.end_char <= other.start_char
    for timex in found:
        assert text[timex.start_char : timex.end_char].strip()
        assert 0 <= timex.certainty <= 1
        assert timex.value


@given(st.text(max_size=80), st.one_of(st.none(), PUBLICATIONS))
def test_any_text_is_read_without_fault(text: str, published: Interval | None) -> None:
    for timex in find_timexes(NLP.make_doc(text), published):
        assert 0 <= timex.start_char < timex.end_char <= len(text)


@given(DAYS, UNITS)
def test_a_unit_holds_its_day_and_its_neighbours_touch(day: date, unit: str) -> None:
    unit_of_day = calendar.around(day, unit).interval
    assert unit_of_day is not None
    if unit != "WE":
        assert unit_of_day.first <= day <= unit_of_day.last
        after = calendar.around(unit_of_day.last + timedelta(days=1), unit).interval
        assert after is not None
        assert after.first == unit_of_day.last + timedelta(days=1)


@given(st.integers(1900, 2100))
def test_quarters_halves_and_thirds_fill_the_year(number: int) -> None:
    whole = calendar.year(number)
    for parts in (["Q1", "Q2", "Q3", "Q4"], ["H1", "H2"], ["START", "MID", "END"]):
        pieces = [calendar.part(whole, how) for how in parts]
        assert pieces[0].first == whole.first
        assert pieces[-1].last == whole.last
        assert all(a.last + timedelta(days=1) == b.first for a, b in pairwise(pieces))


@given(st.integers(1900, 2100))
def test_seasons_follow_each_other(number: int) -> None:
    pieces = [calendar.season(number, name) for name in ("SP", "SU", "FA", "WI")] + [calendar.season(number + 1, "SP")]
    assert all(a.last + timedelta(days=1) == b.first for a, b in pairwise(pieces))


@given(DAYS, st.integers(-600, 600))
def test_months_keep_the_day_or_the_end_of_the_month(day: date, count: int) -> None:
    shifted = calendar.shift(day, "M", count)
    assert (shifted.year * 12 + shifted.month) - (day.year * 12 + day.month) == count
    assert shifted.day == min(day.day, calendar.month(shifted.year, shifted.month).last.day)


@given(DAYS, DAYS, UNITS, st.integers(-50, 50))
def test_steps_are_monotone(one: date, other: date, unit: str, count: int) -> None:
    early, late = sorted((one, other))
    assert calendar.shift(early, unit, count) <= calendar.shift(late, unit, count)

"""Every value reads back as the days that are given with it; laws of intervals; no text takes the room long."""

import re
import time
from datetime import date, timedelta

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.records import Interval, Timex
from dragoman.records.granularity import granularity_of
from dragoman.when import calendar, find_timexes
from dragoman.when.calendar import Reading
from dragoman.when.lexer import letters, split

NLP = spacy.blank("en")
DAYS = st.dates(date(1850, 1, 1), date(2150, 12, 31))
INTERVALS = st.builds(lambda first, days: Interval(first, first + timedelta(days=days)), DAYS, st.integers(0, 400))
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
WHOLE = [
    "today", "yesterday", "last week", "this week", "next month", "last year", "on Friday", "last June", "next spring",
    "on 13 August", "in May", "last summer", "this quarter", "last quarter", "in the third quarter", "this weekend",
    "the weekend", "two days ago", "three weeks ago", "five months ago", "two years ago", "a decade ago", "in 1994",
    "in March 2012", "on 5 May 2012", "in the 1990s", "in the 19th century", "in Q3 2018", "in the summer of 2016",
    "this morning", "tomorrow night", "Friday evening", "overnight", "at 7:40 p.m. Tuesday", "yesterday at noon",
    "in the first half of 2016", "on Christmas Eve", "on Thanksgiving", "the year-ago quarter", "this century",
]  # fmt: skip
UNBOUNDED = st.lists(
    st.sampled_from(
        "the of last next this that same March May 12 2012 1999 21st Tuesday summer year days two ago later early late "
        "mid end beginning first second half century decade week weekend month every yesterday tonight overnight noon "
        "9 : 30 p.m. BC earlier following day quarter Q 3 's ' fall now fiscal latest old hours , morning".split()
    ),
    max_size=14,
)


def covers(value: str) -> Interval | None:
    """An own reading of TIMEX3 values: the days that one allows, a night also the next; None where it names none."""
    if value.startswith(("P", "BC", "XX", "FUTURE")):
        return None
    day, _, clock = value.partition("T")
    days = _days(day, value)
    return Interval(days.first, days.last + timedelta(days=clock == "NI"))


def _days(day: str, value: str) -> Interval:
    if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", day):
        start = date(*map(int, found.groups()))
        return Interval(start, start)
    if found := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", day):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return Interval(monday + timedelta(days=5 if found[3] else 0), monday + timedelta(days=6))
    if found := re.fullmatch(r"(\d{4})-WXX(-WE)?", day):
        return Interval(date.fromisocalendar(int(found[1]), 1, 1), date(int(found[1]) + 1, 1, 7))
    if found := re.fullmatch(r"(\d{4})-(\d\d)(-XX)?", day):
        return months(int(found[1]), int(found[2]), 1)
    if found := re.fullmatch(r"(\d{4})-Q(\d)", day):
        return months(int(found[1]), int(found[2]) * 3 - 2, 3)
    if found := re.fullmatch(r"(\d{4})-H(\d)", day):
        return months(int(found[1]), int(found[2]) * 6 - 5, 6)
    if found := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", day):
        return months(int(found[1]), SEASONS[found[2]], 3)
    if found := re.fullmatch(r"(\d{4})(-XX|-QX)*", day):
        return Interval(date(int(found[1]), 1, 1), date(int(found[1]) + (day[4:] == "-XX"), 12, 31))
    if found := re.fullmatch(r"(\d{2,3})", day):
        span = 10 ** (4 - len(day))
        return Interval(date(max(1, int(day) * span), 1, 1), date(int(day) * span + span - 1, 12, 31))
    raise AssertionError(f"no TIMEX3 value: {value}")


def months(year: int, first: int, count: int) -> Interval:
    after = year * 12 + first - 1 + count
    return Interval(
        date(year, 1, 1) if first == 1 else date(year, first, 1),
        date(after // 12, after % 12 + 1, 1) - timedelta(days=1),
    )


def only(text: str, published: Interval | None) -> Timex:
    found = find_timexes(NLP.make_doc(text), published)
    assert len(found) == 1, found
    return found[0]


@given(st.sampled_from(WHOLE), st.sampled_from(["They met", "They will meet", "It is"]), DAYS)
def test_a_value_reads_back_as_its_interval(phrase: str, verb: str, day: date) -> None:
    timex = only(f"{verb} {phrase}.", Interval(day, day))
    assert timex.interval == covers(timex.value) or _is_night(timex)
    assert timex.granularity is not None


def _is_night(timex: Timex) -> bool:
    """tonight is given as the day on whose evening it begins, overnight with both."""
    whole = covers(timex.value)
    return timex.value.endswith("TNI") and whole is not None and timex.interval == Interval(whole.first, whole.first)


@given(st.sampled_from(WHOLE), st.sampled_from(["They met", "They will meet", "It is"]), INTERVALS)
def test_a_blended_value_allows_every_day_of_its_interval(phrase: str, verb: str, published: Interval) -> None:
    timex = only(f"{verb} {phrase}.", published)
    allowed = covers(timex.value)
    assert allowed is None or (timex.interval is not None and allowed.contains(timex.interval))


@given(st.sampled_from(WHOLE), st.sampled_from(["They met", "They will meet", "It is"]), INTERVALS, st.data())
def test_an_interval_holds_what_each_day_of_the_anchor_gives(
    phrase: str, verb: str, published: Interval, data: st.DataObject
) -> None:
    day = published.first + timedelta(days=data.draw(st.integers(0, published.days - 1)))
    vague = only(f"{verb} {phrase}.", published)
    exact = only(f"{verb} {phrase}.", Interval(day, day))
    assert vague.interval is not None
    assert exact.interval is not None
    assert vague.interval.contains(exact.interval)
    assert vague.certainty <= exact.certainty
    assert re.fullmatch("".join("." if c == "X" else re.escape(c) for c in vague.value), exact.value) or (
        vague.value.startswith("XXXX")
    )


@given(UNBOUNDED, DAYS)
@settings(max_examples=300)
def test_in_any_salad_a_value_allows_every_day_given(words: list[str], day: date) -> None:
    text = " ".join(words)
    for timex in find_timexes(NLP.make_doc(text), Interval(day, day)):
        if timex.interval is None or timex.type in ("DURATION", "SET") or "hours" in text:
            continue
        allowed = covers(timex.value) if not timex.value.endswith("_REF") else None
        assert allowed is None or allowed.contains(timex.interval), (text, timex)


@given(INTERVALS, INTERVALS, INTERVALS)
def test_laws_of_hull_and_meet(a: Interval, b: Interval, c: Interval) -> None:
    hull = calendar.hull
    assert hull(a, a) == a
    assert hull(a, b) == hull(b, a)
    assert hull(hull(a, b), c) == hull(a, hull(b, c)) == hull(a, b, c)
    assert hull(a, b).contains(a)
    assert a.meet(a) == a
    assert a.meet(b) == b.meet(a)
    assert (a.meet(b) is not None) == a.overlaps(b)
    both = a.meet(b)
    assert both is None or (a.contains(both) and b.contains(both) and hull(a, both) == a)
    assert a.contains(b) == (a.meet(b) == b) == (hull(a, b) == a)


@given(DAYS, DAYS)
def test_an_interval_is_ordered_and_closed(one: date, other: date) -> None:
    if other < one:
        with pytest.raises(ValueError, match="ends before"):
            Interval(one, other)
        one, other = other, one
    interval = Interval(one, other)
    assert interval.contains(Interval(one, one))
    assert interval.contains(Interval(other, other))
    assert interval.days == (other - one).days + 1
    assert Interval.of(*interval.to_list()) == interval


@given(DAYS, st.sampled_from(["D", "W", "M", "Q", "Y", "DE"]), st.integers(-40, 40))
def test_a_step_forth_and_back_comes_home(day: date, unit: str, count: int) -> None:
    there = calendar.around(calendar.shift(day, unit, count), unit).interval
    home = calendar.around(calendar.shift(calendar.shift(day, unit, count), unit, -count), unit)
    assert there is not None
    assert home == calendar.around(day, unit)


@given(INTERVALS, st.sampled_from(["D", "W", "WE", "M", "Q", "Y", "DE", "CE"]))
def test_over_an_interval_is_the_hull_of_its_days(base: Interval, unit: str) -> None:
    def read(day: date) -> Reading:
        return calendar.around(day, unit)

    days = [base.first + timedelta(days=i) for i in range(base.days)]
    spans = [span for day in days if (span := read(day).interval)]
    assert calendar.over(base, read).interval == calendar.hull(*spans)


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        ("2012-02-21", "day"), ("2012-02-XX", "day"), ("XXXX-WXX-3", "day"), ("2012-W08", "week"), ("PXD", "day"),
        ("2012-W08-WE", "weekend"), ("2012-02", "month"), ("2012-Q3", "quarter"), ("2012-QX", "quarter"),
        ("2012-SU", "season"), ("2012-H1", "half-year"), ("2012", "year"), ("201", "decade"), ("19", "century"),
        ("2012-02-21T19:40", "time"), ("2012-02-21TMO", "part of the day"), ("P3Y", "year"), ("P2.5M", "month"),
        ("PT20M", "time"), ("BC0480", "year"), ("PRESENT_REF", None),
    ],
)  # fmt: skip
def test_granularity(value: str, unit: str | None) -> None:
    assert granularity_of(value) == unit


def lexicon() -> list[str]:
    """One word of every class and a few of none."""
    found = {}
    for word in "the of in at on to and or a for by from , . - ' s q first second two half couple few hundred".split():
        found[split(word).classes] = word
    table = (
        "last next this that same past previous following coming recent final early mid late beginning middle end ago "
        "later before earlier after january monday mondays spring day week month year decade century fortnight weekend "
        "quarter hours morning noon today tonight overnight every per other once daily now present future time new "
        "christmas eve am gmt o clock old weeklong fiscal latest period these moment bc ad 12 99 1999 5000 9:30 very"
    )
    return [*found.values(), *table.split(), "house", "Paris", "\n"]


@given(st.lists(st.sampled_from(lexicon()), max_size=60), st.one_of(st.none(), INTERVALS))
@settings(max_examples=300)
def test_words_of_every_class_in_any_order_are_read(words: list[str], published: Interval | None) -> None:
    for timex in find_timexes(NLP.make_doc(" ".join(words)), published):
        assert timex.start_char < timex.end_char
        assert granularity_of(timex.value) or timex.value.endswith("_REF"), timex


def test_the_salad_knows_most_classes() -> None:
    known = set("".join(split(word).classes for word in lexicon()))
    assert len(known & set(letters().values())) >= 0.8 * len(letters())


@pytest.mark.parametrize(
    "words",
    [
        "the ",
        "the first half of the ",
        "Monday , ",
        "12 - ",
        "early in the ",
        "a few ",
        "and 9 : 30 p.m. , ",
        "last ",
        "on ",
    ],
)
def test_time_grows_with_the_text_and_no_faster(words: str) -> None:
    def seconds(copies: int) -> float:
        doc, best = NLP.make_doc(words * copies), float("inf")
        for _ in range(3):
            began = time.perf_counter()
            find_timexes(doc, Interval.of("2019-09-18"))
            best = min(best, time.perf_counter() - began)
        return best

    small, large = seconds(300), seconds(2400)
    assert large < 30 * small + 0.05  # eight times the words; quadratic would be 64

"""Time expressions, their values and days."""

import pytest
import spacy
from spacy.tokens import Doc

from dragoman.records import Interval, Timex
from dragoman.when import find_timexes

NLP = spacy.blank("en")
PUBLISHED = Interval.of("2019-09-18")  # a Wednesday


def read(text: str, published: Interval | None = PUBLISHED) -> list[tuple[str, str, list[str] | None]]:
    found = find_timexes(NLP.make_doc(text), published)
    return [(text[t.start_char : t.end_char], t.value, t.interval.to_list() if t.interval else None) for t in found]


def only(text: str, published: Interval | None = PUBLISHED) -> Timex:
    found = find_timexes(NLP.make_doc(text), published)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "first", "last"),
    [
        ("They met on February 21, 2012.", "2012-02-21", "2012-02-21", "2012-02-21"),
        ("They met on the 21st of February 2012.", "2012-02-21", "2012-02-21", "2012-02-21"),
        ("They met on Feb. 21, 2012.", "2012-02-21", "2012-02-21", "2012-02-21"),
        ("They met on Tuesday, 21 February 2012.", "2012-02-21", "2012-02-21", "2012-02-21"),
        ("Posted 2012-02-21", "2012-02-21", "2012-02-21", "2012-02-21"),
        ("Posted 21/02/2012", "2012-02-21", "2012-02-21", "2012-02-21"),
        ("Posted 03.02.2012", "2012-02-03", "2012-02-03", "2012-02-03"),
        ("It rained in March 2012.", "2012-03", "2012-03-01", "2012-03-31"),
        ("It rained in February 2012.", "2012-02", "2012-02-01", "2012-02-29"),
        ("It rained in 2012.", "2012", "2012-01-01", "2012-12-31"),
        ("It began in the 1990s.", "199", "1990-01-01", "1999-12-31"),
        ("It began in the nineties.", "199", "1990-01-01", "1999-12-31"),
        ("It began at the beginning of the 90s.", "199", "1990-01-01", "1993-04-30"),
        ("It began in mid-2016.", "2016", "2016-05-01", "2016-08-31"),
        ("It began in the summer of 2016.", "2016-SU", "2016-06-01", "2016-08-31"),
        ("It began in the first half of 2016.", "2016-H1", "2016-01-01", "2016-06-30"),
        ("It began in Q3 2018.", "2018-Q3", "2018-07-01", "2018-09-30"),
        ("It began in the 19th century.", "18", "1800-01-01", "1899-12-31"),
        ("It began at the end of 2018.", "2018", "2018-09-01", "2018-12-31"),
        ("It began on the last Friday of August 2018.", "2018-08-31", "2018-08-31", "2018-08-31"),
        ("It began in the first five days of April 2018.", "P5D", "2018-04-01", "2018-04-05"),
    ],
)
def test_dates_that_need_no_anchor(text: str, value: str, first: str, last: str) -> None:
    timex = only(text, None)
    assert (timex.value, timex.interval) == (value, Interval.of(first, last))


@pytest.mark.parametrize(
    ("text", "value", "first", "last"),
    [
        ("He resigned today.", "2019-09-18", "2019-09-18", "2019-09-18"),
        ("He resigned yesterday.", "2019-09-17", "2019-09-17", "2019-09-17"),
        ("He will resign tomorrow.", "2019-09-19", "2019-09-19", "2019-09-19"),
        ("He resigned the day before yesterday.", "2019-09-16", "2019-09-16", "2019-09-16"),
        ("He resigned on Friday.", "2019-09-13", "2019-09-13", "2019-09-13"),
        ("He will resign on Friday.", "2019-09-20", "2019-09-20", "2019-09-20"),
        ("He resigned last Tuesday.", "2019-09-17", "2019-09-17", "2019-09-17"),
        ("He resigned on Monday last week.", "2019-09-09", "2019-09-09", "2019-09-09"),
        ("He resigned last week.", "2019-W37", "2019-09-09", "2019-09-15"),
        ("He resigned last month.", "2019-08", "2019-08-01", "2019-08-31"),
        ("He resigned last summer.", "2019-SU", "2019-06-01", "2019-08-31"),
        ("He resigned last December.", "2018-12", "2018-12-01", "2018-12-31"),
        ("He resigned in February last year.", "2018-02", "2018-02-01", "2018-02-28"),
        ("He resigned two days ago.", "2019-09-16", "2019-09-16", "2019-09-16"),
        ("He resigned three years ago.", "2016", "2016-01-01", "2016-12-31"),
        ("He resigned on August 13.", "2019-08-13", "2019-08-13", "2019-08-13"),
        ("He resigned on 13 October.", "2018-10-13", "2018-10-13", "2018-10-13"),
        ("He will resign on 13 October.", "2019-10-13", "2019-10-13", "2019-10-13"),
        ("He resigned earlier this month.", "2019-09", "2019-09-01", "2019-09-18"),
        ("It has grown over the past decade.", "P1DE", "2009-09-18", "2019-09-18"),
        ("It has grown for the last two years.", "P2Y", "2017-09-18", "2019-09-18"),
        ("It has grown since 2017.", "2017", "2017-01-01", "2019-09-18"),
        ("It will be closed until Friday.", "2019-09-20", "2019-09-18", "2019-09-20"),
        ("It will be over before December.", "2019-12", "2019-09-18", "2019-11-30"),
        ("In June next year they will meet.", "2020-06", "2020-06-01", "2020-06-30"),
        ("They will meet early next year.", "2020", "2020-01-01", "2020-04-30"),
        ("The talks that will be held in October matter.", "2019-10", "2019-10-01", "2019-10-31"),
        ("They will meet in two weeks' time.", "2019-W40", "2019-09-30", "2019-10-06"),
    ],
)
def test_dates_that_count_from_publication(text: str, value: str, first: str, last: str) -> None:
    timex = only(text)
    assert (timex.value, timex.interval) == (value, Interval.of(first, last))


@pytest.mark.parametrize(
    ("text", "type_", "value"),
    [
        ("It lasted for two years.", "DURATION", "P2Y"),
        ("The 44-day war ended.", "DURATION", "P44D"),
        ("It took two and a half hours.", "DURATION", "PT2.5H"),
        ("It took twenty-seven weeks.", "DURATION", "P27W"),
        ("It took a few days.", "DURATION", "PXD"),
        ("They meet every year.", "SET", "P1Y"),
        ("They meet quarterly.", "SET", "P3M"),
        ("They meet every Tuesday.", "SET", "XXXX-WXX-2"),
        ("It has grown recently.", "DATE", "PAST_REF"),
        ("It has grown in recent years.", "DATE", "PAST_REF"),
    ],
)
def test_expressions_without_days(text: str, type_: str, value: str) -> None:
    timex = only(text)
    assert (timex.type, timex.value, timex.interval) == (type_, value, None)


@pytest.mark.parametrize(
    "text",
    [
        "Israel Today writes about it.",
        "They read The New York Times and The Sunday Times.",
        "USA Today had it first.",
        "You may march on if you fall behind for a second.",
        "Theresa May said no.",
        "Talks on the Good Friday Agreement stalled.",
        "The Arab Spring changed much.",
        "The Six-Day War changed much.",
        "The Daily Herald printed it.",
        "Some 2000 soldiers came; it cost $1900.",
        "© 2014 Invented Press",
        "The October Revolution changed much.",
        "The 14th brigade took part.",
    ],
)
def test_what_only_looks_like_time(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "type_", "value", "words"),
    [
        ("It began at 7:40 p.m. Tuesday.", "TIME", "2019-09-17T19:40", "7:40 p.m. Tuesday"),
        ("It began on 5 May 2012 at 9:15 a.m. GMT.", "TIME", "2012-05-05T09:15", "5 May 2012 at 9:15 a.m. GMT"),
        ("It began at noon.", "TIME", "2019-09-18T12:00", "noon"),
        ("It began around midnight.", "TIME", "2019-09-18T24:00", "around midnight"),
        ("It began at 12:10 a.m.", "TIME", "2019-09-18T00:10", "12:10 a.m."),
        ("It began at 0330 GMT.", "TIME", "2019-09-18T03:30", "0330 GMT"),
        ("They left at six o'clock.", "TIME", "2019-09-18T06:00", "six o'clock"),
        ("In the early hours of Monday it burned.", "TIME", "2019-09-16TMO", "the early hours of Monday"),
        (
            "It burned in the early morning hours of 5 May 2012.",
            "TIME",
            "2012-05-05TMO",
            "the early morning hours of 5 May 2012",
        ),
        ("During the night of 5 May 2012 it burned.", "TIME", "2012-05-05TNI", "the night of 5 May 2012"),
        ("It took some days.", "DURATION", "PXD", "some days"),
        ("It took some 18 days.", "DURATION", "P18D", "some 18 days"),
        ("It burned in the morning.", "TIME", "2019-09-18TMO", "the morning"),
        ("It burned overnight.", "TIME", "2019-09-17TNI", "overnight"),
        ("They marched over the weekend.", "DATE", "2019-W37-WE", "the weekend"),
        ("They will march at the weekend.", "DATE", "2019-W38-WE", "the weekend"),
        ("They marched this past weekend.", "DATE", "2019-W37-WE", "this past weekend"),
        ("A 47-year-old man fell.", "DURATION", "P47Y", "47-year-old"),
        ("Their decade-long feud ended.", "DURATION", "P1DE", "decade-long"),
        ("A weeklong strike ended.", "DURATION", "P1W", "weeklong"),
        ("Weeks of protest followed.", "DURATION", "PXW", "Weeks"),
        ("Nearly three decades passed.", "DURATION", "P3DE", "Nearly three decades"),
        ("It took at least five years.", "DURATION", "P5Y", "at least five years"),
        ("She left two days after the raid.", "DURATION", "P2D", "two days"),
        ("It pays $3 million a year.", "SET", "P1Y", "a year"),
        ("He stayed for a year.", "DURATION", "P1Y", "a year"),
        ("It was a two-and-a-half-year term.", "DURATION", "P2.5Y", "two-and-a-half-year"),
        ("It will grow over the next decade.", "DURATION", "P1DE", "the next decade"),
        ("They will vote later in the week.", "DATE", "2019-W38", "later in the week"),
        ("It closes by year-end.", "DATE", "2019", "year-end"),
        ("Profit rose last quarter.", "DATE", "2019-Q2", "last quarter"),
        ("Profit rose in the July-September quarter.", "DATE", "2019-Q3", "the July-September quarter"),
        ("Profit rose from the year-ago quarter.", "DATE", "2018-Q3", "the year-ago quarter"),
        ("Profit rose in fiscal 2018.", "DATE", "2018", "fiscal 2018"),
        ("He is safe at the moment.", "DATE", "PRESENT_REF", "the moment"),
        ("They met on Thanksgiving.", "DATE", "2018-11-22", "Thanksgiving"),
        ("He was found guilty last month of murder.", "DATE", "2019-08", "last month"),
    ],
)
def test_times_as_news_tells_them(text: str, type_: str, value: str, words: str) -> None:
    timex = only(text)
    assert (timex.type, timex.value, text[timex.start_char : timex.end_char]) == (type_, value, words)


def test_a_weekday_with_its_day_is_the_next_one_where_the_last_is_long_ago() -> None:
    assert only("The funeral is on Saturday, the 21st.").value == "2019-09-21"
    assert only("They met on Wednesday, the 21st.").value == "2019-08-21"


def test_since_looks_back_and_ends_with_publication() -> None:
    timex = only("The lights will stay on since the twentieth of November.")
    assert timex.interval == Interval.of("2018-11-20", "2019-09-18")
    timex = only("It has gained since the start of the year.", Interval.of("2019-02-10"))
    assert timex.interval == Interval.of("2019-01-01", "2019-02-10")


def test_a_round_number_before_a_plural_counts() -> None:
    assert read("The firm had 2000 workers.") == []
    assert [v for _, v, _ in read("In 2000 workers struck.")] == ["2000"]


def test_a_time_apart_from_its_day_is_of_that_day() -> None:
    found = [(words, value) for words, value, _ in read("Police came at 8.40am on Saturday.")]
    assert found == [("8.40am", "2019-09-14T08:40"), ("Saturday", "2019-09-14")]


def test_a_time_alone_is_of_the_day_told_last() -> None:
    assert read("On 5 May 2012 they met. At 9 a.m. it began.")[1][1] == "2012-05-05T09:00"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Deadline: 9 October", "2019-10-09"),
        ("Deadline: 9 January", "2019-01-09"),
        ("It ended on 9 October.", "2018-10-09"),
    ],
)
def test_a_date_soon_to_come_is_meant_where_nothing_looks_back(text: str, value: str) -> None:
    assert only(text).value == value


def test_verbs_are_told_by_their_forms_where_the_doc_knows_them() -> None:
    words, spaces = ["They", "fled", "and", "fall", "on", "9", "October", "."], [True] * 6 + [False, False]
    pos = ["PRON", "VERB", "CCONJ", "VERB", "ADP", "NUM", "PROPN", "PUNCT"]
    morphs = ["", "Tense=Past|VerbForm=Fin", *[""] * 6]
    doc = Doc(NLP.vocab, words=words, spaces=spaces, pos=pos, morphs=morphs)
    assert [t.value for t in find_timexes(doc, PUBLISHED)] == ["2018-10-09"]
    without = NLP.make_doc(doc.text)
    assert [t.value for t in find_timexes(without, PUBLISHED)] == ["2019-FA", "2019-10-09"]


@pytest.mark.parametrize(("tag", "values"), [("AUX", []), ("PROPN", ["2019-05"])])
def test_may_is_told_by_its_part_of_speech(tag: str, values: list[str]) -> None:
    doc = Doc(NLP.vocab, words=["in", "May", "they", "met"], pos=["ADP", tag, "PRON", "VERB"])
    assert [t.value for t in find_timexes(doc, PUBLISHED)] == values


def test_a_named_entity_masks_its_words() -> None:
    doc = NLP.make_doc("Sources at Nova May spoke.")
    assert find_timexes(doc, PUBLISHED) == ()
    doc = NLP.make_doc("He works for Club 1995 now.")
    doc.ents = [doc.char_span(13, 22, label="ORG")]
    assert [t.value for t in find_timexes(doc, PUBLISHED)] == ["PRESENT_REF"]


def test_september_11_is_the_one_of_2001() -> None:
    assert only("After the September 11 attacks all changed.").value == "2001-09-11"
    assert only("After 9/11 all changed.").value == "2001-09-11"
    assert only("They took 9/10 of it, all in 2004.").value == "2004"


@pytest.mark.parametrize(
    ("text", "values", "first", "last"),
    [
        ("It lasted from 10 to 12 May 2012.", ["2012-05-10", "2012-05-12"], "2012-05-10", "2012-05-12"),
        ("It lasted (10–12 May 2012).", ["2012-05-10", "2012-05-12"], "2012-05-10", "2012-05-12"),
        ("It lasted from May 10-12, 2012.", ["2012-05-10", "2012-05-12"], "2012-05-10", "2012-05-12"),
        ("It was in July-August this year.", ["2019-07", "2019-08"], "2019-07-01", "2019-08-31"),
        ("It was between October and March 2015.", ["2014-10", "2015-03"], "2014-10-01", "2015-03-31"),
        ("The war of 1914-18 was long.", ["1914", "1918"], "1914-01-01", "1918-12-31"),
        ("It lasted from 2001 until 2015.", ["2001", "2015"], "2001-01-01", "2015-12-31"),
    ],
)
def test_both_ends_of_a_range_cover_it(text: str, values: list[str], first: str, last: str) -> None:
    found = read(text)
    assert [value for _, value, _ in found] == values
    assert [days for _, _, days in found] == [[first, last]] * 2


def test_later_dates_count_from_the_last_one_told() -> None:
    text = "On 5 May 2012 they met. Two days later they signed; the following month it failed. That year was hard."
    assert [value for _, value, _ in read(text)] == ["2012-05-05", "2012-05-07", "2012-06", "2012"]


def test_a_year_just_told_holds_for_the_month_after_it() -> None:
    assert [v for _, v, _ in read("The base closed in 2008. In August it opened again.")] == ["2008", "2008-08"]


def test_without_any_anchor_the_year_stays_open() -> None:
    timex = only("He called on August 13.", None)
    assert (timex.value, timex.interval) == ("XXXX-08-13", None)


def test_a_step_from_something_that_is_no_date_has_no_days() -> None:
    timex = only("She left two days after the ceasefire.")
    assert timex.interval is None


def test_a_step_counts_from_the_date_beside_it() -> None:
    assert read("She left two days after 5 May 2012.")[0][2] == ["2012-05-07", "2012-05-07"]


def test_an_ambiguous_numeric_date_is_left_alone() -> None:
    assert read("Posted 03/02/2012") == []


def test_a_tale_carries_its_year() -> None:
    text = "In 1911 it began. In 1912 it grew. In May 1913 they met. In March 1914 they fought. In June they stopped."
    assert read(text)[-1][1] == "1914-06"


def test_a_tale_runs_into_the_next_year() -> None:
    text = "In 1911 it began. In 1912 it grew. In May 1913 they met. In November 1914 they fought. In January it ended."
    assert read(text)[-1][1] == "1915-01"


def test_a_line_that_is_wrapped_goes_on() -> None:
    text = "The delegates of all the parties to the conflict met again in February\n2012.\nApril\n2014"
    assert [v for _, v, _ in read(text, None)] == ["2012-02", "2012-04", "2014"]


def test_an_empty_text_has_no_times() -> None:
    assert read("") == []


def test_the_component_sets_the_extension() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("dragoman_when")
    doc = nlp.make_doc("They met yesterday.")
    doc._.published = PUBLISHED
    assert [t.value for t in nlp(doc)._.timexes] == ["2019-09-17"]

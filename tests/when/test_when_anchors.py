"""Comments count from their own day, quotations from the day of the utterance."""

import pytest
import spacy
from spacy.tokens import Doc

from dragoman.records import Cue, Interval, Timex, Voice
from dragoman.when import find_timexes

NLP = spacy.blank("en")
PUBLISHED = Interval.of("2019-09-18")  # a Wednesday


def commented(body: str, comment: str, published: Interval | None, page: Interval | None = PUBLISHED) -> list[Timex]:
    doc = NLP.make_doc(f"{body}\n{comment}")
    doc._.voices = (Voice(len(body) + 1, len(doc.text), "Orla", published),)
    return list(find_timexes(doc, page))


def test_a_comment_counts_from_its_own_day() -> None:
    page, own = commented("They met yesterday.", "I saw them yesterday.", Interval.of("2021-03-05"))
    assert page.interval == Interval.of("2019-09-17")
    assert own.interval == Interval.of("2021-03-04")


def test_a_comment_without_date_is_believed_less_than_its_page() -> None:
    page, own = commented("They met yesterday.", "I saw them yesterday.", None)
    assert own.value == page.value
    assert own.certainty < page.certainty
    page, own = commented("They met in May 2012.", "No, in May 2013.", None)
    assert own.certainty == page.certainty == 1


def test_a_comment_does_not_go_on_with_the_tale_of_the_page() -> None:
    _, own = commented("They met on 5 May 2012.", "Two days later it broke down.", Interval.of("2021-03-05"))
    assert own.interval is None


def test_the_page_goes_on_after_a_comment() -> None:
    head, comment, tail = "They met on 5 May 2012.\n", "Not before 1 June 2013!\n", "Two days later it broke down."
    doc = NLP.make_doc(head + comment + tail)
    doc._.voices = (Voice(len(head), len(head + comment) - 1, "Orla"),)
    assert [t.value for t in find_timexes(doc, PUBLISHED)] == ["2012-05-05", "2013-06-01", "2012-05-07"]


def test_two_comments_of_one_name_keep_their_days() -> None:
    doc = NLP.make_doc("Not today.\nYes, today.")
    doc._.voices = (
        Voice(0, 10, "Orla", Interval.of("2021-03-05")),
        Voice(11, 22, "Orla", Interval.of("2022-04-06")),
    )
    assert [t.value for t in find_timexes(doc, PUBLISHED)] == ["2021-03-05", "2022-04-06"]


def quoted(text: str, cue: str, content: str, published: Interval | None = PUBLISHED) -> list[str]:
    """Values, where the reader has found the cue and its content."""
    doc = NLP.make_doc(text)
    verbs = {"said", "resigned", "spoke", "leave", "fell"}
    doc = Doc(
        NLP.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        pos=["VERB" if t.text in verbs else "X" for t in doc],
        sent_starts=[t.i == 0 or doc[t.i - 1].text == "." for t in doc],
    )
    span = doc.char_span(text.index(content), text.index(content) + len(content), alignment_mode="expand")
    word = next(t.i for t in doc if t.text == cue)
    doc._.cues = (
        Cue(
            word=word,
            source=None,
            outer=None,
            content=(span.start, span.end),
            polarity="+",
            mood="actual",
            confidence=0.9,
        ),
    )
    return [t.value for t in find_timexes(doc, published)]


@pytest.mark.parametrize(
    ("text", "content", "values"),
    [
        ('"We leave tomorrow", she said on Monday.', "We leave tomorrow", ["2019-09-17", "2019-09-16"]),
        ("On 3 May 2012 she said: “We leave tomorrow”.", "We leave tomorrow", ["2012-05-03", "2012-05-04"]),
        ('Yesterday she said: "The wall fell last week".', "The wall fell last week", ["2019-09-17", "2019-W37"]),
        # without marks the words are the page's own: they count from its day
        ("She said on Monday that they leave tomorrow.", "they leave tomorrow", ["2019-09-16", "2019-09-19"]),
        # the day of something else
        ('Orla resigned on Monday and said: "We leave tomorrow".', "leave tomorrow", ["2019-09-16", "2019-09-19"]),
        # no single day
        ('Last week she said: "We leave tomorrow".', "We leave tomorrow", ["2019-W37", "2019-09-19"]),
    ],
)  # fmt: skip
def test_a_quotation_counts_from_the_day_of_its_utterance(text: str, content: str, values: list[str]) -> None:
    assert quoted(text, "said", content) == values


def test_an_utterance_dates_a_quotation_where_the_page_has_no_date() -> None:
    assert quoted('On 3 May 2012 she said: "We leave tomorrow".', "said", "We leave tomorrow", None) == [
        "2012-05-03",
        "2012-05-04",
    ]

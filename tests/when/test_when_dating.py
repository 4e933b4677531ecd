"""Pages without a stated day: what each kind of evidence says, and that the interval never says more."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.codes.actors import persons, roles
from dragoman.codes.dated import dated_events, dated_names, lives
from dragoman.records import Interval, Publication, Voice
from dragoman.records.extensions import register
from dragoman.when.dating import DatingHints, date_page
from dragoman.when.dating.evidence import Evidence, bounded
from dragoman.when.dating.told import lags
from dragoman.when.dating.weighing import weigh

register()
NLP = spacy.blank("en")
UNTIL = date(2026, 1, 31)


def dated(text: str, until: date = UNTIL, **hints: object) -> Publication | None:
    return date_page(NLP.make_doc(text), DatingHints(until=until, **hints))  # type: ignore[arg-type]


def interval(text: str, until: date = UNTIL, **hints: object) -> Interval:
    found = dated(text, until, **hints)
    assert found is not None
    return found.interval


def reasons(text: str) -> str:
    found = dated(text)
    return " | ".join(e.reason for e in found.evidence) if found else ""


def test_no_evidence_gives_no_interval():
    assert dated("The bakers of the village quarrelled over the price of flour.") is None
    assert dated("") is None


def test_a_day_said_to_be_today_gives_days():
    found = dated("The port authority said today (14 October 2011) that the cable had been repaired.")
    assert found is not None
    assert found.interval.overlaps(Interval.of("2011-10-14"))
    assert found.interval.days <= 31
    assert found.evidence[0].quote == "14 October 2011"
    assert found.basis.startswith("inferred from “14 October 2011”: said to be the day of writing")


def test_a_past_day_bounds_from_below_and_carries_no_point():
    found = interval("The bridge fell on 4 March 2009. Nobody was hurt.")
    assert date(2008, 1, 1) <= found.first <= date(2009, 3, 4)
    assert found.days > 31


def test_the_end_of_a_range_need_not_have_come():
    found = interval("The exhibition runs from 3 March 2014 to 9 June 2014, and on 1 February 2014 the hall was let.")
    assert found.first < date(2014, 6, 9)


def test_a_title_without_former_holds_while_the_term_runs():
    found = interval("Yesterday President Ahmadinejad said that the talks would go on.")
    assert found.first >= date(2005, 5, 1)
    assert found.last <= date(2014, 12, 31)


def test_former_dates_after_the_office():
    text = "Former President Mahmoud Ahmadinejad spoke to students."
    found = dated(text, date(2017, 1, 1))
    assert found is not None
    assert found.interval.first >= date(2013, 8, 1)
    assert found.evidence[0].quote == "Former President Mahmoud Ahmadinejad"
    assert "left the office" in reasons("Barack Obama, former American president, spoke in 2019.")


def test_a_title_in_a_dated_sentence_tells_only_that_the_term_had_begun():
    found = dated("In 1996 President Clinton signed the bill.")
    assert found is None or found.evidence[-1].last is None


@pytest.mark.parametrize("prefix", ["candidate", "future"])
def test_one_to_come_is_not_in_office(prefix: str):
    assert "held the office" not in reasons(f"The {prefix} president Barack Obama spoke in Ohio.")


def test_weekday_and_day_choose_the_year():
    text = "President Obama met the envoys on Tuesday, April 9. The meeting was brief."
    found = interval(text)
    years = [y for y in range(2009, 2017) if date(y, 4, 9).weekday() == 1]
    assert years == [2013]
    assert found.overlaps(Interval.of("2013-04-09", "2013-05-09"))
    assert found.days <= 31


def test_an_event_is_past_and_recent_or_on_its_weekday_young():
    plain = interval("The delegates mourned the victims of the Beslan school siege.", date(2012, 1, 1))
    recent = interval("The delegates mourned the victims of the recent Beslan school siege.", date(2012, 1, 1))
    assert plain.first >= date(2004, 8, 1)
    assert recent.days < plain.days
    on_weekday = interval("The invasion of Ukraine began on Thursday, officials said.")
    assert on_weekday.overlaps(Interval.of("2022-02-24", "2022-03-01"))
    assert on_weekday.days <= 60


def test_an_event_to_come_bounds_from_above():
    upcoming = interval("Before the upcoming London Olympics, David Cameron, the prime minister, spoke.")
    held = interval("After the London Olympics, David Cameron, the prime minister, spoke.")
    assert upcoming.first < date(2012, 7, 1) < held.first
    assert upcoming.last < held.last


@pytest.mark.parametrize(
    "text",
    [
        "Mourners marked the tenth anniversary of the Srebrenica massacre.",
        "Ten years after the Srebrenica massacre, mourners met again.",
        "The Srebrenica massacre shocked Europe ten years ago.",
    ],
)
def test_anniversaries(text: str):
    found = interval(text)
    assert found.overlaps(Interval.of("2005-07-11"))
    assert found.days <= 800


def test_names_that_changed():
    assert "so called until 2018-04-19" in reasons("The king of Swaziland met Prime Minister David Cameron.")
    later = reasons("Swaziland, now Eswatini, is a kingdom; Prime Minister David Cameron said so.")
    assert "until 2018-04-19" not in later


def test_ages():
    found = interval("Barack Obama, 54, waved to the crowd.")
    assert found.overlaps(Interval.of("2015-08-04", "2016-08-03"))
    assert found.days <= 500


def test_readers_do_not_date_the_page_but_their_days_do():
    text = "The harbour was closed.\nI saw it on 3 May 2019 myself."
    doc = NLP.make_doc(text)
    doc._.voices = (Voice(text.index("I saw"), len(text), "a reader"),)
    assert date_page(doc, DatingHints(until=UNTIL)) is None
    found = date_page(doc, DatingHints(until=UNTIL, comments=((date(2019, 5, 3), "May 3, 2019"),)))
    assert found is not None
    assert found.interval.last <= date(2019, 5, 6)
    assert found.evidence[0].span is None


def test_copyright_and_url_years():
    found = interval("President Obama spoke.", copyright=(2012, "© 2012"), url_year=(2012, "/2012"))
    assert Interval.of("2012-01-01", "2012-12-31").contains(found)


def test_nothing_is_younger_than_its_capture():
    doc = NLP.make_doc("President Biden spoke on Tuesday about the invasion of Ukraine.")
    found = date_page(doc, DatingHints(until=date(2022, 6, 1)))
    assert found is not None
    assert found.interval.last <= date(2022, 6, 1)


def bound(first: date | None, last: date | None) -> Evidence:
    steps, otherwise = bounded(first, last, 0.02)
    return Evidence(
        reason="told", quote="words", span=None, steps=steps, otherwise=otherwise, first=first, last=last, is_hard=True
    )


def test_contradiction_lowers_certainty_and_is_listed_last():
    agreed = weigh([bound(date(2012, 1, 1), date(2012, 12, 31)), bound(date(2012, 3, 1), None)], UNTIL)
    assert agreed is not None
    torn = weigh([bound(date(2012, 1, 1), date(2012, 12, 31)), bound(None, date(2001, 1, 1))], UNTIL)
    assert torn is None or torn.certainty < agreed.certainty or torn.interval.days > agreed.interval.days


DAYS = st.dates(date(1990, 1, 1), date(2025, 12, 31))


@settings(max_examples=60, deadline=None)
@given(DAYS, st.integers(0, 700))
def test_the_interval_is_never_shorter_than_what_carries_it(first: date, days: int):
    last = min(first + timedelta(days=days), UNTIL)
    found = weigh([bound(first, last)], UNTIL)
    assert found is not None
    assert found.interval.days >= 3
    assert found.interval.days >= min(31, 0.85 * ((last - first).days + 1))
    assert found.interval.days >= 0.85 * ((last - first).days + 1) or found.certainty < 0.9
    assert found.interval.overlaps(Interval(first, last))


def test_tables_are_sound():
    for event in dated_events():
        assert event.first <= event.last, event.names[0]
    names = [name for event in dated_events() for name in event.names]
    assert len(set(names)) == len(names)
    assert len(dated_events()) >= 200
    for named in dated_names():
        assert named.first or named.last, named.name
        assert not (named.first and named.last) or named.first < named.last, named.name
    for life in lives():
        assert life.died is None or life.born < life.died
    assert {role.office for role in roles()} & {term.office for p in persons() for term in p.terms}


def test_lags_are_shares_in_order():
    for key, table in lags().items():
        assert all(a[1] + 1 == b[0] for a, b in pairwise(table)), key
        share = sum((last - first + 1) * weight for first, last, weight in table)
        assert share == pytest.approx(1.0, abs=0.02), key

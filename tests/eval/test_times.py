"""The measure of times: spans of tokenised sets, what is counted."""

import json

from eval.times import NEWS, Gold, Score, Text, count, day_of, joined, report, told

from dragoman.records import Interval, Timex


def test_tokens_are_joined_as_they_are_written() -> None:
    tokens = "Lohan 's 90 - day stay ( her third ) began at 3 : 33 a . m . , he did n't say .".split()
    text, starts = joined(tokens)
    assert text == "Lohan's 90-day stay (her third) began at 3:33 a.m., he didn't say."
    assert all(text.startswith(token, start) for token, start in zip(tokens, starts, strict=True))


def test_days_of_stamps() -> None:
    assert day_of("2013-05-03T16:56Z") == day_of("t_2013-5-3") == day_of("2013:05:03") == Interval.of("2013-05-03")
    assert day_of("2013") is day_of(None) is None


def test_what_stands_in_an_unmarked_sentence_is_left_out() -> None:
    text = Text("invented", "Today it rained. It is dry now.", None, (Gold(0, 5, "2013-05-03"),), (16, 31))
    now = Timex(start_char=27, end_char=30, type="DATE", value="PRESENT_REF", interval=None)
    today = Timex(start_char=0, end_char=5, type="DATE", value="2013-05-03", interval=None)
    assert told(text, today)
    assert not told(text, now)
    score = Score()
    assert len(count(text, (today, now), score)) == 1
    assert (score.gold, score.system, score.told, score.relaxed, score.value) == (1, 2, 1, 1, 1)
    assert "told: relaxed 100.0 value 100.0" in report("invented", score, 1.0)


def test_the_news_sentences_are_whole() -> None:
    rows = [json.loads(line) for line in NEWS.read_text("utf-8").splitlines()]
    assert len(rows) >= 150
    for row in rows:
        Interval.of(row["dct"])
        ends = [0, *(end for _, end, _, _ in row["timex"])]
        assert all(ends[i] <= start < end for i, (start, end, _, _) in enumerate(row["timex"]))
        assert all(kind in ("DATE", "TIME", "DURATION", "SET") for _, _, kind, _ in row["timex"])

"""What a time expression says, before anything is known about the day it was written on."""

from __future__ import annotations

from dataclasses import dataclass

SPEECH, TALE, EITHER = "speech", "tale", "either"
"""What an expression counts from: the day of publication (in a quotation: of the utterance), the last date told, or
that where one is told and else the day of publication."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A place in the calendar, some of its fields unsaid.

    which: last -1, this 0, next 1 of this moment itself (last June, next Tuesday), None where unsaid; which_year,
    which_week: the same of its year or week (June last year); base: what these count from. season: SP SU FA WI.
    nth: of the weekday in its month, -1 the last. part: time of day, MO AF EV NI, or of the clock, 19:40.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: str | None = None
    quarter: int | None = None
    weekday: int | None = None
    nth: int | None = None
    which: int | None = None
    which_year: int | None = None
    which_week: int | None = None
    base: str = SPEECH
    part: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Era:
    """A decade or century, or a year before Christ: value as in TIMEX3, years None where Python has no such years."""

    value: str
    first_year: int | None
    last_year: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """So many units from the base: yesterday, last year, two days ago, three weeks later, the same day.

    count: None where vague (a few days later); then forward says which way. part: time of day or of the clock;
    overnight: it ends on the day after. counted: its units are counted in words (two days after, not the day after).
    turns: the last one, but the next one where the sentence looks ahead (the weekend, overnight).
    lasts: all the time up to its end (over the next decade), unless it is a step on in a tale.
    """

    unit: str
    count: float | None
    base: str
    forward: bool = True
    part: str | None = None
    overnight: bool = False
    counted: bool = False
    turns: bool = False
    lasts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The last two years, the next few months, recent years: units on one side of the base."""

    unit: str
    count: float | None
    forward: bool
    base: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day without its day: 19:40."""

    time: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """A duration, a set or a mere reference: a value that needs no anchor."""

    type: str
    value: str


Meaning = Moment | Era | Step | Stretch | Clock | Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Modifier:
    """Says which part of the following date is meant.

    how: START MID END H1 H2, EARLIER LATER (than the base), or nothing; nth, count, unit: the first five days of, the
    last week of (nth -1); part: time of day.
    """

    how: str | None = None
    nth: int | None = None
    count: int = 1
    unit: str | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A meaning with its place: half-open word indices, and the modifiers before it, outermost first.

    preposition: the one before it. opens_range: whether it runs to the next expression (from 3 to 5 May). leans: a step
    counted from the next expression (two days after 5 May). loose: a step counted from words that are no date (two days
    after the ceasefire).
    """

    first: int
    last: int
    meaning: Meaning
    modifiers: tuple[Modifier, ...] = ()
    preposition: str = ""
    opens_range: bool = False
    leans: bool = False
    loose: bool = False

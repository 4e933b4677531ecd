"""Matches of the grammar → what they say. One function a reading of grammar.tsv, under the same name."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.when.amounts import amount, length
from dragoman.when.expressions import (
    EITHER,
    SPEECH,
    TALE,
    Clock,
    Era,
    Expression,
    Meaning,
    Modifier,
    Moment,
    Plain,
    Step,
    Stretch,
)
from dragoman.when.grammar import Match


def read(match: Match) -> tuple[Expression, ...] | Modifier | None:
    """The expressions in a match (two where they share a month: 10-12 May), a modifier of the next one, or nothing."""
    if match.reading in _MODIFIERS:
        return _MODIFIERS[match.reading](match)
    if match.reading in _PAIRS:
        return _PAIRS[match.reading](match)
    meaning = _MEANINGS[match.reading](match)
    if meaning is None:
        return None
    modifiers = _inner_modifiers(match)
    last = match.places["unit"] + 1 if match.reading == "plural" else match.last
    return (Expression(first=_first(match), last=last, meaning=meaning, modifiers=modifiers),)


def _first(match: Match) -> int:
    """Where the expression itself begins: prepositions are none of it."""
    if match.reading == "duration" and "count" not in match.slots:
        return match.places["unit"]
    if match.reading in ("night", "the_part", "reference"):
        return min(match.places.get(slot, match.last) for slot in ("the", "ref", "part"))
    return match.first


def _number(match: Match, slot: str) -> int | None:
    value = match.value(slot)
    return int(value) if value else None


def _which(match: Match, slot: str = "which") -> tuple[int | None, str]:
    """Steps and base of last, this, next …; the last of several words decides, but `same` only the base."""
    kept = match.slots.get(slot, ())
    if not kept:
        return None, SPEECH
    words = [w.text.lower() for w in kept]
    if words == ["next"] and "the" in match.slots:
        return 1, TALE  # the next day
    deciding = next((w for w in reversed(kept) if w.text.lower() != "same"), kept[0])
    steps, base = deciding.value.split(" ")
    return int(steps), TALE if "same" in words else base


def _nth(match: Match) -> int | None:
    if match.text("nth") in ("last", "final", "latter"):
        return -1
    return _number(match, "nth")


def _moment(match: Match) -> Moment:
    """Whatever calendar fields the match has."""
    in_year = "yearword" in match.slots
    steps, base = _which(match)
    return Moment(
        year=_number(match, "year"),
        month=_number(match, "month"),
        day=_number(match, "day") or _number(match, "ordinal"),
        season=match.value("season"),
        weekday=_number(match, "weekday"),
        which=None if in_year else steps,
        which_year=steps if in_year else None,
        base=base,
        part=match.value("part"),
    )


def _nth_weekday(match: Match) -> Moment:
    steps, base = _which(match)
    return Moment(
        year=_number(match, "year"), month=_number(match, "month"), weekday=_number(match, "weekday"), nth=_nth(match),
        which=steps if "unit" in match.slots else None, base=base,
        which_year=steps if "yearword" in match.slots else None,
    )  # fmt: skip


def _weekday(match: Match) -> Moment:
    steps, base = _which(match)
    in_week = "week" in match.slots
    return Moment(
        weekday=_number(match, "weekday"), part=match.value("part"), base=base,
        which=None if in_week else steps, which_week=steps if in_week else None,
    )  # fmt: skip


def _quarter(match: Match) -> Moment | None:
    steps, base = _which(match)
    if "from" in match.slots:
        return _quarter_of_months(_number(match, "from") or 0, _number(match, "month") or 0)
    nth = _nth(match) or 0
    of_the_year = "yearword" in match.slots and steps is None
    return Moment(
        year=_number(match, "year"), quarter=4 if nth < 0 else nth, base=base,
        which_year=0 if of_the_year else steps,
    )  # fmt: skip


def _quarter_of_months(first: int, last: int) -> Moment | None:
    """the July-September quarter."""
    return Moment(quarter=last // 3) if last % 3 == 0 and first == last - 2 else None


def _holiday(match: Match) -> Moment:
    steps, base = _which(match)
    month, day, *weekday = map(int, (match.value("holiday") or "").split("-"))
    if weekday:  # the fourth Thursday
        return Moment(
            year=_number(match, "year"), month=month, nth=day, weekday=weekday[0], which_year=steps, base=base
        )
    if "eve" in match.slots:
        month, day = (12, 31) if (month, day) == (1, 1) else (month, day - 1)
    return Moment(year=_number(match, "year"), month=month, day=day, which_year=steps, base=base)


def _numeric(match: Match) -> Moment | None:
    """21/02/2012 only where one number cannot be a month; 21.02.2012 always has the day first."""
    one, two = _number(match, "one") or 0, _number(match, "two") or 0
    if "year" not in match.slots or (one > 12 and two > 12):
        return None  # 9/11 is read by its name alone
    dotted = match.slots["two"][0].start - match.slots["one"][0].end == 1 and match.text("mark") == "."
    if one <= 12 and two <= 12 and one != two and not dotted:
        return None
    day, month = (two, one) if two > 12 else (one, two)
    return Moment(year=_number(match, "year"), month=month, day=day)


def _decade(match: Match) -> Era | None:
    if "year" in match.slots:
        start = _number(match, "year") or 0
    else:
        start = 1900 + (_number(match, "tens") or _number(match, "word") or 0)
    return Era(value=f"{start // 10:03d}", first_year=start, last_year=start + 9) if start % 10 == 0 else None


def _century(match: Match) -> Era | None:
    nth = _number(match, "nth") or 0
    if "era" in match.slots:
        return Era(value=f"BC{nth - 1:02d}", first_year=None, last_year=None)
    return Era(value=f"{nth - 1:02d}", first_year=nth * 100 - 100, last_year=nth * 100 - 1) if 1 <= nth <= 21 else None


def _before_christ(match: Match) -> Era:
    return Era(value=f"BC{_number(match, 'year'):04d}", first_year=None, last_year=None)


def _today(match: Match) -> Step:
    count = (_number(match, "today") or 0) + (int(match.value("step") or 0))
    return Step(unit="D", count=count, base=SPEECH, part=match.value("part"))


def _tonight(match: Match) -> Step:
    """tonight, last night, and overnight: the night before, or the next where the sentence looks ahead."""
    last_night, overnight = "part" in match.slots, "night" in match.slots
    return Step(
        unit="D",
        count=-1 if last_night else 0,
        base=SPEECH,
        part=match.value("part") or "NI",
        overnight=overnight,
        turns=overnight,
    )


def _day_part(match: Match) -> Step:
    steps, base = _which(match)
    return Step(unit="D", count=steps, base=base, part=match.value("part"))


def _the_part(match: Match) -> Step:
    """in the morning: of the day that is told of."""
    return Step(unit="D", count=0, base=EITHER, part=match.value("part"))


def _night(match: Match) -> Plain:
    return Plain(type="TIME", value=f"XXXX-XX-XXT{match.value('part')}")


def _clock(match: Match) -> Clock | None:
    """7:40 p.m., 0330 GMT, six o'clock, noon. A zone changes no value."""
    if "whole" in match.slots:
        return Clock(time=match.value("whole") or "")
    hour, minute = _number(match, "hour") or 0, _number(match, "minute") or 0
    if "four" in match.slots:
        digits = match.text("four")
        hour, minute = (int(digits[:2]), int(digits[2:])) if len(digits) == 4 else (99, 0)
    half = match.value("half")
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return Clock(time=f"{hour:02d}:{minute:02d}") if hour <= 24 and minute <= 59 else None


def _whole(match: Match) -> Meaning:
    steps, base = _which(match)
    unit = match.value("unit") or "D"
    if match.text("unit").endswith("s"):
        return Stretch(unit=unit, count=None, forward=(steps or 0) > 0, base=base)
    if unit in ("Q", "WE"):
        return Step(unit=unit, count=steps, base=base)
    if match.text("which") == "past" or (match.text("which") == "last" and "the" in match.slots):
        return Stretch(unit=unit, count=1, forward=False, base=base)  # over the past decade, in the last year
    return Step(unit=unit, count=steps, base=base)


def _weekend(_: Match) -> Step:
    return Step(unit="WE", count=0, base=SPEECH, turns=True)


def _year_ago(match: Match) -> Step:
    """the year-ago quarter; the year-earlier period is no more than a year."""
    is_quarter = match.value("unit") == "Q"
    return Step(unit="Q" if is_quarter else "Y", count=-4 if is_quarter else -1, base=EITHER)


def _the_unit(match: Match) -> Step:
    return Step(unit=match.value("unit") or "D", count=0, base=SPEECH)


def _stretch(match: Match) -> Meaning | None:
    steps, base = _which(match)
    unit = match.value("unit") or "D"
    if "count" not in match.slots and not match.text("unit").endswith("s"):
        return None
    count = amount(match.slots["count"]) if "count" in match.slots else None
    return Stretch(unit=unit, count=count, forward=(steps or 0) > 0, base=base)


def _ago(match: Match) -> Step:
    count = amount(match.slots["count"])
    return Step(unit=match.value("unit") or "D", count=None if count is None else -count, forward=False, base=SPEECH)


def _ahead(match: Match) -> Step:
    return Step(unit=match.value("unit") or "D", count=amount(match.slots["count"]), base=SPEECH)


def _later(match: Match) -> Step:
    sign = -1 if match.text("step") in ("earlier", "before", "previous", "prior", "preceding") else 1
    is_plural = match.text("unit").endswith("s")
    count = amount(match.slots["count"]) if "count" in match.slots else (None if is_plural else 1.0)
    return Step(
        unit=match.value("unit") or "D",
        count=None if count is None else sign * count,
        forward=sign > 0,
        base=TALE,
        counted="count" in match.slots or is_plural,
    )


def _span(match: Match) -> Plain:
    return Plain(type="DURATION", value=match.value("word") or "")


def _plural(match: Match) -> Plain | None:
    """weeks of protest."""
    if not match.text("unit").endswith("s"):
        return None
    return Plain(type="DURATION", value=length(None, match.value("unit") or "D"))


def _duration(match: Match) -> Plain:
    count: float | None = None
    if "count" in match.slots:
        count = amount(match.slots["count"])
    elif not match.text("unit").endswith("s"):
        count = 1
    return Plain(type="DURATION", value=length(count, match.value("unit") or "D"))


def _set(match: Match) -> Plain:
    for slot, shape in (("adverb", "{}"), ("weekday", "XXXX-WXX-{}"), ("season", "XXXX-{}"), ("part", "XXXX-XX-XXT{}")):
        value = match.value(slot)
        if value:
            return Plain(type="SET", value=shape.format(int(value) + 1 if slot == "weekday" else value))
    if "month" in match.slots:
        return Plain(type="SET", value=f"XXXX-{_number(match, 'month'):02d}")
    count = amount(match.slots["count"]) if "count" in match.slots else 1
    unit = match.value("unit") or "D"
    return Plain(type="SET", value="P3M" if unit == "Q" else length(count, unit))


def _reference(match: Match) -> Plain:
    value = match.value("ref") or ""
    return Plain(type="DATE", value=value if value.endswith("_REF") else "PAST_REF")  # the past; at that time


def _one(first: int, last: int, meaning: Meaning) -> Expression:
    return Expression(first=first, last=last, meaning=meaning)


def _days(match: Match) -> tuple[Expression, ...]:
    whole = _moment(match)
    first = Moment(
        year=whole.year, month=whole.month, day=_number(match, "first"), which_year=whole.which_year, base=whole.base
    )
    cut = match.places["first"] + 1
    return _one(match.first, cut, first), _one(match.places["day"], match.last, whole)


def _years(match: Match) -> tuple[Expression, ...] | None:
    start, short = _number(match, "year") or 0, match.slots["short"][0].text
    end = start // 100 * 100 + int(short)
    if len(short) != 2 or end <= start:
        return (_one(match.places["year"], match.places["year"] + 1, Moment(year=start)),)
    place = match.places["short"]
    return _one(match.first, match.first + 1, Moment(year=start)), _one(place, place + 1, Moment(year=end))


def _years_bc(match: Match) -> tuple[Expression, ...]:
    eras = [Era(value=f"BC{_number(match, slot):04d}", first_year=None, last_year=None) for slot in ("year", "end")]
    return _one(match.first, match.first + 1, eras[0]), _one(match.places["end"], match.last, eras[1])


def _inner_modifiers(match: Match) -> tuple[Modifier, ...]:
    """Those inside a match: early next year, the end of the month."""
    if match.reading in ("whole", "the_unit") and "when" in match.slots:
        how = {"early": "START", "late": "END", "earlier": "EARLIER", "later": "LATER"}[match.text("when")]
        return (Modifier(how=how),)
    if match.reading == "the_unit":
        return (Modifier(how=match.value("how") or _half(match).how),)
    return ()


def _modifier(match: Match) -> Modifier:
    return Modifier(how="END" if match.text("how") in ("final", "latter") else match.value("how"))


def _half(match: Match) -> Modifier:
    return Modifier(how="H2" if _nth(match) in (2, -1) else "H1")


def _some_of(match: Match) -> Modifier | None:
    count = amount(match.slots["count"]) if "count" in match.slots else 1
    nth, unit = _nth(match), match.value("unit")
    if count is None or nth is None or unit not in ("D", "W", "M", "Y"):
        return None
    return Modifier(nth=nth, count=max(1, int(count)), unit=unit)


def _part_of(match: Match) -> Modifier:
    return Modifier(part=match.value("part") or "MO")  # the early hours of


_MEANINGS: dict[str, Callable[[Match], Meaning | None]] = {
    "date": _moment, "iso": _moment, "month": _moment, "year": _moment, "season": _moment, "numeric": _numeric,
    "weekday": _weekday, "nth_weekday": _nth_weekday, "quarter": _quarter, "holiday": _holiday, "decade": _decade,
    "century": _century, "before_christ": _before_christ, "today": _today, "tonight": _tonight, "day_part": _day_part,
    "the_part": _the_part, "night": _night, "clock": _clock, "whole": _whole, "weekend": _weekend,
    "year_ago": _year_ago, "span": _span, "plural": _plural, "the_unit": _the_unit, "stretch": _stretch, "ago": _ago,
    "later": _later, "ahead": _ahead, "duration": _duration, "set": _set, "reference": _reference,
}  # fmt: skip
_MODIFIERS: dict[str, Callable[[Match], Modifier | None]] = {
    "modifier": _modifier, "half": _half, "some_of": _some_of, "part_of": _part_of,
}  # fmt: skip
MODIFIERS = frozenset(_MODIFIERS)
"""Readings that say something about the expression that follows, and are none by themselves."""
_PAIRS: dict[str, Callable[[Match], tuple[Expression, ...] | None]] = {
    "days": _days, "years": _years, "years_bc": _years_bc,
}  # fmt: skip

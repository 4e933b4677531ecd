"""What an expression means on this page: a TIMEX3 value and the days that hold every possible truth."""

from __future__ import annotations

from datetime import date, timedelta

from dragoman.records import Interval
from dragoman.when import calendar
from dragoman.when.amounts import length
from dragoman.when.calendar import Reading
from dragoman.when.expressions import SPEECH, Clock, Era, Expression, Modifier, Moment, Plain, Step, Stretch
from dragoman.when.moments import locate
from dragoman.when.timeline import Timeline

_BLANK = {
    "D": "XXXX-XX-XX", "W": "XXXX-WXX", "2W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX",
    "Y": "XXXX", "DE": "XXX", "CE": "XX",
}  # fmt: skip
_CLOCKS = ("TH", "TM", "TS")
_SATURDAY = 5


def resolve(expression: Expression, timeline: Timeline, *, ahead: bool | None) -> tuple[str, Reading, float]:
    """TIMEX3 type, value with interval, certainty. ahead: whether the sentence looks ahead, None: unsaid."""
    meaning = expression.meaning
    if isinstance(meaning, Plain):
        return _plain(meaning, timeline)
    if isinstance(meaning, Clock):
        return _clock(meaning, timeline)
    if isinstance(meaning, Era):
        return "DATE", _modified(_era(meaning), expression.modifiers, None), 1.0
    if isinstance(meaning, Stretch):
        return _stretch(meaning, timeline)
    base = timeline.base(meaning.base)
    if isinstance(meaning, Step) and meaning.lasts and not timeline.is_tale:
        return _stretch(Stretch(unit=meaning.unit, count=1, forward=True, base=SPEECH), timeline)
    if isinstance(meaning, Step) and is_measure(expression, timeline):
        return "DURATION", Reading(length(meaning.count and abs(meaning.count), meaning.unit), None), 0.8
    if isinstance(meaning, Step):
        reading, certainty = _step(meaning, base, timeline, ahead=ahead), 0.9
        if meaning.part == "NI" and meaning.overnight and reading.interval:
            reading = Reading(
                reading.value, Interval(reading.interval.first, reading.interval.last + timedelta(days=1))
            )
        part = meaning.part
    else:
        reading, certainty = locate(meaning, timeline, expression.first, ahead=ahead)
        part = meaning.part
    if expression.loose:
        reading, certainty = Reading(reading.value, None), 0.3
    reading = _modified(reading, expression.modifiers, base)
    part = next((m.part for m in expression.modifiers if m.part), part)
    kind = "TIME" if part or (isinstance(meaning, Step) and meaning.unit in _CLOCKS) else "DATE"
    return kind, _timed(reading, part), certainty * trust(base if _counts(meaning) else None)


def is_measure(expression: Expression, timeline: Timeline) -> bool:
    """Two days after the raid, minutes later: how long, and no day; but a tale can count from what it told last."""
    step = expression.meaning
    if not isinstance(step, Step) or not step.counted or timeline.is_tale:
        return False
    return expression.loose or (step.unit in _CLOCKS and step.count is None)


def trust(base: Interval | None) -> float:
    """How far what counts from a base can be believed: the wider the base, the less."""
    if base is None or base.days == 1:
        return 1.0
    return 0.8 if base.days <= 7 else 0.6 if base.days <= 31 else 0.4


def _counts(meaning: Moment | Step) -> bool:
    return isinstance(meaning, Step) or meaning.year is None


def _plain(meaning: Plain, timeline: Timeline) -> tuple[str, Reading, float]:
    if meaning.value == "PRESENT_REF":
        return "DATE", Reading(meaning.value, timeline.base(SPEECH) if _is_spoken(timeline) else None), 0.5
    return meaning.type, Reading(meaning.value, None), 1.0


def _is_spoken(timeline: Timeline) -> bool:
    return timeline.uttered is not None or not timeline.is_tale


def _clock(clock: Clock, timeline: Timeline) -> tuple[str, Reading, float]:
    """A time alone is one of the day told last, else of the day of speech."""
    told = timeline.told if timeline.told is not None and timeline.told.days == 1 else None
    day = told or (timeline.base(SPEECH) if _is_spoken(timeline) else None)
    if day is None or day.days > 1:
        return "TIME", Reading(f"XXXX-XX-XXT{clock.time}", day), 0.3
    return "TIME", Reading(f"{day.first.isoformat()}T{clock.time}", day), 0.5 if told else 0.4


def _era(era: Era) -> Reading:
    if era.first_year is None or era.last_year is None:
        return Reading(era.value, None)
    return Reading(era.value, calendar.years(era.first_year, era.last_year))


def _step(step: Step, base: Interval | None, timeline: Timeline, *, ahead: bool | None) -> Reading:
    if step.count is None:
        return Reading("FUTURE_REF" if step.forward else "PAST_REF", None)
    if step.base == SPEECH and not _is_spoken(timeline) and step.unit == "D" and step.count == 0 and not step.part:
        return Reading("PRESENT_REF", None)
    if base is None:
        is_today = step.count == 0 and step.unit == "D" and step.base == SPEECH
        return Reading("PRESENT_REF" if is_today else _BLANK.get(step.unit, _BLANK["D"]), None)
    count = step.count

    def reading(day: date) -> Reading:
        back = step.turns and not ahead and (step.unit != "WE" or day.weekday() < _SATURDAY)
        return calendar.around(calendar.shift(day, step.unit, count - back), step.unit)

    if step.unit in _CLOCKS:
        return _clock_steps(base, step.unit, count)
    found = calendar.over(base, reading)
    return found


def _clock_steps(base: Interval, unit: str, count: float) -> Reading:
    """Hours before or after some time of a day: a day earlier or later at either end, to be safe."""
    first, last = calendar.shift(base.first, unit, count), calendar.shift(base.last, unit, count)
    early = first - timedelta(days=1) if count < 0 else first
    late = last + timedelta(days=1) if count > 0 else last
    value = first.isoformat() if base.days == 1 else "XXXX-XX-XX"
    return Reading(value, Interval(early, late))


def _stretch(stretch: Stretch, timeline: Timeline) -> tuple[str, Reading, float]:
    if stretch.count is None:
        if not stretch.forward and stretch.base == SPEECH:
            return "DATE", Reading("PAST_REF", None), 0.7
        return "DURATION", Reading(length(None, stretch.unit), None), 0.7
    value, base, count = length(stretch.count, stretch.unit), timeline.base(stretch.base), stretch.count
    if base is None:
        return "DURATION", Reading(value, None), 0.7

    def reading(day: date) -> Reading:
        end = calendar.shift(day, stretch.unit, count if stretch.forward else -count)
        return Reading(value, Interval(min(day, end), max(day, end)))

    return "DURATION", calendar.over(base, reading), 0.8 * trust(base)


def _modified(reading: Reading, modifiers: tuple[Modifier, ...], base: Interval | None) -> Reading:
    """Narrowed to the part that the modifiers name, innermost first."""
    for modifier in reversed(modifiers):
        interval = reading.interval
        if modifier.unit and interval:
            reading = _some_of(reading, interval, modifier)
        elif modifier.unit:
            reading = Reading(length(modifier.count, modifier.unit), None)
        elif modifier.how in ("EARLIER", "LATER"):
            reading = Reading(reading.value, _side(interval, modifier.how, base))
        elif modifier.how and interval and _is_whole(reading.value):
            is_half_year = modifier.how[0] == "H" and len(reading.value) == 4
            value = f"{reading.value}-{modifier.how}" if is_half_year else reading.value
            reading = Reading(value, calendar.part(interval, modifier.how))
    return reading


def _is_whole(value: str) -> bool:
    """Whether a value names one calendar unit, so that a part of its interval can be meant; not 2012-02-XX."""
    return "X" not in value


def _side(interval: Interval | None, how: str, base: Interval | None) -> Interval | None:
    """earlier this month: its days up to the base; later this month: those from the base on."""
    if interval is None or base is None:
        return interval
    if how == "EARLIER":
        return Interval(interval.first, min(interval.last, max(interval.first, base.last)))
    return Interval(max(interval.first, min(interval.last, base.first)), interval.last)


def _some_of(reading: Reading, whole: Interval, modifier: Modifier) -> Reading:
    """the first five days of, the last week of, the second month of."""
    unit, count, nth = modifier.unit or "D", modifier.count, modifier.nth or 1
    if "X" in reading.value:
        return Reading(length(count, unit), whole)
    after = whole.last + timedelta(days=1)
    if nth < 0:
        first, end = calendar.shift(after, unit, -count), after
    else:
        first = calendar.shift(whole.first, unit, (nth - 1) * count)
        end = calendar.shift(first, unit, count)
    first, last = max(first, whole.first), min(end - timedelta(days=1), whole.last)
    if last < first:
        return reading
    if count == 1 and unit in ("D", "M"):
        return calendar.around(first, unit)
    return Reading(length(count, unit), Interval(first, last))


def _timed(reading: Reading, part: str | None) -> Reading:
    if not part or len(reading.value) != 10:
        return reading
    return Reading(f"{reading.value}T{part}", reading.interval)

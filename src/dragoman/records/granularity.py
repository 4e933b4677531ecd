"""How fine a TIMEX3 value is."""

from __future__ import annotations

import re

_SHAPES = (
    ("time", r".*T\d\d:\d\d|PT.*[HMS]"),
    ("part of the day", r".*T[A-Z]{2}"),
    ("day", r"[\dX]{4}-[\dX]{2}-[\dX]{2}|[\dX]{4}-W[\dX]{2}-\d|P[\dX.]+D"),
    ("weekend", r"[\dX]{4}-W[\dX]{2}-WE|P[\dX.]+WE"),
    ("week", r"[\dX]{4}-W[\dX]{2}|P[\dX.]+W"),
    ("month", r"[\dX]{4}-[\dX]{2}|P[\dX.]+M"),
    ("quarter", r"[\dX]{4}-Q[\dX]|P[\dX.]+Q"),
    ("season", r"[\dX]{4}-(?:SP|SU|FA|WI)"),
    ("half-year", r"[\dX]{4}-H[12]"),
    ("year", r"(?:BC)?[\dX]{4}|P[\dX.]+Y"),
    ("decade", r"[\dX]{3}|P[\dX.]+DE"),
    ("century", r"(?:BC)?[\dX]{2}|P[\dX.]+CE"),
)
_COMPILED = tuple((name, re.compile(shape)) for name, shape in _SHAPES)


def granularity_of(value: str) -> str | None:
    """The calendar unit of a TIMEX3 value, of a duration or set its own; None where it names none (PRESENT_REF)."""
    return next((name for name, shape in _COMPILED if shape.fullmatch(value)), None)

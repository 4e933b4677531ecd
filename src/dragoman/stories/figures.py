"""How many: the counts that a claim gives, by what is counted."""

from __future__ import annotations

import re

from dragoman.stories.words import function_words, stem

_UNITS = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
_SCALES = {"hundred": 100, "dozen": 12, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_TOKEN = re.compile(r"\d[\d,.:]*\d|\d|[^\W\d_]+")
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec".split()
)
_DEATH = re.compile(
    r"\b(dead|death|die[ds]?|kill|slain|slaughter|perish|butcher|martyr|toll|corpse|fatal|in the ground)"
)
_BODIES = "dead"


def figures(text: str) -> dict[str, float]:
    """What is counted (stem of the noun after the number; `dead` for victims) -> how many. Dates and years are left out."""
    tokens = _TOKEN.findall(text.casefold())
    dying = _DEATH.search(text.casefold()) is not None
    found: dict[str, float] = {}
    at = 0
    while at < len(tokens):
        number, after = _number(tokens, at)
        if number is not None and not _is_date(tokens, at, after, number):
            counted = _counted(tokens[after:])
            found.setdefault(_BODIES if dying and not _is_measure(counted) else counted, number)
        at = max(after, at + 1)
    return found


def _number(tokens: list[str], at: int) -> tuple[float | None, int]:
    """The number that begins here, and the token after it."""
    total, now = None, at
    while now < len(tokens) and (value := _value(tokens[now])) is not None:
        if tokens[now] in _SCALES:
            total = (total or 1) * value
        elif total is None or (total in _TENS.values() and value < 10):
            total = (total or 0) + value
        else:
            break
        now += 1
    # "one" and scale words alone are no counts: "one of them", "the million"
    if now - at == 1 and (tokens[at] == "one" or tokens[at] in _SCALES):
        return None, now
    return total, now


def _value(token: str) -> float | None:
    if token in _UNITS:
        return _UNITS[token]
    if token in _TENS or token in _SCALES:
        return _TENS.get(token) or _SCALES[token]
    plain = token.replace(",", "")
    return float(plain) if re.fullmatch(r"\d+(\.\d+)?", plain) else None


def _is_date(tokens: list[str], at: int, after: int, number: float) -> bool:
    beside = (
        tokens[max(0, at - 1) : at]
        + tokens[after : after + 1]
        + tokens[after + 1 : after + 2] * (tokens[after : after + 1] == ["of"])
    )
    year = tokens[at].isdigit() and len(tokens[at]) == 4 and 1500 <= number <= 2100
    return year or any(word in _MONTHS for word in beside) or beside[-1:] in (["th"], ["st"], ["nd"], ["rd"])


def _counted(following: list[str]) -> str:
    content = [w for w in following[:3] if w not in function_words() and _value(w) is None and len(w) > 2]
    return stem(content[0]) if content else ""


def _is_measure(counted: str) -> bool:
    return counted in {"minut", "hour", "day", "week", "month", "year", "kilometr", "mile", "metr", "ton", "percent"}

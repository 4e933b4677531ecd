"""How many: the counts that a claim gives, by what is counted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from dragoman.stories.words import function_words, stem

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_UNITS = {word: n for n, word in enumerate(_SMALL.split(" "))}
_TENS = {w: 10 * n for n, w in enumerate("- - twenty thirty forty fifty sixty seventy eighty ninety".split(" "))}
_SCALES = {"hundred": 100, "dozen": 12, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_TOKEN = re.compile(r"\d[\d,.:]*\d|\d|[^\W\d_]+")
_MONTH = re.compile(r"(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)(uary|ruary|ch|il|e|y|ust|ember|ober)?$")
_DEATH = re.compile(
    r"\b(dead|death|die[ds]?|kill|slain|slaughter|perish|butcher|martyr|toll|corpse|fatal|in the ground)"
)
_LOSS = re.compile(r"\b(los[et]|losing|loss(es)?|casualt\w+|fell)\b")
_PERSON = re.compile(
    r"(men|women|people|person|soldier|servic|troop|fight|guard|civilian|conscript|office?|child|polic)"
)
_BODIES = "dead"
_MEASURES = frozenset({"minut", "hour", "day", "week", "month", "year", "kilometr", "mil", "metr", "ton", "percent"})


@lru_cache(maxsize=1 << 14)
def figures(text: str) -> Mapping[str, float]:
    """What is counted (stem of a word after the number; `dead` for victims) -> how many. Dates are left out."""
    folded = text.casefold()
    tokens = _TOKEN.findall(folded)
    dying, losing = _DEATH.search(folded) is not None, _LOSS.search(folded) is not None
    found: dict[str, float] = {}
    at = 0
    while at < len(tokens):
        number, after = _number(tokens, at)
        if number is not None and not _is_date(tokens, at, after, number) and not _is_range(tokens, at, after):
            counted = _counted(tokens[after:])
            victims = (dying and not _MEASURES & set(counted)) or (losing and any(map(_PERSON.match, counted)))
            for what in [_BODIES] if victims else counted:
                found.setdefault(what, number)
        at = max(after, at + 1)
    return MappingProxyType(found)


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
    return year or any(_MONTH.match(word) for word in beside) or beside[-1:] in (["th"], ["st"], ["nd"], ["rd"])


def _is_range(tokens: list[str], at: int, after: int) -> bool:
    """`ten to twelve` gives no figure that another could contradict."""
    return tokens[after : after + 1] == ["to"] or (
        at > 1 and tokens[at - 1] == "to" and _value(tokens[at - 2]) is not None
    )


def _counted(following: list[str]) -> list[str]:
    """The one or two content words right after the number, as stems: a noun, or an adjective and a noun."""
    found: list[str] = []
    for word in following[:2]:
        if word in function_words() or len(word) < 3 or _value(word) is not None:
            break
        found.append(stem(word))
    return found

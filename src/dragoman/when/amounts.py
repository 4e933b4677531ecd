"""Numbers in words, and lengths of time as TIMEX3 writes them."""

from __future__ import annotations

from dragoman.when.lexer import Word

_CLOCK = {"TH": "H", "TM": "M", "TS": "S"}


def amount(words: tuple[Word, ...]) -> float | None:
    """two and a half → 2.5, twenty-seven → 27, a hundred → 100, half a → 0.5, a few → None."""
    texts = [w.text.lower() for w in words]
    if any(w.value == "X" for w in words):
        return None
    if "." in texts:
        return float("".join(texts))
    if texts[0] == "half":
        return 0.5
    if "couple" in texts:
        return 2.0
    if "half" in texts:
        return float(words[0].value) + 0.5
    values = [float(w.value) for w in words if w.value]
    return values[0] * values[1] if texts[-1] in ("hundred", "dozen") and len(values) == 2 else sum(values)


def length(count: float | None, unit: str) -> str:
    """2 and Y → P2Y; None and D → PXD; 3 and TH → PT3H."""
    number = "X" if count is None else f"{count:g}"
    if unit == "2W":
        return f"P{number}W" if count is None else f"P{count * 2:g}W"
    return f"PT{number}{_CLOCK[unit]}" if unit in _CLOCK else f"P{number}{unit}"

"""The grammar file as compiled rules, and the matches that they find."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dragoman.when.lexer import BREAK, OTHER, Word, Words, letters

_NAME = re.compile(r"(\(\?!)|(?:([a-z]+)=)?(?:([A-Z]+)|\()")
_TOKEN = re.compile(r"\(\?[:!]|.", re.DOTALL)
_INERT = (
    "THE",
    "OF",
    "IN",
    "AT",
    "ON",
    "TO",
    "AND",
    "OR",
    "A",
    "FOR",
    "BY",
    "FROM",
    "COMMA",
    "DOT",
    "DASH",
    "APOS",
    "S",
)


@dataclass(frozen=True, slots=True)
class Match:
    """One rule at one place. reading: how to read it; first, last: word indices, last excluded.

    slots: words kept; places: index of the first word of each slot.
    """

    reading: str
    first: int
    last: int
    slots: dict[str, tuple[Word, ...]]
    places: dict[str, int]

    def value(self, slot: str) -> str | None:
        """Meaning of the slot's first word, None where the slot is empty."""
        words = self.slots.get(slot)
        return words[0].value if words else None

    def text(self, slot: str) -> str:
        """Words of the slot in lower case, joined by spaces."""
        return " ".join(w.text.lower() for w in self.slots.get(slot, ()))


@dataclass(frozen=True, slots=True)
class _Rule:
    """slots: name → numbers of the regular expression's groups, several where it stands in several alternatives."""

    reading: str
    pattern: re.Pattern[str]
    slots: dict[str, list[int]]
    openers: frozenset[str]


def find_matches(words: Words) -> Iterator[Match]:
    """The longest match at every place, left to right, not overlapping."""
    rules, classes = _rules_by_opener(), words.classes
    for run in _runs().finditer(classes):
        at = run.start()
        while at < run.end():
            found = _longest(rules.get(classes[at], ()), words, at)
            if found:
                yield found
            at = found.last if found else at + 1


def match_without(words: Words, at: int, readings: Collection[str]) -> Match | None:
    """The longest match at one place that is none of these readings."""
    rules = _rules_by_opener().get(words.classes[at], ())
    return _longest(tuple(r for r in rules if r.reading not in readings), words, at)


def _longest(rules: tuple[_Rule, ...], words: Words, at: int) -> Match | None:
    best, best_rule = None, None
    for rule in rules:
        match = rule.pattern.match(words.classes, at)
        if match and match.end() > at and (best is None or match.end() > best.end()):
            best, best_rule = match, rule
    if best is None or best_rule is None:
        return None
    kept = {name: i for name, groups in best_rule.slots.items() for i in groups if best.end(i) > best.start(i)}
    slots = {name: words.words[best.start(i) : best.end(i)] for name, i in kept.items()}
    return Match(best_rule.reading, at, best.end(), slots, {name: best.start(i) for name, i in kept.items()})


@cache
def _runs() -> re.Pattern[str]:
    """Stretches of known words that hold more than function words."""
    code = letters()
    inert = "".join(code[name] for name in _INERT)
    return re.compile(f"[{inert}]{{0,6}}[^{OTHER}{BREAK}{inert}][^{OTHER}{BREAK}]*")


@cache
def _rules_by_opener() -> dict[str, tuple[_Rule, ...]]:
    """Class letter → the rules that can begin with it."""
    return {letter: tuple(r for r in _rules() if letter in r.openers) for letter in letters().values()}


@cache
def _rules() -> tuple[_Rule, ...]:
    lines = resources.files("dragoman.when").joinpath("grammar.tsv").read_text("utf-8").splitlines()
    macros: dict[str, str] = {}
    rules = []
    for name, source in (line.split("\t") for line in lines if line and not line.startswith("#")):
        full = re.sub(r"\b[A-Z]+\b", lambda m: macros.get(m[0], m[0]), source)
        if name.startswith("="):
            macros[name[1:]] = full
        else:
            rules.append(_compile(name, full))
    return tuple(rules)


def _compile(reading: str, source: str) -> _Rule:
    """Every slot becomes a capturing group, every other bracket a plain one, every class name its letter."""
    slots: dict[str, list[int]] = {}
    code = letters()

    def translate(match: re.Match[str]) -> str:
        ahead, slot, name = match.groups()
        if ahead:
            return str(ahead)
        if not slot:
            return code[name] if name else "(?:"
        slots.setdefault(slot, []).append(1 + sum(map(len, slots.values())))
        return f"({code[name]})" if name else "("

    compact = _NAME.sub(translate, source).replace(" ", "")
    return _Rule(reading, re.compile(compact), slots, frozenset(_opening(_TOKEN.findall(compact))[0]))


def _opening(tokens: list[str]) -> tuple[set[str], bool]:
    """Letters that a pattern can begin with, and whether it can be empty. Uses up the tokens to the closing bracket."""
    letters_, empty, any_empty = set[str](), True, False
    while tokens and (token := tokens.pop(0)) != ")":
        if token == "|":
            any_empty, empty = any_empty or empty, True
            continue
        inside, can_skip = _opening(tokens) if token.startswith("(") else ({token}, False)
        if token == "(?!":
            inside, can_skip = set(), True
        if tokens and tokens[0] in "?*+":
            can_skip = tokens.pop(0) != "+" or can_skip
        letters_ |= inside if empty else set()
        empty = empty and can_skip
    return letters_, empty or any_empty

"""Tells words of time from the same letters meaning something else: names, verbs, counts, ages."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from importlib import resources

from spacy.attrs import IDX
from spacy.tokens import Doc, Token

from dragoman.when import signs
from dragoman.when.grammar import Match
from dragoman.when.lexer import BREAK, OTHER, Words, letters

_NAME_LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"})
_PROPER = frozenset({"month", "weekday", "date", "holiday"})
_CAPITAL_MEANS_NAME = frozenset({"today", "tonight", "season", "set", "reference", "night", "clock", "span"})
_DASHES = ("-", "–", "—")


class Page:
    """The words of one text with what the Doc knows about them, for asking whether a match is a time."""

    def __init__(self, doc: Doc, words: Words) -> None:
        self.words = words
        self._doc = doc
        self._names = [(e.start_char, e.end_char) for e in doc.ents if e.label_ in _NAME_LABELS]
        self._name_starts = [s for s, _ in self._names]
        self._token_starts: list[int] | None = None

    def lower(self, at: int) -> str:
        """The word at an index in lower case; nothing beyond the text or its line."""
        if 0 <= at < len(self.words.words) and self.words.classes[at] != BREAK:
            return self.words.words[at].text.lower()
        return ""

    def pos(self, at: int) -> str:
        """The universal part of speech of the token at a word, nothing where the Doc has none."""
        token = self._token(at)
        return token.pos_ if token else ""

    def is_past(self, at: int) -> bool:
        """Whether the token at a word is a verb in a past form, as far as the Doc knows."""
        token = self._token(at)
        return token is not None and token.pos_ in ("VERB", "AUX") and "Past" in token.morph.get("Tense", [])

    def is_finite(self, at: int) -> bool:
        """Whether the token at a word is a finite verb, as far as the Doc knows."""
        token = self._token(at)
        return token is not None and token.pos_ in ("VERB", "AUX") and "Fin" in token.morph.get("VerbForm", [])

    def _token(self, at: int) -> Token | None:
        if not 0 <= at < len(self.words.words):
            return None
        if self._token_starts is None:
            self._token_starts = self._doc.to_array(IDX).tolist()
        return self._doc[bisect_right(self._token_starts, self.words.words[at].start) - 1]

    def is_capital(self, at: int) -> bool:
        """Whether an unknown word at an index begins with a capital."""
        if not 0 <= at < len(self.words.words):
            return False
        return self.words.classes[at] == OTHER and self.words.words[at].text[0].isupper()

    def in_name(self, first: int, last: int) -> bool:
        """Whether a longer named entity holds these words."""
        start, end = self.words.words[first].start, self.words.words[last - 1].end
        at = bisect_right(self._name_starts, start) - 1
        return at >= 0 and end <= self._names[at][1]


def is_time(match: Match, page: Page) -> bool:
    """Whether the words matched speak of time here."""
    if page.in_name(match.first, match.last) or _in_known_name(match, page):
        return False
    return all(check(match, page) for check in _CHECKS)


def named_day(match: Match, page: Page) -> str | None:
    """The day that a name stands for (the September 11 attacks), in ISO 8601."""
    return next((day for day in _names_around(match, page) if day), None)


def _in_known_name(match: Match, page: Page) -> bool:
    return any(not day for day in _names_around(match, page))


@cache
def _known_names() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Each word of a known name → the names that it stands in."""
    lines = resources.files("dragoman.when").joinpath("names.tsv").read_text("utf-8").splitlines()
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, _, day in (line.partition("\t") for line in lines[2:]):
        name = tuple(phrase.split(" "))
        for word in name:
            found.setdefault(word, []).append((name, day))
    return found


def _names_around(match: Match, page: Page) -> list[str]:
    """Values of the known names that share the first words of a match."""
    days = []
    for at in range(match.first, min(match.last, match.first + 2)):
        for name, day in _known_names().get(page.lower(at), ()):
            start = at - name.index(page.lower(at))
            if all(page.lower(start + i) == word for i, word in enumerate(name)):
                days.append(day)
    return days


def _is_no_proper_name(match: Match, page: Page) -> bool:
    """Israel Today, Theresa May, the October Revolution: a capital beside a capital, and no sign of time before."""
    words = page.words.words[match.first : match.last]
    if any(w.text[0].isdigit() for w in words) or not words[0].text[0].isupper():
        return True
    previous, after = match.first - 1, match.last
    if match.reading in _CAPITAL_MEANS_NAME and len(words) == 1:
        return not (page.is_capital(previous) or (page.is_capital(after) and page.lower(previous) not in ("", ".")))
    if match.reading in _PROPER and len(words) == 1:
        if match.reading == "month" and page.is_capital(previous):
            return False
        follows_name = page.lower(previous) in ("", "the", ".", "“", '"') or page.is_capital(previous)
        return not (follows_name and page.is_capital(after))
    return True


def _is_month(match: Match, page: Page) -> bool:
    """may, march, august and abbreviations need a capital and a neighbour that speaks of time."""
    if "month" not in match.slots:
        return True
    word = match.slots["month"][0]
    if word.text.isdigit():
        return True
    if word.text.lower().rstrip(".") not in signs.words("doubtful_month"):
        return word.text[0].isupper() or len(word.text) > 3
    if not word.text[0].isupper() or page.pos(match.places["month"]) in ("AUX", "VERB", "ADJ"):
        return False
    if len(match.slots) > 1:
        return True
    if page.is_capital(match.last) and page.lower(match.first - 1) in ("and", "(", "/", "of"):
        return False
    return page.lower(match.first - 1) in signs.words("before_time") and page.lower(match.first - 1) != ","


def _is_weekday(match: Match, page: Page) -> bool:
    if "weekday" not in match.slots or match.reading == "set":
        return True
    word = match.slots["weekday"][0].text
    return word[0].isupper() and (word.lower() not in signs.words("doubtful_weekday") or "day" in match.slots)


def _is_season(match: Match, page: Page) -> bool:
    """fall and spring are verbs and more; in the fall, last fall, fall 2012, in spring are times."""
    if "season" not in match.slots or len(match.slots) > 1:
        return True
    word = match.text("season")
    if word not in ("fall", "spring"):
        return True
    before = page.lower(match.first - 1)
    if word == "spring":
        return before in signs.words("before_time") or match.last - match.first > 1 or page.lower(match.last) == "and"
    if match.last - match.first > 1:  # the fall
        return before in signs.words("before_the_fall") and page.lower(match.last) != "of"
    return before in signs.words("before_fall") and page.pos(match.first) != "VERB"


def _is_year(match: Match, page: Page) -> bool:
    """A bare number is a year unless it counts something, costs something or stands in a longer number."""
    if match.reading != "year" or match.last - match.first > 1:
        return True
    year = int(match.slots["year"][0].value)
    before, after = page.lower(match.first - 1), page.lower(match.last)
    if before in signs.words("no_year_after"):
        return False
    if after in signs.words("counted") or after in ("%", "$", "€"):
        return False
    if before in ("/", ".", ":") and not _is_spaced(match, page):
        return False
    if before in _DASHES and page.lower(match.first - 2).isdigit() and not _is_year_like(page.lower(match.first - 2)):
        return False
    if any(page.lower(match.first - i) in ("©", "copyright") for i in range(1, 8)):
        return False
    if 1900 <= year <= 2099:
        is_round = year % 50 == 0 and before not in ("the", "a") and before not in signs.words("before_time")
        return not (is_round and after.endswith("s") and page.pos(match.last) in ("", "NOUN"))
    return before in signs.words("before_time") or not (after.isalpha() and after.islower() and after.endswith("s"))


def _is_year_like(text: str) -> bool:
    return len(text) == 4 or len(text) < 3


def _is_spaced(match: Match, page: Page) -> bool:
    words = page.words.words
    return match.first == 0 or words[match.first].start > words[match.first - 1].end


def _is_day_of_month(match: Match, page: Page) -> bool:
    """`the 20th` alone is a day only on its own: not the 20th regiment."""
    if match.reading != "date" or "month" in match.slots or "weekday" in match.slots:
        return True
    if page.lower(match.first - 1) not in signs.words("before_day"):
        return False
    if match.last < len(page.words.words) and page.words.classes[match.last] == letters()["CENTU"]:
        return False
    after = page.lower(match.last)
    return not (after.isalpha() and page.pos(match.last) in ("", "NOUN", "PROPN", "ADJ")) or after in signs.words(
        "after_day"
    )


def _is_decade(match: Match, page: Page) -> bool:
    if match.reading != "decade" or "year" in match.slots:
        return True
    if "word" in match.slots and not page.lower(match.first).startswith("the"):
        return False
    tens = int((match.value("tens") or match.value("word") or "0").strip())
    return tens % 10 == 0 and tens >= 20 and page.lower(match.first - 1) not in signs.words("owner")


def _is_length(match: Match, page: Page) -> bool:
    """No names: the Six-Day War, The Weekend Post."""
    if match.reading not in ("duration", "weekend"):
        return True
    unit = match.slots["unit"][0].text
    is_owner = page.lower(match.last) in ("'", "’")
    return not (unit[0].isupper() and not unit.isupper() and (page.is_capital(match.last) or is_owner))


def _is_clock(match: Match, page: Page) -> bool:
    if match.reading != "clock" or "minute" not in match.slots or "half" in match.slots:
        return True
    minute = match.slots["minute"][0]
    is_tight = minute.start - match.slots["hour"][0].end == 1 and len(minute.text) == 2
    return is_tight and page.lower(match.first + 1) == ":"


def _is_adverb(match: Match, page: Page) -> bool:
    """daily, but not the Daily Mail."""
    if "adverb" not in match.slots or not match.slots["adverb"][0].text[0].isupper():
        return True
    return not page.is_capital(match.last)


_CHECKS = (
    _is_no_proper_name, _is_month, _is_weekday, _is_season, _is_year, _is_day_of_month, _is_decade, _is_length,
    _is_clock, _is_adverb,
)  # fmt: skip

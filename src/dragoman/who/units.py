"""Words into units: names and nouns that the lexicon knows, unknown names, marks and plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.lang.en.stop_words import STOP_WORDS

from dragoman.codes.actors import persons
from dragoman.codes.actors.word_sets import word_set
from dragoman.who.lexicon import PARTICLES, Entry, Sense, lexicon
from dragoman.who.words import Word, key_of

_NOT_NAMES = STOP_WORDS | word_set("no_names")


JOINED = word_set("joined")


@dataclass(frozen=True, slots=True)
class Unit:
    """Words [start, end) of the list that it was made from, taken together.

    kind: known (then with senses), name (an unknown capitalised run), word, poss, hyphen or punct. key: folded words.
    """

    start: int
    end: int
    kind: str
    key: str
    text: str
    senses: tuple[Sense, ...] = ()

    @property
    def sense(self) -> Sense | None:
        """The likeliest sense, None of unknown words."""
        return self.senses[0] if self.senses else None

    def is_a(self, *kinds: str) -> bool:
        """Whether its likeliest sense is of one of these kinds."""
        return bool(self.senses) and self.senses[0].kind in kinds


def units(found: Sequence[Word]) -> list[Unit]:
    """The words as units, from the left, longest first; every word lies in exactly one unit."""
    relaxed = not any(word.is_capitalised for word in found)
    result: list[Unit] = []
    at = 0
    while at < len(found):
        unit = _known(found, at, relaxed) or _name(found, at) or _single(found, at)
        result.append(unit)
        at = unit.end
    return result


def _known(found: Sequence[Word], at: int, relaxed: bool) -> Unit | None:
    index = lexicon()
    most = index.longest.get(found[at].key, 0) if found[at].kind == "word" else 0
    if not most:
        return None
    keys, ends = _keys(found, at, most)
    for count in range(len(keys), 0, -1):
        key = " ".join(keys[:count])
        entries = index.entries.get(key)
        if entries is None:
            continue
        taken = found[at : ends[count - 1]]
        senses = tuple(entry.sense for entry in entries if (relaxed and _is_lax(entry, found)) or _fits(entry, taken))
        if senses and not _cut_off(found, at, ends[count - 1], senses[0]):
            return Unit(at, ends[count - 1], "known", key, _text(taken), senses)
    return None


def _keys(found: Sequence[Word], at: int, most: int) -> tuple[list[str], list[int]]:
    keys: list[str] = []
    ends: list[int] = []
    for place in range(at, len(found)):
        word = found[place]
        if word.kind == "hyphen":
            continue
        keys.append(word.key)
        ends.append(place + 1)
        if len(keys) == most:
            break
    return keys, ends


def _is_lax(entry: Entry, found: Sequence[Word]) -> bool:
    """Whether words without capitals may name it: not an acronym among other words, a car bomb is not of the CAR."""
    return entry.shape != "acronym" or len(found) == 1


def _fits(entry: Entry, taken: Sequence[Word]) -> bool:
    if entry.shape == "common":
        return True
    letters = [word for word in taken if word.kind == "word"]
    if entry.shape == "acronym":
        return all(word.text.isupper() or word.text[:1].isdigit() for word in letters)
    return any(word.is_capitalised for word in letters)


def _cut_off(found: Sequence[Word], at: int, end: int, sense: Sense) -> bool:
    """Whether a name goes on: Al in Al-Nasser is not Al, Regina in Regina Holt no city, The National … no paper."""
    if sense.kind == "place":
        return _is_forename(found, at - 1) or _goes_on_unknown(found, end)
    if sense.kind in ("state", "seat") and end == at + 1:
        return _is_forename(found, at - 1) or (found[at].key in _STATES_AS_FORENAMES and _is_surname(found, end))
    if sense.is_common and found[at].key == "the" and end > at + 1:
        longer = _known(found, at + 1, False)
        return longer is not None and longer.end > end
    if sense.is_common or sense.names_state:
        return False
    if sense.is_community and end == at + 1 and _goes_on_unknown(found, end):
        return True
    if sense.sector == "MED" and end > at + 1 and found[at].key == "the":
        return end < len(found) and (_is_noun_of(found, at + 1, end) or _goes_on(found, end))
    return end + 1 < len(found) and found[end].kind == "hyphen" and found[end + 1].is_capitalised


_STATES_AS_FORENAMES = word_set("states_as_forenames")


@cache
def forenames() -> frozenset[str]:
    """First words of the full names of the persons that we know, less those that are names of other things."""
    keys = (key_of(person.name).split(" ") for person in persons())
    firsts = {key[0] for key in keys if len(key) > 1 and len(key[0]) > 2}
    return frozenset(first for first in firsts if first not in lexicon().entries and first not in _NOT_NAMES)


def _is_forename(found: Sequence[Word], at: int) -> bool:
    """Whether a forename stands there right before a name: Michael, before Jordan."""
    return at >= 0 and found[at].is_capitalised and not found[at + 1].opens_line and found[at].key in forenames()


def _goes_on_unknown(found: Sequence[Word], at: int) -> bool:
    """Whether an unknown capitalised word stands there."""
    return at < len(found) and _may_name(found, at) and _known(found, at, False) is None


def _is_surname(found: Sequence[Word], at: int) -> bool:
    """Whether one unknown capitalised word, and no second, stands there: Smith, after Chad."""
    is_name = _goes_on_unknown(found, at) and not found[at].opens_line
    return is_name and not (at + 1 < len(found) and (found[at + 1].kind == "hyphen" or _may_name(found, at + 1)))


def _is_noun_of(found: Sequence[Word], at: int, end: int) -> bool:
    """Whether the second word of The Australian is an adjective here, a noun or title after it."""
    entries = lexicon().entries.get(found[at].key, ())
    noun = _known(found, end, True)
    return any(entry.sense.kind == "adjective" for entry in entries) and noun is not None and noun.is_a(*_NOUNS)


_NOUNS = ("role", "group", "persons", "org", "party")


def _goes_on(found: Sequence[Word], end: int) -> bool:
    return found[end].is_capitalised and not found[end].opens_line


def _name(found: Sequence[Word], at: int) -> Unit | None:
    """A run of capitalised words that the lexicon does not know, with particles and initials within."""
    if not _may_name(found, at):
        return None
    end = at + 1
    while end < len(found):
        word = found[end]
        if word.opens_line:
            break
        goes_on = end + 1 < len(found) and _may_name(found, end + 1)
        initial = word.text == "." and len(found[end - 1].text) == 1 and goes_on
        hyphened = word.kind == "hyphen" and end + 1 < len(found) and found[end + 1].key not in JOINED
        if hyphened or ((word.kind == "hyphen" or word.key in PARTICLES or initial) and goes_on):
            end += 2
        elif _may_name(found, end) and _known(found, end, False) is None:
            end += 1
        else:
            break
    taken = found[at:end]
    return Unit(at, end, "name", " ".join(w.key for w in taken if w.kind != "hyphen" and w.text != "."), _text(taken))


def _may_name(found: Sequence[Word], at: int) -> bool:
    word = found[at]
    if word.kind != "word" or not (word.is_capitalised or (word.key in PARTICLES and _before_name(found, at))):
        return False
    return word.key not in _NOT_NAMES or (word.key in PARTICLES and _before_name(found, at))


def _before_name(found: Sequence[Word], at: int) -> bool:
    nxt = at + 2 if at + 1 < len(found) and found[at + 1].kind == "hyphen" else at + 1
    return nxt < len(found) and found[nxt].is_capitalised and found[at].key not in ("la", "le", "da", "de")


def _single(found: Sequence[Word], at: int) -> Unit:
    word = found[at]
    return Unit(at, at + 1, word.kind, word.key, word.text)


def _text(taken: Sequence[Word]) -> str:
    """The words as they stand, spaces as between words of running text."""
    parts: list[str] = []
    for before, word in zip((None, *taken), taken, strict=False):
        if before is not None and word.start > before.end:
            parts.append(" ")
        parts.append(word.text)
    return "".join(parts)

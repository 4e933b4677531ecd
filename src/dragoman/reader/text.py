"""A spaCy Doc as the words that the network sees, and back."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from dragoman.reader.features import NO_START, START, START_UNKNOWN, Words, quoted_words


@dataclass(frozen=True, slots=True)
class Laid:
    """The words of a Doc without its blank tokens. tokens: the token index of each word."""

    words: Words
    tokens: tuple[int, ...]


def lay(doc: Doc) -> Laid:
    """Words with what is known of sentence starts: line breaks, and starts that the Doc was given."""
    words: list[str] = []
    tokens: list[int] = []
    breaks: list[bool] = []
    known: list[int] = []
    is_given = doc.has_annotation("SENT_START")
    after_break = True
    for token in doc:
        if token.is_space:
            after_break = after_break or "\n" in token.text
            continue
        words.append(token.text)
        tokens.append(token.i)
        breaks.append(after_break)
        known.append(_known(is_given, bool(token.is_sent_start), after_break))
        after_break = False
    lines = [k == START for k in known] if is_given else breaks
    return Laid(Words(tuple(words), tuple(known), tuple(quoted_words(words, lines))), tuple(tokens))


def _known(is_given: bool, is_start: bool, after_break: bool) -> int:
    if is_given:
        return START if is_start else NO_START
    return START if after_break else START_UNKNOWN

"""Lines that name the author of what follows: readers under an article, and the byline above it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.capture.blocks import Block
from dragoman.capture.dates import find_dates, find_moments

_SAYS = re.compile(
    r"(?P<name>\S.{0,38}?)\s+(?:says|said|wrote|writes|commented|replied|posted)\b(?P<rest>[^.!?]{0,60}?)\s*[:.…]*",
    re.IGNORECASE,
)
_INLINE = re.compile(
    r"(?P<head>(?P<name>[\w@][\w@.'’-]*(?:,? [\w.'’-]+){0,3}?)"
    r"(?: (?:wrote|writes|says|said|commented))?\s?:\s+)(?=\S+ \S)"
)
_TIME_FILLER = re.compile(
    r"\b(?:on|at|in|posted|updated|published|edited|gmt|utc|am|pm|[ap]\.m\.)(?=\W|$)", re.IGNORECASE
)
_ROLE_FILLER = re.compile(r"\b(?:reply|says|like|report|permalink|edited|author|verified|member)\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)[a-z]*\b\.?", re.IGNORECASE)
_NO_NAME = re.compile(
    r"(?:the|a|an|he|she|it|they|we|i|you|this|that|these|those|mr|mrs|ms|dr|president|minister|general|officials?|"
    r"what|who|why|how|when|where|if|but|and|as|in|on|at|to|also|question|answer|q)\b",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"[@\w][\w.@’'-]*(?:,?[ ]\(?[\w.’'-]+\)?){0,4}(?:\s[→>—–]\s.{1,40})?")
_PERSON = re.compile(
    r"(?:[A-Z][\w’'-]*\.?|de|van|von|al|el|bin|ibn)(?:[ -](?:[A-Z][\w’'-]*\.?|de|van|von|al|el|bin|ibn)){1,3}"
)
_NO_READER = re.compile(
    r"(?:by|interview|last|updated|published|posted|post time|read|watch|listen|page|tel|phone|usd|price|opening|"
    r"modified|reviewed|view|date|mon-fri|sat|sun|from|to|until|vol|volume|issue|no)\b|"
    r".*\b(?:min(?:ute)?s? read|read)$",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:minist\w+|secretar\w+|president|general|spokes\w+|officers?|directors?|chief|ambassador|envoy|head|prof\w*|"
    r"dr|sir|lord|mp|senator|colonel|admiral|commander|chair\w*|governor|mayor|king|prince|pope|judge|analyst|office)\b",
    re.IGNORECASE,
)
_SPEAKS = re.compile(r"\bsaid\s*[:.…]*$", re.IGNORECASE)
_LONGEST_READER = 3
_ACCOUNT = re.compile(r"@?(?=\w*[^\W\d])(?:\w+[_]\w+|\w*[^\W\d]\w*\d{2,}(?=:)|(?<=@)\w+):?")
_IS_STAMPED = re.compile(r"[,•·|(–—]|\bago\b|\d[:.]\d\d\b|\b(?:19|20)\d\d\b")
_INITIAL = re.compile(r"\b[A-Z]\.$")
_BY = re.compile(
    r"^(?:(?:opinion|comment|analysis|commentary|column|report|interview|story|posted|published|written|submitted)\s+)?"
    r"(?:by|authors?:|words:|text:)\s*:?\s*",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(r"\s{2,}|\s[|•·/–—-]\s|\s+(?:on|in|for|at)\s+|,\s|;|\d", re.IGNORECASE)
_LONGEST_MOMENT = 120
_LONGEST_NAME = 6


@dataclass(frozen=True, slots=True)
class Author:
    """A commenter's name.

    skip: how many characters of the line are no part of the comment (0: the whole line). is_said: whether the form
    of the line is telling by itself ("Name says:"), not only a name with a date.
    """

    name: str
    skip: int = 0
    is_said: bool = False


def is_moment(text: str) -> bool:
    """Whether a line is only a date, a time of day or an age."""
    rest = _without_moments(text) if len(text) <= _LONGEST_MOMENT else None
    return rest is not None and len(rest) <= 3


def read_author(block: Block) -> Author | None:
    """The author that a line names by its form alone: "Name says:", "Name, 3 hours ago", "Name (8/7/13, 14:02)"."""
    if block.words > 14:
        return None
    says = _SAYS.fullmatch(block.text)
    if says and says["name"] and _is_time_or_nothing(says["rest"]) and len(says["name"].split()) <= _LONGEST_NAME:
        return Author(says["name"].strip(" ,:"), is_said=True)
    rest = _without_moments(block.text)
    if rest and not block.ends and len(rest) >= 3 and _HANDLE.fullmatch(rest) and len(rest.split()) <= 4:
        return Author(rest)
    return None


def read_inline_author(block: Block) -> Author | None:
    """The author of a comment that begins with the name: "oldsalt wrote: Wake up.", "tavor59: Any proof?"."""
    match = _INLINE.match(block.text)
    return Author(match["name"], match.end("head")) if match else None


def read_bare_author(block: Block) -> Author | None:
    """The name that a line in a thread may be: a few words without a full stop."""
    text = block.text.rstrip(":").strip()
    ends = block.ends and not _INITIAL.search(text)
    if (
        block.words > 5
        or ends
        or _NO_READER.match(text)
        or find_dates(text)
        or not _HANDLE.fullmatch(text)
        or (text[0].islower() and " " in text)
    ):
        return None
    return Author(text)


def may_be_reader(author: Author, line: str) -> bool:
    """Whether a line names a reader rather than a speaker of the article ("The Foreign Secretary, X, said:")."""
    if _NO_NAME.match(author.name) or _OFFICE.search(author.name):
        return False
    return not _SPEAKS.search(line) and "," not in author.name and len(author.name.split()) <= _LONGEST_READER


def is_person(text: str) -> bool:
    """Whether the text has the form of a person's name and nothing else."""
    shouts = any(len(word) > 1 and word.isupper() for word in text.replace(".", " ").split())
    return bool(_PERSON.fullmatch(text)) and not shouts and not _NO_NAME.match(text)


def clean_name(text: str) -> str:
    """The name in a byline: "By Corin Maas | 6 min read" -> "Corin Maas"; "" if none is left."""
    return _AFTER_NAME.split(_BY.sub("", text.strip()), maxsplit=1)[0].strip(" .,:;|")


def _is_time_or_nothing(text: str) -> bool:
    return not text.strip() or is_moment(text)


def _without_moments(text: str) -> str | None:
    """What is left of a line without its dates and times, trimmed; None if it has none."""
    places = [(found.start, found.end) for found in find_dates(text)] + list(find_moments(text))
    if not places:
        return None
    kept = "".join(c for i, c in enumerate(text) if not any(start <= i < end for start, end in places))
    kept = _ROLE_FILLER.sub(" ", _WEEKDAY.sub(" ", _TIME_FILLER.sub(" ", kept)))
    return re.sub(r"\s+", " ", kept).strip(" ,;:.•·|()[]–—/→-*#")

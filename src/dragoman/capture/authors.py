"""Lines that name the author of what follows: readers under an article, and the byline above it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.capture.blocks import Block
from dragoman.capture.dates import find_dates, find_moments

_SAYS = re.compile(
    r"(?P<name>\S.{0,60}?)\s+(?:says|said|wrote|writes|commented|replie[sd]|respond(?:s|ed)|posted)\b(?P<rest>[^.!?]{0,60}?)"
    r"\s*[:.…]*",
    re.IGNORECASE,
)
_POSTED_BY = re.compile(
    r"(?:(?:(?:posted|comment(?:ed)?|written|submitted|left|added|sent|reply|response|review(?:ed)?)\s+)?by|from|name)"
    r"\b\s*:?\s+(?P<name>\S.*)",
    re.IGNORECASE,
)
_INLINE = re.compile(
    r"(?P<head>(?P<name>[\w@][\w@.'’-]*(?:,? [\w.'’-]+){0,3}?)"
    r"(?: (?:→|->|>|»)\s?@?(?P<to>\w[\w.'’ -]{0,38}?))?(?P<aside>,? ?[(\[][^()\[\]]{1,30}[)\]])?"
    r"(?: (?:wrote|writes|says|said|commented|replied))?\s?:\s+)(?=\S+ \S)"
)
_BRACKETED = re.compile(r"(?P<head>\[(?P<name>[\w@][\w@.'’ -]{0,38})\]:?\s+)(?=\S+ \S)")
_ANSWERED = re.compile(
    r"(?P<name>\S.*?)(?:\s*[→➔▶»]\s*|\s(?:->|>)\s|\s(?=@\w)|"
    r"\s(?:in (?:reply|response)|replied|responded|replying|responding)\sto\s)@?(?P<to>\w.*)",
    re.IGNORECASE,
)
_ANSWER_LINE = re.compile(
    r"(?:(?:in )?(?:reply|response)|replied|replying|responding)\s+to\s+@?(?P<to>[\w#].{0,38}?)"
    r"(?:['’]s? (?:comment|post))?",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"(?:originally (?:posted|written) by|quoting|quote from|quote by|quoted from)\b:?\s+(?P<name>\S.{0,60}?)[\s:]*",
    re.IGNORECASE,
)
_BADGE = (
    r"(?:reply|replies|says|said|like|report|permalink|link|edited|flag|share|quote|author|verified|member|moderator|"
    r"mod|admin|administrator|staff|editor|owner|op|subscriber|contributor|top (?:fan|commenter|contributor))"
)
_TIME_FILLER = re.compile(
    r"\b(?:on|at|in|posted|updated|published|edited|gmt|utc|e[sd]t|c[es]t|bst|am|pm|[ap]\.m\.)(?=\W|$)", re.IGNORECASE
)
_ROLE_FILLER = re.compile(rf"(?<!^)\b{_BADGE}\b", re.IGNORECASE)
_ASIDE = re.compile(
    rf"\s*[(\[](?:{_BADGE}|not verified|guest)[)\]]|\s*[(\[](?:the )?{_BADGE}\b[^()\[\]]*[)\]]", re.IGNORECASE
)
_COUNT = re.compile(
    r"#\d+|\b\d[\d,]* (?:likes?|points?|votes?|replies|posts?|recommends?)\b|(?<![\w.])[+−-]\d+\b", re.IGNORECASE
)
_PLACE_AFTER = re.compile(r",\s+(?!jr\b|sr\b|ph\.?d|md\b)|\s+[|–—]\s+", re.IGNORECASE)
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
_LONGEST_LINE = 18
_AROUND = " ,;:•·|()[]–—/→»›>*#-"
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
    of the line is telling by itself ("Name says:"), not only a name with a date. to: the commenter answered, where
    the line tells. stamp: its words that tell the time, "" if none do.
    """

    name: str
    skip: int = 0
    is_said: bool = False
    to: str | None = None
    stamp: str = ""


def is_moment(text: str) -> bool:
    """Whether a line is only a date, a time of day or an age."""
    rest = without_moments(text) if len(text) <= _LONGEST_MOMENT else None
    return rest is not None and len(rest) <= 3


def stamp_of(text: str) -> str:
    """The words of a line that tell a time, from the first to the last; "" if none do."""
    places = _moments(text)
    return text[min(places)[0] : max(end for _, end in places)] if places else ""


def read_author(block: Block) -> Author | None:
    """The author that a line names by its form alone: "Name says:", "Name, 3 hours ago", "Name (8/7/13, 14:02)"."""
    if block.words > _LONGEST_LINE:
        return None
    return _read_answer(block) or _read_says(block.text) or _read_stamped(block)


def _read_answer(block: Block) -> Author | None:
    """ "Name → Other, 3 hours ago", "Name replied to Other:"."""
    match = _ANSWERED.fullmatch(block.text)
    if not match or not (block.text.endswith(":") or stamp_of(block.text)):
        return None
    name, to = (_tidy(_timeless(part)) for part in (match["name"], match["to"]))
    is_named = all(part and len(part.split()) <= _LONGEST_READER + 1 for part in (name, to))
    return Author(name, to=to, stamp=stamp_of(block.text)) if is_named and _HANDLE.fullmatch(name) else None


def _read_says(text: str) -> Author | None:
    says = _SAYS.fullmatch(text)
    if not says or not _is_time_or_nothing(says["rest"]):
        return None
    name = _tidy(_timeless(says["name"]))
    if not name or len(name.split()) > _LONGEST_NAME:
        return None
    return Author(name, is_said=True, stamp=stamp_of(text))


def _read_stamped(block: Block) -> Author | None:
    by = _POSTED_BY.fullmatch(block.text)
    rest = without_moments(by["name"] if by else block.text)
    if not rest or (block.ends and not by) or len(rest) < 2 or not _HANDLE.fullmatch(rest):
        return None
    name = _tidy(rest)
    return Author(name, stamp=stamp_of(block.text)) if name and len(name.split()) <= _LONGEST_READER + 1 else None


def read_inline_author(block: Block) -> Author | None:
    """The author of a comment that begins with the name: "oldsalt wrote: Wake up.", "[tavor59] Any proof?"."""
    bracketed = _BRACKETED.match(block.text)
    if bracketed:
        return Author(_tidy(bracketed["name"]), bracketed.end("head"))
    match = _INLINE.match(block.text)
    if not match:
        return None
    aside = match["aside"] or ""
    named = match["name"] + ("" if stamp_of(aside) else aside)
    return Author(_tidy(named), match.end("head"), to=match["to"], stamp=stamp_of(aside))


def read_answered(text: str) -> str | None:
    """Whom a line of its own says the comment answers: "Reply to Mason", "In reply to @Mason"; None if it does not."""
    match = _ANSWER_LINE.fullmatch(text.strip(" .:()[]"))
    return match["to"].strip() if match else None


def read_quoted(text: str) -> str | None:
    """Whom a line of its own says the next words are quoted from: "Originally posted by Mason"; None if it does not."""
    match = _QUOTED.fullmatch(text)
    return _tidy(_timeless(match["name"])) or None if match else None


def _tidy(name: str) -> str:
    """The name alone: without badges ("(author)"), without the place after it ("Dee, Port Columbia")."""
    name = _PLACE_AFTER.split(_ASIDE.sub("", name), maxsplit=1)[0].strip(_AROUND)
    return name if _INITIAL.search(name) else name.strip(" .")


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
    answered = _ANSWERED.fullmatch(text)
    name, to = (_tidy(answered["name"]), _tidy(answered["to"])) if answered else (_tidy(text), None)
    return Author(name or text, to=to)


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


def without_moments(text: str) -> str | None:
    """What is left of a line without its dates and times, without counts and badges, trimmed; None if it has none."""
    places = _moments(text)
    if not places:
        return None
    kept = "".join(c for i, c in enumerate(text) if not any(start <= i < end for start, end in places))
    kept = _trim(_TIME_FILLER.sub(" ", _COUNT.sub(" ", _WEEKDAY.sub(" ", _ASIDE.sub("", kept)))))
    return _trim(_ROLE_FILLER.sub(" ", kept)) or kept


def _timeless(text: str) -> str:
    rest = without_moments(text)
    return text if rest is None else rest


def _moments(text: str) -> list[tuple[int, int]]:
    return [(found.start, found.end) for found in find_dates(text)] + list(find_moments(text))


def _trim(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip(_AROUND)
    return text if _INITIAL.search(text) else text.strip(" ." + _AROUND)

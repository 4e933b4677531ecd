"""Who speaks to whom and when, while the lines of a thread go by; plain and web pages feed it alike."""

from __future__ import annotations

import re
from dataclasses import replace

from dragoman.capture.authors import Author
from dragoman.capture.marks import Mark

UNNAMED = "unnamed commenter"
_NUMBER = re.compile(r"#?(\d{1,4})\b[.)]?")
_SPEAKS_TO = re.compile(r"\W{0,3}@(?=\S)")
_SQUEEZE = re.compile(r"[\W_]+")
_LEAST_QUOTED = 20
_SHORTEST = 3


class Conversation:
    """The marks of a thread's lines, given one after the other.

    has_names_below: the author is named under his comment, not above it.
    """

    def __init__(self, *, has_names_below: bool = False) -> None:
        self.voice: str | None = UNNAMED
        self._to: str | None = None
        self._stamp = ""
        self._next_stamp = ""
        self._has_names_below = has_names_below
        self._marks: list[Mark] = []
        self._own: list[int] = []  # the lines of the comment under way
        self._names: dict[str, str] = {}  # number or folded name -> name
        self._spoken: list[tuple[str, str]] = []  # (name, squeezed words) of every line

    @property
    def has_text(self) -> bool:
        """Whether the comment under way has any words yet."""
        return bool(self._own)

    def author(self, author: Author, number: str = "", to: str | None = None) -> None:
        """A line that names an author; with author.skip his comment follows in the same line, so add that next.

        number: the comment's number on the page; to: whom it answers by its place on the page.
        """
        if self._has_names_below:
            self._adopt(author)
        else:
            self._close()
            self.voice, self._to = author.name, self._known(author.to) or to
            self._stamp, self._next_stamp = author.stamp or self._next_stamp, ""
        self._names.setdefault(_key(author.name), author.name)
        if numbered := _NUMBER.fullmatch(number):
            self._names.setdefault(numbered[1], author.name)
        if not author.skip:
            self._marks.append(Mark("comment_author"))

    def answers(self, name: str) -> None:
        """The comment under way answers this one, as something says that need be no line of the page."""
        self._to = self._to or self._known(name)

    def moment(self, stamp: str, role: str = "dateline", *, is_next: bool = False) -> None:
        """A line that tells a time: of the comment under way, or of the next one."""
        if is_next:
            self._next_stamp = stamp
        else:
            self.stamp(stamp)
        self._marks.append(Mark(role, stamp=stamp))

    def stamp(self, stamp: str) -> None:
        """The time of the comment under way, told by something that is no line of the page."""
        self._stamp = self._stamp or stamp

    def debris(self, role: str, *, ends: bool = False) -> None:
        """A line that belongs to nobody. ends: nobody speaks after it until an author is named."""
        if ends:
            self._close()
            self.voice = None
        self._marks.append(Mark(role))

    def other(self, mark: Mark) -> None:
        """A line that is no comment, with its mark."""
        self._marks.append(mark)

    def comment(self, text: str, skip: int = 0, *, is_quoted: bool = False) -> None:
        """A line of the comment under way. is_quoted: the page sets it as a quotation, of somebody above if known."""
        words = text[skip:]
        by = self._speaker_of(words) if is_quoted else None
        if by is None and not self._has_own_words():
            self._to = self._to or self._addressed(words)
        self._own.append(len(self._marks))
        self._marks.append(Mark("comment", by or self.voice or UNNAMED, skip))
        self._spoken.append((by or self.voice or UNNAMED, _squeeze(words)))

    def quoted(self, name: str) -> None:
        """A line of the comment under way that was written by somebody else, whom the page names."""
        self._to = self._to or self._known(name)
        self._own.append(len(self._marks))
        self._marks.append(Mark("comment", self._known(name)))

    def repeats(self, text: str) -> bool:
        """Whether somebody above, but not the one who speaks, wrote these very words."""
        by = self._speaker_of(text)
        return by is not None and by != self.voice

    def known(self, name: str) -> bool:
        """Whether somebody of this name spoke before."""
        return _key(name) in self._names

    def marks(self) -> list[Mark]:
        """All marks, one a line, in order."""
        self._close()
        return self._marks

    def _close(self) -> None:
        """The comment under way is over: its time and whom it answers are known."""
        for at in self._own:
            mark = self._marks[at]
            to = self._to if mark.voice == self.voice and self._to != self.voice else None
            self._marks[at] = replace(mark, stamp=self._stamp if mark.voice == self.voice else "", to=to)
        self._own, self._to, self._stamp = [], None, ""

    def _adopt(self, author: Author) -> None:
        """The comment above is this author's."""
        self._marks = [
            replace(mark, voice=author.name) if at in self._own and mark.voice == UNNAMED else mark
            for at, mark in enumerate(self._marks)
        ]
        self.voice, self._stamp = author.name, author.stamp or self._stamp
        self._to = self._known(author.to) or self._to
        self._close()
        self.voice = UNNAMED

    def _has_own_words(self) -> bool:
        return any(self._marks[at].voice == self.voice for at in self._own)

    def _known(self, name: str | None) -> str | None:
        """The name as its owner has it above; as it stands if nobody spoke under it; None for a number unknown."""
        if not name:
            return None
        number = _NUMBER.fullmatch(name)
        return self._names.get(number[1] if number else _key(name), None if number else name)

    def _addressed(self, words: str) -> str | None:
        """Whom "@name" at the start of a comment names: one who spoke before, under this name or a longer one."""
        match = _SPEAKS_TO.match(words)
        if not match:
            return None
        rest = words[match.end() :].casefold()
        full = [name for name in self._names if _begins(rest, name)]
        if full:
            return self._names[max(full, key=len)]
        first = re.split(r"[\s,:;.!?]", rest, maxsplit=1)[0]
        longer = [name for name in self._names if len(first) >= _SHORTEST and _begins(name, first)]
        return self._names[longer[-1]] if longer else None

    def _speaker_of(self, text: str) -> str | None:
        """Who wrote these words above."""
        words = _squeeze(text)
        if len(words) < _LEAST_QUOTED:
            return None
        return next((name for name, spoken in reversed(self._spoken) if words in spoken), None)


def _begins(text: str, name: str) -> bool:
    """Whether the text begins with the name and a word ends there."""
    return text.startswith(name) and (len(text) == len(name) or not text[len(name)].isalnum())


def _key(name: str) -> str:
    return name.lstrip("@").casefold()


def _squeeze(text: str) -> str:
    return _SQUEEZE.sub("", text).casefold()

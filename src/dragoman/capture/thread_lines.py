"""What each line of a thread may be, and how the thread is set: where its names, dates and buttons stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.capture.authors import (
    Author,
    is_moment,
    is_person,
    read_answered,
    read_author,
    read_bare_author,
    read_inline_author,
    read_quoted,
)
from dragoman.capture.blocks import Block
from dragoman.capture.thread_cues import thread_cue_of

ABOUT_AUTHOR = frozenset({"profile", "answered"})
_KEPT_CUES = frozenset({"form", "thread", "related", "related_item", "licence", "ad"})
_ENDS = frozenset({"form", "licence", "related", "ad"})
_HEADLINE = range(3, 13)
_PROFILE_WORDS = 6
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Layout:
    """How a thread is set.

    dates_follow, buttons_lead: a bare name has a date below it, or a line of buttons above. dates_lead: a comment
    begins with its date, above the name. names_below: the author is named under his comment. is_numbered: comments
    have numbers.
    """

    dates_follow: bool
    buttons_lead: bool
    dates_lead: bool
    names_below: bool
    is_numbered: bool


class ThreadLines:
    """The blocks of a thread, from its header or first name to the end of the page.

    cues: of each block the cue of thread_cue_of or line cue, "answered" for "In reply to X", "headline" for the
    headlines below the last comment; "" for what may be a name, a date or words.
    """

    def __init__(self, blocks: Sequence[Block], cues: Sequence[str]) -> None:
        self.blocks = blocks
        self.cues: list[str] = []
        for at, block in enumerate(blocks):
            self.cues.append(self._cue(at, block, cues[at]))
        self._names = [at for at in range(len(blocks)) if not self.cues[at] and read_author(blocks[at])]
        self.layout = self._layout()
        for at in self._closing_headlines():
            self.cues[at] = "headline"

    def author_at(self, at: int, style: str, named_at: int) -> tuple[Author | None, str]:
        """The author that a block names, and the style of naming: "line", "inline" or "bare".

        style: how the thread has named so far, "" if it has not; named_at: the last line that did.
        """
        block = self.blocks[at]
        if self.cues[at]:
            return None, ""
        strict = read_author(block)
        if strict:
            return strict, "line"
        inline = read_inline_author(block) if style in {"", "inline"} else None
        if inline and (style or not _is_lower_sentence(inline)):
            return inline, "inline"
        bare = read_bare_author(block) if style != "inline" and named_at != at - 1 else None
        return (bare, "bare") if bare and self._may_stand_bare(at, bare, style) else (None, "")

    def is_text(self, at: int) -> bool:
        """Whether the block is there and holds words of a comment, as far as its form tells."""
        if not 0 <= at < len(self.blocks) or self.cues[at]:
            return False
        return not is_moment(self.blocks[at].text) and read_author(self.blocks[at]) is None

    def _cue(self, at: int, block: Block, cue: str) -> str:
        if cue == "thread" and at and self.cues[-1] == "form":
            return "form"  # the label of a field
        if cue in _KEPT_CUES - {"form"} or (at == 0 and cue):
            return cue
        is_below_name = at > 0 and self._is_about_author(at - 1)
        if is_below_name and read_answered(block.text):
            return "answered"
        if read_quoted(block.text):
            return "quoted"
        if self._is_place(at):
            return "profile"
        found = cue if cue == "form" else thread_cue_of(block.text, under_author=is_below_name) or cue
        return "" if found == "nav" and read_author(block) else found  # "Annika > Mason, 3 hours ago" is no menu

    def _is_place(self, at: int) -> bool:
        """Whether a line tells where its author lives: it stands between his name and the date."""
        if at < 1 or at + 1 >= len(self.blocks) or self.cues[at - 1] or (at > 1 and not self.cues[at - 2]):
            return False
        name = read_bare_author(self.blocks[at - 1])
        return bool(name) and is_profile(self.blocks[at]) and is_moment(self.blocks[at + 1].text)

    def _is_about_author(self, at: int) -> bool:
        """Whether a block may be a name, or a line between a name and its comment."""
        if self.cues[at]:
            return self.cues[at] in ABOUT_AUTHOR
        block = self.blocks[at]
        return bool(read_author(block) or read_bare_author(block) or is_moment(block.text))

    def _may_stand_bare(self, at: int, bare: Author, style: str) -> bool:
        """Whether the place of a line that may be a name is one where this thread has names."""
        below = self._below(at)
        if below == len(self.blocks) or self.cues[below] not in {"", "quote", "quoted", "gone"}:
            return False
        if self.layout.is_numbered and not self.blocks[at].bullet:
            return False
        if self.layout.dates_follow:
            return is_moment(self.blocks[below].text)
        if self.layout.buttons_lead and at > 0 and not self.cues[at - 1]:
            return False
        return style != "line" or is_person(bare.name) or is_person(self.blocks[at].text.replace(",", ""))

    def _below(self, at: int) -> int:
        """The block below a name, after what the page tells about the author."""
        below = at + 1
        while below < len(self.blocks) and self.cues[below] in ABOUT_AUTHOR:
            below += 1
        return below

    def _layout(self) -> Layout:
        rows = [at for at in range(len(self.blocks)) if not self.cues[at]]
        bare = [at for at in rows if at not in self._names and read_bare_author(self.blocks[at])]
        dated = [at for at in bare if self._is_dated(at)]
        buttoned = [at for at in bare if at and self.cues[at - 1] == "control" and self.is_text(self._below(at))]
        numbered = [at for at in (*self._names, *bare) if self.blocks[at].bullet.strip("#")[:1].isdigit()]
        first = rows[0] if rows else 0
        return Layout(
            dates_follow=len(dated) >= _SEVERAL or (bool(dated) and dated[0] == first),
            buttons_lead=bool(buttoned) and not dated,
            dates_lead=bool(rows) and first not in self._names and is_moment(self.blocks[first].text),
            names_below=self._names_stand_below(rows),
            is_numbered=len(numbered) >= _SEVERAL,
        )

    def _is_dated(self, at: int) -> bool:
        below = self._below(at)
        return below < len(self.blocks) and not self.cues[below] and is_moment(self.blocks[below].text)

    def _names_stand_below(self, rows: Sequence[int]) -> bool:
        """Whether the thread begins with words and ends with a line that names an author."""
        end = next((at for at, cue in enumerate(self.cues) if at and cue in _ENDS), len(self.blocks))
        inside = [at for at in rows if at < end]
        if not inside or inside[-1] not in self._names or inside[0] in self._names:
            return False
        first = self.blocks[inside[0]]
        return self.is_text(inside[0]) and not read_bare_author(first) and not read_inline_author(first)

    def _closing_headlines(self) -> list[int]:
        """Two or more headlines between the last comment and what ends the thread, or nothing."""
        end = next((at for at, cue in enumerate(self.cues) if at and cue in _ENDS), len(self.blocks))
        first = end
        while first > 1 and not self.cues[first - 1] and _is_headline(self.blocks[first - 1]):
            first -= 1
        above = first - 1
        is_closed = above > 0 and (self.cues[above] == "control" or (self.is_text(above) and self.blocks[above].ends))
        return list(range(first, end)) if end - first >= _SEVERAL and is_closed and self._names_once() else []

    def _names_once(self) -> bool:
        """Whether names have a form of their own here, so that a headline cannot be one."""
        return bool(self._names) or self.layout.is_numbered or self.layout.dates_follow or self.layout.buttons_lead


def is_profile(block: Block) -> bool:
    """Whether a line has the form of a school, a firm or a town: a few words with capitals."""
    words = block.text.split()
    return len(words) <= _PROFILE_WORDS and not block.ends and all(w[:1].isupper() or len(w) < 4 for w in words)


def _is_headline(block: Block) -> bool:
    is_plain = not block.ends and not block.bullet and block.text[:1].isupper()
    return is_plain and block.words in _HEADLINE and read_author(block) is None


def _is_lower_sentence(author: Author) -> bool:
    return author.name[:1].islower() and " " in author.name

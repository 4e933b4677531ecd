"""The lines of a thread that lost its tags: who wrote which comment, when, to whom, and what is debris."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.capture.authors import Author, is_moment, read_answered, read_quoted, stamp_of
from dragoman.capture.blocks import Block
from dragoman.capture.conversation import Conversation
from dragoman.capture.cues import ROLE_OF
from dragoman.capture.marks import Mark
from dragoman.capture.thread_lines import ThreadLines, is_profile

_OF_THREAD = frozenset({"control", "gone", "profile", "quote"})
_CLOSES = {"headline": "related", "closed": "form"}
_KEEPS_VOICE = frozenset({"nav", "caption", "thread"})
_LONG = 60
_NOWHERE = -9


def mark_thread(blocks: Sequence[Block], cues: Sequence[str], start: int) -> list[Mark]:
    """The marks of all blocks from `start` on: authors, comments with their voices, debris."""
    return _Walk(ThreadLines(blocks[start:], cues[start:])).marks()


class _Walk:
    """Goes down the thread once."""

    def __init__(self, lines: ThreadLines) -> None:
        self._lines, self._blocks, self._cues = lines, lines.blocks, lines.cues
        self._talk = Conversation(has_names_below=lines.layout.names_below)
        self._style = ""
        self._has_stamps = False
        self._named_at = _NOWHERE
        self._numbered: str | None = None

    def marks(self) -> list[Mark]:
        at = 0
        while at < len(self._blocks):
            at += self._step(at)
        return self._talk.marks()

    def _step(self, at: int) -> int:
        """Mark the block, and the next one where they belong together; how many were marked."""
        author, style = self._lines.author_at(at, self._style, self._named_at)
        quoted = self._quoted_at(at, author)
        if quoted:
            self._talk.debris("comment_author")
            if not self._lines.is_text(at + 1):
                return 1
            self._talk.quoted(quoted)
            return 2
        if author:
            self._name(at, author, style)
        elif self._cues[at]:
            self._mark_cue(self._blocks[at], self._cues[at])
        elif is_moment(self._blocks[at].text):
            self._talk.moment(
                stamp_of(self._blocks[at].text), is_next=self._lines.layout.dates_lead and self._has_turn_ended()
            )
        else:
            self._mark_text(at)
        return 1

    def _has_turn_ended(self) -> bool:
        return self._talk.has_text or self._named_at < 0

    def _name(self, at: int, author: Author, style: str) -> None:
        if self._named_at < 0:
            self._style, self._has_stamps = style, bool(author.stamp)
        self._named_at = at
        self._talk.author(author, self._blocks[at].bullet, self._answered_by_place(at))
        if self._blocks[at].bullet[:1].isdigit():
            self._numbered = author.name
        if author.skip:
            self._talk.comment(self._blocks[at].text, author.skip)

    def _answered_by_place(self, at: int) -> str | None:
        """Whom a comment answers by its bullet: "↳" the one above, a dot in a numbered list the last number."""
        bullet = self._blocks[at].bullet
        if bullet == "↳":
            return self._talk.voice
        is_dot = bool(bullet) and not bullet.strip("#")[:1].isdigit()
        return self._numbered if self._lines.layout.is_numbered and is_dot else None

    def _quoted_at(self, at: int, author: Author | None) -> str | None:
        """Whom the line names as the author of a quotation within a comment, None if it does not."""
        if self._cues[at] == "quoted":
            return read_quoted(self._blocks[at].text)
        if author is None or not author.is_said or author.skip or author.stamp:
            return None
        has_header = at > 0 and self._cues[at - 1] == "quote"
        is_known = self._has_stamps and self._talk.known(author.name)
        return author.name if has_header or (is_known and self._blocks[at].text.endswith("wrote:")) else None

    def _mark_cue(self, block: Block, cue: str) -> None:
        role = "nav" if cue in _OF_THREAD else ROLE_OF.get(cue, cue)
        if cue == "answered":
            self._talk.answers(read_answered(block.text) or "")
            self._talk.debris("nav")
        elif cue == "control" and stamp_of(block.text):
            self._talk.moment(stamp_of(block.text), "nav")
        elif cue in _CLOSES:
            self._talk.debris(_CLOSES[cue], ends=True)
        else:
            keeps = cue in _OF_THREAD | _KEEPS_VOICE or (cue == "form" and block.words < 3)
            self._talk.debris(role, ends=not keeps)

    def _mark_text(self, at: int) -> None:
        block = self._blocks[at]
        goes_on = self._lines.is_text(at + 1)
        if self._talk.voice is None:
            self._talk.other(self._after_thread(at))
        elif self._lines.layout.buttons_lead and at - 1 == self._named_at and goes_on and is_profile(block):
            self._talk.debris("nav")
        else:
            is_quoted = block.bullet in {">", "»"} or (goes_on and self._talk.repeats(block.text))
            self._talk.comment(block.text, is_quoted=is_quoted)

    def _after_thread(self, at: int) -> Mark:
        """What no commenter wrote, below a form or a notice: body if long, a headline by its header, else an ad."""
        above = next((self._cues[i] for i in range(at - 1, -1, -1) if self._cues[i]), "")
        if self._blocks[at].words > _LONG:
            return Mark("body")
        return Mark("related") if above in {"related", "related_item"} and not self._blocks[at].ends else Mark("ad")

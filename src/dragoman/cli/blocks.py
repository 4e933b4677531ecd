"""Claims and stories as blocks that a person reads: who holds, how firmly, what, in which words, where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from dragoman.cli.terminal import clean, console, indented
from dragoman.dossier.timeline import Entry
from dragoman.dossier.wording import (
    ARROW,
    chain,
    day,
    line_number,
    marked_quote,
    plural,
    proposition,
    stance_verb,
    stance_words,
    story_title,
)
from dragoman.records import Claim, Document, Stance, Story

STYLES = {
    "asserted": "blue", "denied": "red", "possible": "yellow", "predicted": "magenta", "intended": "cyan",
    "urged": "bright_magenta", "questioned": "bright_black",
}  # fmt: skip
SIDES = (("affirmed by", "asserted"), ("denied by", "denied"), ("supposed by", "possible"))


def claim_block(claim: Claim, voice: str, page: Document | None) -> Iterator[RenderableType]:
    """A claim in three lines: `+ A → B asserts: proposition`, the quote, and where it stands."""
    yield _headline(claim, voice)
    yield _moved(_quote(claim))
    yield _moved(Text(" · ".join(_facts(claim, page)), style="dim"))


def _headline(claim: Claim, voice: str) -> Text:
    words = stance_words(claim.stance)
    style = STYLES[words.group]
    return Text.assemble(
        (f"{words.mark} ", f"bold {style}"),
        clean(ARROW.join(chain(claim, voice))),
        " ",
        (f"{stance_verb(claim)}:", style),
        " ",
        (clean(proposition(claim)), "bold"),
    )


def _quote(claim: Claim) -> Text:
    before, trigger, after = (clean(part) for part in marked_quote(claim))
    if not console().is_terminal and trigger:
        trigger = f"[{trigger}]"
    return Text.assemble("“", before, (trigger, "bold underline"), after, "”", style="italic")


def _facts(claim: Claim, page: Document | None) -> Iterator[str]:
    if claim.when:
        yield day(claim.when)
    if claim.where:
        yield clean(claim.where)
    if page is not None:
        yield f"{clean(page.id)} line {line_number(page, claim)}"
    yield (claim.type or "statement") + (f"/{clean(claim.mode)}" if claim.mode and claim.type != "HOLDS_OFFICE" else "")
    yield f"{claim.confidence:.0%} sure"
    if page is not None:
        yield clean(claim.id)


def story_block(story: Story, claims: tuple[Claim, ...], voices: dict[str, str]) -> Iterator[RenderableType]:
    """A story: its proposition, who affirms, denies and supposes it, the quotes; of one claim: that claim."""
    if len(claims) == 1:
        yield _headline(claims[0], voices[claims[0].document])
        facts = " · ".join(("1 claim", *filter(None, [day(story.when)]), clean(claims[0].id), clean(story.id)))
        yield _moved(_quote(claims[0]).append(f"  {facts}", "not italic dim"))
        return
    mark = ("≠ ", "bold red") if story.is_disputed else ("  ", "")
    yield Text.assemble(mark, (clean(story_title(story, claims)), "bold"))
    yield _moved(Text(" · ".join(_counts(story)), style="dim"))
    for (label, group), names in zip(SIDES, (story.affirmed_by, story.denied_by, story.supposed_by), strict=True):
        if names:
            yield _moved(Text.assemble((label, STYLES[group]), " ", clean(", ".join(names))))
    for claim in claims:
        yield _moved(_told(claim, voices), 4)


def _counts(story: Story) -> Iterator[str]:
    if story.is_disputed:
        yield "disputed"
    yield plural(len(story.claims), "claim")
    yield plural(len(story.documents), "page")
    yield plural(len(story.origins), "independent origin")
    if story.when:
        yield day(story.when)
    yield clean(story.id)


def _told(claim: Claim, voices: dict[str, str]) -> Text:
    words = stance_words(claim.stance)
    who = clean(ARROW.join(chain(claim, voices[claim.document])))
    told = Text.assemble((f"{words.mark} ", STYLES[words.group]), who)
    return told.append(": ").append_text(_quote(claim)).append(f" {clean(claim.id)}", "dim")


def entry_line(entry: Entry) -> Text:
    """A happening: the time, the proposition, and everybody's stance to it."""
    line = Text.assemble((f"{day(entry.when) or 'undated':<24} ", "dim"), (clean(entry.proposition), "bold"))
    if entry.where:
        line.append(f" · {clean(entry.where)}", "dim")
    for holding in entry.holdings:
        line.append(f"  {holding.mark} {holding.badge} ", STYLES[holding.group])
        line.append(clean(", ".join(holding.holders)))
    return line


def stance_line(claims: tuple[Claim, ...]) -> Text:
    """How many claims of each stance, each with its mark."""
    counts: dict[tuple[str, str], int] = {}
    for claim in claims:
        words = stance_words(Stance(polarity=claim.stance.polarity, mood=claim.stance.mood))
        counts[words.group, words.mark[:1]] = counts.get((words.group, words.mark[:1]), 0) + 1
    parts = sorted(counts.items(), key=lambda item: -item[1])
    return Text(" · ").join(
        Text.assemble((f"{mark} {group} ", STYLES[group]), f"{count:,}") for (group, mark), count in parts
    )


def _moved(text: Text, by: int = 2) -> RenderableType:
    return indented(text, by) if console().is_terminal else Text(" " * by).append_text(text)

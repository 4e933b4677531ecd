"""What the template prints, worked out beforehand: the template holds no logic beyond loops and choices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from dragoman.dossier.contents import Contents
from dragoman.dossier.overview import Matrix, accusations, count_by_stance
from dragoman.dossier.pages import PageLine, page_lines
from dragoman.dossier.timeline import Entry, timeline
from dragoman.dossier.wording import (
    GROUPS,
    chain,
    day,
    line_number,
    marked_quote,
    names_of,
    proposition,
    reprint_words,
    stance_verb,
    stance_words,
    story_title,
)
from dragoman.records import MOODS, Claim, Document, Publication, Refusal, Reprint, Stance, Story
from dragoman.store.protocol import ActorRow

MOST_DISPUTED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A claim in words. anchor: its name in the file; number: its place on its page."""

    claim: Claim
    anchor: str
    number: int
    proposition: str
    holders: tuple[str, ...]
    is_own_voice: bool
    verb: str
    badge: str
    mark: str
    group: str
    quote: tuple[str, str, str]
    when: str
    page: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """How one claim of a story stands to another, and why."""

    first: ClaimView
    relation: str
    second: ClaimView
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """A story in words. search: what the filter looks through, in lower case."""

    story: Story
    anchor: str
    title: str
    when: str
    claims: tuple[ClaimView, ...]
    groups: tuple[str, ...]
    reasons: tuple[Reason, ...]
    search: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReprintView:
    """A page's text on another page. words: how they stand to each other; share: of this page; credits: (who credits,
    whom, in which words), as far as `because` does not tell them."""

    words: str
    anchor: str
    name: str
    share: str
    because: str
    credits: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """A page with its lines; claims by their place on it."""

    document: Document
    anchor: str
    name: str
    title: str
    published: str
    lines: tuple[PageLine, ...]
    claims: dict[str, ClaimView]
    reprints: tuple[ReprintView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Where an interval lies in its year, in thousandths."""

    start: int
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """An entry of the timeline with its bar; None where it spans years or is undated."""

    entry: Entry
    when: str
    bar: Bar | None
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """The whole dossier, ready to print. years: heading -> entries; told_once: stories of a single claim;
    story_of: claim id -> its story, where others tell it too."""

    title: str
    documents: tuple[DocumentView, ...]
    stories: tuple[StoryView, ...]
    told_once: tuple[StoryView, ...]
    most_disputed: tuple[StoryView, ...]
    stances: dict[str, int]
    most: int
    matrix: Matrix
    years: dict[str, tuple[Dated, ...]]
    actors: tuple[ActorRow, ...]
    refusals: tuple[Refusal, ...]
    claims: int
    span: str
    story_of: dict[str, StoryView]
    makers: dict[str, int]
    legend: tuple[tuple[str, str], ...]


def page_view(contents: Contents, title: str) -> PageView:
    """The dossier in words."""
    titles = {page.id: (f"d{number}", _title(page)) for number, page in enumerate(contents.documents, 1)}
    documents = tuple(_document(contents, number, page, titles) for number, page in enumerate(contents.documents, 1))
    claims = {id: view for page in documents for id, view in page.claims.items()}
    stories = [_story(contents, number, story, claims) for number, story in enumerate(contents.stories, 1)]
    several = tuple(story for story in stories if len(story.claims) > 1)
    stances = count_by_stance(contents.all_claims)
    return PageView(
        title=title,
        documents=documents,
        stories=several,
        told_once=tuple(story for story in stories if len(story.claims) == 1),
        most_disputed=tuple(story for story in several if story.story.is_disputed)[:MOST_DISPUTED],
        stances=stances,
        most=max(stances.values(), default=0) or 1,
        matrix=accusations(contents.all_claims),
        years=_years(contents),
        actors=contents.actors,
        refusals=contents.refusals,
        claims=len(claims),
        span=_span_of(contents.documents),
        story_of={view.claim.id: story for story in several for view in story.claims},
        makers=dict(Counter(claim.made_by for claim in contents.all_claims).most_common()),
        legend=tuple(_legend()),
    )


def _legend() -> Iterator[tuple[str, str]]:
    """Each group of stances with its mark, in the order of legends."""
    marks: dict[str, str] = {}
    for polarity in ("+", "-"):
        for mood in MOODS:
            words = stance_words(Stance(polarity=polarity, mood=mood))
            marks.setdefault(words.group, words.mark)
    yield from ((group, marks[group]) for group in GROUPS)


def _document(contents: Contents, number: int, page: Document, titles: dict[str, tuple[str, str]]) -> DocumentView:
    claims = contents.claims[page.id]
    name = PurePath(page.path).name or page.id
    return DocumentView(
        document=page,
        anchor=f"d{number}",
        name=name,
        title=_title(page),
        published=_published(page.published),
        lines=tuple(page_lines(page, claims)),
        claims={claim.id: _claim(contents, page, n, claim, name) for n, claim in enumerate(claims, 1)},
        reprints=tuple(_reprint(reprint, page.id, titles) for reprint in contents.reprints[page.id]),
    )


def _title(page: Document) -> str:
    return page.title.value if page.title else PurePath(page.path).name or page.id


def _reprint(reprint: Reprint, here: str, titles: dict[str, tuple[str, str]]) -> ReprintView:
    anchor, name = titles[reprint.other(here)]
    share = reprint.share_of_one if here == reprint.one else reprint.share_of_two
    rest = [c for c in reprint.credits if c.words not in reprint.because]
    return ReprintView(
        words=reprint_words(reprint, here),
        anchor=anchor,
        name=name,
        share=f"{share:.0%}",
        because=reprint.because,
        credits=tuple(("this page" if c.document == here else "the other", c.name, c.words) for c in rest),
    )


def _published(published: Publication | None) -> str:
    return day(published.interval) if published else "date unknown"


def _claim(contents: Contents, page: Document, number: int, claim: Claim, name: str) -> ClaimView:
    words = stance_words(claim.stance)
    return ClaimView(
        claim=claim,
        anchor=contents.anchors[claim.id],
        number=number,
        proposition=proposition(claim),
        holders=chain(claim, contents.voices[page.id]),
        is_own_voice=not claim.holders,
        verb=stance_verb(claim),
        badge=words.badge,
        mark=words.mark,
        group=words.group,
        quote=marked_quote(claim),
        when=day(claim.when),
        page=name,
        line=line_number(page, claim),
    )


def _story(contents: Contents, number: int, story: Story, views: dict[str, ClaimView]) -> StoryView:
    claims = contents.claims_of(story)
    title = story_title(story, claims)
    shown = tuple(views[claim.id] for claim in claims)
    words = [title, *story.origins, *(claim.quote for claim in claims)]
    words += [name for view in shown for name in (*view.holders, *names_of(view.claim.actors))]
    return StoryView(
        story=story,
        anchor=f"s{number}",
        title=title,
        when=day(story.when),
        claims=shown,
        groups=tuple(dict.fromkeys(view.group for view in shown)),
        reasons=tuple(_reasons(story, views)),
        search=" ".join(" ".join(words).lower().split()),
    )


def _reasons(story: Story, views: dict[str, ClaimView]) -> Iterator[Reason]:
    """All but plain agreement, as far as the store holds both claims."""
    for c in story.comparisons:
        if c.relation != "agrees" and c.first in views and c.second in views:
            yield Reason(first=views[c.first], relation=c.relation, second=views[c.second], because=c.because)


def _years(contents: Contents) -> dict[str, tuple[Dated, ...]]:
    """Entries by year; those that span several years, then the undated, under headings of their own."""
    years: dict[str, list[Dated]] = {}
    rest: dict[str, list[Dated]] = {"Over several years": [], "Undated": []}
    for entry in timeline(contents.all_claims, contents.voices):
        when = entry.when
        same_year = when is not None and when.first.year == when.last.year
        bar = _bar(when.first, when.last) if when is not None and same_year else None
        anchors = tuple(contents.anchors[claim.id] for claim in entry.claims)
        dated = Dated(entry=entry, when=day(when), bar=bar, anchors=anchors)
        if when is not None and same_year:
            years.setdefault(str(when.first.year), []).append(dated)
        else:
            rest["Undated" if when is None else "Over several years"].append(dated)
    return {heading: tuple(rows) for heading, rows in (years | rest).items() if rows}


def _bar(first: date, last: date) -> Bar:
    start = first.timetuple().tm_yday - 1
    return Bar(start=round(start / 366 * 1000), width=max(round(((last - first).days + 1) / 366 * 1000), 6))


def _span_of(documents: tuple[Document, ...]) -> str:
    intervals = [page.published.interval for page in documents if page.published]
    if not intervals:
        return ""
    first, last = min(i.first for i in intervals).year, max(i.last for i in intervals).year
    return str(first) if first == last else f"{first}–{last}"

"""The commands that ask a dossier: claims, stories, actors, timeline, documents, refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import PurePath
from textwrap import shorten
from typing import TypeVar

from rich.text import Text

from dragoman.cli import options as o
from dragoman.cli import rows
from dragoman.cli.blocks import claim_block, entry_line, story_block
from dragoman.cli.opening import check_document, open_store, pages_of, voices_of
from dragoman.cli.terminal import clean, show, table, tell, write_csv, write_json
from dragoman.dossier.contents import reprints_of
from dragoman.dossier.timeline import timeline as in_time
from dragoman.dossier.wording import day, plural, reprint_words
from dragoman.errors import InputError
from dragoman.records import Claim, Document, Reprint
from dragoman.store.protocol import ActorRow, ClaimFilter, Store

Item = TypeVar("Item")


def claims(
    dossier: o.Dossier,
    actor: o.Actor = None,
    recipient: o.Recipient = None,
    type: o.Type = None,
    mood: o.Mood = None,
    polarity: o.Polarity = None,
    holder: o.Holder = None,
    document: o.Page = None,
    kind: o.Kind = None,
    since: o.Since = None,
    until: o.Until = None,
    words: o.Words = None,
    limit: o.Limit = None,
    json: o.Json = False,
    csv: o.Csv = False,
) -> None:
    """Claims: who holds what, how firmly, in which words."""
    narrowing = o.Narrowing(
        actor=actor, recipient=recipient, type=type, mood=mood, polarity=polarity, holder=holder, document=document,
        kind=kind, since=since, until=until, words=words,
    )  # fmt: skip
    where = _checked(narrowing, json, csv)
    with open_store(dossier) as store:
        found = list(islice(store.claims(check_document(store, where)), limit))
        if json or csv:
            _write(found, json, Claim.to_dict, rows.flat_claim, rows.CLAIM_COLUMNS)
            return
        pages = pages_of(store)
        voices = voices_of(pages)
        for claim in found:
            show(*claim_block(claim, voices[claim.document], pages[claim.document]), Text(""))
        _count(len(found), "claim", where, store)


def stories(
    dossier: o.Dossier,
    actor: o.Actor = None,
    recipient: o.Recipient = None,
    type: o.Type = None,
    mood: o.Mood = None,
    polarity: o.Polarity = None,
    holder: o.Holder = None,
    document: o.Page = None,
    kind: o.Kind = None,
    since: o.Since = None,
    until: o.Until = None,
    words: o.Words = None,
    limit: o.Limit = None,
    json: o.Json = False,
    csv: o.Csv = False,
) -> None:
    """Stories, most disputed first: who affirms, who denies.

    With the number of independent origins and the quotes. A story is shown if any of its claims fits the options.
    """
    narrowing = o.Narrowing(
        actor=actor, recipient=recipient, type=type, mood=mood, polarity=polarity, holder=holder, document=document,
        kind=kind, since=since, until=until, words=words,
    )  # fmt: skip
    where = _checked(narrowing, json, csv)
    with open_store(dossier) as store:
        by_id = {claim.id: claim for claim in store.claims()}
        fitting = {claim.story for claim in store.claims(check_document(store, where))}
        found = list(islice((story for story in store.stories() if story.id in fitting), limit))
        told = [(story, tuple(by_id[id] for id in story.claims if id in by_id)) for story in found]
        if json or csv:
            _write(told, json, lambda s: rows.story_row(*s), lambda s: rows.flat_story(*s), rows.STORY_COLUMNS)
            return
        voices = voices_of(pages_of(store))
        for story, its_claims in told:
            show(*story_block(story, its_claims, voices), Text(""))
        _count(len(told), "story", where, store, "stories")
        if unfiled := sum(claim.story is None for claim in by_id.values()):
            tell(f"{plural(unfiled, 'claim')} in no story yet: `dragoman read` was cut short, run it again")


def timeline(
    dossier: o.Dossier,
    actor: o.Actor = None,
    recipient: o.Recipient = None,
    type: o.Type = None,
    mood: o.Mood = None,
    polarity: o.Polarity = None,
    holder: o.Holder = None,
    document: o.Page = None,
    since: o.Since = None,
    until: o.Until = None,
    words: o.Words = None,
    limit: o.Limit = None,
    json: o.Json = False,
    csv: o.Csv = False,
) -> None:
    """What happened when, and how everybody stands to it.

    Claims on one proposition at one time are one entry; the undated stand last.
    """
    narrowing = o.Narrowing(
        actor=actor, recipient=recipient, type=type, mood=mood, polarity=polarity, holder=holder, document=document,
        since=since, until=until, words=words,
    )  # fmt: skip
    where = _checked(narrowing, json, csv)
    with open_store(dossier) as store:
        found = in_time(store.claims(check_document(store, where)), voices_of(pages_of(store)))[:limit]
        if json or csv:
            _write(found, json, rows.entry_row, rows.flat_entry, rows.TIMELINE_COLUMNS)
            return
        for entry in found:
            show(entry_line(entry))
        _count(len(found), "entry", where, store, "entries")


def actors(
    dossier: o.Dossier,
    actor: o.Actor = None,
    limit: o.Limit = None,
    json: o.Json = False,
    csv: o.Csv = False,
) -> None:
    """Actors, with the words that led to each."""
    _one_form(json, csv)
    with open_store(dossier) as store:
        found = list(islice((row for row in store.actors() if _is_named(row, actor)), limit))
        if json or csv:
            _write(found, json, rows.actor_row, rows.actor_row, rows.ACTOR_COLUMNS)
            return
        headings = ("actor", "state", "sector", "acts", "receives", "holds", "pages", "words on the pages")
        if found:
            show(table(headings, (_actor_cells(row) for row in found), right=headings[3:7]))
        _count(len(found), "actor", ClaimFilter(actor=actor), store)


def documents(dossier: o.Dossier, document: o.Page = None, json: o.Json = False, csv: o.Csv = False) -> None:
    """Pages that were read: title, publisher, date, claims, and where else their text is printed."""
    _one_form(json, csv)
    with open_store(dossier) as store:
        check_document(store, ClaimFilter(document=document))
        found = [page for page in store.documents() if document in (None, page.id)]
        numbers = dict.fromkeys(store.document_ids(), 0)
        for claim in store.claims(ClaimFilter(document=document)):
            numbers[claim.document] += 1
        printed = reprints_of(store)
        if json or csv:
            _write(
                found,
                json,
                lambda p: rows.document_row(p, printed[p.id]),
                lambda p: rows.flat_document(p, printed[p.id], numbers[p.id]),
                rows.DOCUMENT_COLUMNS,
            )
            return
        headings = ("page", "title", "publisher", "published", "from", "claims", "printed elsewhere")
        if found:
            cells = (_page_cells(page, numbers[page.id], printed[page.id]) for page in found)
            show(table(headings, cells, right=("claims",)))
        _count(len(found), "page", ClaimFilter(), store)


def refusals(dossier: o.Dossier, json: o.Json = False, csv: o.Csv = False) -> None:
    """Pages that could not be read, and why."""
    _one_form(json, csv)
    with open_store(dossier) as store:
        found = list(store.refusals())
        if json or csv:
            _write(found, json, rows.refusal_row, rows.refusal_row, rows.REFUSAL_COLUMNS)
            return
        if found:
            headings = ("page", "stage", "reason", "remedy")
            show(table(headings, ([r.document, r.stage, r.reason, r.remedy] for r in found)))
        tell(plural(len(found), "page") + " refused")


def _checked(narrowing: o.Narrowing, json: bool, csv: bool) -> ClaimFilter:
    _one_form(json, csv)
    return narrowing.checked()


def _one_form(json: bool, csv: bool) -> None:
    if json and csv:
        raise InputError("--json and --csv exclude each other", remedy="give one of them")


def _write(
    found: Iterable[Item],
    json: bool,
    full: Callable[[Item], rows.Row],
    flat: Callable[[Item], rows.Row],
    columns: tuple[str, ...],
) -> None:
    if json:
        write_json([full(item) for item in found])
    else:
        write_csv(rows.column_rows([flat(item) for item in found], columns), columns)


def _count(shown: int, one: str, where: ClaimFilter, store: Store, many: str = "") -> None:
    """How many were shown, on standard error; where none, whether the options or the dossier are why."""
    if shown:
        tell(plural(shown, one, many))
    elif where != ClaimFilter() and store.document_ids():
        tell(f"no {one} fits these options; fewer of them would find more")
    else:
        tell(f"the dossier holds no {one}")


def _is_named(row: ActorRow, wanted: str | None) -> bool:
    if wanted is None or wanted == row.country:
        return True
    return any(wanted.casefold() in text.casefold() for text in (row.name, *row.texts))


def _actor_cells(row: ActorRow) -> list[str]:
    numbers = (str(number or "") for number in (row.acts, row.receives, row.holds, len(row.documents)))
    return [row.name, row.country or "", row.sector or "", *numbers, ", ".join(row.texts)]


_BASIS = 100
"""Characters of the reason for a date that a table shows; `--json` has all of it."""


def _page_cells(page: Document, claims: int, printed: tuple[Reprint, ...]) -> list[str]:
    published = page.published
    return [
        page.id,
        page.title.value if page.title else PurePath(page.path).name,
        page.publisher.value if page.publisher else "",
        day(published.interval) if published else "unknown",
        shorten(clean(published.basis), _BASIS, placeholder=" …") if published else "",
        str(claims),
        "; ".join(f"{reprint_words(r, page.id)} {r.other(page.id)}" for r in printed),
    ]

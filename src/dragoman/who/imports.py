"""The user's own actors: CSV, FollowTheMoney entities and lists like those of OpenSanctions, into the user's folder."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.codes.actors.own import COLUMNS, OwnActor, own_folder
from dragoman.codes.actors.terms import day_of
from dragoman.codes.countries import by_alpha2, countries
from dragoman.codes.rows import items, read_rows
from dragoman.errors import InputError
from dragoman.records import SECTORS
from dragoman.who.resolve import forget

_HEAD = "# Actors imported by `dragoman actors import`. Delete this file to forget them.\n"
_CSV = "name,aliases,country,sector,from,to"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did. actors: kept; passed_over: entities that are no actors, or have no name; at: the table."""

    actors: int
    passed_over: int
    at: Path


def import_actors(path: Path) -> Imported:
    """Copy the actors of a file into the user's folder, in place of what the same file name gave before.

    CSV with the columns name, aliases, country, sector, from, to; JSON lines of FollowTheMoney entities; CSV of
    OpenSanctions' simple form (targets.simple.csv). Raises InputError with file, line and remedy; nothing is kept then.
    """
    text = _text_of(path)
    read = _from_entities if text.lstrip()[:1] == "{" else _from_csv
    found = list(read(path, text))
    actors = [actor for actor in found if actor is not None]
    if not actors:
        raise InputError(
            "no actor in it", place=str(path), remedy=f"give rows under {_CSV}, or FollowTheMoney entities"
        )
    at = own_folder() / f"{path.stem}.tsv"
    _write(at, actors)
    forget()
    return Imported(actors=len(actors), passed_over=len(found) - len(actors), at=at)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", place=str(path), remedy="name a file") from error
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8 text", place=str(path), remedy="save it as UTF-8") from error


def _write(at: Path, actors: Iterable[OwnActor]) -> None:
    """The whole table or none: written beside its place, then moved there."""
    rows = ("\t".join(_cells(actor)) for actor in actors)
    beside = at.with_suffix(".part")
    try:
        at.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(_HEAD + "\t".join(COLUMNS) + "\n" + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        beside.replace(at)
    except OSError as error:
        remedy = "set XDG_CONFIG_HOME to a folder that can be written to"
        raise InputError(f"cannot be written: {error.strerror}", place=str(at), remedy=remedy) from error


def _cells(actor: OwnActor) -> tuple[str, ...]:
    return (actor.name, actor.kind, actor.country or "", actor.sector or "", actor.first, actor.last,
            ";".join(actor.aliases))  # fmt: skip


def _from_csv(path: Path, text: str) -> Iterator[OwnActor | None]:
    lines = csv.reader(text.splitlines(), strict=True)
    try:
        columns = [name.strip().lower() for name in next(lines, [])]
        if "name" not in columns:
            raise InputError("has no column name", place=f"{path} line 1", remedy=f"begin it with the line {_CSV}")
        read = _simple_target if {"schema", "countries"} <= set(columns) else _own_row
        for cells in lines:
            if any(cell.strip() for cell in cells):
                row = dict(zip(columns, (cell.strip() for cell in cells), strict=False))
                yield read(row, f"{path} line {lines.line_num}")
    except csv.Error as error:
        place = f"{path} line {lines.line_num}"
        raise InputError(
            f"is not CSV: {error}", place=place, remedy="put cells with commas or quotes in quotes"
        ) from error


def _own_row(row: dict[str, str], place: str) -> OwnActor:
    name = row.get("name", "")
    if not name:
        raise InputError("has no name", place=place, remedy="fill the column name, or take the line out")
    return OwnActor(
        name=_plain(name),
        kind=_one_of(row.get("kind", "").lower() or "body", ("body", "person"), "kind", place),
        country=_country(row.get("country", ""), place),
        sector=_one_of(row.get("sector", "").upper(), SECTORS, "sector", place) or None,
        first=_day(row.get("from", ""), place),
        last=_day(row.get("to", ""), place),
        aliases=_names(items(row.get("aliases", "").replace("|", ";")), name),
    )


def _simple_target(row: dict[str, str], place: str) -> OwnActor | None:
    """A line of targets.simple.csv: id, schema, name, aliases, countries and more."""
    schema, name = _schemata().get(row["schema"]), row.get("name", "")
    if schema is None or not name:
        return None
    kind, sector = schema
    codes = items(row["countries"])
    return OwnActor(
        name=_plain(name), kind=kind, country=by_alpha2().get(codes[0].lower()) if codes else None,
        sector=_sector(items(row.get("topics", "")), sector), first="", last="",
        aliases=_names(items(row.get("aliases", "")), name),
    )  # fmt: skip


def _from_entities(path: Path, text: str) -> Iterator[OwnActor | None]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        place = f"{path} line {number}"
        try:
            entity = json.loads(line)
            yield _entity(entity["schema"], entity["properties"])
        except json.JSONDecodeError as error:
            remedy = "write one entity a line, as `ftm` does"
            raise InputError(f"is not JSON: {error.msg}", place=place, remedy=remedy) from error
        except (KeyError, TypeError, AttributeError) as error:
            remedy = 'an entity has "schema" and "properties", whose values are lists of words'
            raise InputError("is no FollowTheMoney entity", place=place, remedy=remedy) from error


def _entity(schema: str, properties: dict[str, list[str]]) -> OwnActor | None:
    def values(*keys: str) -> tuple[str, ...]:
        return tuple(str(value) for key in keys for value in properties.get(key, ()))

    names, known = values("name"), _schemata().get(schema)
    if known is None or not names:
        return None
    kind, sector = known
    states = (by_alpha2().get(code.lower()) for code in values("nationality", "jurisdiction", "country"))
    return OwnActor(
        name=_plain(names[0]), kind=kind, country=next((state for state in states if state), None),
        sector=_sector(values("topics"), sector), first="", last="",
        aliases=_names((*names[1:], *values("alias", "abbreviation")), names[0]),
    )  # fmt: skip


def _schemata() -> dict[str, tuple[str, str | None]]:
    return {row["schema"]: (row["kind"], row["sector"] or None) for row in read_rows("actors/schemata.tsv")}


def _sector(topics: Iterable[str], otherwise: str | None) -> str | None:
    """The sector of the first line of topics.tsv that one of the topics is or belongs to."""
    given = tuple(topics)
    for row in read_rows("actors/topics.tsv"):
        if any(topic == row["topic"] or topic.startswith(row["topic"] + ".") for topic in given):
            return row["sector"]
    return otherwise


def _country(given: str, place: str) -> str | None:
    """alpha-3 of an alpha-3 or alpha-2 code or a name. Raises InputError."""
    if not given:
        return None
    by_name = {name.casefold(): c.code for c in countries().values() for name in (c.name, *c.other_names)}
    code = (
        given.upper()
        if given.upper() in countries()
        else by_alpha2().get(given.lower()) or by_name.get(given.casefold())
    )
    if code is None:
        raise InputError(f"{given!r} is no country", place=place, remedy="give its ISO 3166 code, such as AZE, or name")
    return code


def _one_of(given: str, known: Iterable[str], what: str, place: str) -> str:
    if given and given not in known:
        raise InputError(f"{given!r} is no {what}", place=place, remedy=f"known are {', '.join(sorted(known))}")
    return given


def _day(given: str, place: str) -> str:
    try:
        if given:
            day_of(given, last=True)
    except ValueError as error:
        raise InputError(f"{given!r} is no date", place=place, remedy="write 2012-04-30, 2012-04 or 2012") from error
    return given


def _names(names: Iterable[str], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(plain for other in names if (plain := _plain(other)) and plain != name))


def _plain(text: str) -> str:
    """The words as a cell can hold them: semicolons and tabs part cells, a # would begin a remark."""
    return " ".join(text.replace(";", ",").split()).lstrip("#").strip()

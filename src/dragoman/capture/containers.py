"""Files that hold many pages: archives, WARCs, WACZ, mails, and WARCs and mails within archives."""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Lock

from dragoman.capture import archives
from dragoman.capture.mails import is_mail, list_attached, read_attached
from dragoman.capture.parts import Part
from dragoman.capture.warcs import Warc
from dragoman.errors import PageError

_WARCS = (".warc", ".warc.gz")
_CRAWL = ".wacz"


def holds_pages(file: Path) -> bool:
    """Whether the name ends like that of a file that may hold several pages."""
    return archives.is_archive(file) or is_mail(file.name) or _is_warc(file.name)


def list_pages(file: Path, most: int) -> Iterator[tuple[str | None, Part | None]]:
    """The pages in it: the archive's member, None outside of archives, and the part of that, None for the whole.

    most: bytes of a mail beyond which it is not looked into.
    """
    if not archives.is_archive(file):
        yield from _within(file, None, most)
        return
    members = 0
    for member in archives.list_members(file):
        is_crawled = _is_warc(member.name)
        if file.name.lower().endswith(_CRAWL) and member.name and not is_crawled:
            continue  # its index, its log, its list of pages
        members += 1
        if member.fault:
            yield member.name, Part(place="", fault=member.fault)
        else:
            yield from _within(file, member.name, most)
    if not members and file.name.lower().endswith(_CRAWL):
        yield "", Part(place="", fault="it holds no WARC")


def read_page(file: Path, member: str | None, place: str, most: int, path: str) -> bytes:
    """At most `most` bytes of a page. Raises PageError or one of archives.FAULTS if it cannot be had."""
    name = file.name if member is None else member
    if place and _is_warc(name):
        with _LOCK:
            return _open(file, member).read(place, most)
    raw = _read(file, member, most)
    return read_attached(raw, place, path)[:most] if place else raw


def _within(file: Path, member: str | None, most: int) -> Iterator[tuple[str | None, Part | None]]:
    name = file.name if member is None else member
    if _is_warc(name):
        yield from ((member, part) for part in _crawled(file, member))
        return
    yield member, None
    if is_mail(name):
        yield from ((member, part) for part in _mailed(file, member, most))


def _crawled(file: Path, member: str | None) -> Iterator[Part]:
    count = 0
    try:
        with closing(_opened(file, member)) as warc:
            for part in warc.pages():
                count += 1
                yield part
    except archives.FAULTS as fault:
        yield Part(place="", fault=f"the archive cannot be read beyond its first {count} pages: {fault}")
    else:
        if not count:
            yield Part(place="", fault="it holds no page in html, plain text or pdf")


def _mailed(file: Path, member: str | None, most: int) -> list[Part]:
    """What cannot be read or looked into is told when the mail itself is loaded."""
    try:
        return list_attached(_read(file, member, most), str(file))
    except (PageError, *archives.FAULTS):
        return []


def _read(file: Path, member: str | None, most: int) -> bytes:
    if member is not None:
        return archives.read_member(file, member, most)
    with file.open("rb") as stream:
        return stream.read(most)


def _is_warc(name: str) -> bool:
    return name.lower().endswith(_WARCS)


_LOCK = Lock()
_KEPT: dict[tuple[str, str | None, int, int], Warc] = {}


def _open(file: Path, member: str | None) -> Warc:
    """The WARC, from the last call if it is the same and unchanged: reading on is quicker than starting anew."""
    status = file.stat()
    key = (str(file), member, status.st_mtime_ns, status.st_size)
    if key not in _KEPT:
        _forget()
        _KEPT[key] = _opened(file, member)
    return _KEPT[key]


def _opened(file: Path, member: str | None) -> Warc:
    if member is None:
        return Warc(file.open("rb"))
    return Warc(archives.open_member(file, member), is_packed=True)


@atexit.register
def _forget() -> None:
    while _KEPT:
        _KEPT.popitem()[1].close()

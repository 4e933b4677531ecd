"""Where pages lie: files, folders, globs, members of archives."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from dragoman.capture import archives
from dragoman.capture.names import unique_names
from dragoman.errors import InputError, PageError

MOST_BYTES = 50 * 1024 * 1024
_HTML = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_TEXT = frozenset({".txt", ".text"})
_BESIDE = frozenset(
    ".css .js .json .md .csv .tsv .xml .ico .svg .woff .woff2 .ttf .png .jpg .jpeg .gif .webp .py .map".split()
)
"""What lies beside pages in a folder and is none; by name it is still tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A page to be captured.

    name: the document's id. path: shown to people; `archive.zip/inner.txt` for a member. file: the file on disk.
    member: its name within the archive, None for a plain file. kind: "text", "html" or "unknown" (to be sniffed).
    fault: why the archive refuses to hand it out, "" if it does not.
    """

    name: str
    path: str
    file: Path
    member: str | None = None
    kind: str = "unknown"
    fault: str = ""

    def load(self) -> bytes:
        """The raw bytes. Raises PageError if they cannot be had or are more than 50 MB."""
        if self.fault:
            raise PageError(self.fault, place=self.path, remedy="unpack the archive by hand and look at it")
        try:
            raw = self._read()
        except PermissionError:
            raise PageError("no permission to read it", place=self.path, remedy="change its permissions") from None
        except archives.FAULTS as fault:
            reason = (fault.strerror if isinstance(fault, OSError) else None) or str(fault)
            raise PageError(f"cannot be read: {reason}", place=self.path, remedy="save or copy it again") from fault
        if len(raw) > MOST_BYTES:
            raise PageError("larger than 50 MB", place=self.path, remedy="split it into pages")
        return raw

    def _read(self) -> bytes:
        if self.member is not None:
            return archives.read_member(self.file, self.member, MOST_BYTES + 1)
        if self.file.is_dir():  # found only where it may not be looked into
            raise PermissionError
        if self.file.exists() and not self.file.is_file():
            # a pipe that nobody writes to would keep us waiting for ever
            raise PageError("a pipe or device, not a file", place=self.path, remedy="save it as a file")
        with self.file.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)


def kind_of(path: str) -> str:
    """ "html" or "text" by the end of the name, else "unknown"."""
    suffix = PurePath(path).suffix.lower()
    return "html" if suffix in _HTML else "text" if suffix in _TEXT else "unknown"


def find_pages(paths: Sequence[Path | str]) -> Iterator[Source]:
    """Every page under the paths, once each, in order, with names that do not clash.

    paths: files, folders (searched through; hidden files, pictures, scripts and notes left out), globs, zip and tar
    archives. Raises InputError at once for a path that is not there. A page that cannot be read is found all the same;
    loading it tells why.
    """
    seen: set[tuple[Path, str | None]] = set()
    found: list[Source] = []
    for path in paths:
        for source in _under(path):
            key = (source.file.resolve(), source.member)
            if key not in seen:
                seen.add(key)
                found.append(source)
    return iter(name_documents(found))


def name_documents(sources: Iterable[Source]) -> list[Source]:
    """The sources with unique names: the stem; where stems clash, the folder before it, then suffix and number."""
    listed = list(sources)
    names = unique_names([source.path for source in listed])
    return [_renamed(source, name) for source, name in zip(listed, names, strict=True)]


def source_of(path: Path | str) -> Source:
    """One plain file as a source. Raises InputError if it is not there."""
    file = Path(path)
    if not file.is_file():
        raise _missing(str(path))
    return _plain(file)


def _renamed(source: Source, name: str) -> Source:
    return Source(
        name=name,
        path=source.path,
        file=source.file,
        member=source.member,
        kind=source.kind,
        fault=source.fault,
    )


def _under(path: Path | str) -> Iterator[Source]:
    place = Path(path).expanduser()
    try:
        is_folder, is_there = place.is_dir(), place.exists()
    except PermissionError as fault:
        remedy = "give yourself permission to the folders above it"
        raise InputError("no permission to look there", place=str(path), remedy=remedy) from fault
    if is_folder:
        yield from _in_folder(place)
    elif is_there:
        yield from _in_file(place)
    elif glob.has_magic(str(place)):
        yield from _in_glob(str(place))
    else:
        raise _missing(str(path))


def _in_glob(pattern: str) -> Iterator[Source]:
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - Path.glob refuses absolute patterns
    if not matches:
        raise InputError("no file matches", place=pattern, remedy="check the pattern and the folder it starts in")
    for match in matches:
        yield from _in_folder(Path(match)) if Path(match).is_dir() else _in_file(Path(match))


def _in_folder(folder: Path) -> Iterator[Source]:
    closed: list[Path] = []
    for here, folders, files in os.walk(folder, onerror=lambda fault: closed.append(Path(fault.filename))):
        # A browser saves a page's pictures and scripts in "NAME_files" beside NAME.html.
        folders[:] = sorted(f for f in folders if not f.startswith(".") and not f.endswith("_files"))
        for name in sorted(files):
            if not name.startswith(".") and PurePath(name).suffix.lower() not in _BESIDE:
                yield from _in_file(Path(here) / name)
    yield from (Source(name=place.name, path=f"{place}/", file=place) for place in closed)


def _in_file(file: Path) -> Iterator[Source]:
    if not archives.is_archive(file):
        yield _plain(file)
        return
    for member in archives.list_members(file):
        if PurePath(member.name).suffix.lower() in _BESIDE:
            continue
        path = f"{file}/{member.name}" if member.name else str(file)
        yield Source(
            name="",
            path=path,
            file=file,
            member=member.name,
            kind=kind_of(path),
            fault=member.fault,
        )


def _plain(file: Path) -> Source:
    return Source(name=file.stem or file.name, path=str(file), file=file, kind=kind_of(str(file)))


def _missing(path: str) -> InputError:
    return InputError("there is no such file or folder", place=path, remedy="check the spelling of the path")

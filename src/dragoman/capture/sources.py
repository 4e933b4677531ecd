"""Where pages lie: files, folders, globs, members of archives."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from dragoman.capture import archives, containers
from dragoman.capture.names import address_path, unique_names
from dragoman.capture.parts import Part
from dragoman.errors import InputError, PageError
from dragoman.records import Capture

MOST_BYTES = 50 * 1024 * 1024
_KINDS = {
    "html": ".html .htm .xhtml .shtml",
    "text": ".txt .text",
    "mhtml": ".mhtml .mht",
    "mail": ".eml",
    "pdf": ".pdf",
}
_KIND_OF = {suffix: kind for kind, suffixes in _KINDS.items() for suffix in suffixes.split()}
_BESIDE = frozenset(
    ".css .js .json .md .csv .tsv .xml .ico .svg .woff .woff2 .ttf .png .jpg .jpeg .gif .webp .py .map".split()
)
"""What lies beside pages in a folder and is none; by name it is still tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A page to be captured.

    name: the document's id. path: shown to people; `archive.zip/inner.txt` for a member. file: the file on disk.
    member: its name within the archive, None for a plain file. part: its place within a WARC or a mail, "" for the
    whole. kind: "text", "html", "mhtml", "mail", "pdf" or "unknown" (to be sniffed).
    address, charset, captured: what the WARC or mail says of the page it holds, "" or None if nothing.
    fault: why the archive refuses to hand it out, "" if it does not.
    """

    name: str
    path: str
    file: Path
    member: str | None = None
    part: str = ""
    kind: str = "unknown"
    address: str = ""
    charset: str = ""
    captured: Capture | None = None
    fault: str = ""

    def load(self) -> bytes:
        """The raw bytes. Raises PageError if they cannot be had or are more than 50 MB."""
        if self.fault:
            raise PageError(self.fault, place=self.path, remedy="copy or fetch it again, or look into it by hand")
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
        if self.member is not None or self.part:
            return containers.read_page(self.file, self.member, self.part, MOST_BYTES + 1, self.path)
        if self.file.is_dir():  # found only where it may not be looked into
            raise PermissionError
        if self.file.exists() and not self.file.is_file():
            # a pipe that nobody writes to would keep us waiting for ever
            raise PageError("a pipe or device, not a file", place=self.path, remedy="save it as a file")
        with self.file.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)


def kind_of(path: str) -> str:
    """The kind of page by the end of the name, else "unknown"."""
    return _KIND_OF.get(PurePath(path).suffix.lower(), "unknown")


def find_pages(paths: Sequence[Path | str]) -> Iterator[Source]:
    """Every page under the paths, once each, in order, with names that do not clash.

    paths: files, folders (searched through; hidden files, pictures, scripts and notes left out), globs, zip and tar
    archives, WARC and WACZ files, mails with what is attached to them. Raises InputError at once for a path that is
    not there. A page that cannot be read is found all the same; loading it tells why.
    """
    seen: set[tuple[Path, str | None, str]] = set()
    resolved: dict[Path, Path] = {}
    found: list[Source] = []
    for path in paths:
        for source in _under(path):
            file = resolved.get(source.file) or resolved.setdefault(source.file, source.file.resolve())
            key = (file, source.member, source.path if source.fault else source.part)
            if key not in seen:
                seen.add(key)
                found.append(source)
    return iter(name_documents(found))


def name_documents(sources: Iterable[Source]) -> list[Source]:
    """The sources with unique names: the stem; where stems clash, the folder before it, then suffix and number.

    A page with an address is named by that.
    """
    listed = list(sources)
    names = unique_names([address_path(source.address) if source.address else source.path for source in listed])
    return [replace(source, name=name) for source, name in zip(listed, names, strict=True)]


def source_of(path: Path | str) -> Source:
    """One plain file as a source. Raises InputError if it is not there."""
    file = Path(path)
    if not file.is_file():
        raise _missing(str(path))
    return _plain(file)


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
    if not file.is_file() or not containers.holds_pages(file):
        yield _plain(file)
        return
    for member, part in containers.list_pages(file, MOST_BYTES):
        if PurePath(member or "").suffix.lower() in _BESIDE:
            continue
        path = f"{file}/{member}" if member else str(file)
        yield _of_part(file, member, path, part) if part else _of_file(file, member, path)


def _of_file(file: Path, member: str | None, path: str) -> Source:
    return Source(name="", path=path, file=file, member=member, kind=kind_of(path))


def _of_part(file: Path, member: str | None, path: str, part: Part) -> Source:
    words = [path, part.place, part.address or part.label]
    return Source(
        name="",
        path="/".join(word for word in words if word),
        file=file,
        member=member,
        part=part.place,
        kind=part.kind if part.kind != "unknown" else kind_of(part.label),
        address=part.address,
        charset=part.charset,
        captured=part.captured,
        fault=part.fault,
    )


def _plain(file: Path) -> Source:
    return Source(name=file.stem or file.name, path=str(file), file=file, kind=kind_of(str(file)))


def _missing(path: str) -> InputError:
    return InputError("there is no such file or folder", place=path, remedy="check the spelling of the path")

"""Files within zip and tar files. Nothing is ever unpacked to disk; bombs and names that lead out are refused."""

from __future__ import annotations

import atexit
import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import IO, Any

MOST_MEMBERS = 200_000
MOST_RATIO = 200
"""Text rarely packs beyond 1:20; a bomb beyond 1:1000."""
_SMALL = 1024 * 1024
_ZIPS = (".zip", ".wacz")
_SUFFIXES = (*_ZIPS, ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
FAULTS = (
    OSError,
    EOFError,
    KeyError,
    RuntimeError,
    NotImplementedError,
    ValueError,  # a damaged name is no UTF-8, a damaged size no number
    zlib.error,
    zipfile.BadZipFile,
    tarfile.TarError,
)


@dataclass(frozen=True, slots=True)
class Member:
    """A file within an archive. name: "" stands for the archive itself; fault: why it is refused, or ""."""

    name: str
    fault: str = ""


def is_archive(file: Path) -> bool:
    """Whether the name ends like an archive's."""
    return file.name.lower().endswith(_SUFFIXES)


def list_members(file: Path) -> Iterator[Member]:
    """The pages in it, in the order of the archive; where it is damaged, a last member without a name has the fault."""
    members: list[Member] = []
    fault = ""
    try:
        for name, size, packed in _entries(file):
            if not _is_hidden(name):
                members.append(Member(name, _fault_of(name, size, packed)))
    except FAULTS as error:
        before = f" beyond its first {len(members)} files" if members else ""
        fault = f"the archive cannot be read{before}: {error}"
    if len(members) > MOST_MEMBERS:
        members, fault = [], f"the archive holds more than {MOST_MEMBERS} files"
    yield from members
    if fault:
        yield Member("", fault)


def read_member(file: Path, name: str, most: int) -> bytes:
    """At most `most` bytes of the member. Raises one of FAULTS if it cannot be had."""
    with _LOCK, _open(file).open_member(name) as stream:
        return stream.read(most)


def open_member(file: Path, name: str) -> IO[bytes]:
    """The member as a stream that can seek and closes the archive with itself. Raises one of FAULTS."""
    archive = _Archive(file)
    try:
        return io.BufferedReader(_Kept(archive.open_member(name), archive))
    except BaseException:
        archive.close()
        raise


def _fault_of(name: str, size: int, packed: int) -> str:
    parts = PurePosixPath(name.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts:
        return "its name in the archive leads out of the archive"
    if size > _SMALL and size > MOST_RATIO * max(packed, 1):
        return "it unpacks to suspiciously many bytes"
    return ""


def _is_hidden(name: str) -> bool:
    return any((p.startswith(".") and p not in (".", "..")) or p == "__MACOSX" for p in PurePosixPath(name).parts)


def _entries(file: Path) -> Iterator[tuple[str, int, int]]:
    with _LOCK:
        yield from _open(file).entries()


class _Archive:
    """An open archive; kept open because a packed tar can only be read forwards."""

    def __init__(self, file: Path) -> None:
        self.zip: zipfile.ZipFile | None = None
        self.tar: tarfile.TarFile | None = None
        self.files: dict[str, tarfile.TarInfo] = {}
        if file.name.lower().endswith(_ZIPS):
            self.zip = zipfile.ZipFile(file)
        else:
            self.tar = tarfile.open(file)  # noqa: SIM115 - closed by _forget

    def entries(self) -> Iterator[tuple[str, int, int]]:
        """Name, unpacked size and packed size of every regular file."""
        if self.zip:
            for info in self.zip.infolist():
                if not info.is_dir():
                    yield info.filename, info.file_size, info.compress_size
        elif self.tar:
            # A tar does not know packed sizes; reading stops at the size limit anyway.
            for member in self.tar:
                self.files[member.name] = member
                if member.isfile():
                    yield member.name, member.size, member.size

    def open_member(self, name: str) -> IO[bytes]:
        """The member as a stream."""
        if self.zip:
            return self.zip.open(name)
        stream = self.tar.extractfile(self._file(self.tar, name)) if self.tar else None
        if stream is None:
            raise KeyError(name)
        return stream

    def _file(self, tar: tarfile.TarFile, name: str) -> tarfile.TarInfo:
        """By its name, looked for no further than needed: what comes before a damaged place can be read."""
        while name not in self.files:
            if (member := tar.next()) is None:
                raise KeyError(name)
            self.files[member.name] = member
        return self.files[name]

    def close(self) -> None:
        """Hand the file back."""
        for archive in (self.zip, self.tar):
            if archive:
                archive.close()


class _Kept(io.RawIOBase):
    """A member whose archive lives as long as it does."""

    def __init__(self, stream: IO[bytes], archive: _Archive) -> None:
        self._stream, self._archive = stream, archive

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        got = self._stream.read(len(buffer))
        buffer[: len(got)] = got
        return len(got)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def close(self) -> None:
        self._stream.close()
        self._archive.close()
        super().close()


_LOCK = Lock()
_KEPT: dict[tuple[str, int, int], _Archive] = {}


def _open(file: Path) -> _Archive:
    """The archive, from the last call if it is the same and unchanged."""
    status = file.stat()
    key = (str(file), status.st_mtime_ns, status.st_size)
    if key not in _KEPT:
        _forget()
        _KEPT[key] = _Archive(file)
    return _KEPT[key]


@atexit.register
def _forget() -> None:
    while _KEPT:
        _KEPT.popitem()[1].close()

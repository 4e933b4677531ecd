"""Pages within WARC files (ISO 28500): what a crawler fetched, with its address and the day of the fetch."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import IO
from urllib.parse import urlsplit

from fastwarc.stream_io import BrotliReader, ChunkedReader, ZstdReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from dragoman.capture.inflating import GZIP, Inflated
from dragoman.capture.parts import Part
from dragoman.records import Capture

MOST_PAGES = 200_000
MOST_FAULTS = 500
_KINDS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "application/pdf": "pdf",
    "application/x-pdf": "pdf",
}
_SCHEMES = frozenset({"http", "https", "ftp", "file"})
_BEGIN = re.compile(rb"\nWARC/")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_STEP = 1024 * 1024
_NEAR, _FAR = 1024 * 1024, 1 << 62
"""Bytes ahead up to which the next page is read on to rather than sought; beyond any file."""
_NOWHERE = (_FAR, 0)
_MOST_TRIES = 10_000
"""Packed bytes look by chance like the start of others once in 16 MB."""
_READERS = {"chunked": ChunkedReader, "br": BrotliReader, "zstd": ZstdReader}


class Warc:
    """A WARC file as a stream that can seek: plain, packed record by record, or packed as a whole.

    is_packed: whether the stream itself lies packed in an archive, so that it is slow to seek in.
    """

    def __init__(self, stream: IO[bytes], *, is_packed: bool = False) -> None:
        self._stream = stream
        self._near = _FAR if is_packed else _NEAR
        self._ahead: Iterator[tuple[tuple[int, int], WarcRecord]] = iter(())
        self._last = _NOWHERE

    def pages(self) -> Iterator[Part]:
        """The pages among its records: fetched with status 200, or kept as resource or conversion; html, text, pdf.

        A damaged record is a part with a fault; what is whole after it follows. Read forwards, nothing is kept.
        """
        count, faults, start = 0, 0, 0
        while start >= 0:
            records = _Records(self._stream, start)
            for part in records:
                count += 1
                if count > MOST_PAGES:
                    yield Part(place="", fault=f"the archive holds more than {MOST_PAGES:,} pages")
                    return
                yield part
            faults += records.is_broken
            if faults > MOST_FAULTS:
                yield Part(place="", fault=f"damaged in more than {MOST_FAULTS} places, not read on")
                return
            start = _next_start(self._stream, records.offset + 1) if records.is_broken else -1

    def read(self, place: str, most: int) -> bytes:
        """At most `most` bytes of the page at the place, decoded. Raises OSError or KeyError if it cannot be had.

        Quick for pages asked for in their order; in what is packed as a whole any other order starts anew.
        """
        offset, _, skip = place.partition("+")
        record = self._find((int(offset), int(skip or 0)))
        record.parse_http()
        raw = bytes(record.reader.read(most))
        headers = record.http_headers
        for name in ("Transfer-Encoding", "Content-Encoding") if headers is not None else ():
            for coding in reversed((headers.get(name) or "").split(",")):
                raw = _decoded(raw, coding.strip().casefold(), most)
        return raw

    def close(self) -> None:
        """Hand the file back."""
        self._ahead = iter(())
        self._stream.close()

    def _find(self, wanted: tuple[int, int]) -> WarcRecord:
        """The record, read on to where it lies near ahead and nothing on the way is damaged, else sought."""
        if self._last < wanted and wanted[0] - self._last[0] <= self._near:
            try:
                return self._read_on(wanted)
            except (OSError, KeyError):
                self._last = _NOWHERE
        self._ahead = _records_from(self._stream, wanted[0])
        return self._read_on(wanted)

    def _read_on(self, wanted: tuple[int, int]) -> WarcRecord:
        self._last = _NOWHERE  # should this fail, the next page is sought
        for place, record in self._ahead:
            if place == wanted:
                self._last = place
                return record
        raise KeyError(wanted)


def _records_from(stream: IO[bytes], start: int) -> Iterator[tuple[tuple[int, int], WarcRecord]]:
    """Every record from an offset on, with where it is: the offset to start from, the bytes to skip from there."""
    plain = Inflated(stream, start)
    for record in ArchiveIterator(plain, parse_http=False):
        yield plain.origin(record.stream_pos), record


class _Records:
    """The pages from an offset on, up to the end or the first damage.

    offset: where the last record began, or the packed part that it lies in. is_broken: whether it ended in damage.
    """

    def __init__(self, stream: IO[bytes], start: int) -> None:
        self._records = _records_from(stream, start)
        self._place = str(start)
        self.offset = start
        self.is_broken = False

    def __iter__(self) -> Iterator[Part]:
        try:
            for (offset, skip), record in self._records:
                self.offset = offset
                self._place = f"{self.offset}+{skip}" if skip else str(self.offset)
                part = self._whole(record)
                if part:
                    yield part
                if self.is_broken:
                    return
        except OSError as fault:
            self.is_broken = True
            yield Part(place=self._place, fault=f"damaged at this record or the next: {fault}")

    def _whole(self, record: WarcRecord) -> Part | None:
        """The page in a record, after its last byte was seen."""
        address = _address(record)
        try:
            part = _page_in(record, self._place, address)
        except OSError as fault:
            part = Part(place=self._place, address=address, fault=f"damaged record: {fault}")
        rest = record.content_length
        if record.consume() < rest:
            self.is_broken = True
            return Part(place=self._place, address=address, fault="the file ends within this record")
        return part


def _page_in(record: WarcRecord, place: str, address: str) -> Part | None:
    try:
        parts = urlsplit(address)
    except ValueError:  # "http://[": damaged beyond an address
        return Part(place=place, address="", fault="the record's address is none")
    if parts.scheme not in _SCHEMES or parts.path == "/robots.txt":
        return None
    if record.record_type == WarcRecordType.response:
        record.parse_http()
        headers = record.http_headers
        if headers is None or headers.status_code != 200:
            return None
        said = headers.get("Content-Type") or ""
    elif record.record_type in (WarcRecordType.resource, WarcRecordType.conversion):
        said = record.headers.get("Content-Type") or ""
    else:
        return None
    kind = _KINDS.get(said.split(";")[0].strip().casefold())
    if kind is None or record.content_length == 0:
        return None
    charset = _CHARSET.search(said)
    moment = record.record_date
    captured = Capture(day=moment.date(), basis="WARC-Date") if moment else None
    return Part(place=place, kind=kind, address=address, charset=charset.group(1) if charset else "", captured=captured)


def _address(record: WarcRecord) -> str:
    return (record.headers.get("WARC-Target-URI") or "").strip().strip("<>")


def _next_start(stream: IO[bytes], after: int) -> int:
    """The first offset from `after` on at which a whole record may begin; -1 if none."""
    stream.seek(0)
    is_packed = stream.read(len(GZIP)) == GZIP
    stream.seek(after)
    base, held, tried = after, stream.read(_STEP), 0
    while held:
        for match in re.finditer(re.escape(GZIP), held) if is_packed else _BEGIN.finditer(held):
            at = match.start() + held.startswith(b"\n", match.start())
            tried += 1
            if tried > _MOST_TRIES:
                return -1
            if not is_packed or _packs_record(held[at : at + 1024]):
                return base + at
        more = stream.read(_STEP)
        kept = held[-1024:] if more else b""  # a start may lie across two steps
        base += len(held) - len(kept)
        held = kept + more
    return -1


def _packs_record(packed: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(packed, 16).startswith(b"WARC/")
    except zlib.error:
        return False


def _decoded(raw: bytes, coding: str, most: int) -> bytes:
    """Without the coding; as it is where it is not so coded after all: many crawlers decode and keep the header."""
    try:
        if coding in {"gzip", "x-gzip"}:
            return zlib.decompressobj(31).decompress(raw, most)
        if coding == "deflate":
            return zlib.decompressobj(15 if raw[:1] == b"\x78" else -15).decompress(raw, most)
        if coding in _READERS:
            return bytes(_READERS[coding](io.BytesIO(raw)).read(most))
    except (OSError, zlib.error):
        return raw
    return raw

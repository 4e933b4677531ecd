"""A file that may be gzip as the plain bytes it stands for, with the way back: where each part of it is packed."""

from __future__ import annotations

import io
import zlib
from typing import IO

from dragoman.capture.archives import MOST_RATIO

GZIP = b"\x1f\x8b\x08"
_STEP = 64 * 1024
_LARGE = 64 * 1024 * 1024
"""Bytes of one packed part beyond which it must not unpack like a bomb."""


class Inflated(io.RawIOBase):
    """The plain bytes of a stream from a given offset on; gzip, one part after another, or plain as it is.

    Raises OSError where packed bytes are damaged, and for a part that unpacks to suspiciously many bytes.
    """

    def __init__(self, stream: IO[bytes], start: int = 0) -> None:
        self._stream = stream
        self._stream.seek(start)
        self._raw = self._stream.read(_STEP)
        self._taken = start + len(self._raw)
        self._gzip = self._raw.startswith(GZIP)
        self._unpacker = zlib.decompressobj(31) if self._gzip else None
        self._told = 0
        self._in_part = 0
        self.starts: list[tuple[int, int]] = [(0, start)]

    def readable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """How many plain bytes were read."""
        return self._told

    def readinto(self, buffer: object) -> int:
        """As of RawIOBase; 0 at the end."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        got = self._next(len(view))
        view[: len(got)] = got
        self._told += len(got)
        return len(got)

    def origin(self, position: int) -> tuple[int, int]:
        """The offset in the stream to start from, and how many plain bytes to skip from there, for a plain position."""
        if not self._gzip:
            return self.starts[0][1] + position, 0
        while len(self.starts) > 1 and self.starts[1][0] <= position:
            self.starts.pop(0)
        plain, packed = self.starts[0]
        return packed, position - plain

    def _next(self, most: int) -> bytes:
        while True:
            has_more = bool(self._raw) or self._refill()
            if self._unpacker is None:
                got, self._raw = self._raw[:most], self._raw[most:]
                return got
            got = self._unpack(most)  # at the end of the stream the unpacker may still hold some
            if not got and not has_more and self._in_part == 0 and self._told == 0:
                raise OSError("its packed bytes are damaged")
            if got or not has_more:
                return got

    def _refill(self) -> bool:
        self._raw = self._stream.read(_STEP)
        self._taken += len(self._raw)
        return bool(self._raw)

    def _unpack(self, most: int) -> bytes:
        assert self._unpacker is not None
        try:
            got = self._unpacker.decompress(self._raw, most)
        except zlib.error as fault:
            raise OSError("its packed bytes are damaged") from fault
        self._raw = self._unpacker.unconsumed_tail or self._unpacker.unused_data
        self._in_part += len(got)
        packed = self._taken - len(self._raw) - self.starts[-1][1]
        if self._in_part > _LARGE and self._in_part > MOST_RATIO * packed:
            raise OSError("it unpacks to suspiciously many bytes")
        if self._unpacker.eof:
            self._begin_part(got)
        return got

    def _begin_part(self, got: bytes) -> None:
        """The next part of the packed stream, if there is one; zeros between two are padding."""
        self._raw = self._raw.lstrip(b"\0")
        while not self._raw and self._refill():
            self._raw = self._raw.lstrip(b"\0")
        self.starts.append((self._told + len(got), self._taken - len(self._raw)))
        self._unpacker, self._in_part = zlib.decompressobj(31), 0

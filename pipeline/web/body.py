"""Reading a body within limits: what is sent is unpacked piece by piece and counted before it is kept.

A few kilobytes of gzip can stand for gigabytes; so no more is ever unpacked than the limit allows. Only the encodings that
the client asks for (gzip, deflate) are known here.
"""

from __future__ import annotations

import zlib

ACCEPT_ENCODING = "gzip, deflate"
_GZIP = 16 + zlib.MAX_WBITS
_STEP = 256 * 1024  # most bytes unpacked at a time


class TooBigError(Exception):
    """The body is over the limit."""


class EncodingError(Exception):
    """The body is not in the encoding that its header names, or is cut off."""


def _has_zlib_header(data: bytes) -> bool:
    """RFC 1950, section 2.2."""
    return data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0


class BodyReader:
    """Takes a body's chunks as sent and gives it unpacked. At most `limit` bytes, else TooBigError.

    With `cut` a longer body is cut at the limit instead (error pages, of which only the beginning matters); `full` then
    says that no more need be fed.
    """

    def __init__(self, limit: int, encoding: str = "", *, cut: bool = False) -> None:
        self._limit = limit
        self._cut = cut
        self._pieces: list[bytes] = []
        self._size = 0
        self.full = False
        self._encoding = encoding.strip().lower()
        if self._encoding in ("", "identity"):
            self._unpack = None
        elif self._encoding in ("gzip", "x-gzip"):
            self._unpack = zlib.decompressobj(_GZIP)
        elif self._encoding == "deflate":
            self._unpack = zlib.decompressobj()  # until the first two bytes tell
        else:
            raise EncodingError(f"content-encoding {self._encoding[:40]!r} was not asked for")
        self._head = b""  # of deflate, until there are the two bytes that tell its form
        self._fed = False

    def feed(self, chunk: bytes) -> None:
        """Take a chunk as it was sent. Raises TooBigError or EncodingError."""
        if self.full or not chunk:
            return
        if self._unpack is None:
            self._keep(chunk)
            return
        data = chunk
        if self._encoding == "deflate" and not self._fed:
            data = self._head = self._head + chunk
            if len(data) < 2:
                return
            if not _has_zlib_header(data):
                # some servers send deflate without the zlib header that RFC 9110 asks for
                self._unpack = zlib.decompressobj(-zlib.MAX_WBITS)
        self._fed = True
        while data and not self.full:
            data = self._step(data)

    def _step(self, data: bytes) -> bytes:
        """Unpack at most `_STEP` bytes of `data`; what is left to be fed."""
        assert self._unpack is not None
        try:
            out = self._unpack.decompress(data, _STEP)
        except zlib.error as error:
            raise EncodingError(f"the body is not valid {self._encoding}: {error}") from None
        self._keep(out)
        if self._unpack.eof:
            rest = self._unpack.unused_data
            if self._encoding != "deflate" and rest.startswith(b"\x1f\x8b"):
                self._unpack = zlib.decompressobj(_GZIP)  # a further gzip member (RFC 1952, section 2.2)
                return rest
            return b""
        return self._unpack.unconsumed_tail

    def _keep(self, piece: bytes) -> None:
        room = self._limit - self._size
        if len(piece) > room:
            if not self._cut:
                raise TooBigError
            piece = piece[:room]
            self.full = True
        self._pieces.append(piece)
        self._size += len(piece)

    def finish(self) -> bytes:
        """The whole body. Raises EncodingError where a packed body is cut off."""
        if self._unpack is not None and (self._fed or self._head) and not self.full and not self._unpack.eof:
            raise EncodingError(f"the {self._encoding} body is cut off")
        return b"".join(self._pieces)

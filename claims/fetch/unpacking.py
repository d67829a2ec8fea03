"""Bodies of answers, unpacked as they come, up to a limit."""

import zlib
from collections.abc import Iterable, Iterator

from claims.errors import FetchError

# What a server may send; what it packs in another way is refused.
CODINGS = "gzip, deflate"
PIECE = 64 * 1024
# The first byte of a gzip member.
GZIP = b"\x1f"


def unpacked(pieces: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """Unpack a body, never more than a little at a time.

    Args:
        pieces: as received.
        coding: how the server says that it packed them; "" for not at all.

    Raises:
        FetchError: it is packed in a way that is not known, or not at all as it says.
    """
    coding = coding.strip().lower()
    if coding in {"", "identity"}:
        yield from pieces
        return
    if coding not in {"gzip", "x-gzip", "deflate"}:
        raise FetchError(f"the answer is packed as {coding[:40]!r}, which was not asked for")
    try:
        yield from inflated(pieces)
    except zlib.error as error:
        raise FetchError(f"the answer cannot be unpacked ({error}); try again later") from error


def inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack zlib's two formats, and the bare one that some servers call deflate.

    A gzip may be of several members, one after the other (RFC 1952, 2.2).
    """
    machine = None
    for piece in pieces:
        rest = piece
        while rest:
            if machine is None or (machine.eof and rest[:1] == GZIP):
                bare = rest[:1] not in {GZIP, b"\x78", b"\x58", b"\x18", b"\x38", b"\x08"}
                machine = zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS | 32)
            elif machine.eof:
                break  # whatever follows is none of it
            yield machine.decompress(rest, PIECE)
            rest = machine.unconsumed_tail or machine.unused_data
    if machine is not None and not machine.eof:
        raise FetchError("the answer broke off; try again later")


def capped(pieces: Iterable[bytes], most: int) -> bytes:
    """Return a body; raises FetchError as soon as it is larger than the limit."""
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > most:
            raise FetchError(f"the answer is larger than {most / 1024**2:g} MB; it was not kept")
    return bytes(body)

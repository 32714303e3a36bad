"""From bytes of an unknown encoding to text. Pure; takes any bytes without raising."""

import unicodedata
from collections.abc import Iterator

MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def decode(data: bytes) -> tuple[str, str]:
    """The text in composed form (NFC) without a byte order mark, and the name of the encoding that it was in."""
    text, encoding = _decoded(data)
    return unicodedata.normalize("NFC", text), encoding


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace"), encoding
    for encoding in (*_unmarked_utf16(data), "utf-8", "cp1252", "latin-1"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise AssertionError  # latin-1 takes any byte


def _unmarked_utf16(data: bytes) -> Iterator[str]:
    """UTF-16 without a mark: in Swedish nearly every second byte is nought."""
    start = data[:4000]
    half = len(start) // 2
    if half < 2 or len(data) % 2:
        return
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if odd > half * 0.7 and even < half * 0.1:
        yield "utf-16-le"
    if even > half * 0.7 and odd < half * 0.1:
        yield "utf-16-be"

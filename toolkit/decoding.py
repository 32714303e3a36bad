"""From bytes of an unknown encoding to text. Pure; takes any bytes without raising.

What Windows, Excel, old Macs and DOS save tells itself apart by what the letters would be: «grön» beside «gr›n».
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import partial
from itertools import islice

MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
ONE_BYTE = ("cp1252", "mac_roman", "cp850")
"""Encodings with a byte for each letter; of those that fit alike, the first is the likelier."""
UNREADABLE = "\ufffd"
LEAST_JUDGED = 100  # signs: a name or two may be foreign letters alone
MOST_FOREIGN, MOST_UNREADABLE = 1 / 3, 1 / 10

_FOREIGN = re.compile(rb"[\x80-\xff]+")
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_SAMPLE = 5000
_SWEDISH = frozenset("åäöÅÄÖé")
_CAPITALS = frozenset("ÅÄÖŠŽÉÇ")
_RARE = frozenset("ŒŸ")
_SIGNS = frozenset("“”„‘’‚–—…«»•·§°€½£´¨©®\xa0")
_BETWEEN = frozenset("’\xb7·´")


def decode(data: bytes) -> tuple[str, str]:
    """The text in composed form (NFC) without a byte order mark, and the name of the encoding that it was in.

    What is no letter in that encoding becomes `UNREADABLE`.
    """
    text, encoding = _decoded(data)
    return unicodedata.normalize("NFC", text), encoding


def is_no_text(text: str, encoding: str) -> bool:
    """Whether what `decode` gave is hardly text: a picture or a sealed file under a name that says otherwise.

    No language that these encodings are made for writes every third sign with a byte over 127, nor does a file that was
    damaged on its way lose every tenth.
    """
    if len(text) < LEAST_JUDGED:
        return False
    foreign = sum(sign > "\x7f" for sign in text) if encoding in ONE_BYTE else 0
    return foreign > MOST_FOREIGN * len(text) or text.count(UNREADABLE) > MOST_UNREADABLE * len(text)


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace"), encoding
    for encoding in (*_unmarked_utf16(data), "utf-8"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    encoding = "utf-8" if _is_broken_utf8(data) else max(ONE_BYTE, key=partial(_fits, data))
    return data.decode(encoding, errors="replace"), encoding


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


def _is_broken_utf8(data: bytes) -> bool:
    """UTF-8 with a byte that was lost, or cut in the middle of a letter: nearly all that is foreign is whole letters.

    In Swedish of another encoding two foreign bytes seldom stand beside each other, and hardly ever in this order.
    """
    foreign = sum(map(len, _FOREIGN.findall(data)))
    whole = sum(map(len, _SEQUENCE.findall(data)))
    return whole > 0.5 * foreign


def _fits(data: bytes, encoding: str) -> int:
    """How well the foreign bytes make letters of Swedish in this encoding."""
    text = data.decode(encoding, errors="replace")
    found = islice((at for at, sign in enumerate(text) if sign > "\x7f"), _SAMPLE)
    return sum(_worth(text[at - 1 : at] if at else "", text[at], text[at + 1 : at + 2]) for at in found)


def _worth(before: str, sign: str, after: str) -> int:
    """What one letter says: those of Swedish much, those of names a little, a sign within a word the contrary."""
    if sign in _SIGNS:
        return 1 if sign in _BETWEEN or not after.isalnum() or not before.isalnum() else -3
    if not sign.isalpha() or sign == UNREADABLE:
        return -4
    if sign.isupper():  # a capital begins a word, or stands among capitals
        if before.isalpha():
            return -3 if before.islower() else 3 if sign in _SWEDISH else 1
        return (
            4
            if sign in _CAPITALS and (sign in _SWEDISH or after.isalpha())
            else 3
            if after.islower() and sign not in _RARE
            else 0
        )
    if after.isupper():
        return -3
    return 4 if sign in _SWEDISH else 1

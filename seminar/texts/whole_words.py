"""Where the words end in which a hand that marks has stopped. Pure.

The browser shows the same by `Intl.Segmenter` before anything is sent (`coding/words.js`); what is kept is what is said
here. Words as in Unicode's annex 29, with Swedish colons («EU:s»), and two things that are never cut: a neutral
token, «[person 1]», and an emoji of several characters.
"""

import re
import unicodedata

TOKEN = re.compile(r"\[[^\[\]\n]{1,64}\]")
BETWEEN_LETTERS = frozenset(".:·'’‧")
BETWEEN_DIGITS = frozenset(".,;'’")
JOINER = "\u200d"
FLAG = range(0x1F1E6, 0x1F200)
SKIN = range(0x1F3FB, 0x1F400)


def grow(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch of code points, out to the ends of the words in which it begins and ends. White space is never
    taken in, and no other word than those it touches."""
    for token in TOKEN.finditer(text, text.rfind("\n", 0, start) + 1):
        if token.start() >= end:
            break
        start = token.start() if token.start() < start < token.end() else start
        end = token.end() if token.start() < end < token.end() else end
    while 0 < start < len(text) and _is_inside(text, start):
        start -= 1
    while 0 < end < len(text) and _is_inside(text, end):
        end += 1
    return start, end


def _is_inside(text: str, at: int) -> bool:
    """Whether one word, or one character of a reader, goes on over a place between two code points."""
    before, after = text[at - 1], text[at]
    if before.isspace() or after.isspace():
        return False
    if _belongs_to_what_is_before(after) or before == JOINER:
        return True
    if ord(before) in FLAG and ord(after) in FLAG:
        flags = re.search("[\U0001f1e6-\U0001f1ff]*$", text[:at])
        return flags is not None and len(flags[0]) % 2 == 1
    left, right = _bare(text, at - 1, -1), _bare(text, at, 1)
    if _is_letter(left) and _is_letter(right):
        return True
    return _joins(text, at, left) or _joins(text, at, right)


def _belongs_to_what_is_before(one: str) -> bool:
    return unicodedata.category(one) in {"Mn", "Mc", "Me", "Cf"} or ord(one) in SKIN


def _is_letter(one: str) -> bool:
    return one.isalnum() or one == "_"


def _bare(text: str, at: int, way: int) -> str:
    """The letter there, or the one that a combining mark there stands on."""
    while way < 0 < at and _belongs_to_what_is_before(text[at]):
        at -= 1
    return text[at]


def _joins(text: str, at: int, sign: str) -> bool:
    """Whether the place lies beside a sign that holds two letters, or two digits, together."""
    middle = at - 1 if text[at - 1] == sign else at
    if not 0 < middle < len(text) - 1:
        return False
    left, right = _bare(text, middle - 1, -1), text[middle + 1]
    if left.isdigit() and right.isdigit():
        return sign in BETWEEN_DIGITS
    return sign in BETWEEN_LETTERS and left.isalpha() and right.isalpha()

"""What a pseudonym code may look like: the list of children never holds a name or a personal number. Pure."""

import re

from toolkit.errors import N_

LONGEST = 40
_ALLOWED = re.compile(r"[^\W_][\w .:/-]*", re.UNICODE)
_PERSONAL_NUMBER = re.compile(r"(?:\d{2})?\d{2}[01]\d[0-9]\d[-+]?(?:\d{4}|[A-Z]\d{3})", re.IGNORECASE)
_DATE = re.compile(r"(?:19|20)\d{2}[-/. ]?(?:0\d|1[0-2])[-/. ]?(?:[0-2]\d|3[01])")
_WORD = re.compile(r"[^\W\d_]{2,}", re.UNICODE)


def tidy(code: str) -> str:
    """The code without spaces around it and with single spaces inside."""
    return " ".join(code.split())


def find_fault(code: str) -> str | None:
    """Why a tidied code cannot be used, as a message that does not repeat it; None when it is fine."""
    if not code:
        return N_("The code is missing. Write a short made-up code, such as A-12.")
    bare = re.sub(r"\s", "", code)
    if _PERSONAL_NUMBER.fullmatch(bare) or _DATE.fullmatch(code):
        return N_(
            "This looks like a personal number or a date of birth. Write a made-up code instead, such as"
            " A-12, and keep the key in the case system."
        )
    if _looks_like_a_name(code):
        return N_(
            "This looks like a name. Write a made-up code instead, such as A-12, and keep the key in the case system."
        )
    if len(code) > LONGEST:
        return N_("The code is too long. Use at most 40 characters.")
    if not _ALLOWED.fullmatch(code):
        return N_("Begin the code with a letter or a digit. Use only letters, digits, spaces and - _ . : /")
    return None


def _looks_like_a_name(code: str) -> bool:
    words = _WORD.findall(code)
    no_digit = not any(character.isdigit() for character in code)
    capitals = sum(word[0].isupper() and word[1:].islower() for word in words)
    return len(words) >= 2 and (no_digit or capitals >= 2)

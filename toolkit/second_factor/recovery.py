"""Recovery codes: ten on a paper, each opens once when the telephone is lost. Digits alone, for any keyboard.

The first group of four finds the row, and a slow hash (argon2id) of all sixteen digits decides: 40 bits stay unknown to
whoever reads the table.
"""

import secrets

from toolkit.people import passwords

MANY = 10
LENGTH = 16
GROUP = 4


def make() -> list[str]:
    """Fresh codes, each with a first group of its own: «1234-5678-9012-3456»."""
    firsts: set[str] = set()
    while len(firsts) < MANY:
        firsts.add(_digits(GROUP))
    return [in_groups(first + _digits(LENGTH - GROUP)) for first in sorted(firsts)]


def in_groups(digits: str) -> str:
    """The code as it stands on the paper."""
    return "-".join(digits[at : at + GROUP] for at in range(0, len(digits), GROUP))


def first_group(code: str) -> str:
    """What finds the row."""
    return code[:GROUP]


def hashed(code: str) -> str:
    """The slow hash of a code, however it is grouped. Takes a tenth of a second."""
    return passwords.hash_password(plain(code))


def is_right(kept: str, typed: str) -> bool:
    """Whether a code is the one that a hash was made of. Takes a tenth of a second."""
    return passwords.matches(kept, plain(typed))


def plain(typed: str) -> str:
    """What was typed, digits alone."""
    return "".join(sign for sign in typed if sign.isascii() and sign.isdigit())


def _digits(many: int) -> str:
    return "".join(secrets.choice("0123456789") for _ in range(many))

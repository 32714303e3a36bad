"""Recovery codes: ten on a paper, each opens once when the telephone is lost. Digits alone, for any keyboard.

The first group of four finds the row, and a slow hash of all sixteen digits decides: argon2id with the least that
OWASP asks for, sealed in its row (decision 59). Codes are drawn, so a guess is one of 10¹² whatever is known of the
person; ten hashes as slow as a password's kept somebody waiting for what that added.
"""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

MANY = 10
LENGTH = 16
GROUP = 4

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


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
    """The slow hash of a code, however it is grouped. Takes some hundredths of a second."""
    return _hasher.hash(plain(code))


def is_right(kept: str | None, typed: str) -> bool:
    """Whether a code is the one that a hash was made of. Takes as long when there is no such hash."""
    try:
        return _hasher.verify(kept or _nobodys(), plain(typed)) and kept is not None
    except VerificationError:
        return False


def plain(typed: str) -> str:
    """What was typed, digits alone."""
    return "".join(sign for sign in typed if sign.isascii() and sign.isdigit())


@cache
def _nobodys() -> str:
    """A hash of a code that nobody has: what begins like none of a person's codes is looked at for as long."""
    return _hasher.hash(secrets.token_hex(16))


def _digits(many: int) -> str:
    return "".join(secrets.choice("0123456789") for _ in range(many))

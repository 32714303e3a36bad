"""Passwords as NIST SP 800-63B-4 3.1.1.2 wants them: long, of any signs, and none of those that are guessed first.

What is guessed first is judged by zxcvbn (lists of leaked passwords, names and English words, keyboard patterns,
repeats, dates), with the words that Swedes use and the words around the person: name, unit, this program.
"""

import re
import secrets
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from toolkit.errors import N_, InvalidInput

SHORTEST = 15  # the password is all there is to prove who somebody is
LONGEST = 200
JUDGED = 64  # so many signs are judged: the time that it takes grows faster than the length
FEWEST_GUESSES = 10  # the exponent of ten, as zxcvbn counts guesses that need no waiting

UNUSABLE = (
    "!"  # stands for a password before the first code is used, and after a new one: no argon2 hash looks like this
)

PROGRAM = ("barnens röster", "barnensröster", "barnens", "röster", "barnets", "röst")

_hasher = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
_NOBODY = _hasher.hash(secrets.token_hex(16))  # so that an unknown name takes as long as a known one


def hash_password(password: str) -> str:
    """The argon2id hash of a password (64 MiB, t=3); å is å, however the keyboard makes it (NFC)."""
    return _hasher.hash(_normal(password))


def matches(kept: str, password: str) -> bool:
    """Whether a password is the one that a hash was made of. Takes as long for a hash that is `UNUSABLE`."""
    if len(password) > LONGEST:
        return False
    is_usable = kept != UNUSABLE
    try:
        return _hasher.verify(kept if is_usable else _NOBODY, _normal(password)) and is_usable
    except VerificationError:
        return False


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with fewer rounds or less memory than are used now."""
    return _hasher.check_needs_rehash(kept)


def check(password: str, *, around: Iterable[str], field: str) -> None:
    """Refuse a password that is short, or that is guessed early. `around` are the person's name, unit and the like.

    Raises `InvalidInput` for `field`. No rule asks for certain signs. Takes milliseconds: not under a write lock.
    """
    password = _normal(password)
    if len(password) < SHORTEST:
        raise InvalidInput(
            N_("Use at least %(length)s characters. A sentence that only you would think of is good."),
            field=field,
            length=SHORTEST,
        )
    if len(password) > LONGEST:
        raise InvalidInput(N_("Use at most %(length)s characters."), field=field, length=LONGEST)
    words = _words((*PROGRAM, *around))
    guesses, used = min((_judge(text, words) for text in _ways(password)), key=lambda judged: judged[0])
    if guesses >= FEWEST_GUESSES:
        return
    if used & words:
        raise InvalidInput(
            N_(
                "That password is guessed early: it is built on your name, your unit or the program."
                " Choose other words."
            ),
            field=field,
        )
    raise InvalidInput(
        N_("That password is among those that are guessed first. Choose a sentence that only you would think of."),
        field=field,
    )


def _ways(password: str) -> set[str]:
    """As it was typed, and without what stands between the words."""
    return {password[:JUDGED], re.sub(r"[\W_]+", "", password)[:JUDGED] or password[:JUDGED]}


def _judge(password: str, words: frozenset[str]) -> tuple[float, frozenset[str]]:
    """How many guesses it takes, as an exponent of ten, and the words that the cheapest guesses go through."""
    from zxcvbn import zxcvbn  # its lists take a fifth of a second to load

    found: dict[str, Any] = zxcvbn(password, user_inputs=[*sorted(words), *_swedish_words()], max_length=JUDGED)
    used = frozenset(str(match["matched_word"]) for match in _dictionary_matches(found["sequence"]))
    return float(found["guesses_log10"]), used


def _dictionary_matches(sequence: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    for match in sequence:
        if match["pattern"] == "dictionary":
            yield match
        elif match["pattern"] == "repeat":
            yield from _dictionary_matches(match["base_matches"])


def _words(texts: Iterable[str]) -> frozenset[str]:
    """The words in some texts, in small letters, with and without dots and rings: å as a, ö as o."""
    words = {word for text in texts for word in re.findall(r"\w{3,}", _normal(text).lower())}
    return frozenset(words | {_without_marks(word) for word in words})


@cache
def _swedish_words() -> tuple[str, ...]:
    lines = (Path(__file__).parent / "common_words_sv.txt").read_text(encoding="utf-8").splitlines()
    words = [line for line in lines if line and not line.startswith("#")]
    return tuple(dict.fromkeys(form for word in words for form in (word, _without_marks(word))))


def _without_marks(word: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))


def _normal(password: str) -> str:
    return unicodedata.normalize("NFC", password)

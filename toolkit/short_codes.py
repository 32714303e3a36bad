"""The short codes that a child is given: easy to type, hard to guess. Pure; knows no database."""

import hashlib
import hmac
import secrets

# No vowels (no words come out by chance), and nothing that looks like something else.
ALPHABET = "2345679BCDFGHJKMNPRTVWX"
LENGTH = 8
LONGEST = 16
# What people write instead of what stands there.
MISTAKEN = str.maketrans({"8": "B", "S": "5", "Z": "2"})


def make(length: int = LENGTH) -> str:
    """A fresh code of so many characters, about 4.5 bits each; written in two groups."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(length))
    return f"{signs[: length // 2]}-{signs[length // 2 :]}"


def normal(typed: str) -> str:
    """What was typed, as it is counted: capitals, without spaces and dashes, common slips put right."""
    return "".join(sign for sign in typed.upper() if sign.isalnum()).translate(MISTAKEN)[:LONGEST]


def digest(code: str, *, key: bytes, kind: str = "child survey") -> str:
    """The keyed hash under which a code is stored. `kind` says what it opens: the same code for two things is two."""
    return hmac.new(key, f"{kind}:{normal(code)}".encode(), hashlib.sha256).hexdigest()

"""The short codes with which a child opens a survey: easy to type, hard to guess. Pure; knows no database."""

import hashlib
import hmac
import secrets

# No vowels (no words come out by chance), and nothing that looks like something else.
ALPHABET = "2345679BCDFGHJKMNPRTVWX"
LENGTH = 8
# What people write instead of what stands there.
MISTAKEN = str.maketrans({"8": "B", "S": "5", "Z": "2"})


def make() -> str:
    """A fresh code of eight characters, about 36 bits; written in two groups of four."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{signs[:4]}-{signs[4:]}"


def normal(typed: str) -> str:
    """What was typed, as it is counted: capitals, without spaces and dashes, common slips put right."""
    return "".join(sign for sign in typed.upper() if sign.isalnum()).translate(MISTAKEN)[: LENGTH * 2]


def digest(code: str, *, key: bytes) -> str:
    """The keyed hash under which a code is stored."""
    return hmac.new(key, f"child survey:{normal(code)}".encode(), hashlib.sha256).hexdigest()

"""Finding one of many by a name or a code: those in which the words stand, in small or large letters, marks or not."""

import unicodedata
from collections.abc import Iterable
from typing import TypeVar

Key = TypeVar("Key")


def keys_of(rows: Iterable[tuple[Key, *tuple[str, ...]]], *, words: str) -> list[Key]:
    """The keys of rows (key, text, text, …) of which each word stands somewhere, in their order.

    The two databases fold å and é differently; as many names and codes as there are here are quickly read.
    """
    wanted = words.casefold().split()
    return [key for key, *texts in rows if _holds(" ".join(texts).casefold(), wanted)]


def _holds(text: str, wanted: Iterable[str]) -> bool:
    """A mark that somebody wrote is meant; whoever has no ö on the keyboard finds Öberg as well."""
    plain = _without_marks(text)
    return all(word in text or word in plain for word in wanted)


def _without_marks(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in plain if not unicodedata.combining(sign))

"""Finding one of many by a name or a code: those in which the words stand, whatever the size of their letters."""

from collections.abc import Iterable
from typing import TypeVar

Key = TypeVar("Key")


def keys_of(rows: Iterable[tuple[Key, *tuple[str, ...]]], *, words: str) -> list[Key]:
    """The keys of rows (key, text, text, …) of which each word stands somewhere, in their order.

    The two databases fold å and é differently; as many names and codes as there are here are quickly read.
    """
    wanted = words.casefold().split()
    return [key for key, *texts in rows if all(word in " ".join(texts).casefold() for word in wanted)]

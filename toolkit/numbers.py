"""Numbers as they come in, from a form, an address or a script: each has a bound that every database can hold."""

from typing import Any

from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1
"""The largest whole number of a column on both databases, and far more than anything is counted to here."""
LONGEST = 20  # characters, with the space around: no number within the bounds needs more


def read_number(text: str) -> int:
    """A whole number within the bounds. Raises ValueError for anything else."""
    number = int(text) if len(text) <= LONGEST else LARGEST + 1
    if abs(number) > LARGEST:
        msg = "that is more than anybody counts to"
        raise ValueError(msg)
    return number


class BoundedConverter(IntegerConverter):
    """`<int:…>` in an address: one that is too large leads nowhere."""

    def __init__(self, map: Map, *args: Any, **kwargs: Any) -> None:  # noqa: A002 - werkzeug's own name
        super().__init__(map, *args, **{"max": LARGEST, **kwargs})

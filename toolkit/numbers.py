"""Numbers as they come in, from a form, an address or a script: each has a bound that every database can hold."""

import re
from typing import Any

from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1
"""The largest whole number of a column on both databases, and far more than anything is counted to here."""
WHOLE = re.compile(r"\s*[+-]?[0-9]+\s*", re.ASCII)
LONGEST = 20  # characters, with the space around: no number within the bounds needs more


def read_number(text: str) -> int:
    """A whole number within the bounds, in the digits that everybody here writes. Raises ValueError for anything else:
    Python would take «1_0» for ten."""
    if not WHOLE.fullmatch(text) or len(text) > LONGEST or abs(int(text)) > LARGEST:
        msg = "that is no number that anybody counts to"
        raise ValueError(msg)
    return int(text)


class BoundedConverter(IntegerConverter):
    """`<int:…>` in an address: one that is too large leads nowhere."""

    def __init__(self, map: Map, *args: Any, **kwargs: Any) -> None:  # noqa: A002 - werkzeug's own name
        super().__init__(map, *args, **{"max": LARGEST, **kwargs})

"""What may stand beside an act on the trail: ids, codes, dates and counts. Free text cannot slip in."""

import re
import uuid
from collections.abc import Mapping
from datetime import date, datetime

Fact = int | str

# The only facts that may hold a word, and then only a code from our own lists: never a name, never what was said.
CODED = frozenset(
    {
        "action", "area", "channel", "decision", "endpoint", "engine", "format", "guide", "key_id", "kind",
        "language", "model", "origin", "outcome", "phase", "place", "reason", "role", "seed",
        "setting", "sha256", "source", "state", "survey", "who",
    }
)  # fmt: skip
CODE = re.compile(r"[a-z0-9][a-z0-9_.:+-]{0,63}")
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


def checked(facts: Mapping[str, object]) -> dict[str, Fact]:
    """The facts in the form that is stored. Raises ValueError for anything but ids, codes, dates and counts."""
    return {name: _checked(name, value) for name, value in facts.items() if value is not None}


def _checked(name: str, value: object) -> Fact:
    if not NAME.fullmatch(name):
        msg = "a fact's name is a short word in lower case"
        raise ValueError(msg)
    if isinstance(value, int):  # a bool is an int, and stays what it is
        return value
    if isinstance(value, uuid.UUID | date) and not isinstance(value, datetime):
        return str(value)
    if isinstance(value, str) and name in CODED and CODE.fullmatch(value):
        return str(value)
    # The value itself is left out of the message: it may be the very thing that must not be written down.
    msg = f"the fact {name!r} may not hold this {type(value).__name__}: the trail takes ids, codes and counts"
    raise ValueError(msg)

"""What goes on in a cycle at this moment, for whoever takes part in it: later rooms say it (`GOING_ON`)."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from toolkit.access import Actor
from toolkit.hooks import Hook


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSeminar:
    """A seminar that is open, and where it is held; `place` may be empty."""

    cycle_id: uuid.UUID
    cycle_name: str
    place: str


Teller = Callable[[Actor], Sequence[OpenSeminar]]

GOING_ON: Hook[Teller] = Hook("a first page says what goes on now", "seminars")
"""Each tells what this person takes part in or leads right now."""


def list_open(actor: Actor) -> list[OpenSeminar]:
    """Everything that goes on for this person."""
    return [one for tell in GOING_ON.each() for one in tell(actor)]

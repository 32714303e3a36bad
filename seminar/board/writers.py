"""Who writes on the board: whoever follows the seminar. A row is changed by who wrote it, and by who leads."""

import uuid
from typing import Protocol

from seminar.changes import following
from toolkit.access import Actor
from toolkit.errors import N_, WrongState


class Written(Protocol):
    """A row that somebody wrote."""

    @property
    def written_by_id(self) -> uuid.UUID:
        """Who wrote it."""


def require_writing(actor: Actor, cycle_id: uuid.UUID) -> None:
    """Raise `NotFound` for whoever does not follow the seminar of a cycle."""
    following.get_followed(actor, cycle_id)


def may_change(actor: Actor, row: Written) -> bool:
    """Whether somebody who writes on the board changes and removes this row: their own; any who leads."""
    return following.leads(actor) or row.written_by_id == actor.id


def require_changing(actor: Actor, row: Written) -> None:
    """Raise `WrongState` for a colleague's row."""
    if not may_change(actor, row):
        raise WrongState(N_("A colleague wrote this. Write a thought of your own beside it."))

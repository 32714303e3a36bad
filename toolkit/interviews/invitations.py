"""What a worker is invited to on their own page, beside the interviews: later rooms say it (`ROOMS`)."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from toolkit.access import Actor
from toolkit.hooks import Hook


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A survey that waits for this person. `part` says which of the survey's occasions it is; `title` names it."""

    cycle_id: uuid.UUID
    cycle_name: str
    part: str
    title: str
    is_reminder: bool


Inviter = Callable[[Actor], Sequence[Invitation]]

ROOMS: Hook[Inviter] = Hook("My interview invites to a survey", "surveys")
"""Each tells what waits for this person; nothing once they have answered."""


def list_waiting(actor: Actor) -> list[Invitation]:
    """Everything that waits for this person."""
    return [one for invite in ROOMS.each() for one in invite(actor)]

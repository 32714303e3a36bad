"""The thread of an action: what children said, what was proposed, decided, done and seen, what they say now."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from seminar.actions import followup, listing
from seminar.actions.models import Action
from seminar.board.voices import ThemeVoices
from seminar.meetings import keeping
from seminar.meetings.models import MeetingItem
from seminar.report import noticed
from seminar.report.noticed import NoticedIn
from seminar.visits import counting
from seminar.visits.counting import NoticedSoFar
from toolkit.access import Actor


@dataclass(frozen=True, slots=True)
class Thread:
    """Everything that hangs together with one action."""

    action: Action
    theme_voices: ThemeVoices
    meetings: Sequence[MeetingItem]
    noticed: NoticedSoFar | None
    in_interviews: Sequence[NoticedIn]


def follow(actor: Actor, action_id: uuid.UUID) -> Thread:
    """The thread of an action of the own unit. The look at the children's words is put on the trail."""
    action = listing.get_action(actor, action_id)
    return Thread(
        action,
        followup.read_voices(actor, action),
        keeping.list_about(actor, action),
        counting.so_far(actor, action),
        noticed.over_years(actor, action),
    )

"""What is to be disposed of, for whoever may: on their first page, and in the week's mail."""

from collections.abc import Collection

from sqlalchemy import func, select

from toolkit.access import Actor
from toolkit.db import db
from toolkit.disposal import due
from toolkit.disposal.decisions import DECIDING
from toolkit.disposal.materials import LINES
from toolkit.disposal.models import DisposalProposal, ProposalState
from toolkit.reminders.due import Reminder, ReminderKind


def list_due(actor: Actor) -> Collection[Reminder]:
    """How much should be gone by now, how much within a month, and what waits for the second person."""
    if not actor.is_any(*DECIDING):
        return ()
    found = due.count(actor)
    of_things = [each for material, each in found.items() if material not in LINES]
    overdue, soon = sum(each.overdue for each in of_things), sum(each.soon for each in of_things)
    # Lines become old every day: they are one thing to do, and only once some should be gone.
    late = sum(bool(found[material].overdue) for material in LINES if material in found)
    waiting = db.session.scalar(
        select(func.count())
        .select_from(DisposalProposal)
        .where(
            DisposalProposal.unit_id == actor.unit_id,
            DisposalProposal.state == ProposalState.PROPOSED,
            DisposalProposal.proposed_by_id != actor.id,
        )
    )
    return (
        Reminder(ReminderKind.DISPOSAL_OVERDUE, overdue + late),
        Reminder(ReminderKind.DISPOSAL_DUE, soon - overdue, is_pressing=False),
        Reminder(ReminderKind.DISPOSAL_TO_CONFIRM, waiting or 0),
    )

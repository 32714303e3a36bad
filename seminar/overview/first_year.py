"""What a unit's first year sees at the seminar and after it: a text is read, something is decided, followed up."""

import uuid
from collections.abc import Collection

from sqlalchemy import exists, select

from interview_guides.help_pages import Sign
from seminar.actions.models import Action, Progress
from seminar.coding import readings
from seminar.proposals.models import Proposal
from seminar.themes.models import Theme
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import db
from transcription.transcripts.models import DeidentifiedTranscript


def list_seen(unit_id: uuid.UUID) -> Collection[Sign]:
    """The signs of the unit with this id, over all its years."""
    decided = (
        select(Proposal.id).join(Theme).join(Cycle).where(Cycle.unit_id == unit_id, Proposal.decided_at.is_not(None))
    )
    followed = select(Progress.id).join(Action, Action.id == Progress.action_id).where(Action.unit_id == unit_id)
    read = (
        select(DeidentifiedTranscript.id)
        .join(Assignment, Assignment.id == DeidentifiedTranscript.assignment_id)
        .join(Cycle, Cycle.id == Assignment.cycle_id)
        .where(Cycle.unit_id == unit_id, readings.was_read())
    )
    asked = {Sign.SEMINAR: read, Sign.DECISION: decided, Sign.FOLLOW_UP: followed}
    return [sign for sign, query in asked.items() if db.session.scalar(select(exists(query)))]

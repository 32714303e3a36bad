"""The last step of a seminar is taken back: it had not opened, or it has not ended. For the facilitator who leads it.

What somebody has seen meanwhile they have seen: the page says how many, and from the first opening on no mark counts as
made by oneself (`Seminar.shared_at`).
"""

import uuid
from datetime import datetime

from sqlalchemy import func, select

from seminar.changes.models import ChangeKind, SeminarChange
from seminar.seminars import endings, planning
from seminar.seminars.models import Seminar, State
from seminar.texts import interviews
from toolkit.access import Actor
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db
from toolkit.errors import N_, WrongState

STEPS = (ChangeKind.SEMINAR_OPENED, ChangeKind.SEMINAR_UNOPENED, ChangeKind.SEMINAR_ENDED, ChangeKind.SEMINAR_RESUMED)
VOTED = N_("The voting has begun, so the seminar stays open. You can end it.")


def undo_opening(actor: Actor, cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> Seminar:
    """It is planned again: nobody sees what others have marked. Twice is once.

    Raises `WrongState` when it has ended, and once there has been a voting.
    """
    seminar = planning.lock(actor, cycle_id, seminar_id)
    planning.require_changeable(seminar)
    if seminar.state is not State.OPEN:
        return seminar
    if seminar.has_voted:
        raise WrongState(VOTED)
    if not was_used(seminar):
        seminar.shared_at = None
    seminar.state, seminar.opened_at = State.PLANNED, None
    for point in seminar.agenda:
        point.started_at = None
    endings.tell(actor, seminar)
    planning.tell(actor, seminar, event=Event.SEMINAR_UNOPENED, kind=ChangeKind.SEMINAR_UNOPENED)
    return seminar


def resume(actor: Actor, cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> Seminar:
    """It has not ended: those who take part open the texts again. Twice is once. Raises `WrongState` for one that has
    not begun, and when the report stands."""
    seminar = planning.lock(actor, cycle_id, seminar_id)
    if seminar.state is State.PLANNED:
        raise WrongState(N_("The seminar has not begun. Open it first, or take it away."))
    if seminar.state is State.ENDED:
        seminar.state, seminar.ended_at = State.OPEN, None
        planning.tell(actor, seminar, event=Event.SEMINAR_RESUMED, kind=ChangeKind.SEMINAR_RESUMED)
    return seminar


def was_used(seminar: Seminar) -> bool:
    """Whether anybody has seen or done anything in a seminar that is open."""
    return count_onlookers(seminar) > 0 or _has_changes(seminar, seminar.opened_at)


def count_onlookers(seminar: Seminar) -> int:
    """How many people have opened a text of the cycle since the seminar opened, and so have seen what was marked."""
    texts = [part.id for one in interviews.list_interviews(seminar.cycle_id) for part in one.parts]
    looks = select(func.count(AuditEntry.actor_id.distinct())).where(
        AuditEntry.event == Event.DEIDENTIFIED_READ, AuditEntry.object_id.in_(texts)
    )
    return 0 if seminar.opened_at is None else db.session.scalar(looks.where(AuditEntry.at >= seminar.opened_at)) or 0


def _has_changes(seminar: Seminar, since: datetime | None) -> bool:
    done = select(SeminarChange.seq).where(
        SeminarChange.cycle_id == seminar.cycle_id, SeminarChange.kind.not_in(STEPS), SeminarChange.created_at >= since
    )
    return db.session.scalar(done.limit(1)) is not None

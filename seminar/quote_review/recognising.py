"""Handlers tick, privately and blind to each other, the quotes in which they recognise somebody.

Who ticked is kept nowhere: no row, no time, no line on the trail. Nothing is shown while the check is open; when it is
closed every ticked quote is held until a person has acted. A tick is a flag: ten handlers and one are the same.
"""

import hashlib
import json
import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import select

from seminar.board import voices
from seminar.quotable import quoting, reviewing
from seminar.quotable.quoting import Considered
from seminar.quote_review.models import RecognitionCheck
from seminar.themes import codebook
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.cycles.models import Cycle
from toolkit.db import db
from toolkit.errors import N_, WrongState

CLOSED = N_("The check is closed, and takes no more ticks.")


def is_open(cycle: Cycle) -> bool:
    """Whether the handlers of a cycle that the caller holds are asked now."""
    check = db.session.get(RecognitionCheck, cycle.id)
    return check is not None and check.is_open and cycle.is_open


def require_closed(cycle: Cycle) -> None:
    """The report is about to stand. Raises `WrongState` while the check is open: what was ticked is not held yet."""
    if is_open(cycle):
        raise WrongState(N_("The handlers’ check of the quotes is open. Close it first, and act on what was ticked."))


def list_open(actor: Actor) -> Sequence[Cycle]:
    """The cycles of the own unit whose handlers are asked now, for a social worker."""
    if not actor.is_any(Role.SOCIAL_WORKER):
        return []
    query = select(Cycle).join(RecognitionCheck, RecognitionCheck.cycle_id == Cycle.id)
    found = db.session.scalars(query.where(Cycle.unit_id == actor.unit_id, RecognitionCheck.is_open.is_(True)))
    return [cycle for cycle in found if cycle.is_open]


def open_check(actor: Actor, cycle_id: uuid.UUID) -> None:
    """Ask every social worker of the unit. Twice is once. For the facilitator, while the report does not stand."""
    actor.require(Role.FACILITATOR)
    cycle = codebook.get_cycle(actor, cycle_id)
    states.require_open(cycle.id)
    check = _lock(cycle.id)
    if check is None:
        check = RecognitionCheck(cycle_id=cycle.id)
        db.session.add(check)
    check.is_open = True
    db.session.flush()
    trail.record(actor, Event.RECOGNITION_OPENED, cycle.id)


def close(actor: Actor, cycle_id: uuid.UUID) -> int:
    """Take no more ticks, and hold every quote that was ticked; how many. What was gathered is forgotten."""
    actor.require(Role.FACILITATOR)
    cycle = codebook.get_cycle(actor, cycle_id)
    check = _lock(cycle.id)
    if check is None or not check.is_open:
        return 0
    wanted = frozenset(json.loads(check.ticked))
    ticked = [one for one in _list_shown(actor, cycle.id) if str(one.key) in wanted]
    for one in ticked:
        reviewing.recognise(one.quote.excerpts)
    check.is_open, check.ticked = False, "[]"
    db.session.flush()
    trail.record(actor, Event.RECOGNITION_CLOSED, cycle.id, rows=len(ticked))
    return len(ticked)


def list_to_check(actor: Actor, cycle_id: uuid.UUID) -> Sequence[Considered]:
    """What the report would show, for a social worker of the unit while they are asked; else nothing.

    In an order that tells nothing of which child or theme it is. A look on the trail, as at every quote.
    """
    actor.require(Role.SOCIAL_WORKER)
    cycle = codebook.get_cycle(actor, cycle_id)
    if not is_open(cycle):
        return []
    trail.record(actor, Event.VOICES_READ, cycle.id)
    return sorted(_list_shown(actor, cycle.id), key=lambda one: hashlib.sha256(one.key.bytes).digest())


def tick(actor: Actor, cycle_id: uuid.UUID, keys: Collection[uuid.UUID]) -> None:
    """Stir what this person ticked into what the others have. Leaves no line on the trail: that would tell who.

    A key that is none of the quotes' is passed over. Raises `WrongState` when the check is closed.
    """
    actor.require(Role.SOCIAL_WORKER)
    cycle = codebook.get_cycle(actor, cycle_id)
    check = _lock(cycle.id)
    if check is None or not check.is_open or not cycle.is_open:
        raise WrongState(CLOSED)
    known = {one.key for one in _list_shown(actor, cycle.id)}
    check.ticked = json.dumps(sorted({*json.loads(check.ticked), *(str(key) for key in known & set(keys))}))
    db.session.flush()


def forget(cycle_id: uuid.UUID, excerpt_ids: Collection[uuid.UUID]) -> None:
    """An interview of the cycle is withdrawn: its passages are no longer among what was ticked."""
    check, gone = _lock(cycle_id), {str(each) for each in excerpt_ids}
    if check is not None:
        check.ticked = json.dumps([each for each in json.loads(check.ticked) if each not in gone])
        db.session.flush()


def _list_shown(actor: Actor, cycle_id: uuid.UUID) -> list[Considered]:
    """Every quote that the report would show, each once."""
    found: dict[uuid.UUID, Considered] = {}
    for row in voices.list_voices(actor, cycle_id):
        for one in quoting.consider([coding for coding in row.codings if coding.on_board], row.reviews):
            if one.shown is not None:
                found.setdefault(one.key, one)
    return list(found.values())


def _lock(cycle_id: uuid.UUID) -> RecognitionCheck | None:
    fresh = select(RecognitionCheck).where(RecognitionCheck.cycle_id == cycle_id).with_for_update()
    return db.session.scalar(fresh.execution_options(populate_existing=True))

"""Notes from a talk in the group about the survey's questions, written by the facilitator, sealed.

They reach the report as any open answer does: paragraph by paragraph, de-identified and approved.
"""

import uuid

from interview_guides.surveys import Occasion
from toolkit import versions
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import planning, states
from toolkit.db import db
from toolkit.surveys.models import FocusNotes


def open_form(actor: Actor, cycle_id: uuid.UUID, *, occasion: Occasion) -> FocusNotes | None:
    """The notes as they stand, put on the trail; None before the first time. Raises `NotFound`."""
    cycle = planning.get_led_cycle(actor, cycle_id)
    row = db.session.get(FocusNotes, (cycle.id, occasion))
    if row is not None:
        trail.record(actor, Event.FOCUS_NOTES_READ, cycle.id, survey=occasion.value)
    return row


def save(actor: Actor, cycle_id: uuid.UUID, *, occasion: Occasion, text: str, version: int) -> None:
    """Keep the notes, seen as `version` (0 for the first). Raises `Overtaken`, and `WrongState` once the report
    stands."""
    cycle = planning.get_led_cycle(actor, cycle_id)
    states.require_open(cycle.id)
    row = db.session.get(FocusNotes, (cycle.id, occasion))
    versions.require(row, version, refusal=versions.THEIRS_BESIDE_YOURS)
    if row is None:
        row = FocusNotes(cycle_id=cycle.id, occasion=occasion)
        db.session.add(row)
    row.text, row.written_by_id = text, actor.id
    db.session.flush()
    trail.record(actor, Event.FOCUS_NOTES_SAVED, cycle.id, survey=occasion.value)

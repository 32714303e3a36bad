"""The interview in the interviewer's own notes, when it was not recorded. Two tabs never overwrite each other."""

import uuid

from toolkit import clock, versions
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import assignments
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.errors import N_, InvalidInput
from toolkit.interviews.models import Notes
from toolkit.participation import consent


def find_notes(actor: Actor, assignment_id: uuid.UUID) -> Notes | None:
    """The notes of the person's own interview, if there are any. Raises `NotFound`; `WrongState` without consent."""
    assignment = assignments.get_own(actor, assignment_id)
    consent.require_yes(assignment)
    found = db.session.get(Notes, assignment.id)
    if found is not None:
        trail.record(actor, Event.NOTES_READ, assignment.id)
    return found


def save(actor: Actor, assignment_id: uuid.UUID, *, text: str, version: int, finish: bool) -> Notes:
    """Save the notes. `version` is the one that the page showed, 0 for none.

    Raises `WrongState` when they were changed elsewhere meanwhile, `InvalidInput` for empty finished notes.
    """
    assignment = assignments.get_own(actor, assignment_id)
    consent.require_yes(assignment)
    kept = db.session.get(Notes, assignment.id, with_for_update=True)
    versions.require(kept, version)
    if finish and not text.strip():
        raise InvalidInput(N_("There is nothing written yet."), field="text")
    if kept is None:
        kept = Notes(assignment_id=assignment.id, text=text)
        db.session.add(kept)
    elif kept.text != text:
        kept.text = text
    kept.finished_at = clock.now() if finish else None
    db.session.flush()
    trail.record(actor, Event.NOTES_SAVED, assignment.id, letters=len(text))
    return kept


def destroy(actor: Actor | None, assignment: Assignment) -> bool:
    """Remove the notes of an assignment, for withdrawal and disposal; whether there were any."""
    kept = db.session.get(Notes, assignment.id)
    if kept is None:
        return False
    db.session.delete(kept)
    db.session.flush()
    trail.record(actor, Event.RECORDING_DESTROYED, assignment.id, kind="notes")
    return True

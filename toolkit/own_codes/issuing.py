"""The interviewer has asked the child: notes that it wants no code of its own, or gives it one, and a new one when that
was lost. The old one then opens nothing any more."""

import hmac
import uuid
from datetime import date

from toolkit import clock, short_codes
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import assignments
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.errors import N_, WrongState
from toolkit.own_codes.models import OwnCode
from toolkit.participation import consent
from toolkit.vault.columns import vault

LENGTH = 10
"""Signs, about 45 bits: it opens words, for years, and not five empty questions for a month."""


def find(assignment: Assignment) -> OwnCode | None:
    """What the child of an assignment that the caller holds has said, if it was asked."""
    return db.session.get(OwnCode, assignment.id)


def note_unwanted(actor: Actor, assignment_id: uuid.UUID) -> None:
    """The child wants no code. One that it had opens nothing any more. Twice is once."""
    row = _row(assignments.get_own(actor, assignment_id))
    row.is_wanted, row.code_hash, row.valid_until, row.visit_hash = False, None, None, None
    db.session.flush()
    trail.record(actor, Event.OWN_CODE_DECLINED, assignment_id)


def give(actor: Actor, assignment_id: uuid.UUID) -> str:
    """A fresh code, which is shown now and never again; one before it is dead.

    Raises `NotFound`, and `WrongState` where there is no yes to the interview.
    """
    assignment = assignments.get_own(actor, assignment_id)
    consent.require_yes(assignment)
    code, row = short_codes.make(LENGTH), _row(assignment)
    row.is_wanted, row.code_hash, row.visit_hash = True, digest(code), None
    row.valid_until = last_day(assignment.cycle.year)
    db.session.flush()
    trail.record(actor, Event.OWN_CODE_ISSUED, assignment_id)
    return code


def get_given(actor: Actor, assignment_id: uuid.UUID, *, code: str) -> OwnCode:
    """What was given, for whoever still has the code before them: the card is made of it.

    Raises `NotFound`, and `WrongState` for a code that has been replaced.
    """
    row = find(assignments.get_own(actor, assignment_id))
    if row is None or not hmac.compare_digest(row.code_hash or "", digest(code)):
        raise WrongState(N_("The code has been replaced by a newer one. Give a new one, and print its card."))
    return row


def digest(code: str) -> str:
    """The hash of a code under a key of this installation that hashes nothing else."""
    return short_codes.digest(code, key=vault().installation.derive(b"own code"), kind="own code")


def last_day(year: int) -> date:
    """The last day of the year in which a cycle's promises are followed up, and of this one when that has passed."""
    return date(max(year + 1, clock.today().year), 12, 31)


def _row(assignment: Assignment) -> OwnCode:
    row = find(assignment)
    if row is None:
        row = OwnCode(assignment_id=assignment.id, is_wanted=False)
        db.session.add(row)
    return row

"""The names known to an interview, entered once by its interviewer, and those that other rooms know already.

They help to find words. Only the interviewer sees what was entered; the others are shown nowhere.
"""

import re
import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import selectinload

from toolkit import versions
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import assignments
from toolkit.cycles.models import Assignment, Child, ChildHandler
from toolkit.db import db
from toolkit.errors import N_, InvalidInput
from toolkit.interviews.models import Recording
from toolkit.participation.models import ContactDetails
from transcription.deidentification.kinds import CHILD, GUARDIAN, HANDLER, INTERVIEWER, Known
from transcription.deidentification.models import KnownName

FIELDS: Mapping[str, str] = {
    "child": CHILD,
    "siblings": "syskon",
    "mother": "mamma",
    "father": "pappa",
    "relatives": "släkting",
    "foster_home": "familjehemmet",
    "handlers": HANDLER,
    "staff": "vuxen i skolan",
    "friends": "kompis",
    "schools": "skolan",
    "places": "orten",
    "others": "person",
}
"""What the interviewer fills in, and the role that each name gets."""
MOST_NAMES, LONGEST_NAME = 60, 80


def open_form(actor: Actor, assignment_id: uuid.UUID) -> Mapping[str, str]:
    """What has been entered, one text per field, put on the trail. Raises `NotFound`."""
    assignment = assignments.get_own(actor, assignment_id)
    texts = _texts(assignment)
    trail.record(actor, Event.KNOWN_NAMES_READ, assignment.id)
    return texts


def _texts(assignment: Assignment) -> Mapping[str, str]:
    entered = _entered(assignment)
    return {field: ", ".join(row.name for row in entered if row.role == field) for field in FIELDS}


def version_of(names: Mapping[str, str]) -> int:
    """The version of what `open_form` gave; it says whether another window has saved other names since."""
    return versions.of_words(names[field] for field in FIELDS)


def save(actor: Actor, assignment_id: uuid.UUID, *, names: Mapping[str, str], version: int) -> None:
    """Replace what was entered, seen as `version`: names parted by commas or lines, one text per field.

    Raises `InvalidInput`, and `Overtaken` when another window was first.
    """
    assignment = assignments.get_own(actor, assignment_id)
    versions.require_same(version_of(_texts(assignment)), version)
    rows = [(field, name) for field in FIELDS for name in split(names.get(field, ""))]
    for field, name in rows:
        if len(name) > LONGEST_NAME:
            raise InvalidInput(N_("That is too long for a name. Put a comma between two names."), field=field)
    if len(rows) > MOST_NAMES:
        raise InvalidInput(N_("That is more than %(most)s names. Keep those that will be spoken."), most=MOST_NAMES)
    db.session.execute(delete(KnownName).where(KnownName.assignment_id == assignment.id))
    for position, (field, name) in enumerate(rows):
        db.session.add(KnownName(assignment_id=assignment.id, name=name, role=field, position=position))
    db.session.flush()
    trail.record(actor, Event.KNOWN_NAMES_CHANGED, assignment.id, count=len(rows))


def split(text: str) -> list[str]:
    """Single names out of what was written in one field."""
    return [name for name in (" ".join(part.split()) for part in re.split(r"[,;\n]|\boch\b", text)) if name]


def list_known(assignment: Assignment) -> Sequence[Known]:
    """Every name that an interview knows: what was entered first, then family, handlers and interviewer."""
    entered = [Known(row.name, FIELDS[row.role]) for row in _entered(assignment)]
    details = db.session.get(ContactDetails, assignment.id)
    family = (
        [(details.child_name, CHILD), *((name, GUARDIAN) for name in split(details.guardian_names))] if details else []
    )
    child = db.session.scalar(
        select(Child)
        .where(Child.id == assignment.child_id)
        .options(selectinload(Child.handlers).selectinload(ChildHandler.person))
    )
    handlers = sorted({(row.person.name, HANDLER) for row in child.handlers}) if child else []
    others = [*family, *handlers, (assignment.interviewer.name, INTERVIEWER)]
    return [*entered, *(Known(name, role) for name, role in others if name.strip())]


def are_entered(assignment: Assignment) -> bool:
    """Whether the interviewer has written in any name."""
    return db.session.scalar(select(exists().where(KnownName.assignment_id == assignment.id))) is True


def remove_all(assignment: Assignment) -> None:
    """Forget what was entered, when the interview is withdrawn."""
    db.session.execute(delete(KnownName).where(KnownName.assignment_id == assignment.id))


def remove_with_last_recording(recording: Recording) -> None:
    """The names go with the recording: when its last one is removed, nothing is left to find them in."""
    others = select(Recording.id).where(
        Recording.assignment_id == recording.assignment_id, Recording.id != recording.id
    )
    if db.session.scalar(others.limit(1)) is None:
        remove_all(recording.assignment)


def _entered(assignment: Assignment) -> Sequence[KnownName]:
    return db.session.scalars(
        select(KnownName).where(KnownName.assignment_id == assignment.id).order_by(KnownName.position),
    ).all()

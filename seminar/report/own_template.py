"""The unit's own Word template for the report: kept, used by every report that is made from now on, and taken away.

Editions that are released keep the files that they have. A template that is refused leaves the one before in its place.
"""

import hashlib
import uuid

from sqlalchemy import select

from seminar.report import writer
from seminar.report.document import (
    Bullets,
    Chapter,
    Document,
    Paragraph,
    Quote,
    Subheading,
    Table,
    ThemeName,
    text_cell,
)
from seminar.report.models import ReportTemplate
from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.documents import word_template
from toolkit.documents.word_package import DAMAGED
from toolkit.errors import InvalidInput, NotFound
from toolkit.people.models import Unit
from toolkit.transactions import paused

LONGEST_NAME = 120


def get_unit(actor: Actor, unit_id: uuid.UUID) -> Unit:
    """The unit, for its leader and for the administrator of all of them. Raises `NotFound`."""
    actor.require(Role.UNIT_LEADER, Role.ADMINISTRATOR)
    unit = db.session.get(Unit, unit_id)
    if unit is None or not (actor.is_any(Role.ADMINISTRATOR) or unit.id == actor.unit_id):
        raise NotFound
    return unit


def find(unit: Unit) -> ReportTemplate | None:
    """What a unit that the caller holds has of its own; None while its reports look as the house's."""
    return db.session.get(ReportTemplate, unit.id)


def read(unit_id: uuid.UUID) -> bytes:
    """The template of a unit that the caller holds; empty while it has none."""
    query = select(ReportTemplate.content).where(ReportTemplate.unit_id == unit_id)
    return db.session.scalar(query) or b""


def keep(actor: Actor, unit_id: uuid.UUID, *, file: bytes, name: str) -> ReportTemplate:
    """Let the unit's reports be made in this template from now on.

    Raises `InvalidInput` on `file`, in words, for whatever cannot be used; then nothing is changed.
    """
    get_unit(actor, unit_id)
    with paused():
        content = word_template.clean(file)
        _try(content)
    unit = get_unit(actor, unit_id)
    db.session.execute(select(Unit.id).where(Unit.id == unit.id).with_for_update())
    row = find(unit)
    if row is None:
        row = ReportTemplate(unit_id=unit.id)
        db.session.add(row)
    row.file_name, row.content = name.strip()[-LONGEST_NAME:], content
    row.sha256 = hashlib.sha256(content).hexdigest()
    row.kept_at, row.kept_by_id = clock.now(), actor.id
    db.session.flush()
    trail.record(actor, Event.REPORT_TEMPLATE_KEPT, unit.id, sha256=row.sha256)
    return row


def remove(actor: Actor, unit_id: uuid.UUID) -> None:
    """Let the unit's reports look as the house's again. Twice is once."""
    unit = get_unit(actor, unit_id)
    row = find(unit)
    if row is not None:
        db.session.delete(row)
        db.session.flush()
        trail.record(actor, Event.REPORT_TEMPLATE_REMOVED, unit.id)


def _try(template: bytes) -> None:
    """Make a report of everything that a report can hold. Raises `InvalidInput` when that fails."""
    table = Table(
        "-", "-", ("-", "-"), (1, 1), ((text_cell("-"), (Bullets(("-",)), Quote("-", "-"), ThemeName(1, "-", "-"))),)
    )
    blocks = (Subheading("-"), ThemeName(1, "-", "-"), Paragraph("-"), Bullets(("-",)), Quote("-", "-"), table)
    sample = Document("-", "-", "-", "sv-SE", clock.now(), "-", "{page} {pages}", (Chapter("-", blocks),), blocks)
    try:
        word_template.clean(writer.write(sample, template=template))
    except Exception as error:  # whatever a stranger's file makes the library stumble over is told beside the field
        raise InvalidInput(DAMAGED, field="file") from error

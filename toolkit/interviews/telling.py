"""What this room tells the others: its steps on «My interview», and who has come how far in the year."""

import uuid
from collections.abc import Collection

from flask import Flask, url_for
from sqlalchemy import select

from toolkit.access import Actor
from toolkit.cycles import progress
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.interviews import planning, steps
from toolkit.interviews.models import Notes, Recording
from toolkit.interviews.steps import Facts
from toolkit.participation import chronicle, consent
from toolkit.participation.models import ContactEntry


def install(app: Flask) -> None:
    """Let this room speak for its steps and stages."""
    steps.register(app, "interviews", _tell)
    progress.register(app, progress.ASKED, _asked)
    progress.register(app, progress.CONSENTED, consent.list_agreed)
    progress.register(app, progress.INTERVIEWED, interviewed)


def _tell(_actor: Actor, assignment: Assignment) -> dict[str, Facts]:
    return {
        "prepare": _tell_prepare(assignment),
        "contact": _tell_contact(assignment),
        "book": _tell_booking(assignment),
    }


def _tell_prepare(assignment: Assignment) -> Facts:
    found = planning.find_preparation(assignment)
    url = url_for("interviews.guide", assignment_id=assignment.id)
    return Facts(template="interviews/step_prepare.html", done_at=found.prepared_at if found else None, url=url)


def _tell_contact(assignment: Assignment) -> Facts:
    standing = consent.standing(assignment)
    done_at = max(answer.given_at for answer in standing.answers) if standing.may_interview else None
    return Facts(
        template="interviews/step_contact.html",
        done_at=done_at,
        url=url_for("participation.contact", assignment_id=assignment.id),
        facts={"standing": standing, "lines": chronicle.list_lines(assignment, standing.answers)},
    )


def _tell_booking(assignment: Assignment) -> Facts:
    found = planning.find_booking(assignment)
    url = url_for("interviews.booking", assignment_id=assignment.id)
    return Facts(template="interviews/step_book.html", done_at=found.booked_at if found else None, url=url)


def _asked(cycle_id: uuid.UUID) -> Collection[uuid.UUID]:
    tried = select(ContactEntry.assignment_id).join(ContactEntry.assignment).where(Assignment.cycle_id == cycle_id)
    return {*db.session.scalars(tried), *consent.list_answered(cycle_id)}


def interviewed(cycle_id: uuid.UUID) -> Collection[uuid.UUID]:
    """The assignments of a cycle that have a whole recording, or finished notes."""
    taken = (
        select(Recording.assignment_id)
        .join(Recording.assignment)
        .where(Assignment.cycle_id == cycle_id, Recording.state == "whole")
    )
    written = (
        select(Notes.assignment_id)
        .join(Assignment, Assignment.id == Notes.assignment_id)
        .where(Assignment.cycle_id == cycle_id, Notes.finished_at.is_not(None))
    )
    return {*db.session.scalars(taken), *db.session.scalars(written)}

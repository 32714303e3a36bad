"""Before and after the talk: preparing with the guide, booking time and place, reflecting. The interviewer's alone."""

from datetime import datetime, timedelta

from toolkit import clock, content, versions
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import interview_days, states
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.errors import N_, InvalidInput
from toolkit.interviews import guide_choice
from toolkit.interviews.models import Booking, Preparation, Reflection
from toolkit.participation import consent

SHORTEST, LONGEST = 5, 180
FARTHEST = timedelta(days=400)


def find_preparation(assignment: Assignment) -> Preparation | None:
    """When the guide was read, if it was."""
    return db.session.get(Preparation, assignment.id)


def prepare(actor: Actor, assignment: Assignment) -> Preparation:
    """The interviewer has read the guide of the interview. Saying so twice is harmless."""
    found = find_preparation(assignment)
    if found is None:
        guide = guide_choice.in_use(assignment, content=content.current()).whole
        found = Preparation(
            assignment_id=assignment.id, prepared_at=clock.now(), guide_id=guide.id, guide_version=str(guide.version)
        )
        db.session.add(found)
        db.session.flush()
        trail.record(actor, Event.INTERVIEW_PREPARED, assignment.id)
    return found


def find_booking(assignment: Assignment) -> Booking | None:
    """When and where the two meet, if that is settled."""
    return db.session.get(Booking, assignment.id)


def book(
    actor: Actor, assignment: Assignment, *, starts_at: datetime, minutes: int, place: str, place_note: str,
    interpreter: bool, interpreter_language: str, version: int = 0,
) -> Booking:  # fmt: skip
    """Settle or change time and place. A day that has been is allowed: the talk may be written in afterwards.

    `version` is the one that the form showed. Raises `InvalidInput`, and `WrongState` without everybody's yes.
    """
    states.require_open(assignment.cycle_id)
    consent.require_yes(assignment)
    _check_booking(assignment, starts_at, minutes, place)
    booking, event = find_booking(assignment), Event.BOOKING_CHANGED
    if booking is None:
        event = Event.INTERVIEW_BOOKED
        booking = Booking(assignment_id=assignment.id)
        db.session.add(booking)
    else:
        versions.require(booking, version)
    booking.starts_at, booking.minutes, booking.place, booking.place_note = starts_at, minutes, place, place_note
    booking.interpreter, booking.interpreter_language = interpreter, interpreter_language if interpreter else ""
    db.session.flush()
    trail.record(actor, event, assignment.id, place=place, minutes=minutes)
    return booking


def _check_booking(assignment: Assignment, starts_at: datetime, minutes: int, place: str) -> None:
    if place not in {known.code for known in content.current().places}:
        raise InvalidInput(N_("Choose a place."), field="place")
    if not SHORTEST <= minutes <= LONGEST:
        raise InvalidInput(
            N_("Write how many minutes you plan, between %(low)s and %(high)s."),
            field="minutes", low=SHORTEST, high=LONGEST,
        )  # fmt: skip
    if starts_at > clock.now() + FARTHEST:
        raise InvalidInput(N_("That is more than a year away. Check the year."), field="day")
    interview_days.require_given(assignment, starts_at, field="day")


def find_reflection(assignment: Assignment) -> Reflection | None:
    """The interviewer's own notes, if there are any."""
    return db.session.get(Reflection, assignment.id)


def open_reflection(actor: Actor, assignment: Assignment) -> Reflection | None:
    """The same to read, put on the trail."""
    found = find_reflection(assignment)
    if found is not None and found.text:
        trail.record(actor, Event.REFLECTION_READ, assignment.id)
    return found


def reflect(
    actor: Actor,
    assignment: Assignment,
    *,
    text: str,
    version: int = 0,
    done: bool = True,
    nothing_to_add: bool = False,
) -> Reflection:
    """Save the own reflection. Nobody else ever reads it. An empty one is done only when the person says so.

    Raises `InvalidInput` for an empty one, and `WrongState` when another window was first.
    """
    if done and not text and not nothing_to_add:
        raise InvalidInput(N_("Write something first, or say that you have nothing to add."), field="text")
    found = find_reflection(assignment)
    if found is None:
        found = Reflection(assignment_id=assignment.id)
        db.session.add(found)
    else:
        versions.require(found, version)
    found.text = text
    if done:
        found.done_at = found.done_at or clock.now()
    elif not text:
        found.done_at = None
    db.session.flush()
    trail.record(actor, Event.REFLECTION_SAVED, assignment.id)
    return found

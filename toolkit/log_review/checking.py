"""Going through a month's sample: the names are opened for whoever does, and nobody judges their own accesses.

It is signed once every line is judged. Only the signer's own may be left, when nobody else has looked at them, and the
record says how many those were. What was signed does not change.
"""

import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.audit import naming, trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound, WrongState
from toolkit.log_review import accesses
from toolkit.log_review.models import Finding, LogReview, LogReviewChecker, LogReviewLine
from toolkit.people.models import Person
from toolkit.vault import pseudonyms

CHECKING = (Role.UNIT_LEADER, Role.ADMINISTRATOR)
OWN = N_("This was you. Somebody else looks at it.")
SIGNED = N_("The check has been signed, and nothing in it changes.")
NOT_BEGUN = N_("Begin the check first: then the names are opened for you.")
NO_NOTE = N_("Write what you ask about, and whom.")
NOT_DONE = N_("There are accesses that nobody has looked at. Say what you think of each before you sign.")


@dataclass(frozen=True, slots=True)
class LineShown:
    """An access as the page shows it. Names are pseudonyms for everybody who does not go through it."""

    row: LogReviewLine
    at: datetime | None
    event: str
    who: str
    roles: Sequence[Role]
    interview: str
    is_own_interview: bool
    is_readers: bool  # the reader of the page made this access
    copied_year: str = ""  # the year that a copy was of, when it was not of one child alone
    is_copy: bool = False

    @property
    def is_gone(self) -> bool:
        """Whether the log's line has been disposed of."""
        return self.at is None


def list_reviews(actor: Actor) -> Sequence[LogReview]:
    """Every month of the own unit, the newest first."""
    actor.require(*CHECKING)
    return db.session.scalars(
        select(LogReview)
        .where(LogReview.unit_id == actor.unit_id)
        .order_by(LogReview.month.desc())
        .options(joinedload(LogReview.signed_by))
    ).all()


def get_review(actor: Actor, review_id: uuid.UUID) -> LogReview:
    """One month of the own unit, with its lines. Raises `NotFound`."""
    actor.require(*CHECKING)
    found = db.session.scalar(
        select(LogReview)
        .where(LogReview.id == review_id, LogReview.unit_id == actor.unit_id)
        .options(selectinload(LogReview.lines), joinedload(LogReview.signed_by))
    )
    if found is None:
        raise NotFound
    return found


def has_begun(actor: Actor, review: LogReview) -> bool:
    """Whether the names in it are opened for this person."""
    return db.session.get(LogReviewChecker, (review.id, actor.id)) is not None


def begin(actor: Actor, review_id: uuid.UUID) -> None:
    """Go through it: the names are opened for this person, and the trail says so. Raises `NotFound`, `WrongState`."""
    review = _locked(actor, review_id)
    if not has_begun(actor, review):
        db.session.add(LogReviewChecker(review_id=review.id, person_id=actor.id, begun_at=clock.now()))
        db.session.flush()
        trail.record(actor, Event.LOG_CHECK_BEGUN, review.id, count=review.lines_drawn)


def list_lines(actor: Actor, review: LogReview) -> list[LineShown]:
    """The accesses of a month that the caller holds. Seeing them by name is put on the trail."""
    found = accesses.list_lines(one.seq for one in review.lines)
    is_open = has_begun(actor, review)
    roles = _roles(row.actor_id for row in found.values()) if is_open else {}
    known = naming.names() if is_open else {}
    if is_open:
        trail.record(actor, Event.LOG_CHECK_READ, review.id, count=len(review.lines))
    return [_shown(actor, one, found.get(one.seq), known, roles, is_open=is_open) for one in _in_order(review, found)]


def find_next(actor: Actor, review_id: uuid.UUID, *, after: LogReviewLine) -> LogReviewLine | None:
    """The access that the caller looks at next: the first below that waits for them, else the first on the page."""
    review = get_review(actor, review_id)
    found = accesses.list_lines(one.seq for one in review.lines)
    in_order = [one for one in _in_order(review, found) if one.seq in found]
    place = next((number for number, one in enumerate(in_order) if one.id == after.id), 0)
    waiting = (one for one in [*in_order[place:], *in_order] if not one.is_judged)
    return next((one for one in waiting if found[one.seq].actor_id != actor.id), None)


def judge(actor: Actor, review_id: uuid.UUID, *, line_id: uuid.UUID, finding: Finding, note: str) -> None:
    """Say what one thinks of an access. Raises `NotFound`, `InvalidInput` without a note, `WrongState`."""
    review = _locked(actor, review_id)
    line = next((one for one in review.lines if one.id == line_id), None)
    if line is None:
        raise NotFound
    if not has_begun(actor, review):
        raise WrongState(NOT_BEGUN)
    if line.seq in _own(actor, [line]):
        raise WrongState(OWN)
    if finding is Finding.ASK and not note.strip():
        raise InvalidInput(NO_NOTE, field="note")
    line.finding, line.note, line.judged_by_id = finding, note.strip(), actor.id
    db.session.flush()
    trail.record(actor, Event.LOG_LINE_JUDGED, review.id, number=line.seq, outcome=finding.value)


def sign(actor: Actor, review_id: uuid.UUID) -> LogReview:
    """Sign that the check was done. Raises `NotFound`, `WrongState` while something is left to look at."""
    review = _locked(actor, review_id)
    if not has_begun(actor, review):
        raise WrongState(NOT_BEGUN)
    left = [one for one in review.lines if not one.is_judged]
    own = _own(actor, left)
    if any(one.seq not in own for one in left):
        raise WrongState(NOT_DONE)
    review.signed_by_id, review.signed_at = actor.id, clock.now()
    review.left, review.asked = len(left), sum(one.finding is Finding.ASK for one in review.lines)
    db.session.flush()
    trail.record(
        actor, Event.LOG_CHECK_SIGNED, review.id, count=len(review.lines), asked=review.asked, left_out=review.left,
        sha256=digest(review),
    )  # fmt: skip
    return review


def digest(review: LogReview) -> str:
    """A hash over what was signed. It stands on the trail beside the signature, so that a later change is seen."""
    lines = [[one.seq, one.finding.value, str(one.judged_by_id or ""), one.note] for one in review.lines]
    signed = [str(review.id), review.month.isoformat(), str(review.signed_by_id), lines]
    return hashlib.sha256(json.dumps(signed, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _locked(actor: Actor, review_id: uuid.UUID) -> LogReview:
    actor.require(*CHECKING)
    owned = select(LogReview.id).where(LogReview.id == review_id, LogReview.unit_id == actor.unit_id)
    if db.session.scalar(owned.with_for_update()) is None:
        raise NotFound
    db.session.expire_all()
    review = get_review(actor, review_id)
    if review.is_signed:
        raise WrongState(SIGNED)
    return review


def _in_order(review: LogReview, found: Mapping[int, Any]) -> list[LogReviewLine]:
    return sorted(review.lines, key=lambda one: (found[one.seq].at.timestamp() if one.seq in found else 0, one.seq))


def _own(actor: Actor, lines: Sequence[LogReviewLine]) -> set[int]:
    found = accesses.list_lines(one.seq for one in lines)
    return {seq for seq, row in found.items() if row.actor_id == actor.id}


def _roles(people: Any) -> Mapping[uuid.UUID, Sequence[Role]]:
    rows = db.session.scalars(select(Person).where(Person.id.in_(set(people))).options(selectinload(Person.role_rows)))
    return {one.id: sorted(one.roles) for one in rows}


def _shown(
    actor: Actor, line: LogReviewLine, row: Any, known: Mapping[uuid.UUID, str],
    roles: Mapping[uuid.UUID, Sequence[Role]], *, is_open: bool,
) -> LineShown:  # fmt: skip
    if row is None:
        return LineShown(line, None, "", "", (), "", is_own_interview=False, is_readers=False)
    who, about = row.actor_id, row.assignment_id or row.object_id
    code, year = (row.copied_code, row.copied_year) if row.copied_year else (row.code, row.year)
    interview = f"{code}, {year}" if code else ""
    return LineShown(
        line, row.at, row.event,
        naming.say_who(who, known) if is_open else pseudonyms.of_id(who, on=row.at.date()),
        roles.get(who, ()),
        interview if is_open else pseudonyms.of_id(about, on=row.at.date()),
        is_own_interview=row.interviewer_id == who,
        is_readers=who == actor.id,
        copied_year="" if code else row.copied_year or "",
        is_copy=bool(row.copied_year),
    )  # fmt: skip

"""Consent: the child's own yes always, and below the unit's age also the guardians'. No yes, no recording."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select

from toolkit import clock, row_by_row
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import interview_days
from toolkit.cycles.models import Assignment, Child, Cycle
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, WrongState
from toolkit.participation.models import Answerer, Consent
from toolkit.people.models import Unit

CHILD, FIRST_GUARDIAN, SECOND_GUARDIAN = Answerer


@dataclass(frozen=True, slots=True)
class Standing:
    """Where consent stands: who must answer, who has said yes, who has said no, who has yet to answer."""

    needed: tuple[Answerer, ...]
    yes: tuple[Answerer, ...]
    no: tuple[Answerer, ...]
    to_recording: bool
    answers: tuple[Consent, ...]

    @property
    def missing(self) -> tuple[Answerer, ...]:
        """Who has not answered yet."""
        return tuple(who for who in self.needed if who not in self.yes and who not in self.no)

    @property
    def is_guardian_next(self) -> bool:
        """Whether a guardian is to be asked before the child."""
        return bool(self.missing) and self.missing[0] != CHILD

    @property
    def is_child_last(self) -> bool:
        """Whether only the child has yet to answer."""
        return self.missing == (CHILD,)

    @property
    def may_interview(self) -> bool:
        """Whether everybody who must say yes has said yes."""
        return not self.no and not self.missing

    @property
    def may_record(self) -> bool:
        """Whether the interview may also be recorded; otherwise it is written in notes."""
        return self.may_interview and self.to_recording


def needed_from(assignment: Assignment) -> tuple[Answerer, ...]:
    """Who must say yes: by the child's age and the unit's local decision."""
    return _needed_at(assignment.child.age, assignment.cycle.unit)


def _needed_at(age: int, unit: Unit) -> tuple[Answerer, ...]:
    if age >= unit.consent_alone_from_age:
        return (CHILD,)
    return (*_guardians(unit), CHILD)


def _guardians(unit: Unit) -> tuple[Answerer, ...]:
    return (FIRST_GUARDIAN, SECOND_GUARDIAN) if unit.guardians_required == 2 else (FIRST_GUARDIAN,)


def standing(assignment: Assignment) -> Standing:
    """Where consent stands for an assignment that the caller holds."""
    return _weighed(assignment, _current_answers(assignment))


def _weighed(assignment: Assignment, answers: Sequence[Consent]) -> Standing:
    needed = needed_from(assignment)
    says = {answer.who: answer.says_yes and answer.withdrawn_at is None for answer in answers}
    return Standing(
        needed=needed,
        yes=tuple(who for who in needed if says.get(who) is True),
        no=tuple(who for who in needed if says.get(who) is False),
        to_recording=all(answer.to_recording for answer in answers if answer.who in needed),
        answers=tuple(answers),
    )


def list_answered(cycle_id: uuid.UUID) -> Sequence[uuid.UUID]:
    """The ids of the assignments of a cycle in which somebody has answered."""
    return db.session.scalars(
        select(Consent.assignment_id).join(Consent.assignment).where(Assignment.cycle_id == cycle_id).distinct(),
    ).all()


def has_answered() -> ColumnElement[bool]:
    """Whether somebody has answered, as a condition on `Assignment`."""
    return row_by_row.has(select(Consent.id).where(Consent.assignment_id == Assignment.id))


def has_agreed(cycle: Cycle) -> ColumnElement[bool]:
    """Whether everybody who must say yes has said yes, as `standing` has it: a condition on an `Assignment` of a cycle
    that the caller holds."""
    alone = select(Child.id).where(Child.id == Assignment.child_id, Child.age >= cycle.unit.consent_alone_from_age)
    return _all_agree(CHILD) & (row_by_row.has(alone) | _all_agree(*_guardians(cycle.unit)))


def _all_agree(*needed: Answerer) -> ColumnElement[bool]:
    current = select(Consent.id).where(Consent.assignment_id == Assignment.id, Consent.replaced_at.is_(None))
    is_yes = Consent.says_yes & Consent.withdrawn_at.is_(None)
    yes = [row_by_row.has(current.where(Consent.who == who, is_yes)) for who in needed]
    return and_(*yes, ~row_by_row.has(current.where(Consent.who.in_(needed), ~is_yes)))


def require_yes(assignment: Assignment, *, to_recording: bool = False) -> None:
    """Raise `WrongState` unless the interview (or its recording) is consented to."""
    now = standing(assignment)
    if not now.may_interview:
        raise WrongState(
            N_("There is no yes from everybody yet. Write in the answers first."), page="answers", of=assignment.id
        )
    if to_recording and not now.may_record:
        raise WrongState(
            N_("The interview is not to be recorded. Write notes instead."), page="notes", of=assignment.id
        )


def record_yes(
    actor: Actor, assignment: Assignment, *, who: str, to_recording: bool, how: str, given_at: datetime
) -> Consent:
    """Somebody said yes; their earlier answer is closed. Raises `InvalidInput` for a time that has not come."""
    _check(assignment, who, given_at)
    return _put(
        actor, assignment, Consent(who=who, says_yes=True, to_recording=to_recording, how=how, given_at=given_at)
    )


def record_no(
    actor: Actor, assignment: Assignment, *, who: str, reason: str, declined_by: str, note: str, given_at: datetime
) -> Consent:
    """Somebody said no, which is an answer and needs no reason beyond a code for the table of non-participation."""
    _check(assignment, who, given_at)
    answer = Consent(
        who=who, says_yes=False, to_recording=False, given_at=given_at, decline_reason=reason,
        declined_by=declined_by, decline_note=note,
    )  # fmt: skip
    return _put(actor, assignment, answer)


def _current_answers(assignment: Assignment) -> Sequence[Consent]:
    return db.session.scalars(
        select(Consent)
        .where(Consent.assignment_id == assignment.id, Consent.replaced_at.is_(None))
        .order_by(Consent.given_at),
    ).all()


def _check(assignment: Assignment, who: str, given_at: datetime) -> None:
    if who not in needed_from(assignment):
        raise InvalidInput(N_("Choose who answered."), field="who")
    interview_days.require_happened(assignment, given_at, field="given_on")


def _put(actor: Actor, assignment: Assignment, answer: Consent) -> Consent:
    for earlier in _current_answers(assignment):
        if earlier.who == answer.who:
            earlier.replaced_at = clock.now()
    answer.assignment_id, answer.recorded_by_id = assignment.id, actor.id
    db.session.add(answer)
    db.session.flush()
    event = Event.CONSENT_RECORDED if answer.says_yes else Event.DECLINE_RECORDED
    trail.record(actor, event, assignment.id, who=answer.who)
    return answer

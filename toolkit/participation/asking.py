"""The answers, and what follows from them: a no ends the assignment, and the interviewer gets another child at once."""

from dataclasses import dataclass
from datetime import datetime

from interview_guides.codes import Decliner
from toolkit import content
from toolkit.access import Actor
from toolkit.cycles import drawing, states
from toolkit.cycles.models import Assignment, EndReason
from toolkit.errors import N_, InvalidInput
from toolkit.participation import consent

YES, NOTES_ONLY, NO = "yes", "notes", "no"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the answer led to. After a no: the assignment that was drawn instead, if there was another child."""

    ended: bool
    replacement: Assignment | None = None


def answer(
    actor: Actor, assignment: Assignment, *, who: str, answer: str, how: str, given_at: datetime, reason: str, note: str
) -> Outcome:
    """Write in an answer. Raises `InvalidInput`; a reason that needs words must have them.

    Raises `WrongState` once the report stands.
    """
    states.require_open(assignment.cycle_id)
    if answer != NO:
        consent.record_yes(
            actor, assignment, who=who, to_recording=answer == YES, how=how, given_at=given_at
        )  # fmt: skip
        return Outcome(ended=False)
    _check_reason(reason, note)
    declined_by = Decliner.CHILD if who == consent.CHILD else Decliner.GUARDIAN
    consent.record_no(
        actor, assignment, who=who, reason=reason, declined_by=declined_by, note=note, given_at=given_at
    )  # fmt: skip
    return Outcome(ended=True, replacement=drawing.replace(actor, assignment, reason=EndReason.DECLINED).assignment)


def give_up(actor: Actor, assignment: Assignment) -> Outcome:
    """The family cannot be reached: the assignment ends and another child is drawn. It is common and nobody's fault."""
    return Outcome(ended=True, replacement=drawing.replace(actor, assignment, reason=EndReason.UNREACHABLE).assignment)


def _check_reason(code: str, note: str) -> None:
    reason = next((known for known in content.current().decline_reasons if known.code == code), None)
    if reason is None:
        raise InvalidInput(N_("Choose a reason, or that none was given."), field="reason")
    if reason.needs_written_reason and not note:
        raise InvalidInput(N_("Write in a few words why. No names."), field="note")

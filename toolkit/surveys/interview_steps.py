"""How far the step Reflect of «My interview» has come: the own reflection and the two surveys; and the staff's survey,
to which the page invites.

The interviews room knows no surveys, so this one speaks for the step and for the invitation.
"""

from dataclasses import dataclass

from toolkit import content
from toolkit.access import Actor
from toolkit.cycles.models import Assignment
from toolkit.interviews import planning
from toolkit.interviews.invitations import Invitation
from toolkit.interviews.steps import StepFacts
from toolkit.own_codes import issuing
from toolkit.own_codes.models import OwnCode
from toolkit.surveys import interviewer, offering, staff


@dataclass(frozen=True, slots=True, kw_only=True)
class ReflectFacts(StepFacts):
    """What is done, also by having nothing to add, whether the child was offered its survey, and
    what it said to a code of its own (which knows nothing of the survey: only the page shows both)."""

    has_reflected: bool
    has_written: bool
    has_answered: bool
    has_answers: bool
    was_offered: bool
    own_code: OwnCode | None


def step_facts(_actor: Actor, assignment: Assignment) -> dict[str, StepFacts]:
    """The facts of the step Reflect."""
    reflection = planning.find_reflection(assignment)
    has_answered = interviewer.is_answered(assignment)
    return {
        "reflect": ReflectFacts(
            done_at=reflection.done_at if reflection and has_answered else None,
            has_reflected=bool(reflection and reflection.done_at),
            has_written=bool(reflection and reflection.text),
            has_answered=has_answered,
            has_answers=has_answered and interviewer.has_answers(assignment),
            was_offered=bool(offering.list_offers(assignment)),
            own_code=issuing.find(assignment),
        )
    }


def list_invitations(actor: Actor) -> list[Invitation]:
    """The staff surveys that this person has not answered."""
    return [
        Invitation(
            cycle_id=survey.cycle_id,
            cycle_name=survey.cycle.name,
            part=survey.occasion.value,
            title=content.current().staff_survey.part(survey.occasion).title,
            is_reminder=survey.reminded_on is not None,
        )
        for survey in staff.list_invitations(actor)
    ]

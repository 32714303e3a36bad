"""What this room tells the others: to the step Reflect belong the own reflection and the two surveys."""

from flask import Flask, url_for

from toolkit.access import Actor
from toolkit.cycles.models import Assignment
from toolkit.interviews import planning, steps
from toolkit.surveys import interviewer, offering


def install(app: Flask) -> None:
    """Speak for the step Reflect instead of the interviews room, which knows no surveys."""
    steps.register(app, "surveys", _tell)


def _tell(_actor: Actor, assignment: Assignment) -> dict[str, steps.Facts]:
    reflection = planning.find_reflection(assignment)
    has_answered = interviewer.is_answered(assignment)
    told = steps.Facts(
        template="surveys/step_reflect.html",
        done_at=reflection.done_at if reflection and has_answered else None,
        url=url_for("interviews.reflection", assignment_id=assignment.id),
        facts={
            "has_reflected": bool(reflection and reflection.done_at),
            "has_answered": has_answered,
            "was_offered": bool(offering.list_offers(assignment)),
        },
    )
    return {"reflect": told}

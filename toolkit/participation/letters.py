"""Letters to the child and to the guardian: the content's words with this interview's facts put in."""

from dataclasses import dataclass

from interview_guides.letters import Audience, Letter, fill
from toolkit import content
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles.models import Assignment
from toolkit.language import day
from toolkit.people import directory

LINE = "____________"


@dataclass(frozen=True, slots=True)
class Meeting:
    """What the letter may say about the meeting, as words. Empty means: a line to fill in by hand."""

    date: str = ""
    time: str = ""
    place: str = ""
    minutes: str = "40"


def write(actor: Actor, assignment: Assignment, *, audience: Audience, meeting: Meeting) -> Letter:
    """The letter in the language of the request. What is not settled yet is a line to fill in by hand."""
    letter = content.current().letter_for(audience, age=assignment.child.age)
    trail.record(actor, Event.LETTER_WRITTEN, assignment.id, kind=audience.value)
    return fill(letter, _facts(actor, assignment, meeting), blank=LINE)


def _facts(actor: Actor, assignment: Assignment, meeting: Meeting) -> dict[str, str]:
    unit, interviewer = assignment.cycle.unit, assignment.interviewer
    starts = {phase.key: phase.starts_on for phase in assignment.cycle.phases}
    facilitator = next(iter(directory.list_colleagues(actor, role=Role.FACILITATOR)), None)
    return {
        "interviewer": interviewer.name,
        "interviewer_phone": interviewer.phone,
        "municipality": unit.municipality,
        "unit": unit.name,
        "controller": unit.municipality,
        "data_protection_officer": unit.data_protection_officer,
        "phone": unit.phone,
        "email": unit.email,
        "retention": unit.retention,
        "contact_person": facilitator.name if facilitator else "",
        "withdraw_by": day(starts["report"]) if "report" in starts else "",
        "reply_by": day(starts["interviews"]) if "interviews" in starts else "",
        "date": meeting.date,
        "time": meeting.time,
        "place": meeting.place,
        "minutes": meeting.minutes,
    }

"""Those who were asked and did not come: a no with its reason, or nobody who answered. It is common, and an answer."""

from seminar.demo import planning, talks
from seminar.demo.story import Facts, Year
from toolkit.cycles import drawing
from toolkit.cycles.models import Assignment
from toolkit.cycles.rotation import Spread
from toolkit.participation import asking, contacts

LETTER = -59
RINGING = (-57, -55, -52)
LAST = -46
"""The day on which the last who are left are drawn: every no has been said."""


def draw(year: Year, *, on: int) -> None:
    """Draw every child of a year. Whoever says no was drawn first; their interviewers get the others, one by one."""
    declined, others = year.facts.get("declined", ()), year.facts["children"]
    for children in filter(None, (declined, others)):
        with year.day(on):
            for child in children:
                planning.list_child(year, child)
            drawing.make(year.facilitator, year.cycle.id, spread=Spread.EVEN)
    drawn = planning.assignments_by_code(year)
    for child in declined:
        _decline(year, drawn[child["code"]], child)
    with year.day(LAST):
        drawing.make(year.facilitator, year.cycle.id, spread=Spread.EVEN)


def _decline(year: Year, assignment: Assignment, child: Facts) -> None:
    worker, who = year.cast.worker(assignment.interviewer_id), child["who"]
    asked = talks.GUARDIAN if talks.GUARDIAN in talks.needed_from(assignment) else talks.CHILD
    with year.day(LETTER, 13):
        contacts.log(
            worker, assignment, with_whom=_whom(asked), channel="letter", outcome="sent", at=year.moment(LETTER, 13)
        )
    if "reason" not in child:
        for day in RINGING:
            _ring(year, assignment, asked, day=day, outcome="no_reply")
        with year.day(RINGING[-1], 16):
            asking.give_up(worker, assignment)
        return
    _ring(year, assignment, asked, day=RINGING[0], outcome="told")
    if who == "child" and asked == talks.GUARDIAN:
        talks.say_yes(year, worker, assignment, who=talks.GUARDIAN, offset=RINGING[0], recorded=True)
    with year.day(child["day"], 15):
        asking.answer(
            worker, assignment, who=talks.CHILD if who == "child" else talks.GUARDIAN, answer=asking.NO,
            how="phone", given_at=year.moment(child["day"], 15), reason=child["reason"], note=child.get("note", ""),
        )  # fmt: skip


def _ring(year: Year, assignment: Assignment, asked: str, *, day: int, outcome: str) -> None:
    worker = year.cast.worker(assignment.interviewer_id)
    with year.day(day, 15):
        contacts.log(
            worker, assignment, with_whom=_whom(asked), channel="telephone", outcome=outcome, at=year.moment(day, 15)
        )


def _whom(asked: str) -> str:
    return "guardian" if asked == talks.GUARDIAN else "child"

"""The practice year's seminars as events: who comes, who reads what, and what some of them marked beforehand."""

import uuid
from datetime import time

from seminar.demo.seminar_day import get_place, marks_of
from seminar.demo.story import Year
from seminar.seminars import groups, marks, planning, proposing, readers, reading
from seminar.seminars.models import Kind, Seminar
from seminar.seminars.planning import Plan

WEEKS_AHEAD = -14
SEED = "practice"
PLACE = "Stora sammanträdesrummet"
SMALL_GROUPS = 3
NOTE = "Det här vill jag att vi pratar om."


def plan_day(year: Year, *, at: int) -> Seminar:
    """On a day of the year's own the facilitator invites those who interview, and deals what has been handed over."""
    with year.day(at, 14):
        proposed = proposing.proposal(year.facilitator, year.cycle.id, kind=Kind.WORK_GROUP)
        plan = Plan(
            kind=Kind.WORK_GROUP, on=year.date_of(year.offset_in("seminars", 12)), starts=time(8, 30),
            ends=time(11, 30), place=PLACE, names_shown=True, person_ids=proposed.person_ids,
        )  # fmt: skip
        seminar = planning.create(year.facilitator, year.cycle.id, plan)
        number = min(SMALL_GROUPS, len(seminar.participants))
        groups.draw(year.facilitator, year.cycle.id, seminar.id, number=number, seed=SEED)
        readers.deal(year.facilitator, year.cycle.id, seminar.id, seed=SEED)
    return seminar


def read_before(year: Year, seminar: Seminar, *, at: int) -> None:
    """Everybody reads what they were dealt, and the first reader of each marks the child's words that strike them."""
    words = {child["code"]: [mark["words"] for mark in marks_of(child)] for child in year.facts["children"]}
    marked: set[uuid.UUID] = set()
    with year.day(at, 15):
        for participant in groups.list_present(seminar):
            who = year.cast.worker(participant.person_id)
            for interview, _row in reading.look(who, year.cycle.id, seminar.id).to_read:
                reading.say_read(who, year.cycle.id, seminar.id, assignment_id=interview.id, is_read=True)
                if interview.id in marked or not words[interview.child.code]:
                    continue
                marked.add(interview.id)
                transcript, start, end = get_place(interview.parts, words[interview.child.code][0])
                if transcript is interview.parts[0]:  # lines are numbered through all parts
                    marks.mark(
                        who, year.cycle.id, seminar.id, assignment_id=interview.id, start=start, end=end, note=NOTE
                    )


def meet(year: Year, seminar: Seminar, *, at: int) -> None:
    """It is opened in the morning and ended before lunch."""
    with year.day(at, 8):
        planning.open_seminar(year.facilitator, year.cycle.id, seminar.id)
    with year.day(at, 16):
        planning.end(year.facilitator, year.cycle.id, seminar.id)

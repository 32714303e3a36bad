"""The two interviews that the sign-ins of the start page lead to: one waits for a child's answer, one for its words."""

from seminar.demo import planning, sound, talks
from seminar.demo.story import Facts, Year
from toolkit import clock
from toolkit.cycles import drawing
from toolkit.cycles.models import Assignment
from toolkit.participation import asking
from transcription.speech_models import practice


def choose_twice(year: Year) -> Assignment:
    """A child is chosen by hand and says no, which is an answer; the worker gets the next one at once."""
    first, second = year.facts["first_child"], year.facts["second_child"]
    chosen = _choose(year, first)
    planning.list_child(year, second)
    worker = year.cast.actors[first["worker"]]
    asking.answer(
        worker, chosen, who=talks.CHILD, answer=asking.NO, how="spoken", given_at=clock.now(),
        reason="manga_kontakter", note="",
    )  # fmt: skip
    return planning.assignments_by_code(year)[second["code"]]


def choose_recorded(year: Year) -> Assignment:
    """The child of the practice recording, chosen by hand."""
    return _choose(year, year.facts["recorded_child"])


def go_on(year: Year, *, second: Assignment, recorded: Assignment) -> None:
    """The guardian of the one has said yes; the other has been met and the recording is handed in."""
    asked, met = year.facts["second_child"], year.facts["recorded_child"]
    worker = year.cast.actors[year.facts["first_child"]["worker"]]
    talks.ask(year, worker, second, asked)
    talks.say_yes(year, worker, second, who=talks.GUARDIAN, offset=-3, recorded=True)
    worker = year.cast.actors[met["worker"]]
    talks.ask(year, worker, recorded, met)
    talks.agree(year, worker, recorded, recorded=True)
    talks.meet(year, worker, recorded, offset=-1, place=met["place"])
    recording = practice.DEMO_INTERVIEW.read_bytes()
    sound.hand_in(year, worker, recorded, sound=recording, signs=met["signs"], on=-1)


def _choose(year: Year, facts: Facts) -> Assignment:
    child = planning.list_child(year, facts)
    worker = year.cast.actors[facts["worker"]]
    return drawing.choose(
        year.facilitator, year.cycle.id, interviewer_id=worker.id, child_id=child.id, reason=facts["reason"]
    )  # fmt: skip

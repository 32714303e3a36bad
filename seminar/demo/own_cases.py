"""The two interviews that the sign-ins of the start page lead to: one waits for a child's answer, one for its words."""

from collections.abc import Sequence
from uuid import uuid4

from seminar.demo import planning, talks
from seminar.demo.story import Facts, Year
from toolkit import clock, content
from toolkit.cycles import drawing
from toolkit.cycles.models import Assignment
from toolkit.interviews import joining, room
from toolkit.participation import asking
from toolkit.vault.uploads import SealedUpload
from transcription.speech_models import practice

BLOCK = 256 * 1024


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
    return planning.assignment_of(year, second["code"])


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
    talks.meet(year, worker, recorded, offset=-1, place="office")
    _hand_in(year, recorded, met["signs"])


def _choose(year: Year, facts: Facts) -> Assignment:
    child = planning.list_child(year, facts)
    worker = year.cast.actors[facts["worker"]]
    return drawing.choose(
        year.facilitator, year.cycle.id, interviewer_id=worker.id, child_id=child.id, reason=facts["reason"]
    )  # fmt: skip


def _hand_in(year: Year, assignment: Assignment, signs: Sequence[Facts]) -> None:
    """The practice recording, sealed by the same intake as any file; and then transcribed for real."""
    worker = year.cast.worker(assignment.interviewer_id)
    upload = SealedUpload()
    try:
        with practice.DEMO_INTERVIEW.open("rb") as sound:
            while block := sound.read(BLOCK):
                upload.write(block)
        whole = joining.examine(upload)
        with year.day(-1, 16):
            recording = joining.receive_file(
                worker, assignment.id, client_key="practice recording", upload=upload, whole=whole
            )  # fmt: skip
            for sign in signs:
                room.mark(
                    worker, assignment.id, mark_id=uuid4(), kind=sign["kind"], at_ms=sign["at"],
                    recording_id=recording.id, question_id=None, content=content.current(),
                )  # fmt: skip
    finally:
        upload.close()

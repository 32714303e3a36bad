"""Takes one invented interview as far as the story says, step by step, as its worker would."""

from collections.abc import Callable, Sequence

from seminar.demo import planning
from seminar.demo.story import Facts, Year
from toolkit.access import Actor
from toolkit.cycles.models import Assignment
from toolkit.interviews import notes, room
from toolkit.interviews import planning as preparing
from toolkit.participation import asking, consent, contacts
from toolkit.surveys import answering, interviewer, offering
from transcription.deidentification import deciding, searching
from transcription.editor import editing
from transcription.handover import handing_over
from transcription.transcripts.models import Transcript

GUARDIAN, CHILD = consent.FIRST_GUARDIAN, consent.CHILD
MET, HANDED_OVER = -20, -16
TRIES = ((-43, 13, "letter", "sent"), (-40, 16, "telephone", "no_reply"), (-38, 10, "telephone", "told"))
REFLECTION = "Jag frågade för fort i början. När jag väntade kom det mest."


def go(year: Year, children: Sequence[Facts]) -> None:
    """Take every child's interview to its stage, as whoever drew it: all of them one step, then all the next."""
    order = list(STEPS)
    held = [(child, planning.assignment_of(year, child["code"])) for child in children]
    for number, step in enumerate(STEPS.values()):
        for child, assignment in held:
            if order.index(child.get("stage", "handed_over")) >= number:
                step(year, year.cast.worker(assignment.interviewer_id), assignment, child)


def ask(year: Year, worker: Actor, assignment: Assignment, child: Facts) -> None:
    """Read the guide, write to the family, ring, wait."""
    with year.day(-45, 9):
        preparing.prepare(worker, assignment)
        if child.get("child_name"):
            contacts.change_details(
                worker, assignment, child_name=child["child_name"], guardian_names=child["guardian_names"],
                phone=child["guardian_phone"], other="", version=0,
            )  # fmt: skip
    whom = "guardian" if GUARDIAN in consent.needed_from(assignment) else "child"
    for offset, hour, channel, outcome in TRIES:
        with year.day(offset, hour):
            contacts.log(
                worker, assignment, with_whom=whom, channel=channel, outcome=outcome, at=year.moment(offset, hour)
            )


def say_yes(year: Year, worker: Actor, assignment: Assignment, *, who: str, offset: int, recorded: bool) -> None:
    """Somebody says yes on the telephone or face to face."""
    with year.day(offset, 15):
        answer = asking.YES if recorded else asking.NOTES_ONLY
        asking.answer(
            worker, assignment, who=who, answer=answer, how="phone" if who == GUARDIAN else "spoken",
            given_at=year.moment(offset, 15), reason="", note="",
        )  # fmt: skip


def agree(year: Year, worker: Actor, assignment: Assignment, *, recorded: bool) -> None:
    """Everybody who must say yes says yes."""
    for number, who in enumerate(consent.needed_from(assignment)):
        say_yes(year, worker, assignment, who=who, offset=-36 + 3 * number, recorded=recorded)


def meet(year: Year, worker: Actor, assignment: Assignment, *, offset: int, place: str) -> None:
    """Settle time and place."""
    with year.day(min(offset, 0) - 4, 11):
        preparing.book(
            worker, assignment, starts_at=year.moment(offset, 15), minutes=40, place=place,
            place_note="", interpreter=False, interpreter_language="",
        )  # fmt: skip


def _draw(_year: Year, _worker: Actor, _assignment: Assignment, _child: Facts) -> None:
    """Nothing yet: the child has been drawn, and the guide waits to be read."""


def _book(year: Year, worker: Actor, assignment: Assignment, child: Facts) -> None:
    agree(year, worker, assignment, recorded=_survey(child)["recording"] != "refused")
    meet(year, worker, assignment, offset=MET if "said" in child else 5, place=_survey(child)["place"])


def _write_down(year: Year, worker: Actor, assignment: Assignment, child: Facts) -> None:
    with year.day(MET, 16):
        notes.save(worker, assignment.id, text=child["said"], version=0, finish=True)
        editing.begin_from_notes(worker, assignment.id)
        if "worry" in child:
            room.raise_worry(worker, assignment.id, on=year.date_of(MET), handed_to=child["worry"])
    if "survey" in child:
        _answer_survey(year, worker, assignment, child)


def _correct(year: Year, worker: Actor, assignment: Assignment, _child: Facts) -> None:
    with year.day(-18):
        editing.mark_corrected(worker, _transcript(worker, assignment).id)


def _hand_over(year: Year, worker: Actor, assignment: Assignment, child: Facts) -> None:
    transcript, handed_over = _transcript(worker, assignment), child.get("handed_over", HANDED_OVER)
    with year.day(handed_over - 1):
        searching.search(worker, transcript.id)
        for word in deciding.open_page(worker, transcript.id).undecided:
            named = word.word in child.get("replace", ())
            deciding.decide(
                worker, transcript.id, word=word.word, action="replace" if named else "keep", token=word.token
            )
        deciding.approve(worker, transcript.id)
    with year.day(handed_over):
        handing_over.hand_over(worker, assignment.id)
        preparing.reflect(worker, assignment, text=child.get("reflection", REFLECTION))
        interviewer.save(worker, assignment.id, version=0, answers=_survey(child))


def _answer_survey(year: Year, worker: Actor, assignment: Assignment, child: Facts) -> None:
    """The child answers on the worker's tablet: a face, words, both, or neither for each question."""
    with year.day(MET, 17):
        visit = answering.begin(offering.digest(offering.offer(worker, assignment.id)))
        for number, (face, words) in enumerate(child["survey"], 1):
            answering.answer(visit, number=number, face=face, words=words)
        answering.leave(visit, is_finished=True)


def _survey(child: Facts) -> Facts:
    own: Facts = child.get("interviewer", {})
    return {**INTERVIEWER, **own}


def _transcript(worker: Actor, assignment: Assignment) -> Transcript:
    return editing.begin_from_notes(worker, assignment.id)


INTERVIEWER = {
    "how_it_went": "well", "case_state": "current", "place": "office", "interpreter_needed": "no",
    "recording": "refused", "silent_communication": "none",
    "developed": "4", "go_on": "yes", "learnt": "Att vänta. Det kom mer när jag inte sa något.",
}  # fmt: skip

Step = Callable[[Year, Actor, Assignment, Facts], None]
STEPS: dict[str, Step] = {
    "drawn": _draw,
    "asked": ask,
    "booked": _book,
    "draft": _write_down,
    "corrected": _correct,
    "handed_over": _hand_over,
}

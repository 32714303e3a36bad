"""Takes one invented interview as far as the story says, step by step, as its worker would."""

from collections.abc import Callable, Collection, Sequence

from seminar.demo import from_elsewhere, planning, sound
from seminar.demo.story import Facts, Year
from toolkit.access import Actor
from toolkit.cycles.models import Assignment
from toolkit.interviews import notes, room
from toolkit.interviews import planning as preparing
from toolkit.own_codes import issuing
from toolkit.participation import asking, consent, contacts
from toolkit.surveys import answering, interviewer, offering
from transcription.deidentification import deciding, marked_text, searching
from transcription.deidentification.kinds import ROLE_OF_KIND, Kind
from transcription.editor import editing
from transcription.handover import handing_over
from transcription.speech_models.practice_talks import Spoken
from transcription.transcripts import access
from transcription.transcripts.models import Transcript

needed_from = consent.needed_from
GUARDIAN, CHILD = consent.FIRST_GUARDIAN, consent.CHILD
MET, CORRECTED, HANDED_OVER = -28, 2, 4
"""The first talk of a year; and how many days after a talk its text is corrected, and handed over."""
AT_MOST = 18
"""So many days the talks are spread over, one each day."""
TRIES = ((-43, 13, "letter", "sent"), (-40, 16, "telephone", "no_reply"), (-38, 10, "telephone", "told"))
DETAIL = ROLE_OF_KIND[Kind.DETAIL]
REFLECTION = "Jag frågade för fort i början. När jag väntade kom det mest."


def go(year: Year, children: Sequence[Facts]) -> None:
    """Take every child's interview to its stage, as whoever drew it: all of them one step, then all the next."""
    order, going = list(STEPS), planning.assignments_by_code(year)
    talks = [_Talk(year, going[child["code"]], child, MET + at % AT_MOST) for at, child in enumerate(children)]
    for number, step in enumerate(STEPS.values()):
        for talk in talks:
            if order.index(talk.child.get("stage", "handed_over")) >= number:
                step(talk)


def ask(year: Year, worker: Actor, assignment: Assignment, child: Facts) -> None:
    """Read the guide, write to the family, ring, wait."""
    with year.day(-45, 9):
        preparing.prepare(worker, assignment)
        if child.get("child_name"):
            contacts.change_details(
                worker, assignment, child_name=child["child_name"], guardian_names=child["guardian_names"],
                phone=child["guardian_phone"], other="", version=0,
            )  # fmt: skip
    whom = "guardian" if GUARDIAN in needed_from(assignment) else "child"
    for offset, hour, channel, outcome in TRIES:
        with year.day(offset, hour):
            if channel == "telephone":
                contacts.read_details(worker, assignment)  # the number; so a month of the log has something to check
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
    for number, who in enumerate(needed_from(assignment)):
        say_yes(year, worker, assignment, who=who, offset=-36 + 3 * number, recorded=recorded)


def meet(year: Year, worker: Actor, assignment: Assignment, *, offset: int, place: str, interpreter: str = "") -> None:
    """Settle time and place, and the language that somebody translates."""
    with year.day(min(offset, 0) - 4, 11):
        preparing.book(
            worker, assignment, starts_at=year.moment(offset, 15), minutes=40, place=place,
            place_note="", interpreter=bool(interpreter), interpreter_language=interpreter,
        )  # fmt: skip


class _Talk:
    """One interview that is being told: whose it is, on which day they meet, and what has been recorded of it."""

    def __init__(self, year: Year, assignment: Assignment, child: Facts, met: int) -> None:
        self.year, self.assignment, self.child = year, assignment, child
        self.worker = year.cast.worker(assignment.interviewer_id)
        self.met: int = child.get("met", met)
        self.handed_over: int = child.get("handed_over", self.met + HANDED_OVER)
        self.survey: Facts = {**INTERVIEWER, **child.get("interviewer", {})}
        self.spoken: tuple[Spoken, ...] = ()

    @property
    def has_been(self) -> bool:
        """Whether they have met."""
        return "said" in self.child or "recorded" in self.child

    @property
    def was_recorded_elsewhere(self) -> bool:
        """Whether the words are from a recording that the program does not hold; else they are notes, or its own."""
        return "said" in self.child and "recorded" not in self.child and self.survey["recording"] in RECORDED

    def transcripts(self) -> list[Transcript]:
        """Every text of the interview."""
        return [part.transcript for part in access.list_parts(self.assignment) if part.transcript]


def _draw(_talk: _Talk) -> None:
    """Nothing yet: the child has been drawn, and the guide waits to be read."""


def _ask(talk: _Talk) -> None:
    ask(talk.year, talk.worker, talk.assignment, talk.child)


def _book(talk: _Talk) -> None:
    recorded = "recorded" in talk.child or talk.survey["recording"] != "refused"
    agree(talk.year, talk.worker, talk.assignment, recorded=recorded)
    on = talk.met if talk.has_been else 5
    language = talk.child.get("interpreter", "")
    meet(talk.year, talk.worker, talk.assignment, offset=on, place=talk.survey["place"], interpreter=language)


def _write_down(talk: _Talk) -> None:
    year, worker, assignment, child = talk.year, talk.worker, talk.assignment, talk.child
    if "recorded" in child:
        talk.spoken = sound.record(year, worker, assignment, child["recorded"], on=talk.met)
    with year.day(talk.met, 19):
        if talk.was_recorded_elsewhere:
            from_elsewhere.bring_in(worker, assignment, said=child["said"])
        elif "said" in child:
            notes.save(worker, assignment.id, text=child["said"], version=0, finish=True)
            editing.begin_from_notes(worker, assignment.id)
        if "worry" in child:
            room.raise_worry(worker, assignment.id, on=year.date_of(talk.met), handed_to=child["worry"])
    if "survey" in child:
        _answer_survey(talk)


def _correct(talk: _Talk) -> None:
    with talk.year.day(talk.met + CORRECTED):
        if talk.spoken:
            sound.correct(talk.worker, talk.assignment, talk.child["recorded"], talk.spoken)
        for transcript in talk.transcripts():
            editing.mark_corrected(talk.worker, transcript.id)


def _hand_over(talk: _Talk) -> None:
    replaced = {*talk.child.get("replace", ()), *talk.child.get("recorded", {}).get("replace", ())}
    with talk.year.day(talk.handed_over - 1):
        for transcript in talk.transcripts():
            _deidentify(talk.worker, transcript, replaced)
    with talk.year.day(talk.handed_over):
        handing_over.hand_over(talk.worker, talk.assignment.id)
        preparing.reflect(talk.worker, talk.assignment, text=talk.child.get("reflection", REFLECTION))
        interviewer.save(talk.worker, talk.assignment.id, version=0, answers=talk.survey)


def _deidentify(worker: Actor, transcript: Transcript, replaced: Collection[str]) -> None:
    """Decide about every word that the computer suggests, and about those that it has overlooked."""
    searching.search(worker, transcript.id)
    page = deciding.open_page(worker, transcript.id)
    sure = {word.word for word in page.sure if word.word in replaced}
    deciding.replace_sure(worker, transcript.id, words=sure)
    for word in page.undecided:
        if word.word not in sure:
            action = "replace" if word.word in replaced else "keep"
            deciding.decide(worker, transcript.id, word=word.word, action=action, token=word.token)
    text = " ".join(text for _segment, text in marked_text.list_texts(transcript))
    for overlooked in sorted(word for word in replaced if word in text):
        deciding.decide(worker, transcript.id, word=overlooked, action="replace", token=DETAIL, by_hand=True)
    deciding.approve(worker, transcript.id)


def _answer_survey(talk: _Talk) -> None:
    """The child answers on the worker's tablet: a face, words, both, or neither for each question."""
    with talk.year.day(talk.met, 17):
        visit = answering.begin(offering.digest(offering.offer(talk.worker, talk.assignment.id)))
        for number, (face, words) in enumerate(talk.child["survey"], 1):
            answering.answer(visit, number=number, face=face, words=words)
        answering.leave(visit, is_finished=True)
        issuing.give(talk.worker, talk.assignment.id)  # with the thank-you card: nobody knows the code but the child


RECORDED = frozenset({"no_trouble", "partly"})
INTERVIEWER = {
    "how_it_went": "well", "case_state": "current", "place": "office", "interpreter_needed": "no",
    "recording": "refused", "silent_communication": "none",
    "developed": "4", "go_on": "yes", "learnt": "Att vänta. Det kom mer när jag inte sa något.",
}  # fmt: skip

Step = Callable[[_Talk], None]
STEPS: dict[str, Step] = {
    "drawn": _draw,
    "asked": _ask,
    "booked": _book,
    "draft": _write_down,
    "corrected": _correct,
    "handed_over": _hand_over,
}

"""What was written freely in the surveys of a year, for the room that de-identifies it and has a person approve it.

Nothing is handed out of a question that fewer than the threshold have answered. Each answer is known by a keyed hash of
what was asked and written: a decision about it counts for exactly these words, and falls with them.
"""

import hashlib
import hmac
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from interview_guides.surveys import Field, FieldKind, Occasion
from toolkit import content
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import db
from toolkit.disclosure.counts import is_enough
from toolkit.surveys import interviewer, staff
from toolkit.surveys.models import ChildAnswer, ChildResponse, FocusNotes, InterviewerResponse, StaffSurvey
from toolkit.vault.columns import vault

FOCUS = "focus"
"""The question of a paragraph in the notes from a talk in the group."""


class AnsweredSurvey(StrEnum):
    """Where an open answer was given."""

    CHILD = "child"
    INTERVIEWER = "interviewer"
    STAFF = "staff"
    FOCUS = "focus"


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """What somebody wrote. `assignment_id` is the interview that it is about, for the interviewer's answers alone."""

    survey: AnsweredSurvey
    question: str
    words: str
    occasion: Occasion | None = None
    assignment_id: uuid.UUID | None = None

    @property
    def source(self) -> str:
        """What this answer is known by. Whoever lacks the keys cannot try words against it."""
        asked = (self.survey, self.occasion, self.question, self.assignment_id, self.words)
        key = vault().installation.derive(b"open answers")
        return hmac.new(key, repr([str(one) for one in asked]).encode(), hashlib.sha256).hexdigest()


def list_open(cycle: Cycle) -> list[OpenAnswer]:
    """Every open answer of a cycle that the caller holds, question by question and in an order that tells nothing."""
    few = cycle.unit.small_group
    surveys = (_of_children(cycle, few), _of_interviewers(cycle, few), _of_staff(cycle, few), _of_talks(cycle))
    return [answer for found in surveys for answer in sorted(found, key=_place)]


def _place(answer: OpenAnswer) -> tuple[str, str, str]:
    """«before» comes after «after», and is to stand before it."""
    return ("" if answer.occasion is Occasion.BEFORE else str(answer.occasion)), answer.question, answer.source


def _of_children(cycle: Cycle, few: int) -> Iterator[OpenAnswer]:
    """Children are counted by question and scale, as in the results."""
    given = defaultdict(list)
    columns = (ChildResponse.scale, ChildAnswer.question, ChildAnswer.face, ChildAnswer.words)
    rows = select(*columns).join(ChildResponse.answers).where(ChildResponse.cycle_id == cycle.id)
    for scale, question, face, said in db.session.execute(rows):
        if face is not None or said:  # or it was passed by
            given[question, scale].append(said)
    for (question, _scale), words in given.items():
        if is_enough(len(words), threshold=few):
            yield from _said(words, AnsweredSurvey.CHILD, question)


def _of_interviewers(cycle: Cycle, few: int) -> Iterator[OpenAnswer]:
    rows = db.session.scalars(
        select(InterviewerResponse).join(InterviewerResponse.assignment).where(Assignment.cycle_id == cycle.id)
    )
    answers = {row.assignment_id: interviewer.opened(row) for row in rows}
    for question in _texts(content.current().interviewer_survey.fields):
        given = {whose: one[question] for whose, one in answers.items() if one.get(question)}
        if is_enough(len(given), threshold=few):
            for whose, words in given.items():
                yield OpenAnswer(AnsweredSurvey.INTERVIEWER, question, words, assignment_id=whose)


def _of_staff(cycle: Cycle, few: int) -> Iterator[OpenAnswer]:
    for survey in db.session.scalars(select(StaffSurvey).where(StaffSurvey.cycle_id == cycle.id)):
        values = staff.values_of(survey)
        for question in _texts(content.current().staff_survey.fields_on(survey.occasion)):
            given = values.get(question, ())
            if is_enough(len(given), threshold=max(few, survey.threshold)):
                yield from _said(given, AnsweredSurvey.STAFF, question, survey.occasion)


def _of_talks(cycle: Cycle) -> Iterator[OpenAnswer]:
    """Paragraph by paragraph. No threshold: it is what a group said together, in the facilitator's words."""
    for notes in db.session.scalars(select(FocusNotes).where(FocusNotes.cycle_id == cycle.id)):
        yield from _said(notes.text.splitlines(), AnsweredSurvey.FOCUS, FOCUS, notes.occasion)


def _said(
    texts: Iterable[str], survey: AnsweredSurvey, question: str, occasion: Occasion | None = None
) -> Iterator[OpenAnswer]:
    for words in sorted({text.strip() for text in texts} - {""}):
        yield OpenAnswer(survey, question, words, occasion)


def _texts(fields: Iterable[Field]) -> list[str]:
    return [field.id for field in fields if field.kind is FieldKind.TEXT]

"""A child answers: opens the survey with a code, takes one question at a time, skips, stops, comes back, changes.

There is no actor: the child has no account. Holding the hash of a code is what lets one in; the browser gets it in a
signed cookie when the code was right, and loses it after a while.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from interview_guides.surveys import FaceScale, SurveyQuestion
from toolkit import clock, content
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound
from toolkit.people import throttle
from toolkit.people.attempts import Attempt, Secret
from toolkit.people.throttle import Limit
from toolkit.surveys import offering
from toolkit.surveys.models import ChildAnswer, ChildResponse

# A class of children may sit behind one address. With 36 bits in a code, guessing one of twenty open surveys from there
# takes ten thousand years.
WRONG_CODES = Limit(free=60, first=timedelta(minutes=1), longest=timedelta(minutes=5), memory=timedelta(hours=1))


class TooManyTries(throttle.LockedOut):
    """Somebody has typed many codes that are not there."""

    sentence = N_("That was many tries. Wait %(minutes)s minutes and try again, or ask the person you met.")


@dataclass(frozen=True, slots=True)
class Page:
    """One question as it stands before the child. `number` counts from 1."""

    number: int
    count: int
    question: SurveyQuestion
    scale: FaceScale
    face: int | None
    words: str

    @property
    def is_answered(self) -> bool:
        """Whether a face or words stand there already."""
        return self.face is not None or bool(self.words)


def open_with(code: str, *, place: str) -> str:
    """The key to the survey that a code opens. `place` is where the try comes from, for the throttle on guessing.

    Raises `InvalidInput` when there is no such code or it has closed, and `TooManyTries`.
    """
    limits = {throttle.key("survey", place): WRONG_CODES}
    attempt = Attempt(secret=Secret.SURVEY_CODE, limits=limits, shared=limits, place=place)
    attempt.begin(TooManyTries)
    key = offering.digest(code)
    found = _find(key)
    if found is None:
        attempt.refuse()
        raise InvalidInput(N_("The code is not right. Look at it once more and try again."), field="code")
    attempt.accept()
    if found.closes_on < clock.today():
        raise InvalidInput(N_("The code has closed. Ask the person you met for a new one."), field="code")
    return key


def get_page(key: str, *, number: int) -> Page:
    """The question with this number, with what was answered before. Raises `NotFound` beyond the last one."""
    response = _get(key)
    questions = content.current().child_survey.questions
    if not 1 <= number <= len(questions):
        raise NotFound
    question = questions[number - 1]
    before = _answer(response, question.id)
    return Page(
        number=number,
        count=len(questions),
        question=question,
        scale=content.current().scale(response.scale),
        face=before.face if before else None,
        words=before.words if before else "",
    )


def next_number(key: str) -> int:
    """The first question that was neither answered nor skipped; one past the last when all were."""
    response = _get(key)
    done = {answer.question for answer in response.answers}
    questions = content.current().child_survey.questions
    return next((n for n, question in enumerate(questions, 1) if question.id not in done), len(questions) + 1)


def answer(key: str, *, number: int, face: int | None, words: str) -> None:
    """Store what the child chose and wrote; nothing chosen and nothing written is the same as skipping.

    Raises `InvalidInput` for a face that the scale does not have.
    """
    page = get_page(key, number=number)
    if face is not None and face not in {one.value for one in page.scale.faces}:
        raise InvalidInput(N_("Choose one of the faces."), field="face")
    response = _get(key)
    row = _answer(response, page.question.id)
    if row is None:
        row = ChildAnswer(response_id=response.id, question=page.question.id)
        response.answers.append(row)
    row.face, row.words = face, words.strip()
    response.finished = response.finished or page.number == page.count
    db.session.flush()


def is_open(key: str) -> bool:
    """Whether the survey is still there and has not closed."""
    found = _find(key)
    return found is not None and found.closes_on >= clock.today()


def _find(key: str) -> ChildResponse | None:
    return db.session.scalar(select(ChildResponse).where(ChildResponse.code_hash == key))


def _get(key: str) -> ChildResponse:
    found = _find(key)
    if found is None or found.closes_on < clock.today():
        raise NotFound
    return found


def _answer(response: ChildResponse, question: str) -> ChildAnswer | None:
    return next((row for row in response.answers if row.question == question), None)

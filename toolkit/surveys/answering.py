"""A child answers: opens the survey with a code, takes one question at a time, skips, stops, comes back, goes on.

There is no actor: the child has no account. A right code begins a visit, which the browser holds in a signed cookie.
What was written can be read and changed within its visit. Once that has ended (left, stopped, or another has begun) it
is closed for everybody who knows the code: the interviewer has seen it, too. A code opens only what is still empty.
"""

import hashlib
import hmac
import secrets
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
from toolkit.transactions import paused

# A class of children may sit behind one address. With 36 bits in a code, guessing one of twenty open surveys from there
# takes ten thousand years.
WRONG_CODES = Limit(free=60, first=timedelta(minutes=1), longest=timedelta(minutes=5), memory=timedelta(hours=1))


class TooManyTries(throttle.LockedOut):
    """Somebody has typed many codes that are not there."""

    sentence = N_("That was a lot of tries. Wait %(minutes)s min and try again, or ask the person you met.")


@dataclass(frozen=True, slots=True)
class Visit:
    """A survey that is open in one browser: the hash of its code, and what the code alone does not tell."""

    key: str
    token: str


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


def open_with(code: str, *, place: str) -> Visit:
    """Begin a visit with a code. `place` is where the try comes from, for the throttle on guessing.

    Raises `InvalidInput` when there is no such code, it has closed or is spent, and `TooManyTries`.
    """
    limits = {throttle.key("survey", place): WRONG_CODES}
    attempt = Attempt(secret=Secret.SURVEY_CODE, limits=limits, shared=limits, place=place)
    attempt.begin(TooManyTries)
    key = offering.digest(code)
    found = _find(key)
    if found is None:
        attempt.refuse()
        raise InvalidInput(N_("The code is not right. Check it and try again."), field="code")
    attempt.accept()
    if found.closes_on < clock.today():
        raise InvalidInput(N_("The code no longer works. Ask the person you met for a new one."), field="code")
    if found.finished:
        raise InvalidInput(N_("The questions behind this code have been answered. Thank you!"), field="code")
    with paused():
        pass  # whoever guesses only reads; whoever knows begins to write
    return begin(key)


def begin(key: str) -> Visit:
    """Begin a visit to the survey with this hash. Whatever stands there is closed, and a visit before it ends."""
    response = db.session.scalar(select(ChildResponse).where(ChildResponse.code_hash == key).with_for_update())
    if response is None:
        raise NotFound
    for one in response.answers:
        one.is_closed = True
    visit = Visit(key, secrets.token_urlsafe(24))
    response.visit_hash = _hashed(visit.token)
    db.session.flush()
    return visit


def leave(visit: Visit, *, is_finished: bool) -> None:
    """End the visit: neither this browser nor a copy of its cookie opens anything more. Finished, the code is spent."""
    response = _find_open(visit)
    if response is not None:
        response.visit_hash = None
        response.finished = response.finished or is_finished
        db.session.flush()


def list_open(visit: Visit) -> list[int]:
    """The numbers of the questions that may be read and written in this visit, from 1."""
    closed = {one.question for one in _get(visit).answers if one.is_closed}
    questions = content.current().child_survey.questions
    return [number for number, question in enumerate(questions, 1) if question.id not in closed]


def get_page(visit: Visit, *, number: int) -> Page:
    """The question with this number, with what was answered in this visit.

    Raises `NotFound` beyond the last one, and for one that was answered in a visit before.
    """
    response = _get(visit)
    questions = content.current().child_survey.questions
    if number not in list_open(visit):
        raise NotFound
    question = questions[number - 1]
    before = _answer(response, question.id)
    return Page(
        number=number,
        count=len(questions),
        question=question,
        scale=question.on(content.current().scale(response.scale)),
        face=before.face if before else None,
        words=before.words if before else "",
    )


def next_number(visit: Visit) -> int:
    """The first question that was neither answered nor skipped; one past the last when all were."""
    response = _get(visit)
    done = {answer.question for answer in response.answers}
    questions = content.current().child_survey.questions
    return next((n for n, question in enumerate(questions, 1) if question.id not in done), len(questions) + 1)


def answer(visit: Visit, *, number: int, face: int | None, words: str) -> None:
    """Store what the child chose and wrote; nothing chosen and nothing written is the same as skipping.

    After the last question the code is spent; within the visit one may still change. Raises `InvalidInput` for a face
    that the scale does not have.
    """
    page = get_page(visit, number=number)
    if face is not None and face not in {one.value for one in page.scale.faces}:
        raise InvalidInput(N_("Choose one of the faces."), field="face")
    response = _get(visit)
    row = _answer(response, page.question.id)
    if row is None:
        row = ChildAnswer(response_id=response.id, question=page.question.id)
        response.answers.append(row)
    row.face, row.words = face, words.strip()
    response.finished = response.finished or page.number == page.count
    db.session.flush()


def is_open(visit: Visit) -> bool:
    """Whether the visit lasts, and the survey has not closed."""
    return _find_open(visit) is not None


def is_open_elsewhere(visit: Visit) -> bool:
    """Whether the survey is open, and a later visit has ended this one."""
    found = _find(visit.key)
    is_going_on = found is not None and found.visit_hash is not None and found.closes_on >= clock.today()
    return is_going_on and _find_open(visit) is None


def _find(key: str) -> ChildResponse | None:
    return db.session.scalar(select(ChildResponse).where(ChildResponse.code_hash == key))


def _find_open(visit: Visit) -> ChildResponse | None:
    found = _find(visit.key)
    if found is None or found.closes_on < clock.today():
        return None
    return found if hmac.compare_digest(found.visit_hash or "", _hashed(visit.token)) else None


def _get(visit: Visit) -> ChildResponse:
    found = _find_open(visit)
    if found is None:
        raise NotFound
    return found


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _answer(response: ChildResponse, question: str) -> ChildAnswer | None:
    return next((row for row in response.answers if row.question == question), None)

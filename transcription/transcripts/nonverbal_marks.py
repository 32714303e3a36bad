"""What the interview room noted beside the sound: silent signs, and the questions that were asked, each with its time.

The times come from the room's marks, the words of a question from the guide for the child's age.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from toolkit import content
from toolkit.db import db
from toolkit.interviews.models import Mark
from toolkit.interviews.room import ALREADY_ANSWERED, ASKED, BROKEN_OFF, OF_QUESTIONS, REPEATED, TOO_HARD, questions_of
from toolkit.language import gettext as _
from transcription.transcripts.models import Transcript

OF_THE_GUIDE = frozenset({TOO_HARD, REPEATED})  # said of the question, not of the talk
LEAFED_THROUGH_MS = 3000
"""A question that stood on the screen for less was passed by, and not asked."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One note. `name` is the sign's name, or the whole question."""

    kind: str
    name: str
    at_ms: int

    @property
    def is_question(self) -> bool:
        """Whether it stands above the segment as a question, and not within it as a sign."""
        return self.kind in OF_QUESTIONS


def list_signs(transcript: Transcript) -> list[Sign]:
    """Everything that was noted in the transcript's recording and not taken back, by time."""
    if transcript.recording_id is None:
        return []
    marks = db.session.scalars(
        select(Mark)
        .where(Mark.recording_id == transcript.recording_id, Mark.undone_at.is_(None))
        .order_by(Mark.at_ms, Mark.created_at)
    ).all()
    names = {one.code: one.name for one in content.current().nonverbal_marks}
    names[BROKEN_OFF] = _("the recording was broken off here")
    return list(_named(transcript, _asked_only(marks), names))


def _asked_only(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Without what was said of the guide, and the questions that somebody leafed through or found answered already."""
    marks = [one for one in marks if one.kind not in OF_THE_GUIDE]
    of_questions = [one for one in marks if one.kind in OF_QUESTIONS]
    after = dict(zip([one.id for one in of_questions], of_questions[1:], strict=False))
    for one in marks:
        next_one = after.get(one.id)
        is_passed = next_one is not None and (
            next_one.at_ms - one.at_ms < LEAFED_THROUGH_MS
            or (next_one.kind == ALREADY_ANSWERED and next_one.question_id == one.question_id)
        )
        if one.kind != ASKED or not is_passed:
            yield one


def _named(transcript: Transcript, marks: Iterable[Mark], names: dict[str, str]) -> Iterator[Sign]:
    questions = questions_of(transcript.assignment, content=content.current())
    for one in marks:
        if one.kind not in OF_QUESTIONS:
            yield Sign(one.kind, names.get(one.kind, one.kind), one.at_ms)
        elif one.question_id and one.question_id in questions:
            yield Sign(one.kind, questions[one.question_id], one.at_ms)

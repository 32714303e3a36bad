"""What the seminar destroys when an interview is withdrawn: the excerpts, and with them every coding.

When the report stands the words are part of it, and it is too late. The interviewer can take a text back to
change it only until somebody has marked words in it.
"""

from sqlalchemy import delete, select

from seminar.board.models import Coding, Excerpt, Reading
from seminar.changes.log import forget
from toolkit.cycles.models import Assignment
from toolkit.db import db
from transcription.transcripts.models import DeidentifiedTranscript


def destroy(assignment: Assignment) -> None:
    """Remove every excerpt of the interview, for good, and what the log tells of it; open windows are told."""
    transcripts = select(DeidentifiedTranscript.id).where(DeidentifiedTranscript.assignment_id == assignment.id)
    excerpts = select(Excerpt.id).where(Excerpt.transcript_id.in_(transcripts))
    db.session.execute(delete(Coding).where(Coding.excerpt_id.in_(excerpts)))
    db.session.execute(delete(Reading).where(Reading.transcript_id.in_(transcripts)))
    db.session.execute(delete(Excerpt).where(Excerpt.transcript_id.in_(transcripts)))
    forget(assignment.cycle_id, db.session.scalars(transcripts).all())


def is_too_late(assignment: Assignment) -> bool:
    """Whether the report stands."""
    return not assignment.cycle.is_open


def has_begun(assignment: Assignment) -> bool:
    """Whether words of this interview stand under a theme."""
    marked = (
        select(Excerpt.id)
        .join(Excerpt.transcript)
        .join(Coding)
        .where(DeidentifiedTranscript.assignment_id == assignment.id, Coding.removed_at.is_(None))
    )
    return db.session.scalar(marked.limit(1)) is not None

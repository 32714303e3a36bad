"""What the seminar destroys when an interview is withdrawn: the excerpts, and with them every coding and every note.

What a released report says stays in it. The interviewer can take a text back to
change it only until somebody has marked words in it, or written a note to some.
"""

from sqlalchemy import delete, select

from seminar.changes.log import forget
from seminar.coding.models import Coding, Excerpt, ExcerptNote, Reading
from toolkit.cycles.models import Assignment
from toolkit.db import db
from transcription.transcripts.models import DeidentifiedTranscript


def destroy(assignment: Assignment) -> None:
    """Remove every excerpt of the interview, for good, and what the log tells of it; open windows are told."""
    transcripts = select(DeidentifiedTranscript.id).where(DeidentifiedTranscript.assignment_id == assignment.id)
    excerpts = select(Excerpt.id).where(Excerpt.transcript_id.in_(transcripts))
    db.session.execute(delete(ExcerptNote).where(ExcerptNote.excerpt_id.in_(excerpts)))
    db.session.execute(delete(Coding).where(Coding.excerpt_id.in_(excerpts)))
    db.session.execute(delete(Reading).where(Reading.transcript_id.in_(transcripts)))
    db.session.execute(delete(Excerpt).where(Excerpt.transcript_id.in_(transcripts)))
    forget(assignment.cycle_id, db.session.scalars(transcripts).all())


def has_begun(assignment: Assignment) -> bool:
    """Whether words of this interview stand under a theme, or have a note."""
    own = select(Excerpt.id).join(Excerpt.transcript).where(DeidentifiedTranscript.assignment_id == assignment.id)
    marked = own.join(Coding).where(Coding.removed_at.is_(None))
    noted = own.join(ExcerptNote, ExcerptNote.excerpt_id == Excerpt.id)
    return any(db.session.scalar(query.limit(1)) is not None for query in (marked, noted))

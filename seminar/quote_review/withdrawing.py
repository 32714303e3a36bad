"""What was said of a child's quotes goes with the interview, and its passages are no longer among what was ticked."""

from sqlalchemy import delete, select

from seminar.coding.models import Excerpt
from seminar.quotable.models import QuoteReview
from seminar.quote_review import recognising
from toolkit.cycles.models import Assignment
from toolkit.db import db
from transcription.transcripts.models import DeidentifiedTranscript


def destroy(assignment: Assignment) -> None:
    """Remove every review of a quote of the interview, for good."""
    texts = select(DeidentifiedTranscript.id).where(DeidentifiedTranscript.assignment_id == assignment.id)
    excerpts = db.session.scalars(select(Excerpt.id).where(Excerpt.transcript_id.in_(texts))).all()
    recognising.forget(assignment.cycle_id, excerpts)
    db.session.execute(delete(QuoteReview).where(QuoteReview.excerpt_id.in_(excerpts)))

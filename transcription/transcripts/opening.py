"""What a drill of the backup opens of texts: whether words that were sealed can be read. Nobody sees them."""

from sqlalchemy import select

from toolkit.db import db
from toolkit.vault.columns import KeyPart, key_name, vault
from transcription.transcripts.models import Segment, Transcript


def open_newest() -> int | None:
    """Open the newest text whose key there is; how many bytes its words have. None where there is no text."""
    newest = select(Transcript.id, Transcript.assignment_id).order_by(Transcript.created_at.desc(), Transcript.id)
    for transcript_id, assignment_id in db.session.execute(newest).all():
        if key_name(assignment_id, KeyPart.FULL_TEXT) in vault().keys:
            texts = db.session.scalars(select(Segment.text).where(Segment.transcript_id == transcript_id)).all()
            if texts:
                return sum(len(text.encode()) for text in texts)
    return None

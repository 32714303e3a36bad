"""What a file held from which a text came in: kept sealed beside the text, and gone with it."""

import uuid

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from toolkit.db import Base
from toolkit.vault.columns import KeyPart, SealedText, lies_under
from transcription.transcripts.models import Transcript


class ImportedFile(Base):
    """The words of a file as they stood in it. `content` is sealed JSON of `imported_file`."""

    __tablename__ = "imported_file"

    transcript_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Transcript.id, ondelete="CASCADE"), primary_key=True)
    content: Mapped[str] = mapped_column(SealedText("imported_file.content"))

    __table_args__ = {"info": lies_under(KeyPart.FULL_TEXT)}

"""A span of a recording that is transcribed once more, and what came of it."""

import uuid

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from toolkit.db import Base, Identified
from toolkit.vault.columns import KeyPart, SealedText, lies_under


class Retranscription(Identified, Base):
    """One span: a segment's, or one where sound got no words (then without segment).

    state: asked → offered → accepted | rejected; `failed` when it could not be transcribed, `cancelled` when somebody
    stopped it. `lines` is sealed JSON:
    [[start_ms, end_ms, text, words as in segment, confidence, doubt], …].
    """

    __tablename__ = "retranscription"

    transcript_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("transcript.id", ondelete="CASCADE"), index=True)
    segment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("segment.id", ondelete="CASCADE"), index=True)
    start_ms: Mapped[int]
    end_ms: Mapped[int]
    retry_mode: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(10), default="asked")
    lines: Mapped[str] = mapped_column(SealedText("retranscription.lines"), default="[]")
    failure: Mapped[str | None] = mapped_column(String(40))

    __table_args__ = {"info": lies_under(KeyPart.FULL_TEXT)}

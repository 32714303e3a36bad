"""A place of a recording that is heard once more, and what was heard then."""

import uuid

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from toolkit.db import Base, Identified
from toolkit.vault.columns import SealedText


class SecondHearing(Identified, Base):
    """One place: a segment's, or one where sound got no words (then without segment).

    state: asked → offered → used | kept; `failed` when it could not be heard. `lines` is sealed JSON:
    [[start_ms, end_ms, text, words as in segment, confidence, doubt], …].
    """

    __tablename__ = "second_hearing"

    transcript_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("transcript.id", ondelete="CASCADE"), index=True)
    segment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("segment.id", ondelete="CASCADE"), index=True)
    start_ms: Mapped[int]
    end_ms: Mapped[int]
    manner: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(10), default="asked")
    lines: Mapped[str] = mapped_column(SealedText("second_hearing.lines"), default="[]")
    failure: Mapped[str | None] = mapped_column(String(40))

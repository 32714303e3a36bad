"""What has been said about a quote before it leaves the house: by the child whose words they are, by whoever recognised
somebody in it (never who that was, nor when), and by whoever then had to act."""

import uuid
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from seminar.coding.models import Excerpt
from toolkit.db import Base, word_of
from toolkit.vault.columns import SealedText


class ChildAnswer(StrEnum):
    """What a child answers about its own words."""

    STANDS = "stands"
    NOT_QUITE = "not_quite"
    REMOVE = "remove"


class QuoteReview(Base):
    """What has been said of one marked passage. There is no row until somebody has said something.

    `waits`: somebody has to act first. `wording` is what stands in place of the words; empty: the child's own.
    """

    __tablename__ = "quote_review"

    excerpt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("excerpt.id", ondelete="CASCADE"), primary_key=True)
    child_answer: Mapped[ChildAnswer | None] = mapped_column(word_of(ChildAnswer, name="child_answer", length=10))
    child_words: Mapped[str] = mapped_column(SealedText("quote_review.child_words"), default="")
    is_recognised: Mapped[bool] = mapped_column(default=False)
    waits: Mapped[bool] = mapped_column(default=False)
    is_left_out: Mapped[bool] = mapped_column(default=False)
    is_unsigned: Mapped[bool] = mapped_column(default=False)
    wording: Mapped[str] = mapped_column(SealedText("quote_review.wording"), default="")
    for_child: Mapped[bool | None]  # chosen for the child to look at; None: as the report shows it
    version: Mapped[int] = mapped_column(default=1)

    excerpt: Mapped[Excerpt] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_held(self) -> bool:
        """Whether these words may not be shown to anybody else now."""
        return self.is_left_out or self.waits or self.is_removed

    @property
    def is_removed(self) -> bool:
        """Whether the child has taken them back."""
        return self.child_answer is ChildAnswer.REMOVE

    @property
    def is_not_quite(self) -> bool:
        """Whether the child has said that they are not quite right."""
        return self.child_answer is ChildAnswer.NOT_QUITE

"""What a released edition told of its year in numbers."""

import uuid

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from toolkit.db import Base, Identified
from toolkit.vault.columns import SealedText


class Publication(Identified, Base):
    """What a released edition told of its year in numbers: nobody is to compare a later one with it and pick a child.

    `numbers` is JSON of what everybody who has the report can read there, and nothing that it hides: by key the number
    or null, and what it was said to be fewer than.
    """

    __tablename__ = "publication"

    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"))
    edition: Mapped[int]
    threshold: Mapped[int]
    numbers: Mapped[str] = mapped_column(SealedText("publication.numbers"))

    __table_args__ = (UniqueConstraint("cycle_id", "edition"),)

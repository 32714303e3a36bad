"""That somebody asked what is held about a child. Nothing of the copy is kept; the log says when it was fetched."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from toolkit.cycles.models import Child
from toolkit.db import Base, Identified
from toolkit.vault.columns import SealedText


class SubjectRequest(Identified, Base):
    """A request by its number in the register. Until `open_until` the copy can be fetched, made anew each time."""

    __tablename__ = "subject_request"

    child_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("child.id", ondelete="CASCADE"), index=True)
    reference: Mapped[str] = mapped_column(SealedText("subject_request.reference"))
    registered_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    open_until: Mapped[datetime]

    child: Mapped[Child] = relationship()

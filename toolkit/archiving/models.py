"""A delivery to the archive: one kind of material of one year. The row is the certificate; the copy is kept nowhere."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from toolkit.cycles.models import Cycle
from toolkit.db import Base, Identified, word_of
from toolkit.disposal.models import DisposalDecision, Material
from toolkit.people.models import Person
from toolkit.vault.columns import SealedText


class DeliveryState(StrEnum):
    """How far a delivery has come."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"  # by a second person: the copy can be fetched
    HANDED_OVER = "handed_over"  # the archive has it, and said so
    TAKEN_BACK = "taken_back"


class ArchiveDelivery(Identified, Base):
    """Somebody proposes, another confirms, the archive's receipt ends it."""

    __tablename__ = "archive_delivery"

    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    number: Mapped[int]
    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id"))
    material: Mapped[Material] = mapped_column(word_of(Material, name="material", length=20))
    decision_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("disposal_decision.id"))
    state: Mapped[DeliveryState] = mapped_column(
        word_of(DeliveryState, name="state", length=20), default=DeliveryState.PROPOSED
    )
    proposed_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    confirmed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime | None]
    interviews: Mapped[int] = mapped_column(default=0)  # in the copy, when it was handed over
    receipt: Mapped[str] = mapped_column(SealedText("archive_delivery.receipt"), default="")  # the archive's number
    handed_over_at: Mapped[datetime | None]

    cycle: Mapped[Cycle] = relationship()
    decision: Mapped[DisposalDecision] = relationship()
    proposed_by: Mapped[Person] = relationship(foreign_keys=proposed_by_id)
    confirmed_by: Mapped[Person | None] = relationship(foreign_keys=confirmed_by_id)

    __table_args__ = (
        UniqueConstraint("unit_id", "number"),
        Index(
            "uq_archive_delivery_standing",
            "cycle_id",
            "material",
            unique=True,
            sqlite_where=text("state <> 'taken_back'"),
            postgresql_where=text("state <> 'taken_back'"),
        ),
    )

    @property
    def waits(self) -> bool:
        """Whether somebody else has to say yes."""
        return self.state is DeliveryState.PROPOSED

    @property
    def is_confirmed(self) -> bool:
        """Whether the copy can be fetched."""
        return self.state is DeliveryState.CONFIRMED

    @property
    def is_handed_over(self) -> bool:
        """Whether the archive has it."""
        return self.state is DeliveryState.HANDED_OVER

"""An item on the agenda of a meeting that decides: about a year's report, about actions, or both."""

import uuid
from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from seminar.actions.models import Action
from toolkit.cycles.models import Cycle
from toolkit.db import Base, Identified, word_of
from toolkit.vault.columns import SealedText


class Forum(StrEnum):
    """Where the item is taken up."""

    MANAGEMENT = "management"
    BOARD = "board"


class MeetingItem(Identified, Base):
    """One item. It belongs to the unit; `cycle_id` names the report that it is about, if it is about one."""

    __tablename__ = "meeting_item"

    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    cycle_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("cycle.id"), index=True)
    forum: Mapped[Forum] = mapped_column(word_of(Forum, name="forum", length=20))
    on: Mapped[date]
    presenter: Mapped[str] = mapped_column(SealedText("meeting_item.presenter"))
    outcome: Mapped[str] = mapped_column(SealedText("meeting_item.outcome"), default="")
    written_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)

    cycle: Mapped[Cycle | None] = relationship()
    actions: Mapped[list[Action]] = relationship(secondary="meeting_item_action", order_by="Action.due, Action.id")

    # `versions.count`: which actions an item is about stands in another table
    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}


class MeetingItemAction(Base):
    """One action that an item is about."""

    __tablename__ = "meeting_item_action"

    item_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("meeting_item.id", ondelete="CASCADE"), primary_key=True)
    action_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("action.id"), primary_key=True, index=True)

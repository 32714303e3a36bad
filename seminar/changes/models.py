"""The log of a seminar: what changed, in an order without holes. Ids, kinds and, sealed, the staff's own words."""

import uuid
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from toolkit.db import Base, Identified, word_of
from toolkit.vault.columns import SealedText


class ChangeKind(StrEnum):
    """What was done."""

    CODED = "coded"
    UNCODED = "uncoded"
    SUGGESTED = "suggested"
    SUGGESTION_REMOVED = "suggestion_removed"
    SUGGESTION_ACCEPTED = "suggestion_accepted"
    SUGGESTION_DECLINED = "suggestion_declined"
    SUGGESTION_REOPENED = "suggestion_reopened"
    SHOWN = "shown"
    SET_ASIDE = "set_aside"
    READ = "read"
    UNREAD = "unread"
    THEME_CREATED = "theme_created"
    THEME_CHANGED = "theme_changed"
    THEME_MOVED = "theme_moved"
    THEME_REMOVED = "theme_removed"
    NOTE_WRITTEN = "note_written"
    NOTE_CHANGED = "note_changed"
    NOTE_REMOVED = "note_removed"
    THEME_MERGED = "theme_merged"
    THEME_SPLIT = "theme_split"
    THEME_RETIRED = "theme_retired"
    THEME_BROUGHT_BACK = "theme_brought_back"
    SUMMARY_WRITTEN = "summary_written"
    VOICE_WRITTEN = "voice_written"
    VOICE_CHANGED = "voice_changed"
    VOICE_REMOVED = "voice_removed"
    PROPOSAL_WRITTEN = "proposal_written"
    PROPOSAL_CHANGED = "proposal_changed"
    PROPOSAL_REMOVED = "proposal_removed"
    RESPONSIBLE_CHANGED = "responsible_changed"
    PROPOSALS_ORDERED = "proposals_ordered"
    VOTING_OPENED = "voting_opened"
    VOTING_CLOSED = "voting_closed"
    VOTED = "voted"  # somebody put a dot, or took one back: the line says neither who nor where
    PROPOSAL_DECIDED = "proposal_decided"
    PROPOSAL_REOPENED = "proposal_reopened"
    PROPOSAL_RETOLD = "proposal_retold"  # what was decided, in other words for children
    LED = "led"  # something is shown to everybody
    AGENDA_MOVED = "agenda_moved"  # a point of the agenda begins, or had not begun after all
    SEMINAR_OPENED = "seminar_opened"
    SEMINAR_UNOPENED = "seminar_unopened"
    SEMINAR_ENDED = "seminar_ended"
    SEMINAR_RESUMED = "seminar_resumed"
    CORRECTED = "corrected"  # a text; what was marked in it has moved along
    GONE = "gone"  # an interview was withdrawn; so is every line about what was marked in it


class SeminarChange(Identified, Base):
    """One change. `seq` counts from 1 in its cycle, and whoever sees a number sees all those before it.

    The ids point at what is so now, and at nothing once that is gone. `words` is JSON, `{"before": …, "after": …}`, of
    what the staff wrote; a child's words are never here. `undoes` is the number that this one took back.
    """

    __tablename__ = "seminar_change"

    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"))
    seq: Mapped[int]
    kind: Mapped[ChangeKind] = mapped_column(word_of(ChangeKind, name="kind", length=20))
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    object_id: Mapped[uuid.UUID | None]
    transcript_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    theme_id: Mapped[uuid.UUID | None]
    undoes: Mapped[int | None]
    words: Mapped[str] = mapped_column(SealedText("seminar_change.words"), default="", deferred=True)

    __table_args__ = (UniqueConstraint("cycle_id", "seq"),)


class SeminarSequence(Base):
    """The last number of a cycle's log. Whoever writes holds this row until the commit, so that no reader skips one."""

    __tablename__ = "seminar_sequence"

    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), primary_key=True)
    last: Mapped[int]

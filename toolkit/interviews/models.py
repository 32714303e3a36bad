"""What belongs to one interview up to and including its sound. Written by the interviewer alone."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from interview_guides.guides import Variant
from toolkit import clock
from toolkit.cycles.models import Assignment
from toolkit.db import Base, Identified, word_of
from toolkit.people.models import Person
from toolkit.sound.playback import Playback
from toolkit.vault.columns import KeyPart, SealedText, lies_under


class RecordingState(StrEnum):
    """How far a recording has come. A destroyed one leaves its row, and no sound."""

    RECEIVING = "receiving"
    WHOLE = "whole"
    REFUSED = "refused"
    DESTROYED = "destroyed"


class RecordingSource(StrEnum):
    """Where a recording was made."""

    UPLOAD = "upload"
    BROWSER = "browser"


class Remark(StrEnum):
    """What is missing in a recording that is whole as far as it goes."""

    CUT_SHORT = "cut_short"
    GAPS = "gaps"
    BROKEN_OFF = "broken_off"


class Preparation(Base):
    """The interviewer has read the guide. Its unit's own version, if it had one, stays with the interview."""

    __tablename__ = "preparation"

    assignment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"), primary_key=True)
    prepared_at: Mapped[datetime]
    guide_id: Mapped[str] = mapped_column(String(60))
    guide_version: Mapped[str] = mapped_column(String(20))
    edition_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("guide_edition.id", ondelete="SET NULL"))


class GuideEdition(Identified, Base):
    """A version of a unit's own guide: the cards that it has changed, as JSON by question. Kept for ever."""

    __tablename__ = "guide_edition"

    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"))
    guide_id: Mapped[str] = mapped_column(String(60))
    number: Mapped[int]
    cards: Mapped[str] = mapped_column(Text)
    made_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    made_by: Mapped[Person] = relationship()
    __table_args__ = (UniqueConstraint("unit_id", "guide_id", "number"),)


class GuideChoice(Base):
    """The interviewer holds the talk by another guide than the child's age and the booking tell."""

    __tablename__ = "guide_choice"

    assignment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"), primary_key=True)
    guide_id: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str] = mapped_column(SealedText("guide_choice.reason"), default="")  # why the guide of another age
    is_placed: Mapped[bool] = mapped_column(default=False)
    is_closed: Mapped[bool] = mapped_column(default=False)
    has_interpreter: Mapped[bool] = mapped_column(default=False)
    has_pictures: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    @property
    def variants(self) -> tuple[Variant, ...]:
        """What is special about the talk, in the order of the content."""
        held = (self.is_placed, self.is_closed, self.has_interpreter, self.has_pictures)
        return tuple(variant for variant, holds in zip(Variant, held, strict=True) if holds)

    @variants.setter
    def variants(self, variants: tuple[Variant, ...]) -> None:
        """Say what is special; whatever is not named does not hold."""
        self.is_placed, self.is_closed = Variant.PLACED in variants, Variant.CLOSED in variants
        self.has_interpreter, self.has_pictures = Variant.INTERPRETER in variants, Variant.PICTURES in variants


class Booking(Base):
    """When, where and with which help the two meet. The child chooses the place."""

    __tablename__ = "booking"

    assignment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"), primary_key=True)
    starts_at: Mapped[datetime]
    minutes: Mapped[int] = mapped_column(default=40)
    place: Mapped[str] = mapped_column(String(30))
    place_note: Mapped[str] = mapped_column(SealedText("booking.place_note"), default="")
    interpreter: Mapped[bool] = mapped_column(default=False)
    interpreter_language: Mapped[str] = mapped_column(String(60), default="")
    booked_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = {"info": lies_under(KeyPart.CONTACT)}
    __mapper_args__ = {"version_id_col": version}


class Recording(Identified, Base):
    """One recording in the vault. The row knows the true length and holds the wrapped key: no key, no sound."""

    __tablename__ = "recording"

    assignment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"), index=True)
    number: Mapped[int | None]  # from 1, by when the first of its sound came: none before, as after a refused file
    source: Mapped[RecordingSource] = mapped_column(word_of(RecordingSource, name="source", length=10))
    state: Mapped[RecordingState] = mapped_column(
        word_of(RecordingState, name="state", length=12), default=RecordingState.RECEIVING
    )
    client_key: Mapped[str] = mapped_column(String(64))  # the browser's name for it: a repeat is harmless
    refusal: Mapped[str | None] = mapped_column(String(40))  # a code, when the bytes were no sound we can read
    remark: Mapped[Remark | None] = mapped_column(word_of(Remark, name="remark", length=20))
    media_type: Mapped[str] = mapped_column(String(60), default="")
    plain_length: Mapped[int | None] = mapped_column(BigInteger)
    sealed_length: Mapped[int | None] = mapped_column(BigInteger)
    duration_ms: Mapped[int | None]
    begins_ms: Mapped[int] = mapped_column(default=0)  # so much of its clock has passed before its first sound
    missing_ms: Mapped[int] = mapped_column(default=0)  # and so much of it holds no sound later on
    tracks: Mapped[int] = mapped_column(default=1)  # tracks of sound, heard and transcribed together
    playback: Mapped[Playback] = mapped_column(word_of(Playback, name="playback", length=12), default=Playback.AS_IT_IS)
    breaks: Mapped[int] = mapped_column(default=0)  # how often it was broken off and went on
    blob_id: Mapped[str | None] = mapped_column(String(64))
    key_id: Mapped[str | None] = mapped_column(String(64))
    wrapped_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    finished_at: Mapped[datetime | None]
    destroyed_at: Mapped[datetime | None]

    assignment: Mapped[Assignment] = relationship()
    __table_args__ = (
        UniqueConstraint("assignment_id", "number"),
        UniqueConstraint("assignment_id", "client_key"),
        {"info": lies_under(KeyPart.RECORDING)},
    )

    @property
    def is_receiving(self) -> bool:
        """Whether more of it may arrive."""
        return self.state == RecordingState.RECEIVING

    @property
    def is_whole(self) -> bool:
        """Whether it can be listened to."""
        return self.state == RecordingState.WHOLE

    @property
    def has_gaps(self) -> bool:
        """Whether parts in the middle never arrived or are damaged."""
        return self.remark == Remark.GAPS

    @property
    def lacks_sound(self) -> bool:
        """Whether something of it is missing, anywhere."""
        return self.remark is not None or self.missing_ms > 0

    @property
    def is_cut_short(self) -> bool:
        """Whether the end is missing."""
        return self.remark == Remark.CUT_SHORT

    @property
    def is_broken_off(self) -> bool:
        """Whether it ended without anybody ending it: a call, a lost microphone, a closed tablet."""
        return self.remark == Remark.BROKEN_OFF


class RecordingChunk(Base):
    """One received chunk of a recording: sealed on its own until the recording is whole."""

    __tablename__ = "recording_chunk"

    recording_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("recording.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    is_beginning: Mapped[bool] = mapped_column(default=False)  # a recorder began here, the first time or after a break
    plain_length: Mapped[int]
    sealed_length: Mapped[int]
    blob_id: Mapped[str] = mapped_column(String(64))
    key_id: Mapped[str] = mapped_column(String(64))
    wrapped_key: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[datetime]

    __table_args__ = {"info": lies_under(KeyPart.RECORDING)}


class Mark(Identified, Base):
    """A silent sign, or a question asked or already answered, at a time in the recording."""

    __tablename__ = "mark"

    assignment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"), index=True)
    recording_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("recording.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(30))  # of interview_guides, or of `room`: OF_QUESTIONS, BROKEN_OFF
    question_id: Mapped[str | None] = mapped_column(String(60))
    at_ms: Mapped[int]
    undone_at: Mapped[datetime | None]


class Worry(Identified, Base):
    """A serious worry came up: only when, and to whom it was handed over. What it was belongs in the case file."""

    __tablename__ = "worry"

    assignment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"), index=True)
    on: Mapped[date]
    handed_to: Mapped[str] = mapped_column(SealedText("worry.handed_to"))


class Notes(Base):
    """The interview in notes, when recording was declined or failed. Becomes a transcript like any other."""

    __tablename__ = "notes"

    assignment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str] = mapped_column(SealedText("notes.text"))
    version: Mapped[int] = mapped_column(default=1)
    finished_at: Mapped[datetime | None]

    __table_args__ = {"info": lies_under(KeyPart.FULL_TEXT)}
    __mapper_args__ = {"version_id_col": version}


class Reflection(Base):
    """What the interviewer learnt. Seen by nobody else, ever."""

    __tablename__ = "reflection"

    assignment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str] = mapped_column(SealedText("reflection.text"), default="")
    version: Mapped[int] = mapped_column(default=1)
    done_at: Mapped[datetime | None]

    __mapper_args__ = {"version_id_col": version}

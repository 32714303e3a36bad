"""The transcript while it is the interviewer's, the decisions about identifying words, the copy handed over."""

import unicodedata
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from toolkit.cycles.models import Assignment
from toolkit.db import Base, Identified, word_of
from toolkit.interviews.models import Recording
from toolkit.vault.columns import KeyPart, SealedText, lies_under
from transcription.asr.confidence import ConfidenceFlag
from transcription.transcripts.speaker_turns import Speaker
from transcription.transcripts.states import EditState, Source, State


class Transcript(Identified, Base):
    """The words of one interview. Only the interviewer ever opens it.

    `state` is a `State`. `options` are those of the transcription, own terms as a count.
    """

    __tablename__ = "transcript"

    assignment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"), index=True)
    recording_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("recording.id", ondelete="SET NULL"))
    source: Mapped[Source] = mapped_column(word_of(Source, name="source", length=12), default=Source.MACHINE)
    state: Mapped[State] = mapped_column(word_of(State, name="state", length=12), default=State.QUEUED)
    engine: Mapped[str] = mapped_column(String(30), default="")
    model: Mapped[str] = mapped_column(String(80), default="")
    wanted_model: Mapped[str | None] = mapped_column(String(80))  # asked for by the interviewer; else the site's
    is_practice: Mapped[bool] = mapped_column(default=False)
    options: Mapped[dict[str, Any]] = mapped_column(default=dict)
    transcribed_ms: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=1)  # grows with every edit; anchors name it
    failure: Mapped[str | None] = mapped_column(String(40))
    gaps: Mapped[dict[str, Any]] = mapped_column(default=dict)  # {"spans": [[start_ms, length_ms], …]}: no sound there
    untranscribed: Mapped[dict[str, Any]] = mapped_column(default=dict)  # the same: sound, but no words were written
    is_cut: Mapped[bool] = mapped_column(default=False)  # the file ended before its time
    # Long, and opened on few pages: JSON of `searching`, and loudness in hexadecimal, 4 a second.
    suggestions: Mapped[str] = mapped_column(SealedText("transcript.suggestions"), default="", deferred=True)
    peaks: Mapped[str] = mapped_column(SealedText("transcript.peaks"), default="", deferred=True)
    corrected_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    handed_over_at: Mapped[datetime | None]  # last; it stays while the seminar has a copy
    full_text_gone_at: Mapped[datetime | None]  # disposed of by a decision: only the seminar's copy is left

    assignment: Mapped[Assignment] = relationship()
    recording: Mapped[Recording | None] = relationship()
    segments: Mapped[list["Segment"]] = relationship(
        cascade="all, delete-orphan",
        order_by="Segment.position",
        passive_deletes=True,
    )

    __table_args__ = (UniqueConstraint("assignment_id", "recording_id"), {"info": lies_under(KeyPart.FULL_TEXT)})

    @property
    def has_gaps(self) -> bool:
        """Whether sound is missing in the middle. A file whose clock begins before its sound lacks nothing."""
        return any(start for start, _length in self.gaps.get("spans", ()))

    @property
    def is_at_seminar(self) -> bool:
        """Whether the seminar has a copy, also of an earlier wording."""
        return self.state is State.HANDED_OVER or self.handed_over_at is not None

    @property
    def is_being_corrected(self) -> bool:
        """Whether the seminar reads the copy of an earlier wording until it is handed over anew."""
        return self.is_at_seminar and self.state is not State.HANDED_OVER


class Segment(Identified, Base):
    """A segment of speech. `words` is sealed JSON: [[start_ms, end_ms, text, probability], …] as recognised."""

    __tablename__ = "segment"

    transcript_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("transcript.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    start_ms: Mapped[int]
    end_ms: Mapped[int]
    speaker: Mapped[Speaker] = mapped_column(word_of(Speaker, name="speaker", length=12), default=Speaker.UNKNOWN)
    speaker_is_guess: Mapped[bool] = mapped_column(default=False)  # proposed from turn-taking, nobody has said so
    text: Mapped[str] = mapped_column(SealedText("segment.text"))
    words: Mapped[str] = mapped_column(SealedText("segment.words"), default="[]")
    confidence: Mapped[float | None]
    confidence_flag: Mapped[ConfidenceFlag | None] = mapped_column(
        word_of(ConfidenceFlag, name="confidence_flag", length=20)
    )  # why to listen again
    edited_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (UniqueConstraint("transcript_id", "position"), {"info": lies_under(KeyPart.FULL_TEXT)})
    __mapper_args__ = {"version_id_col": version}


class Edit(Identified, Base):
    """One step of the correction, so that it can be undone: the segments before and after, sealed JSON of `history`."""

    __tablename__ = "transcript_edit"

    transcript_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("transcript.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))
    state: Mapped[EditState] = mapped_column(word_of(EditState, name="state", length=8), default=EditState.DONE)
    revision: Mapped[int]  # the transcript's, when the step was last taken or taken back
    changed_at: Mapped[datetime]
    before: Mapped[str] = mapped_column(SealedText("transcript_edit.before"))
    after: Mapped[str] = mapped_column(SealedText("transcript_edit.after"))

    __table_args__ = (UniqueConstraint("transcript_id", "number"), {"info": lies_under(KeyPart.FULL_TEXT)})


class TimeSpent(Base):
    """How long somebody has been at work on a transcript's page. Only the interviewer sees it; the unit sees a sum."""

    __tablename__ = "transcript_time"

    transcript_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("transcript.id", ondelete="CASCADE"), primary_key=True)
    active_ms: Mapped[int] = mapped_column(default=0)
    beat_at: Mapped[datetime]


class IdentifierDecision(Identified, Base):
    """What to do with one identifying word wherever it stands, or at one place: the sealed table word – token."""

    __tablename__ = "identifier_decision"

    transcript_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("transcript.id", ondelete="CASCADE"), index=True)
    word: Mapped[str] = mapped_column(SealedText("identifier_decision.word"))
    place: Mapped[str] = mapped_column(SealedText("identifier_decision.place"), default="")  # words around; "": all
    token: Mapped[str] = mapped_column(SealedText("identifier_decision.token"), default="")
    kind: Mapped[str] = mapped_column(String(30))
    action: Mapped[str] = mapped_column(String(10))  # replace | keep
    by_hand: Mapped[bool] = mapped_column(default=False)
    decided_at: Mapped[datetime]  # alike for words that were decided together

    __table_args__ = {"info": lies_under(KeyPart.FULL_TEXT)}


class DeidentifiedTranscript(Identified, Base):
    """The copy that the seminar reads. Made when the interviewer hands over; the only text that leaves this room."""

    __tablename__ = "deidentified_transcript"

    assignment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"), index=True)
    transcript_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("transcript.id", ondelete="CASCADE"), unique=True)
    revision: Mapped[int]
    is_practice: Mapped[bool] = mapped_column(default=False)
    handed_over_at: Mapped[datetime]

    assignment: Mapped[Assignment] = relationship()
    segments: Mapped[list["DeidentifiedSegment"]] = relationship(
        cascade="all, delete-orphan",
        order_by="DeidentifiedSegment.position",
        passive_deletes=True,
    )


class DeidentifiedSegment(Identified, Base):
    """A segment of the handed-over text, NFC-normalised, identifying words replaced.

    `length` is the text's in code points: where a line begins is known without opening those before it.
    """

    __tablename__ = "deidentified_segment"

    deidentified_transcript_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("deidentified_transcript.id", ondelete="CASCADE"),
        index=True,
    )
    position: Mapped[int]
    start_ms: Mapped[int]
    end_ms: Mapped[int]
    speaker: Mapped[Speaker] = mapped_column(word_of(Speaker, name="speaker", length=12))
    text: Mapped[str] = mapped_column(SealedText("deidentified_segment.text"))
    length: Mapped[int]

    __table_args__ = (UniqueConstraint("deidentified_transcript_id", "position"),)

    @validates("text")
    def _measured(self, _name: str, text: str) -> str:
        self.length = len(unicodedata.normalize("NFC", text))
        return text

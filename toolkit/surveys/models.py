"""A child's answers, tied to the year, the form, the age band and the sex, and to nothing else; the interviewer's; and
the staff's, all in one.

Nothing here leads from a child's answers to the child: no assignment, no person, no time. On SQLite the table has
no row number either, since that would tell in which order codes were given out. Of the staff nobody has a row at all
(decision 21).
"""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from interview_guides.age_bands import AgeBand
from interview_guides.surveys import Occasion
from toolkit.cycles.models import Assignment, Cycle, Sex
from toolkit.db import Base, Identified, word_of
from toolkit.vault.columns import OWNS_A_KEY, KeyPart, SealedText, lies_under


class ChildResponse(Base):
    """One survey for one child, empty until it is answered. Its code is known here only as a keyed hash."""

    __tablename__ = "child_response"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    closes_on: Mapped[date]  # the end of a month, so that it does not tell the day the code was given out
    form_version: Mapped[int]
    scale: Mapped[str] = mapped_column(String(40))
    scale_version: Mapped[int]
    age_band: Mapped[AgeBand] = mapped_column(word_of(AgeBand, name="age_band", length=10))
    sex: Mapped[Sex] = mapped_column(word_of(Sex, name="sex", length=10))
    finished: Mapped[bool] = mapped_column(default=False)  # then the code is spent
    visit_hash: Mapped[str | None] = mapped_column(String(64))  # of the visit that may write now, and no other

    answers: Mapped[list["ChildAnswer"]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    __table_args__ = ({"sqlite_with_rowid": False},)


class ChildAnswer(Base):
    """One question answered or skipped. The words are the child's own, and sealed.

    `is_closed`: written in a visit that has ended. Nobody who holds the code reads or changes it.
    """

    __tablename__ = "child_answer"

    response_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("child_response.id", ondelete="CASCADE"), primary_key=True
    )
    question: Mapped[str] = mapped_column(String(40), primary_key=True)
    face: Mapped[int | None]
    words: Mapped[str] = mapped_column(SealedText("child_answer.words"), default="")
    is_closed: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        CheckConstraint("face BETWEEN 1 AND 5", name="face"),
        {"sqlite_with_rowid": False, "info": lies_under(KeyPart.ANSWERS)},
    )

    @property
    def is_skipped(self) -> bool:
        """Whether the child passed the question by."""
        return self.face is None and not self.words


class SurveyOffer(Identified, Base):
    """That a child was offered the survey, so that nobody is forgotten. Says nothing about whether it was answered."""

    __tablename__ = "survey_offer"

    assignment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"), index=True)
    on_paper: Mapped[bool] = mapped_column(default=False)

    assignment: Mapped[Assignment] = relationship()


class InterviewerResponse(Base):
    """The interviewer's survey as sealed JSON by field id: some fields are free text, so all are sealed."""

    __tablename__ = "interviewer_response"

    assignment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"), primary_key=True)
    form_version: Mapped[int]
    answers: Mapped[str] = mapped_column(SealedText("interviewer_response.answers"))
    saved_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    assignment: Mapped[Assignment] = relationship()

    __mapper_args__ = {"version_id_col": version}


class StaffSurvey(Identified, Base):
    """The staff are asked on one occasion of a cycle. It is open, then closed for good unless too few answered.

    `threshold` is what they were promised when it was opened. `answers` is written when it closes, if so many
    answered: JSON of the values by field, each field's in alphabetical order, so that nothing holds together what one
    person answered. `asked` and `answered` are then known, too.
    """

    __tablename__ = "staff_survey"

    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), index=True)
    occasion: Mapped[Occasion] = mapped_column(word_of(Occasion, name="occasion", length=10))
    form_version: Mapped[int]
    threshold: Mapped[int]
    opened_on: Mapped[date]
    reminded_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    asked: Mapped[int] = mapped_column(default=0)
    answered: Mapped[int] = mapped_column(default=0)
    answers: Mapped[str] = mapped_column(SealedText("staff_survey.answers"), default="")

    cycle: Mapped[Cycle] = relationship()
    gathering: Mapped["StaffGathering | None"] = relationship(cascade="all, delete-orphan")

    __table_args__ = (UniqueConstraint("cycle_id", "occasion"), {"info": lies_under(KeyPart.ANSWERS)})

    @property
    def is_open(self) -> bool:
        """Whether it takes answers."""
        return self.closed_on is None

    @property
    def is_shown(self) -> bool:
        """Whether enough answered, so that their answers were kept."""
        return self.closed_on is not None and bool(self.answers)


class StaffGathering(Base):
    """What an open staff survey has gathered so far, in two sealed texts that every answer writes anew.

    `people` says who has answered, as keyed hashes; `answers` what was answered. Both lie under a key of this row's
    own, which is destroyed with the row when the survey closes: no copy of an earlier state opens any more.
    """

    __tablename__ = "staff_gathering"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    survey_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff_survey.id", ondelete="CASCADE"), unique=True)
    people: Mapped[str] = mapped_column(SealedText("staff_gathering.people"), default="[]")
    answers: Mapped[str] = mapped_column(SealedText("staff_gathering.answers"), default="{}")

    __table_args__ = ({"info": OWNS_A_KEY},)


class FocusNotes(Base):
    """What was said when the group talked about the survey's questions, in the facilitator's words."""

    __tablename__ = "focus_notes"

    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), primary_key=True)
    occasion: Mapped[Occasion] = mapped_column(word_of(Occasion, name="occasion", length=10), primary_key=True)
    text: Mapped[str] = mapped_column(SealedText("focus_notes.text"), default="")
    written_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = {"info": lies_under(KeyPart.ANSWERS)}
    __mapper_args__ = {"version_id_col": version}

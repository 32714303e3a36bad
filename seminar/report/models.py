"""Who compiles the report, and what is written in it by hand: one text per section that needs a person."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from seminar.coding.models import Coding
from toolkit import clock
from toolkit.db import Base, Identified
from toolkit.people.models import Person
from toolkit.vault.columns import SealedText


class ReportCompiler(Base):
    """Who compiles the report of a cycle."""

    __tablename__ = "report_compiler"

    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)

    person: Mapped[Person] = relationship(lazy="joined")

    __mapper_args__ = {"version_id_col": version}


class ChosenQuote(Base):
    """A quote that a person has chosen for the report, under the theme of its first passage's coding.

    `words` are what is kept of it, with // for what is left out; empty: it stands whole.
    """

    __tablename__ = "chosen_quote"

    coding_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("coding.id", ondelete="CASCADE"), primary_key=True)
    words: Mapped[str] = mapped_column(SealedText("chosen_quote.words"), default="")
    version: Mapped[int] = mapped_column(default=1)

    coding: Mapped[Coding] = relationship()

    __mapper_args__ = {"version_id_col": version}


class ReportTemplate(Base):
    """A unit's own Word template for the report, as `word_template.clean` gave it: nobody's words are in it."""

    __tablename__ = "report_template"

    unit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True)
    file_name: Mapped[str] = mapped_column(String(120))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))  # of the content
    kept_at: Mapped[datetime] = mapped_column(default=clock.now)
    kept_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))

    kept_by: Mapped[Person] = relationship(lazy="joined")


class ReportText(Base):
    """A hand-written text in place of a section's draft. `drafted` marks the sentences of the draft that it was written
    over: what is not among them is new. It holds no word of a sentence."""

    __tablename__ = "report_text"

    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), primary_key=True)
    section: Mapped[str] = mapped_column(String(20), primary_key=True)
    text: Mapped[str] = mapped_column(SealedText("report_text.text"), default="")
    drafted: Mapped[str] = mapped_column(SealedText("report_text.drafted"), default="")
    written_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class EarlierReportText(Identified, Base):
    """A text of a section as it stood until somebody saved the next one: the section's history."""

    __tablename__ = "earlier_report_text"

    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), index=True)
    section: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]  # the version that it was
    text: Mapped[str] = mapped_column(SealedText("earlier_report_text.text"), default="")
    written_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))


class ReportAnswer(Base):
    """A decision about an open answer of a child or the staff: the words for the report, empty when it is left out.

    `source` is what the answer is known by (`surveys.open_answers`): other words are another answer.
    """

    __tablename__ = "report_answer"

    source: Mapped[str] = mapped_column(String(64), primary_key=True)
    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(SealedText("report_answer.text"), default="")
    decided_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))


class ReportInterviewerAnswer(Base):
    """The same about an answer of an interviewer, which tells of one interview: it lies under that interview's key."""

    __tablename__ = "report_interviewer_answer"

    source: Mapped[str] = mapped_column(String(64), primary_key=True)
    assignment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(SealedText("report_interviewer_answer.text"), default="")
    decided_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))

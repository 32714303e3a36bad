"""What a release leaves: the two yeses that lead to it, the edition, and its files, which no act ever writes again."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from toolkit import clock
from toolkit.cycles.models import Cycle
from toolkit.db import Base, Identified, word_of
from toolkit.people.models import Person
from toolkit.vault.columns import OWNS_A_KEY


class Side(StrEnum):
    """Whose yes it is: a report is released by two people, never one and the same."""

    COMPILER = "compiler"  # it is ready
    LEADER = "leader"  # I have read it


class ReleaseYes(Base):
    """One of the two yeses. `fingerprint` is of the facts that it was said to: other facts are asked about anew."""

    __tablename__ = "release_yes"

    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), primary_key=True)
    side: Mapped[Side] = mapped_column(word_of(Side, name="side", length=10), primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    fingerprint: Mapped[str] = mapped_column(String(64))
    said_at: Mapped[datetime] = mapped_column(default=clock.now)

    person: Mapped[Person] = relationship(lazy="joined")


class Edition(Identified, Base):
    """A released report. Its row has a key of its own: with the key go its files, and the fact and the hashes stay."""

    __tablename__ = "edition"

    cycle_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"))
    number: Mapped[int]
    released_at: Mapped[datetime] = mapped_column(default=clock.now)
    compiler_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    leader_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    fingerprint: Mapped[str] = mapped_column(String(64))  # of its facts and its template
    sha256: Mapped[str | None] = mapped_column(String(64))  # of the list of its files, once all of them are made
    stopped_at: Mapped[datetime | None]  # asked back: nobody gets it any more
    stopped_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))
    destroyed_at: Mapped[datetime | None]  # somebody else has confirmed it: the bytes are gone
    destroyed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id"))

    cycle: Mapped[Cycle] = relationship()
    compiler: Mapped[Person] = relationship(foreign_keys=compiler_id)
    leader: Mapped[Person] = relationship(foreign_keys=leader_id)
    stopped_by: Mapped[Person | None] = relationship(foreign_keys=stopped_by_id)
    destroyed_by: Mapped[Person | None] = relationship(foreign_keys=destroyed_by_id)
    files: Mapped[list["EditionFile"]] = relationship(back_populates="edition", order_by="EditionFile.position")

    __table_args__ = (UniqueConstraint("cycle_id", "number"), {"info": OWNS_A_KEY})

    @property
    def is_handed_out(self) -> bool:
        """Whether anybody may fetch it."""
        return self.stopped_at is None

    @property
    def is_complete(self) -> bool:
        """Whether all of its files are made: none comes after that."""
        return self.sha256 is not None

    @property
    def is_destroyed(self) -> bool:
        """Whether its bytes are gone."""
        return self.destroyed_at is not None


class EditionFile(Identified, Base):
    """One file of an edition, sealed in the vault. `sha256` and `plain_length` are of the bytes that are handed out."""

    __tablename__ = "edition_file"

    edition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(40))
    extension: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(5))
    media_type: Mapped[str] = mapped_column(String(100))
    file_name: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[str] = mapped_column(String(64))
    plain_length: Mapped[int] = mapped_column(BigInteger)
    sealed_length: Mapped[int] = mapped_column(BigInteger)
    blob_id: Mapped[str | None] = mapped_column(String(64))
    key_id: Mapped[str | None] = mapped_column(String(64))
    wrapped_key: Mapped[bytes | None] = mapped_column(LargeBinary)

    edition: Mapped[Edition] = relationship(back_populates="files")

    __table_args__ = (UniqueConstraint("edition_id", "name", "extension", "language"),)

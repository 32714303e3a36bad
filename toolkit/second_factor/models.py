"""What people prove themselves by besides the password, which roles must, and who was helped when it was lost."""

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from toolkit.access import Role
from toolkit.db import Base, Identified
from toolkit.people.models import Person
from toolkit.vault.columns import SealedText


class Authenticator(Base):
    """The app on a person's telephone that makes codes (TOTP). Until `confirmed_at` it counts for nothing."""

    __tablename__ = "authenticator"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    secret: Mapped[str] = mapped_column(SealedText("authenticator.secret"))
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int] = mapped_column(
        default=0
    )  # the latest half minute whose code was used; none before it counts


class RecoveryCode(Identified, Base):
    """A code that opens once in place of the app. Found by its first group, known by a slow hash, which is sealed."""

    __tablename__ = "recovery_code"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    first_group: Mapped[str] = mapped_column(String(4))
    code_hash: Mapped[str] = mapped_column(SealedText("recovery_code.code_hash"))
    used_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("person_id", "first_group"),)


class Passkey(Identified, Base):
    """A passkey of a person's, for one name of the program's (`rp_id`). Only its public half is known here."""

    __tablename__ = "passkey"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)  # what it says of itself; many say 0 for ever
    rp_id: Mapped[str] = mapped_column(String(255))
    name: Mapped[str] = mapped_column(String(60))
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


class UsedChallenge(Base):
    """A challenge that was answered, until it is too old to be answered anyway: none counts twice."""

    __tablename__ = "used_challenge"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    used_at: Mapped[datetime]


class SecondFactorPolicy(Base):
    """The one row with what the administrator has decided: the roles that may not sign in by a password alone."""

    __tablename__ = "second_factor_policy"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    role_names: Mapped[str] = mapped_column(String(200), default="")  # with commas between
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # `versions.count`

    @property
    def roles(self) -> frozenset[Role]:
        """The roles."""
        return frozenset(Role(name) for name in self.role_names.split(",") if name)


class SecondFactorReset(Identified, Base):
    """An administrator took away what somebody had lost. The owner and a colleague are told until they have seen it."""

    __tablename__ = "second_factor_reset"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    witness_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    seen_by_owner_at: Mapped[datetime | None]
    seen_by_witness_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    by: Mapped[Person] = relationship(foreign_keys=[by_id])

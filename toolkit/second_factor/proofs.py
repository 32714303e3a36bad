"""Whether what somebody typed proves who they are. Read, then looked at while nothing is held, then spent once."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from toolkit import clock
from toolkit.db import db
from toolkit.errors import N_, InvalidInput
from toolkit.people import throttle
from toolkit.people.attempts import Attempt, Secret
from toolkit.people.models import Person
from toolkit.people.signin import PER_KNOWN_BROWSER, PER_NAME_AND_PLACE
from toolkit.second_factor import recovery, totp
from toolkit.second_factor.models import Authenticator, Passkey, RecoveryCode

FIELD = "code"


@dataclass(frozen=True, slots=True)
class Held:
    """What a person has to prove themselves by: the app's secret, its latest used step, and the unused codes."""

    person_id: uuid.UUID
    secret: str | None
    last_step: int
    codes: Mapping[str, tuple[uuid.UUID, str]]  # by the first group
    passkeys: int

    @property
    def has_app(self) -> bool:
        """Whether an app makes codes for the person."""
        return self.secret is not None

    @property
    def is_any(self) -> bool:
        """Whether the person has a second factor. Recovery codes alone are none."""
        return self.has_app or self.passkeys > 0


@dataclass(frozen=True, slots=True)
class Proof:
    """What was right, to be spent: a step of the app's, or a recovery code."""

    step: int | None = None
    code_id: uuid.UUID | None = None


def load(person_id: uuid.UUID) -> Held:
    """What a person has."""
    app = db.session.get(Authenticator, person_id)
    unused = select(RecoveryCode).where(RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None))
    codes = {row.first_group: (row.id, row.code_hash) for row in db.session.scalars(unused)}
    passkeys = db.session.scalar(select(func.count()).select_from(Passkey).where(Passkey.person_id == person_id)) or 0
    if app is None or app.confirmed_at is None:
        return Held(person_id, None, 0, codes, passkeys)
    return Held(person_id, app.secret, app.last_step, codes, passkeys)


def attempt(person: Person, typed: str, *, place: str, marks: Mapping[str, str]) -> Attempt:
    """A try to be counted: with the browser where it is known, or else with the person at the place."""
    secret = Secret.TOTP if len(recovery.plain(typed)) == totp.DIGITS else Secret.RECOVERY_CODE
    where = throttle.place_of(place)
    if mark := marks.get(person.id.hex):
        limits = {throttle.key("second factor, browser", mark): PER_KNOWN_BROWSER}
    else:
        limits = {throttle.key("second factor, place", f"{person.id.hex}\n{where}"): PER_NAME_AND_PLACE}
    return Attempt(secret=secret, limits=limits, place=where, person_id=person.id)


def find(held: Held, typed: str) -> Proof | None:
    """What the typed digits prove, or None. May take hundredths of a second. Raises `InvalidInput` for a used code."""
    digits = recovery.plain(typed)
    if len(digits) == recovery.LENGTH:
        code_id, kept = held.codes.get(recovery.first_group(digits), (None, None))
        return Proof(code_id=code_id) if recovery.is_right(kept, digits) else None
    if held.secret is None or len(digits) != totp.DIGITS:
        return None
    step = totp.find_step(held.secret, digits, now=clock.now())
    return None if step is None or step <= held.last_step else Proof(step=step)


def spend(session: Session, held: Held, proof: Proof) -> None:
    """Let a proof count, and never once more. Raises `InvalidInput` when it was used at this very moment."""
    if proof.step is not None:
        mine = (Authenticator.person_id == held.person_id, Authenticator.last_step < proof.step)
        row = session.execute(update(Authenticator).where(*mine).values(last_step=proof.step))
    else:
        unused = (RecoveryCode.id == proof.code_id, RecoveryCode.used_at.is_(None))
        row = session.execute(update(RecoveryCode).where(*unused).values(used_at=clock.now()))
    if not row.rowcount:  # type: ignore[attr-defined]  # an UPDATE's result counts
        raise wrong()


def wrong() -> InvalidInput:
    """It is not right, or was used."""
    return InvalidInput(
        N_("That code is not right, or it has been used. Wait for the next one in the app, and write that."),
        field=FIELD,
    )

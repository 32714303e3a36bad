"""A person sets up what they prove themselves by besides the password, and takes it away."""

from dataclasses import dataclass

from sqlalchemy import delete, func, select

from toolkit import clock
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, WrongState
from toolkit.people import directory
from toolkit.second_factor import proofs, recovery, requiring, totp
from toolkit.second_factor.models import Authenticator, RecoveryCode
from toolkit.transactions import paused


@dataclass(frozen=True, slots=True)
class OwnProofs:
    """What a person has: an app or none, the recovery codes that are left, and whether a role requires something."""

    app: Authenticator | None
    codes_left: int
    is_required: bool

    @property
    def is_any(self) -> bool:
        """Whether there is a second factor."""
        return self.app is not None


def get_own(actor: Actor) -> OwnProofs:
    """What the person has."""
    app = _find_app(actor)
    return OwnProofs(app if app and app.confirmed_at else None, _count_codes(actor), requiring.is_required(actor.roles))


def begin_app(actor: Actor) -> None:
    """Make a fresh secret for an app, in place of one that was never confirmed. Raises `WrongState`."""
    app = _find_app(actor)
    if app is not None and app.confirmed_at:
        raise WrongState(N_("You have an app already. Take it away first if you want another."))
    if app is None:
        db.session.add(Authenticator(person_id=actor.id, secret=totp.new_secret()))
    else:
        app.secret = totp.new_secret()
    db.session.flush()


def find_begun(actor: Actor) -> Authenticator | None:
    """The secret that waits for its first code."""
    app = _find_app(actor)
    return app if app and not app.confirmed_at else None


def confirm_app(actor: Actor, *, typed: str) -> list[str]:
    """The first right code: from now on the app is asked. Fresh recovery codes, when there are none; shown once.

    Raises `InvalidInput` for a code that is not right, `WrongState` when nothing was begun.
    """
    app = find_begun(actor)
    if app is None:
        raise WrongState(N_("Begin anew: there is no app that waits for its first code."))
    secret, has_codes = app.secret, _count_codes(actor) > 0
    with paused():
        step = totp.find_step(secret, recovery.plain(typed), now=clock.now())
        if step is None:
            raise InvalidInput(
                N_("That code does not fit. Write the digits that the app shows now. Is the telephone's clock right?"),
                field=proofs.FIELD,
            )
        codes = [] if has_codes else recovery.make()
        hashes = [recovery.hashed(code) for code in codes]
    app = find_begun(actor)
    if app is None or app.secret != secret:
        raise WrongState(N_("Begin anew: there is no app that waits for its first code."))
    app.confirmed_at, app.last_step = clock.now(), step
    trail.record(actor, Event.AUTHENTICATOR_ADDED, actor.id)
    _keep(actor, codes, hashes)
    return codes


def remove_app(actor: Actor) -> None:
    """Take the app away. Raises `WrongState` while a role requires a second factor and this is the only one."""
    own = get_own(actor)
    if own.app is None:
        return
    if own.is_required:
        raise WrongState(N_("Your role needs a second proof at sign-in, and this is your only one."))
    db.session.delete(own.app)
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == actor.id))
    db.session.flush()
    trail.record(actor, Event.AUTHENTICATOR_REMOVED, actor.id)


def renew_codes(actor: Actor) -> list[str]:
    """Ten new recovery codes, shown once; the old ones stop working. Raises `WrongState` without a second factor."""
    if not get_own(actor).is_any:
        raise WrongState(N_("Set up an app first. The codes are for when it is lost."))
    with paused():
        codes = recovery.make()
        hashes = [recovery.hashed(code) for code in codes]
    _keep(actor, codes, hashes)
    return codes


def qr_address(actor: Actor, app: Authenticator) -> str:
    """What the QR code for the app says."""
    return totp.address(app.secret, username=directory.get_own(actor).username)


def _keep(actor: Actor, codes: list[str], hashes: list[str]) -> None:
    if not codes:
        return
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == actor.id))
    for code, hashed in zip(codes, hashes, strict=True):
        row = RecoveryCode(person_id=actor.id, first_group=recovery.first_group(code), code_hash=hashed)
        db.session.add(row)
    db.session.flush()
    trail.record(actor, Event.RECOVERY_CODES_MADE, actor.id, codes=len(codes))


def _find_app(actor: Actor) -> Authenticator | None:
    return db.session.get(Authenticator, actor.id)


def _count_codes(actor: Actor) -> int:
    unused = (RecoveryCode.person_id == actor.id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(select(func.count()).select_from(RecoveryCode).where(*unused)) or 0

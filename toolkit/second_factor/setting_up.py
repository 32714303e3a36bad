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
    """What a person has: an app or none, passkeys, recovery codes left, and whether a role requires something."""

    app: Authenticator | None
    passkeys: int
    codes_left: int
    is_required: bool

    @property
    def many(self) -> int:
        """How many second factors there are."""
        return self.passkeys + (self.app is not None)


def get_own(actor: Actor) -> OwnProofs:
    """What the person has."""
    app = _find_app(actor)
    return OwnProofs(
        app=app if app and app.confirmed_at else None,
        passkeys=proofs.load(actor.id).passkeys,
        codes_left=count_codes(actor),
        is_required=requiring.is_required(actor.roles),
    )


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
    secret, has_codes = app.secret, count_codes(actor) > 0
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
    keep_codes(actor, codes, hashes=hashes)
    return codes


def remove_app(actor: Actor) -> None:
    """Take the app away. Raises `WrongState` while a role requires a second factor and this is the only one."""
    app = get_own(actor).app
    if app is None:
        return
    require_may_lose_one(actor)
    db.session.delete(app)
    db.session.flush()
    trail.record(actor, Event.AUTHENTICATOR_REMOVED, actor.id)
    forget_codes_of_nothing(actor)


def require_may_lose_one(actor: Actor) -> None:
    """Raise `WrongState` while a role requires a second factor and the person has only one."""
    own = get_own(actor)
    if own.is_required and own.many == 1:
        raise WrongState(N_("Your role needs a second proof at sign-in, and this is your only one."))


def forget_codes_of_nothing(actor: Actor) -> None:
    """Recovery codes stand in for something: without it they go."""
    if not get_own(actor).many:
        db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == actor.id))
        db.session.flush()


def renew_codes(actor: Actor) -> list[str]:
    """Ten new recovery codes, shown once; the old ones stop working. Raises `WrongState` without a second factor."""
    if not get_own(actor).many:
        raise WrongState(N_("Set up an app or a passkey first. The codes are for when it is lost."))
    with paused():
        codes = recovery.make()
        hashes = [recovery.hashed(code) for code in codes]
    keep_codes(actor, codes, hashes=hashes)
    return codes


def qr_address(actor: Actor, app: Authenticator) -> str:
    """What the QR code for the app says."""
    return totp.address(app.secret, username=directory.get_own(actor).username)


def keep_codes(actor: Actor, codes: list[str], *, hashes: list[str]) -> None:
    """Fresh recovery codes, by their hashes, in place of all others; none of them leaves those as they are."""
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


def count_codes(actor: Actor) -> int:
    """How many recovery codes are left."""
    unused = (RecoveryCode.person_id == actor.id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(select(func.count()).select_from(RecoveryCode).where(*unused)) or 0

"""Server-side sessions: the cookie holds a random token, the database its hash. Ending the row kills the cookie."""

import hashlib
import secrets
import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from flask import Response, current_app, g, has_request_context, request
from sqlalchemy import ColumnElement, case, select, update
from sqlalchemy.orm import Session, joinedload

from toolkit import clock, cookies
from toolkit.access import Actor
from toolkit.db import db, writing
from toolkit.errors import NotFound
from toolkit.people import devices
from toolkit.people.models import Awaited, DeviceKind, Person, SignInSession

LIFETIME = timedelta(hours=12)
WAITING = timedelta(minutes=30)
IDLE = timedelta(hours=2)
TOUCH_EVERY = timedelta(minutes=1)
MOST = 10  # at once, of one person: whoever has more has forgotten some
COOKIE = "who"
_WITH_PERSON = select(SignInSession).options(
    joinedload(SignInSession.person).options(joinedload(Person.role_rows), joinedload(Person.unit))
)


def cookie_name(*, secure: bool) -> str:
    """The cookie's name. `__Host-` binds it to this host and to HTTPS where there is HTTPS."""
    return cookies.named(COOKIE, secure=secure)


def digest(token: str) -> str:
    """The hash under which a token is known to the database."""
    return hashlib.sha256(token.encode()).hexdigest()


def begin(
    person: Person,
    *,
    waits_for: Awaited | None = None,
    provider_session: str | None = None,
    proved_at: datetime | None = None,
) -> str:
    """Open a session for a person who has proved who they are; return the token for the cookie.

    One that waits for more lives briefly, and nobody is signed in by it. `proved_at` is said where the proof was shown
    elsewhere, and earlier. Whoever has `MOST` already loses the one that was used longest ago.
    """
    token = secrets.token_urlsafe(32)
    now = clock.now()
    device = devices.kind_of_request() if has_request_context() else DeviceKind.OTHER
    db.session.add(
        SignInSession(
            person_id=person.id, token_hash=digest(token), device=device, seen_at=now, waits_for=waits_for,
            expires_at=now + (WAITING if waits_for else LIFETIME), proved_at=proved_at or now,
            provider_session=provider_session,
        ),
    )  # fmt: skip
    db.session.flush()
    _end(SignInSession.id.in_([row.id for row in list_open(person.id)[MOST:]]))
    return token


def find_actor(token: str | None) -> Actor | None:
    """The person behind a token, if the session lives and the person may still sign in.

    Moves the idle limit at most once a minute, in a transaction of its own: reading a page stays reading.
    """
    if not token:
        return None
    row = db.session.scalars(_WITH_PERSON.where(SignInSession.token_hash == digest(token))).unique().one_or_none()
    if row is None or row.locked_at or row.waits_for or not is_alive(row):
        return None
    g.proved_at = row.proved_at
    if row.seen_at + TOUCH_EVERY <= clock.now():
        g.touch_session = row.id
    person = g.person = row.person  # held, with its unit, for as long as the request lasts
    return Actor(id=person.id, unit_id=person.unit_id, name=person.name, roles=person.roles)


def find_waiting(token: str | None) -> SignInSession | None:
    """The session behind a token, if it lives and waits for more than the password, with its person."""
    row = db.session.scalar(_WITH_PERSON.where(SignInSession.token_hash == digest(token or "")))
    return row if row and row.waits_for and is_alive(row) else None


def is_proved(within: timedelta) -> bool:
    """Whether whoever has signed in on this request's browser proved who they are so lately."""
    return "proved_at" in g and clock.now() - g.proved_at <= within


def note_proof(token: str | None, *, within: Session) -> None:
    """The person has proved anew who they are: remember when."""
    now = g.proved_at = clock.now()
    within.execute(update(SignInSession).where(SignInSession.token_hash == digest(token or "")).values(proved_at=now))


def is_alive(row: SignInSession) -> bool:
    """Whether a session has not ended, by anybody or by time, and its person may still sign in."""
    now = clock.now()
    return not row.ended_at and row.expires_at > now and row.seen_at + IDLE > now and row.person.is_active


def touch(response: Response) -> Response:
    """After the answer is made and its transaction has ended: remember that the session was used."""
    session_id = g.pop("touch_session", None)
    if session_id is not None:
        with writing() as session:
            session.execute(update(SignInSession).where(SignInSession.id == session_id).values(seen_at=clock.now()))
    return response


def list_open(person_id: uuid.UUID) -> Sequence[SignInSession]:
    """Where a person is signed in now, the latest used first."""
    now = clock.now()
    alive = (SignInSession.ended_at.is_(None), SignInSession.expires_at > now, SignInSession.seen_at > now - IDLE)
    query = select(SignInSession).where(SignInSession.person_id == person_id, *alive)
    return db.session.scalars(query.order_by(SignInSession.seen_at.desc(), SignInSession.id)).all()


def end_one(person_id: uuid.UUID, session_id: uuid.UUID) -> None:
    """End one session of a person, by its id. Raises `NotFound` when it is somebody else's."""
    row = db.session.scalar(
        select(SignInSession).where(SignInSession.id == session_id, SignInSession.person_id == person_id)
    )
    if row is None:
        raise NotFound
    _end(SignInSession.id == row.id)


def end(token: str | None) -> None:
    """End the session that a token belongs to, if there is one."""
    if token:
        _end(SignInSession.token_hash == digest(token))


def is_by_provider(token: str | None) -> bool:
    """Whether somebody came by the municipality's own sign-in."""
    row = select(SignInSession.provider_session).where(SignInSession.token_hash == digest(token or ""))
    return db.session.scalar(row) is not None


def end_of_provider(*, person_id: uuid.UUID | None = None, provider_session: str | None = None) -> int:
    """End what was begun by the provider's sign-in: of a person, of one session there, or of both; how many."""
    if person_id is None and provider_session is None:
        return 0
    mine: list[ColumnElement[bool]] = [SignInSession.provider_session.is_not(None), SignInSession.ended_at.is_(None)]
    if person_id is not None:
        mine.append(SignInSession.person_id == person_id)
    if provider_session is not None:
        mine.append(SignInSession.provider_session == provider_session)
    found = db.session.execute(update(SignInSession).where(*mine).values(ended_at=clock.now()))
    return int(found.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result counts


def hold_back(person_ids: Iterable[uuid.UUID]) -> None:
    """Let these people go on only once they have set up a second factor: a role of theirs needs one from now on.

    A session of the provider's ends: whether the provider has asked for a second proof is said at the next sign-in.
    """
    mine = (SignInSession.person_id.in_(list(person_ids)), SignInSession.waits_for.is_(None))
    _end(*mine, SignInSession.provider_session.is_not(None))
    soon = clock.now() + WAITING
    here = (*mine, SignInSession.ended_at.is_(None), SignInSession.provider_session.is_(None))
    ends = case((SignInSession.expires_at < soon, SignInSession.expires_at), else_=soon)
    db.session.execute(update(SignInSession).where(*here).values(waits_for=Awaited.SET_UP, expires_at=ends))


def end_all(person_id: uuid.UUID, *, but: str | None = None) -> None:
    """End every session of a person, except the one whose token is given."""
    _end(SignInSession.person_id == person_id, SignInSession.token_hash != digest(but or ""))


def _end(*conditions: object) -> None:
    db.session.execute(
        update(SignInSession)
        .where(*conditions, SignInSession.ended_at.is_(None))  # type: ignore[arg-type]  # column expressions
        .values(ended_at=clock.now()),
    )


def is_secure() -> bool:
    """Whether the cookies of this installation are for HTTPS only."""
    return bool(current_app.config["SESSION_COOKIE_SECURE"])


def token_of_request(*, secure: bool) -> str | None:
    """The token that the browser sent."""
    return request.cookies.get(cookie_name(secure=secure))

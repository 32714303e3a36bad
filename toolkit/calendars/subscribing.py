"""An address for one's calendar: made, shown once, made anew, taken back. Whoever has it needs no account."""

import hashlib
import secrets
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.calendars import days
from toolkit.calendars.ical import DayEvent
from toolkit.calendars.models import CalendarAddress, Scope
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound
from toolkit.people.models import Person

FOR_THE_UNIT = (Role.UNIT_LEADER, Role.FACILITATOR)


def scopes_of(actor: Actor) -> Sequence[Scope]:
    """Which calendars a person may have."""
    return (Scope.OWN, Scope.UNIT) if actor.is_any(*FOR_THE_UNIT) else (Scope.OWN,)


def read_scope(said: str | None) -> Scope:
    """Which calendar is meant. Raises `InvalidInput`."""
    try:
        return Scope(said or "")
    except ValueError:
        raise InvalidInput(N_("The page could not read what was sent. Go back and try again.")) from None


def list_own(actor: Actor) -> dict[Scope, CalendarAddress]:
    """The addresses that the person has given out; what they are nobody knows any more."""
    rows = db.session.scalars(select(CalendarAddress).where(CalendarAddress.person_id == actor.id))
    return {row.scope: row for row in rows}


def make(actor: Actor, *, scope: Scope) -> str:
    """A new address; returns its secret part, for once. The one before it opens nothing from now on."""
    if scope not in scopes_of(actor):
        raise NotFound
    _remove(actor, scope)
    token = secrets.token_urlsafe(32)
    row = CalendarAddress(person_id=actor.id, scope=scope, token_hash=_digest(token))
    db.session.add(row)
    db.session.flush()
    trail.record(actor, Event.CALENDAR_OPENED, row.id)
    return token


def revoke(actor: Actor, *, scope: Scope) -> None:
    """From now on the address opens nothing. Twice is once."""
    row = _remove(actor, scope)
    if row is not None:
        trail.record(actor, Event.CALENDAR_CLOSED, row.id)


def read(token: str) -> list[DayEvent]:
    """The days behind an address, as long as its owner works here and may see them. Raises `NotFound`."""
    row = db.session.scalar(
        select(CalendarAddress)
        .where(CalendarAddress.token_hash == _digest(token))
        .options(joinedload(CalendarAddress.person).joinedload(Person.role_rows))
    )
    if row is None or not row.person.is_active:
        raise NotFound
    if row.scope is Scope.UNIT and row.person.roles.isdisjoint(FOR_THE_UNIT):
        raise NotFound
    return days.list_days(row.person.unit_id, person_id=row.person_id if row.scope is Scope.OWN else None)


def _remove(actor: Actor, scope: Scope) -> CalendarAddress | None:
    row = list_own(actor).get(scope)
    if row is not None:
        db.session.delete(row)
        db.session.flush()
    return row


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

"""Where people are signed in, and ending that: everybody's own, and the administrator's for anybody."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.people import directory, sessions
from toolkit.people.models import Person, SignInSession


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that lives, and whether it is the one that asks."""

    row: SignInSession
    is_this: bool


def list_own(actor: Actor, *, token: str | None) -> list[OpenSession]:
    """Where the person is signed in, the browser that asks first. `token` is that of the browser."""
    here = sessions.digest(token or "")
    found = [OpenSession(row, row.token_hash == here) for row in sessions.list_open(actor.id)]
    return sorted(found, key=lambda one: not one.is_this)


def end_own(actor: Actor, session_id: uuid.UUID) -> None:
    """End one of the person's own sessions. Raises `NotFound` for anybody else's."""
    sessions.end_one(actor.id, session_id)
    trail.record(actor, Event.SESSIONS_ENDED, actor.id)


def list_of(actor: Actor, person_id: uuid.UUID) -> tuple[Person, Sequence[SignInSession]]:
    """A person and where they are signed in, for the administrator. Raises `NotFound`."""
    person = directory.get_person(actor, person_id)
    trail.record(actor, Event.SESSIONS_READ, person.id)
    return person, sessions.list_open(person.id)


def end_one_of(actor: Actor, person_id: uuid.UUID, *, session_id: uuid.UUID) -> None:
    """End one session of a person. Raises `NotFound` when it is not that person's."""
    person = directory.get_person(actor, person_id)
    sessions.end_one(person.id, session_id)
    trail.record(actor, Event.SESSIONS_ENDED, person.id)


def end_all_of(actor: Actor, person_id: uuid.UUID) -> None:
    """End all sessions of a person, whose account stays open."""
    person = directory.get_person(actor, person_id)
    sessions.end_all(person.id)
    trail.record(actor, Event.SESSIONS_ENDED, person.id)

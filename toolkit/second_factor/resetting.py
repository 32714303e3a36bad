"""Help for who has lost the telephone and the codes: an administrator takes them away, and others know of it."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import joinedload

from toolkit import clock, config
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound, WrongState
from toolkit.mail import sending
from toolkit.mail.models import MailChoice, MailKind
from toolkit.people import directory, sessions
from toolkit.people.models import Person, PersonRole
from toolkit.reminders.due import Reminder, ReminderKind
from toolkit.second_factor import proofs
from toolkit.second_factor.models import Authenticator, Passkey, RecoveryCode, SecondFactorReset

WITNESSES = (Role.UNIT_LEADER, Role.ADMINISTRATOR, Role.FACILITATOR)


def get_person(actor: Actor, person_id: uuid.UUID) -> tuple[Person, bool]:
    """A person, and whether they have anything to take away; for the administrator. Raises `NotFound`."""
    person = directory.get_person(actor, person_id)
    return person, proofs.load(person.id).is_any


def list_witnesses(actor: Actor, person_id: uuid.UUID) -> Sequence[Person]:
    """Who can be told: whoever leads, of any unit, but neither the administrator who asks nor the person."""
    actor.require(Role.ADMINISTRATOR)
    others = (Person.is_active, Person.id.not_in((actor.id, person_id)), PersonRole.role.in_(WITNESSES))
    query = select(Person).join(PersonRole).where(*others).distinct().options(joinedload(Person.unit))
    return db.session.scalars(query.order_by(Person.name)).all()


def reset(actor: Actor, person_id: uuid.UUID, *, witness_id: uuid.UUID) -> None:
    """Take away a person's second factor and codes, and sign them out. The person and the witness are told.

    Raises `InvalidInput` for a witness who is none, `WrongState` for oneself or when there is nothing to take away.
    """
    person, has_any = get_person(actor, person_id)
    if person.id == actor.id:
        raise WrongState(N_("Another administrator has to do that for you. Your own you change under your account."))
    if not has_any:
        raise WrongState(N_("The person signs in by the password alone: there is nothing to take away."))
    if witness_id not in {one.id for one in list_witnesses(actor, person_id)}:
        raise InvalidInput(N_("Choose a colleague who knows of it."), field="witness_id")
    db.session.execute(delete(Authenticator).where(Authenticator.person_id == person.id))
    db.session.execute(delete(Passkey).where(Passkey.person_id == person.id))
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    sessions.end_all(person.id)
    db.session.add(SecondFactorReset(person_id=person.id, witness_id=witness_id, by_id=actor.id))
    db.session.flush()
    trail.record(actor, Event.SECOND_FACTOR_RESET, person.id, witness=witness_id)
    for each in (person.id, witness_id):
        _mail(actor, each)


def list_unseen(actor: Actor) -> Sequence[SecondFactorReset]:
    """What was taken away from the person, or with their knowledge, until they say that they know."""
    query = select(SecondFactorReset).where(_unseen_by(actor.id)).order_by(SecondFactorReset.created_at)
    return db.session.scalars(
        query.options(joinedload(SecondFactorReset.person), joinedload(SecondFactorReset.by))
    ).all()


def note_seen(actor: Actor, reset_id: uuid.UUID) -> None:
    """The person knows of it. Raises `NotFound` for what concerns somebody else."""
    row = db.session.scalar(select(SecondFactorReset).where(SecondFactorReset.id == reset_id, _unseen_by(actor.id)))
    if row is None:
        raise NotFound
    if row.person_id == actor.id:
        row.seen_by_owner_at = clock.now()
    else:
        row.seen_by_witness_at = clock.now()
    db.session.flush()
    trail.record(actor, Event.SECOND_FACTOR_RESET_SEEN, row.person_id)


def list_due(actor: Actor) -> Collection[Reminder]:
    """For the first page: how many the person has not seen."""
    return [Reminder(ReminderKind.SECOND_FACTOR_RESET, len(list_unseen(actor)), is_pressing=False)]


def _unseen_by(person_id: uuid.UUID) -> ColumnElement[bool]:
    own = (SecondFactorReset.person_id == person_id) & SecondFactorReset.seen_by_owner_at.is_(None)
    known = (SecondFactorReset.witness_id == person_id) & SecondFactorReset.seen_by_witness_at.is_(None)
    return or_(own, known)


def _mail(actor: Actor, person_id: uuid.UUID) -> None:
    if config.current().mail is not None and db.session.get(MailChoice, person_id) is not None:
        sending.ask_for(actor, person_id, kind=MailKind.SIGN_IN_CHANGED)

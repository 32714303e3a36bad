"""A person's passkeys: made, named, used and taken away."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from toolkit import clock
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound
from toolkit.people import directory, sessions, signin, throttle
from toolkit.people.attempts import Attempt, Secret
from toolkit.people.models import Person
from toolkit.people.throttle import Limit
from toolkit.second_factor import ceremonies, challenges, proving, recovery, setting_up
from toolkit.second_factor.ceremonies import DoesNotHold, NewPasskey
from toolkit.second_factor.models import Passkey
from toolkit.second_factor.relying_party import RelyingParty
from toolkit.transactions import paused

MAKE, SECOND_STEP, SIGN_IN, PROVE_ANEW = "make", "second step", "sign in", "prove anew"
VERIFIED = frozenset({SIGN_IN, PROVE_ANEW})  # it stands alone, so its owner shows PIN or finger to it
MOST = 10  # of one person
WRONG_PASSKEYS = Limit(free=20, first=signin.MINUTE, longest=15 * signin.MINUTE, memory=60 * signin.MINUTE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back from a browser: what it says, under which name of the program, from which browser."""

    text: str
    party: RelyingParty
    browser: str
    place: str = ""


def list_own(actor: Actor) -> Sequence[Passkey]:
    """The person's passkeys, the oldest first."""
    return _of(actor.id)


def are_any(party: RelyingParty) -> bool:
    """Whether anybody has a passkey under this name: else the sign-in need not offer it."""
    return db.session.scalar(select(Passkey.id).where(Passkey.rp_id == party.rp_id).limit(1)) is not None


def options_to_make(actor: Actor, party: RelyingParty, *, browser: str) -> str:
    """What the browser is asked for to make one, as JSON."""
    return ceremonies.creation_options(
        party,
        challenges.make(MAKE, browser=browser),
        person_id=actor.id,
        username=directory.get_own(actor).username,
        known=[row.credential_id for row in _of(actor.id)],
    )


def options_for_second_step(person: Person, party: RelyingParty, *, browser: str) -> str | None:
    """What the browser is asked for after the password; None when the person has none under this name."""
    return _options_of(person.id, party, challenges.make(SECOND_STEP, browser=browser), verified=False)


def options_to_prove_anew(actor: Actor, party: RelyingParty, *, browser: str) -> str | None:
    """What the browser is asked for before a grave act; None when the person has none under this name."""
    return _options_of(actor.id, party, challenges.make(PROVE_ANEW, browser=browser), verified=True)


def options_to_sign_in(party: RelyingParty, *, browser: str) -> str:
    """What the browser is asked for in place of name and password: any passkey, with its owner's PIN or finger."""
    return ceremonies.request_options(party, challenges.make(SIGN_IN, browser=browser), known=(), verified=True)


def add(actor: Actor, *, name: str, answer: Answer) -> list[str]:
    """Keep a passkey that the browser has made. Fresh recovery codes, when the person had none; shown once.

    Raises `InvalidInput` for an answer that does not hold, and for one too many.
    """
    if len(_of(actor.id)) >= MOST:
        raise InvalidInput(N_("You have %(most)s passkeys. Take one away first."), most=MOST)
    has_codes = setting_up.count_codes(actor) > 0
    with paused():
        made, challenge = _look_at_new(answer)
        codes = [] if has_codes else recovery.make()
        hashes = [recovery.hashed(code) for code in codes]
    challenges.spend(db.session(), challenge)
    if db.session.scalar(select(Passkey.id).where(Passkey.credential_id == made.credential_id)):
        raise InvalidInput(N_("That passkey is known here already."))
    row = Passkey(
        person_id=actor.id, credential_id=made.credential_id, public_key=made.public_key, sign_count=made.sign_count,
        rp_id=answer.party.rp_id, name=name,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    trail.record(actor, Event.PASSKEY_ADDED, actor.id)
    setting_up.keep_codes(actor, codes, hashes=hashes)
    return codes


def rename(actor: Actor, passkey_id: uuid.UUID, *, name: str) -> None:
    """Give one another name. Raises `NotFound` for anybody else's."""
    get_own(actor, passkey_id).name = name
    db.session.flush()
    trail.record(actor, Event.PASSKEY_RENAMED, actor.id)


def remove(actor: Actor, passkey_id: uuid.UUID) -> None:
    """Take one away. Raises `NotFound` for anybody else's, `WrongState` for the last one of a role that needs it."""
    row = get_own(actor, passkey_id)
    setting_up.require_may_lose_one(actor)
    db.session.delete(row)
    db.session.flush()
    trail.record(actor, Event.PASSKEY_REMOVED, actor.id)
    setting_up.forget_codes_of_nothing(actor)


def prove(token: str | None, answer: Answer) -> tuple[Actor, str]:
    """The second step by a passkey of the person who has shown the password. Raises `InvalidInput`, `LockedOut`."""
    person = proving.find_waiting_person(token)
    _use(answer, SECOND_STEP, person_id=person.id if person else None)
    return proving.finish(token)


def sign_in(answer: Answer) -> tuple[Actor, str]:
    """Name, password and second factor in one: a passkey whose owner has shown PIN or finger to it.

    The person and the token of a whole session. Raises `InvalidInput` and `LockedOut`.
    """
    person = _use(answer, SIGN_IN, person_id=None).person
    actor = directory.as_actor(person)
    trail.record(actor, Event.SIGNED_IN, actor.id)
    return actor, sessions.begin(person)


def prove_anew(actor: Actor, answer: Answer, *, token: str | None) -> None:
    """Somebody who has signed in shows PIN or finger to their passkey; the session remembers when.

    Raises `InvalidInput` and `LockedOut`.
    """
    _use(answer, PROVE_ANEW, person_id=actor.id)
    sessions.note_proof(token, within=db.session())
    trail.record(actor, Event.PROVED_ANEW, actor.id)


def _options_of(person_id: uuid.UUID, party: RelyingParty, challenge: bytes, *, verified: bool) -> str | None:
    known = [row.credential_id for row in _of(person_id) if row.rp_id == party.rp_id]
    return ceremonies.request_options(party, challenge, known=known, verified=verified) if known else None


def _use(answer: Answer, purpose: str, *, person_id: uuid.UUID | None) -> Passkey:
    """The passkey that has signed. With a `person_id`, one of that person's; without, any whose owner was verified."""
    where = throttle.place_of(answer.place)
    attempt = Attempt(
        secret=Secret.PASSKEY, limits={throttle.key("passkey", where): WRONG_PASSKEYS}, place=where, person_id=person_id
    )
    row, challenge = _find(answer, purpose, person_id)
    key, count = (row.public_key, row.sign_count) if row else (b"", 0)
    row_id = row.id if row else None
    with paused():
        attempt.begin(signin.LockedOut)
        try:
            if row_id is None:
                raise DoesNotHold
            new_count = ceremonies.check_use(
                answer.text, party=answer.party, challenge=challenge, public_key=key, sign_count=count,
                verified=purpose in VERIFIED,
            )  # fmt: skip
        except DoesNotHold:
            attempt.refuse()
            raise _does_not_open() from None
        attempt.accept()
    challenges.spend(db.session(), challenge)
    _count(db.session(), row_id, new_count)
    found = db.session.scalar(select(Passkey).where(Passkey.id == row_id).options(joinedload(Passkey.person)))
    if found is None or not found.person.is_active:
        raise _does_not_open()
    return found


def _find(answer: Answer, purpose: str, person_id: uuid.UUID | None) -> tuple[Passkey | None, bytes]:
    """The passkey that an answer names, of an open account, and the challenge, which is one of ours."""
    try:
        credential_id, challenge = ceremonies.challenge_in(answer.text)
    except DoesNotHold:
        raise no_answer() from None
    challenges.require_ours(challenge, purpose, browser=answer.browser)
    query = select(Passkey).join(Passkey.person).where(Passkey.credential_id == credential_id, Person.is_active)
    query = query.where(Passkey.rp_id == answer.party.rp_id)
    if purpose != SIGN_IN:
        query = query.where(Passkey.person_id == person_id)
    return db.session.scalar(query), challenge


def _look_at_new(answer: Answer) -> tuple[NewPasskey, bytes]:
    try:
        _credential_id, challenge = ceremonies.challenge_in(answer.text)
        challenges.require_ours(challenge, MAKE, browser=answer.browser)
        return ceremonies.check_creation(answer.text, party=answer.party, challenge=challenge), challenge
    except DoesNotHold:
        raise no_answer() from None


def _count(session: Session, passkey_id: uuid.UUID | None, count: int) -> None:
    session.execute(
        update(Passkey).where(Passkey.id == passkey_id).values(sign_count=count, used_at=clock.now())
    )  # fmt: skip


def _of(person_id: uuid.UUID) -> Sequence[Passkey]:
    query = select(Passkey).where(Passkey.person_id == person_id).order_by(Passkey.created_at, Passkey.id)
    return db.session.scalars(query).all()


def get_own(actor: Actor, passkey_id: uuid.UUID) -> Passkey:
    """One of the person's own. Raises `NotFound` for anybody else's."""
    row = db.session.scalar(select(Passkey).where(Passkey.id == passkey_id, Passkey.person_id == actor.id))
    if row is None:
        raise NotFound
    return row


def no_answer() -> InvalidInput:
    """The browser sent nothing that can be read."""
    return InvalidInput(N_("The browser gave no passkey. Press the button once more, and follow what it says."))


def _does_not_open() -> InvalidInput:
    return InvalidInput(N_("That passkey does not open this. Use another one, or sign in in another way."))

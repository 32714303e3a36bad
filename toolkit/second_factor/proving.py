"""Proving who one is: the second step of a sign-in, and anew before grave acts."""

from collections.abc import Mapping

from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db, writing
from toolkit.errors import N_, InvalidInput, WrongState
from toolkit.people import directory, passwords, sessions, signin, throttle
from toolkit.people.attempts import Attempt, Secret
from toolkit.people.models import Awaited, Person, SignInSession
from toolkit.second_factor import proofs, recovery, totp
from toolkit.transactions import paused


def prove(token: str | None, typed: str, *, place: str, marks: Mapping[str, str]) -> tuple[Actor, str]:
    """The second step: a code from the app, or a recovery code. The person, and the token of a whole session.

    Raises `InvalidInput` for a wrong or used one, `LockedOut` after too many, `WrongState` when it took too long.
    """
    person = _get_waiting(token).person
    held = proofs.load(person.id)
    attempt = proofs.attempt(person, typed, place=place, marks=marks)
    with paused():
        attempt.begin(signin.LockedOut)
        proof = proofs.find(held, typed)
        if proof is None:
            attempt.refuse()
            raise proofs.wrong()
        attempt.accept()
    proofs.spend(db.session(), held, proof)
    actor, fresh = finish(token)
    if proof.code_id:
        trail.record(actor, Event.RECOVERY_CODE_USED, actor.id)
    return actor, fresh


def finish(token: str | None) -> tuple[Actor, str]:
    """What the session waited for has come: a whole one in its place. Raises `WrongState` when it took too long."""
    waiting = _get_waiting(token)
    actor = directory.as_actor(waiting.person)
    sessions.end(token)
    trail.record(actor, Event.SIGNED_IN, actor.id)
    return actor, sessions.begin(waiting.person, provider_session=waiting.provider_session)


def prove_anew(actor: Actor, typed: str, *, token: str | None) -> None:
    """Somebody who has signed in shows the password, or a code from the app, once more; the session remembers when.

    For a request that only reads so far: it writes in transactions of its own. Raises `InvalidInput`, `LockedOut`.
    """
    person, held = directory.get_own(actor), proofs.load(actor.id)
    kept, is_code = person.password_hash, len(typed.strip()) == totp.DIGITS and held.has_app
    db.session.rollback()
    attempt = Attempt(
        secret=Secret.TOTP if is_code else Secret.PRESENT_PASSWORD,
        limits={throttle.key("proved anew", actor.id.hex): signin.PRESENT_PASSWORD},
        place="",
        person_id=actor.id,
    )
    attempt.begin(signin.WaitAWhile)
    proof = proofs.find(held, recovery.plain(typed)) if is_code else None
    if not (proof or (not is_code and passwords.matches(kept, typed))):
        attempt.refuse()
        raise _not_right()
    attempt.accept()
    with writing() as session:
        if proof:
            proofs.spend(session, held, proof)
        sessions.note_proof(token, within=session)
        trail.record(actor, Event.PROVED_ANEW, actor.id, within=session)


def find_waiting_person(token: str | None) -> Person | None:
    """Who has shown the password and not the rest."""
    row = sessions.find_waiting(token)
    return row.person if row else None


def has_app(person: Person) -> bool:
    """Whether an app makes codes for somebody."""
    return proofs.load(person.id).has_app


def must_set_up(token: str | None) -> bool:
    """Whether the session waits until its person has set up a second factor."""
    row = sessions.find_waiting(token)
    return row is not None and row.waits_for is Awaited.SET_UP


def stop(token: str | None) -> None:
    """End a session that waits; one that is whole stays."""
    if sessions.find_waiting(token):
        sessions.end(token)


def _get_waiting(token: str | None) -> SignInSession:
    row = sessions.find_waiting(token)
    if row is None:
        raise WrongState(N_("That took too long, so nothing was let in. Begin the sign-in anew."))
    return row


def _not_right() -> InvalidInput:
    return InvalidInput(N_("That is not right. Write it once more."), field="proof_password")

"""The provider says that somebody has signed out there (back-channel logout): what they began here by it ends."""

import uuid

from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import WrongState
from toolkit.oidc import answers
from toolkit.oidc.claims import hash_account, hash_session
from toolkit.oidc.errors import Forged
from toolkit.oidc.models import ProviderAccount
from toolkit.oidc.provider import Provider
from toolkit.oidc.signing_in import WaitAWhile
from toolkit.people import sessions, signin, throttle
from toolkit.people.attempts import Attempt, Secret
from toolkit.transactions import paused


def end_sessions(provider: Provider, token: str, *, place: str) -> int:
    """End the sessions that a logout token names: one of the provider's, or all of an account's; how many.

    One that is not known here ends none, and that is no error. Raises `Forged`, `NotOurs` for one that came before,
    `ProviderAway`, and `LockedOut`.
    """
    where = throttle.place_of(place)
    limits = {throttle.key("provider logout, place", where): signin.PER_PLACE}
    attempt = Attempt(secret=Secret.PROVIDER, limits=limits, shared=limits, place=where)
    with paused():
        attempt.begin(WaitAWhile)
        try:
            said = provider.read_logout(token)
        except Forged:
            attempt.refuse()
            raise
        except WrongState:
            attempt.accept()
            raise
        attempt.accept()
    issuer = provider.settings.issuer
    answers.spend("logout", f"{issuer}\n{said['jti']}")
    person_id, is_known = _person(issuer, said.get("sub"))
    session = hash_session(issuer, said.get("sid")) or None
    ended = sessions.end_of_provider(person_id=person_id, provider_session=session) if is_known else 0
    if ended:
        trail.record(None, Event.PROVIDER_SIGNED_OUT, person_id, number=ended)
    return ended


def _person(issuer: str, subject: object) -> tuple[uuid.UUID | None, bool]:
    """Whose account is meant, where one is, and whether it is known here."""
    if not subject:
        return None, True
    row = db.session.get(ProviderAccount, hash_account(issuer, subject))
    return (row.person_id, True) if row else (None, False)

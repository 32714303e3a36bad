"""Somebody comes back from the provider: signs in by it, or shows anew who they are. Throttled like passwords."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from toolkit import clock
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, WrongState
from toolkit.oidc import accounts, answers, asking
from toolkit.oidc.accounts import Refusal
from toolkit.oidc.asking import Asked
from toolkit.oidc.claims import Claims
from toolkit.oidc.errors import Forged, NotOurs
from toolkit.oidc.provider import Provider
from toolkit.people import directory, sessions, signin, throttle
from toolkit.people.attempts import Attempt, Secret
from toolkit.transactions import paused

LONGEST_CODE = 4096
UNPROVED = timedelta(days=1)
SLACK = timedelta(minutes=2)  # between two clocks


class WaitAWhile(throttle.LockedOut):
    """Too many answers that were none, from one place."""

    sentence = N_("That was many tries in a row. Wait %(minutes)s min and try again.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the browser brought back: from the provider, and in its own cookie."""

    code: str
    state: str
    issuer: str
    carried: str
    redirect_uri: str
    place: str


@dataclass(frozen=True, slots=True)
class Entered:
    """Who signed in and where that leads; or why nobody did."""

    to: str
    actor: Actor | None = None
    token: str = ""
    is_whole: bool = False
    refusal: Refusal | None = None


def sign_in(provider: Provider, answer: Answer) -> Entered:
    """Let somebody in whom the provider knows, or say why not.

    Raises `NotOurs`, `Forged`, `ProviderAway`, `NotAccepted`, and `LockedOut` after many wrong answers from one place.
    """
    asked, claims = _redeem(provider, answer)
    if asked.person:
        raise NotOurs
    settled = accounts.settle(claims, provider)
    person = settled.person
    if person is None:
        trail.record(None, Event.PROVIDER_REFUSED, reason=settled.refusal)
        return Entered(asked.to, refusal=settled.refusal)
    actor = directory.as_actor(person)
    waits_for = None if claims.is_trusted else signin.find_awaited(person)
    token = sessions.begin(person, waits_for=waits_for, provider_session=claims.session, proved_at=_proved_at(claims))
    trail.record(actor, Event.PROVIDER_SHOWN if waits_for else Event.SIGNED_IN, actor.id)
    return Entered(asked.to, actor, token, is_whole=waits_for is None)


def prove_anew(actor: Actor, provider: Provider, *, answer: Answer, token: str | None) -> str:
    """Somebody who has signed in has shown the provider anew who they are; where that leads. Raises as `sign_in`.

    Only a provider that says when (`auth_time`) is believed: otherwise an hour-old session of its would do.
    """
    asked, claims = _redeem(provider, answer)
    begun = datetime.fromtimestamp(asked.at, UTC)
    if asked.person != actor.id.hex or not accounts.is_of(claims.account, actor):
        raise InvalidInput(N_("That was another account than the one you have signed in by. Nothing was confirmed."))
    if claims.authenticated_at is None or claims.authenticated_at < begun - SLACK:
        raise WrongState(
            N_(
                "The municipality's sign-in does not say that you showed who you are just now. Use your password"
                " instead."
            )
        )
    sessions.note_proof(token, within=db.session())
    trail.record(actor, Event.PROVED_ANEW, actor.id)
    return asked.to


def _redeem(provider: Provider, answer: Answer) -> tuple[Asked, Claims]:
    """What was asked, and the claims that came for it. The request writes from here on."""
    place = throttle.place_of(answer.place)
    limits = {throttle.key("provider, place", place): signin.PER_PLACE}
    attempt = Attempt(secret=Secret.PROVIDER, limits=limits, shared=limits, place=place)
    with paused():
        attempt.begin(WaitAWhile)
        try:
            asked = _asked(provider, answer)
            claims = provider.redeem(
                answer.code, verifier=asked.verifier, nonce=asked.nonce, redirect_uri=answer.redirect_uri
            )
        except (NotOurs, Forged):
            attempt.refuse()
            raise
        except WrongState:  # the provider's fault, and nobody's guess
            attempt.accept()
            raise
        attempt.accept()
    answers.spend("state", asked.state)
    return asked, claims


def _asked(provider: Provider, answer: Answer) -> Asked:
    """The question that this is the answer to, by this provider."""
    asked = asking.read(answer.carried, answer.state)
    is_other = bool(answer.issuer) and answer.issuer != provider.settings.issuer
    if is_other or (not answer.issuer and provider.facts().names_itself):  # RFC 9207: mixed-up providers
        raise NotOurs
    if not 0 < len(answer.code) <= LONGEST_CODE or not answer.code.isascii():
        raise NotOurs
    return asked


def _proved_at(claims: Claims) -> datetime:
    """When the person showed the provider who they are: a session of its may be old, and one that says nothing is."""
    now = clock.now()
    return min(now, claims.authenticated_at) if claims.authenticated_at else now - UNPROVED

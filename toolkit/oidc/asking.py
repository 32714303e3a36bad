"""What a browser is on its way to the provider for: kept by the browser itself, signed, for ten minutes.

The state, its time and where it leads stand in a cookie that only this program can write. The nonce and PKCE's verifier
are made of the state under the session key, so that they are known here alone, and nothing is written by a GET.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from itsdangerous import BadData, URLSafeSerializer

from toolkit import clock, config
from toolkit.oidc import transport
from toolkit.oidc.errors import NotOurs
from toolkit.oidc.provider import Provider

COOKIE = "provider"
LIFETIME = timedelta(minutes=10)
RETURN = "/sign-in/municipality/return"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, when (seconds), where it leads, and for whom when somebody shows anew who they are."""

    state: str
    at: int
    to: str
    person: str = ""

    @property
    def nonce(self) -> str:
        """What the ID token must carry."""
        return _derive("nonce", self.state)

    @property
    def verifier(self) -> str:
        """What proves that the code was asked for here (PKCE)."""
        return _derive("verifier", self.state)


def begin(to: str, *, person: str = "") -> Asked:
    """A new question."""
    return Asked(secrets.token_urlsafe(24), int(clock.now().timestamp()), to, person)


def seal(asked: Asked) -> str:
    """The question as the browser carries it."""
    return str(_signer().dumps([asked.state, asked.at, asked.to, asked.person]))


def read(carried: str, state: str) -> Asked:
    """The question that an answer with `state` belongs to. Raises `NotOurs`."""
    try:
        asked = Asked(*_signer().loads(carried))
    except (BadData, TypeError) as error:
        raise NotOurs from error
    age = clock.now().timestamp() - asked.at
    if not hmac.compare_digest(asked.state.encode(), state.encode()) or not 0 <= age <= LIFETIME.total_seconds():
        raise NotOurs
    return asked


def address(provider: Provider, asked: Asked, *, redirect_uri: str) -> str:
    """Where the browser goes. Raises `ProviderAway`; may take time."""
    more: dict[str, Any] = {"nonce": asked.nonce, "redirect_uri": redirect_uri}
    if provider.settings.trusted_acr:
        more["acr_values"] = " ".join(provider.settings.trusted_acr)
    if asked.person:
        more |= {"prompt": "login", "max_age": 0}
    session = transport.make_session(provider.settings)
    where = provider.facts().authorization_endpoint
    return str(session.create_authorization_url(where, asked.state, asked.verifier, **more)[0])


def address_to_leave(provider: Provider, *, back_to: str) -> str:
    """Where somebody signs out at the provider too; nothing where it offers none. May take time."""
    where = provider.facts().end_session_endpoint
    said = urlencode({"client_id": provider.settings.client_id, "post_logout_redirect_uri": back_to})
    return f"{where}{'&' if urlsplit(where).query else '?'}{said}" if where else ""


def _derive(kind: str, state: str) -> str:
    secret = config.current().secret_key.encode()
    made = hmac.new(secret, f"oidc {kind}:{state}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode()


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(config.current().secret_key, salt="on the way to the provider")

"""The provider as this program knows it: what it publishes (kept for an hour), and what it gives for a code.

Only what the administrator has named is asked, and only when somebody signs in, out, or runs `doctor`.
"""

import time
from dataclasses import dataclass
from typing import Any

from toolkit import clock
from toolkit.installation import Held
from toolkit.oidc import claims, grants, tokens, transport
from toolkit.oidc.claims import Claims
from toolkit.oidc.errors import Forged, NotAccepted, NotOurs, ProviderAway
from toolkit.oidc.grants import Grants
from toolkit.oidc_settings import OidcSettings, is_safe

KEPT_S, AWAY_S, KEYS_REST_S = 3600.0, 10.0, 30.0
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
OURS_TO_MEND = frozenset({"invalid_client", "unauthorized_client", "unsupported_grant_type", "invalid_scope"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What the provider publishes of itself, as far as we need it."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str
    end_session_endpoint: str
    auth_method: str
    knows_pkce: bool
    ends_sessions: bool  # it tells us when somebody signs out (back-channel logout)
    names_itself: bool  # in every answer (RFC 9207)


class Provider:
    """One provider. Kept by the installation, asked by many threads; what it said last is kept."""

    def __init__(self, settings: OidcSettings) -> None:
        self.settings = settings
        self.grants: Grants = grants.read(settings)
        self._facts: tuple[float, Facts | None] = (-KEPT_S, None)
        self._keys: tuple[float, Any] = (-KEPT_S, None)

    def known(self) -> Facts | None:
        """What it published, if it was asked within the hour."""
        at, facts = self._facts
        return facts if time.monotonic() - at < KEPT_S else None

    def facts(self) -> Facts:
        """What it publishes. Raises `ProviderAway`, for some seconds without asking anew."""
        if found := self.known():
            return found
        at, _none = self._facts
        if time.monotonic() - at < AWAY_S:
            raise ProviderAway
        self._facts = (time.monotonic(), None)
        self._facts = (time.monotonic(), self._discover())
        return self.facts()

    def redeem(self, code: str, *, verifier: str, nonce: str, redirect_uri: str) -> Claims:
        """Who signed in, for a code. Raises `NotOurs`, `Forged`, `NotAccepted` and `ProviderAway`. Takes time."""
        facts = self.facts()
        session = transport.make_session(self.settings, auth_method=facts.auth_method)
        given = _fetch_token(session, facts.token_endpoint, code, verifier, redirect_uri)
        token, access = given.get("id_token"), given.get("access_token", "")
        if not isinstance(token, str) or not isinstance(access, str):
            raise Forged(claim="id_token")
        said = self._with_keys(
            lambda keys: tokens.verify_id_token(
                token, keys, issuer=self.settings.issuer, client_id=self.settings.client_id,
                nonce=nonce, access_token=access, now=clock.now(),
            )
        )  # fmt: skip
        return claims.read(self._with_more(said, facts, access, session), self.settings)

    def read_logout(self, token: str) -> dict[str, Any]:
        """The claims of a logout token that holds. Raises `Forged` and `ProviderAway`. May take time."""
        settings = self.settings

        def verify(keys: Any) -> dict[str, Any]:
            return tokens.verify_logout_token(
                token, keys, issuer=settings.issuer, client_id=settings.client_id, now=clock.now(),
                allows_untyped=settings.logout_untyped,
            )  # fmt: skip

        return dict(self._with_keys(verify))

    def _with_keys(self, verify: Any) -> Any:
        """Verify with the keys that we have, and once more with new ones when it is signed by another."""
        try:
            return verify(self._load_keys())
        except tokens.UnknownKey:
            at, _keys = self._keys
            if time.monotonic() - at < KEYS_REST_S:
                raise
            self._keys = (-KEPT_S, None)
            return verify(self._load_keys())

    def _load_keys(self) -> Any:
        at, keys = self._keys
        if keys is None or time.monotonic() - at > KEPT_S:
            try:
                keys = tokens.read_keys(
                    transport.get_json(transport.make_session(self.settings), self.facts().jwks_uri)
                )
            except ValueError as error:
                raise ProviderAway from error
            self._keys = (time.monotonic(), keys)
        return keys

    def _with_more(self, said: dict[str, Any], facts: Facts, access: str, session: Any) -> dict[str, Any]:
        """The claims with what stands at the provider's page about the person, where the token lacks what we need."""
        needed = {self.settings.username_claim, *({self.settings.groups_claim} if self.grants.roles else ())}
        if needed <= said.keys() or not facts.userinfo_endpoint or not access:
            return said
        more = transport.get_json(session, facts.userinfo_endpoint, bearer=access)
        if more.get("sub") != said.get("sub"):
            raise Forged(claim="sub")
        return {**more, **said}

    def _discover(self) -> Facts:
        """Raises `ProviderAway` for what is no provider, or another one than was named."""
        address = self.settings.issuer.rstrip("/") + "/.well-known/openid-configuration"
        said = transport.get_json(transport.make_session(self.settings), address)
        if said.get("issuer") != self.settings.issuer or not all(_is_address(said.get(name)) for name in NEEDED):
            raise ProviderAway
        methods = said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        return Facts(
            **{name: said[name] for name in NEEDED},
            userinfo_endpoint=_address(said.get("userinfo_endpoint")),
            end_session_endpoint=_address(said.get("end_session_endpoint")),
            auth_method="client_secret_post" if "client_secret_post" in methods else "client_secret_basic",
            knows_pkce="S256" in (said.get("code_challenge_methods_supported") or ()),
            ends_sessions=said.get("backchannel_logout_supported") is True,
            names_itself=said.get("authorization_response_iss_parameter_supported") is True,
        )


PROVIDER: Held[Provider | None] = Held("which provider people may sign in by")


def find() -> Provider | None:
    """The provider of this installation, if it has one."""
    return PROVIDER.get()


def _fetch_token(session: Any, url: str, code: str, verifier: str, redirect_uri: str) -> dict[str, Any]:
    from authlib.integrations.base_client import OAuthError
    from requests.exceptions import RequestException

    try:
        given = session.fetch_token(
            url, grant_type="authorization_code", code=code, code_verifier=verifier, redirect_uri=redirect_uri,
            allow_redirects=False,
        )  # fmt: skip
    except OAuthError as error:
        raise (NotAccepted if error.error in OURS_TO_MEND else NotOurs) from error
    except (RequestException, OSError, ValueError, TypeError, AttributeError) as error:
        raise ProviderAway from error
    return dict(given) if isinstance(given, dict) else {}


def _is_address(said: object) -> bool:
    return isinstance(said, str) and is_safe(said)


def _address(said: object) -> str:
    return said if isinstance(said, str) and is_safe(said) else ""

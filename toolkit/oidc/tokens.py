"""Whether what the provider is said to have signed holds: ID tokens, and the word that somebody has signed out. Pure.

Signatures by joserfc, claims by Authlib, by the rules of OpenID Connect Core 3.1.3.7 and Back-Channel Logout 2.6. Only
algorithms with a public key are believed: not `none`, and no HS256, for which a public key could pass as the secret.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from toolkit.oidc.errors import Forged

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
LEEWAY_S = 120  # between two clocks
LONGEST = 32 * 1024  # characters; a person in two hundred groups needs a third of it
LOGOUT = "http://schemas.openid.net/event/backchannel-logout"
LOGOUT_AGE_S = 300
LOGOUT_TYPES = frozenset({"logout+jwt", "application/logout+jwt"})
UNTYPED = frozenset({None, "JWT"})
"""What a token of any kind may say: with it, nothing but its event tells a logout token from another."""


class UnknownKey(Forged):
    """It is signed by a key that is not among those we have: the provider may have changed them."""


def read_keys(said: Any) -> Any:
    """The keys for signatures in what a provider publishes. Raises `ValueError` for anything else."""
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    try:
        signing = [one for one in said["keys"] if one.get("use", "sig") == "sig" and one.get("kty") in {"RSA", "EC"}]
        return KeySet.import_key_set({"keys": signing})
    except (JoseError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(str(type(error))) from error


def verify_id_token(
    token: str, keys: Any, *, issuer: str, client_id: str, nonce: str, access_token: str, now: datetime
) -> dict[str, Any]:
    """The claims of an ID token for the one that asked with `nonce`. Raises `Forged`, and `UnknownKey`."""
    from authlib.oidc.core import CodeIDToken

    header, said = _verify_signature(token, keys)
    claims = CodeIDToken(
        said,
        header,
        options={"iss": {"essential": True, "value": issuer}, "aud": {"essential": True, "value": client_id}},
        params={"nonce": nonce, "client_id": client_id, "access_token": access_token},
    )
    _validate(claims, now)
    return said


def verify_logout_token(
    token: str, keys: Any, *, issuer: str, client_id: str, now: datetime, allows_untyped: bool = False
) -> dict[str, Any]:
    """The claims of a logout token, which says of itself that it is one unless the provider is known not to write so.

    Whether its `jti` has come before is for who remembers. Raises `Forged`.
    """
    from authlib.oauth2.claims import JWTClaims

    header, said = _verify_signature(token, keys)
    if header.get("typ") not in (LOGOUT_TYPES | UNTYPED if allows_untyped else LOGOUT_TYPES):
        raise Forged(claim="typ")
    names = {"iss": {"value": issuer}, "aud": {"value": client_id}, "iat": {}, "jti": {}}
    _validate(JWTClaims(said, header, options={key: {"essential": True, **more} for key, more in names.items()}), now)
    if said["iat"] < now.timestamp() - LOGOUT_AGE_S - LEEWAY_S:
        raise Forged(claim="iat")
    events = said.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(LOGOUT), dict):
        raise Forged(claim="events")
    if "nonce" in said:  # then it is an ID token, in the wrong place
        raise Forged(claim="nonce")
    if not said.get("jti") or not (said.get("sub") or said.get("sid")):
        raise Forged(claim="sub")
    return said


def _verify_signature(token: str, keys: Any) -> tuple[Mapping[str, Any], dict[str, Any]]:
    from joserfc import jwt
    from joserfc.errors import InvalidKeyIdError, JoseError

    if not 0 < len(token) <= LONGEST or not token.isascii():
        raise Forged
    try:
        read = jwt.decode(token, keys, algorithms=list(ALGORITHMS))
    except InvalidKeyIdError as error:
        raise UnknownKey(claim="kid") from error
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise Forged from error
    return read.header, read.claims


def _validate(claims: Any, now: datetime) -> None:
    from joserfc.errors import ClaimError, JoseError

    try:
        claims.validate(now=int(now.timestamp()), leeway=LEEWAY_S)
    except ClaimError as error:
        raise Forged(claim=str(error.claim)) from error
    except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:  # a claim of another shape
        raise Forged(claim="claims") from error

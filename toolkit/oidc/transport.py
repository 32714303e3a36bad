"""How we speak with the provider: Authlib over requests, with an end to time and size, no redirects and no proxies.

A provider that drips a byte now and then would otherwise keep one of the web server's threads for as long as it likes.
"""

import time
from http.client import HTTPException
from io import BytesIO
from typing import Any

from toolkit.oidc.errors import ProviderAway
from toolkit.oidc_settings import OidcSettings

CONNECT_S, READ_S, WHOLE_S = 3.0, 4.0, 8.0
LARGEST = 512 * 1024  # bytes


def make_session(settings: OidcSettings, *, auth_method: str = "client_secret_post") -> Any:
    """A client of the provider's, for one conversation. `auth_method` is how it wants to see the secret."""
    from authlib.integrations.requests_client import OAuth2Session
    from requests.adapters import HTTPAdapter

    class Bounded(HTTPAdapter):
        """Reads the answer at once, and only so much of it, so long."""

        def send(self, request: Any, *_unnamed: Any, **options: Any) -> Any:
            """As requests does."""
            answer = super().send(request, **{**options, "stream": True, "timeout": (CONNECT_S, READ_S)})
            answer.raw = BytesIO(_read(answer, until=time.monotonic() + WHOLE_S))
            return answer

    session = OAuth2Session(
        settings.client_id,
        settings.secret,
        scope=settings.scope,
        token_endpoint_auth_method=auth_method,
        code_challenge_method="S256",
    )
    session.trust_env = False  # no proxy, and no password out of a file of the account's
    session.headers["Accept-Encoding"] = "identity"
    session.verify = str(settings.authorities) if settings.authorities else True
    session.mount("https://", Bounded())
    session.mount("http://", Bounded())
    return session


def get_json(session: Any, url: str, *, bearer: str = "") -> dict[str, Any]:
    """What the provider says at an address, if it is an object of JSON. Raises `ProviderAway` for anything else."""
    from requests.exceptions import RequestException

    headers = {"Accept": "application/json", **({"Authorization": f"Bearer {bearer}"} if bearer else {})}
    try:
        answer = session.request("GET", url, withhold_token=True, allow_redirects=False, headers=headers)
        said = answer.json() if answer.status_code == 200 else None
    except (RequestException, OSError, ValueError) as error:
        raise ProviderAway from error
    if not isinstance(said, dict):
        raise ProviderAway
    return said


def _read(answer: Any, *, until: float) -> bytes:
    from urllib3.exceptions import HTTPError

    held = b""
    try:
        while part := answer.raw.read1(8192, decode_content=False):  # what has come, and not until 8 KiB have
            held += part
            if len(held) > LARGEST or time.monotonic() > until:
                raise ProviderAway
    except (HTTPError, OSError, HTTPException) as error:
        raise ProviderAway from error
    finally:
        answer.raw.close()
    return held

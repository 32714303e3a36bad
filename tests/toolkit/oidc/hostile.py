"""A provider that says what a test tells it to: forged, late, mixed up, slow or broken."""

import base64
import hmac
import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from joserfc import jwt
from joserfc.jwk import RSAKey

from toolkit import clock

LOGOUT = "http://schemas.openid.net/event/backchannel-logout"
KEY = RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})
OTHER = RSAKey.generate_key(2048, {"kid": "second", "use": "sig"})


class Hostile:
    """`claims` go into the next ID token, None takes one away; `answers` replace what a path gives (status, bytes)."""

    def __init__(self) -> None:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer(b"")

            def do_POST(self) -> None:
                self._answer(self.rfile.read(int(self.headers["Content-Length"])))

            def _answer(self, body: bytes) -> None:
                status, content = outer.say(self.path, body, self.headers.get("Authorization", ""))
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                if outer.drip_s:
                    for one in content:
                        self.wfile.write(bytes([one]))
                        time.sleep(outer.drip_s)
                else:
                    self.wfile.write(content)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]  # whoever asked has hung up
        self._server.daemon_threads = True
        self.issuer = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        self.reset()

    def reset(self) -> None:
        """An honest provider, with one person."""
        self.claims: dict[str, Any] = {}
        self.discovery: dict[str, Any] = {}
        self.answers: dict[str, tuple[int, bytes]] = {}
        self.userinfo: dict[str, Any] = {}
        self.keys, self.signing = [KEY], KEY
        self.alg, self.token, self.drip_s = "RS256", "", 0.0
        self.nonce, self.authorization = "", ""
        self.asked: list[tuple[str, dict[str, str]]] = []

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def say(self, path: str, body: bytes, authorization: str) -> tuple[int, bytes]:
        self.authorization = authorization
        sent = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        self.asked.append((path, sent))
        if path in self.answers:
            return self.answers[path]
        made: dict[str, Callable[[], dict[str, Any]]] = {
            "/.well-known/openid-configuration": self.configuration,
            "/jwks": lambda: {"keys": [key.as_dict(private=False) for key in self.keys]},
            "/token": lambda: {"access_token": "open", "token_type": "Bearer", "id_token": self.id_token()},
            "/userinfo": lambda: {"sub": "subject-1", **self.userinfo},
        }
        return (200, json.dumps(made[path]()).encode()) if path in made else (404, b"")

    def configuration(self) -> dict[str, Any]:
        """What it publishes of itself."""
        here = {
            "issuer": "", "authorization_endpoint": "/auth", "token_endpoint": "/token", "jwks_uri": "/jwks",
            "end_session_endpoint": "/leave",
        }  # fmt: skip
        flags = {"backchannel_logout_supported": True, "code_challenge_methods_supported": ["S256"]}
        return {**{name: self.issuer + path for name, path in here.items()}, **flags, **self.discovery}

    def id_token(self) -> str:
        """What the next sign-in gets."""
        now = int(clock.now().timestamp())
        said = {
            "iss": self.issuer, "sub": "subject-1", "aud": "roster", "exp": now + 300, "iat": now, "nonce": self.nonce,
            "auth_time": now, "sid": "session-1", "name": "Sara Lind", "preferred_username": "sara.lind",
            "groups": ["br-workers"], **self.claims,
        }  # fmt: skip
        return self.token or self.sign(said)

    def logout_token(self, *, typ: str | None = "logout+jwt", **claims: Any) -> str:
        """The word that somebody has signed out."""
        now = int(clock.now().timestamp())
        said = {
            "iss": self.issuer, "aud": "roster", "iat": now, "exp": now + 120, "jti": "number-1",
            "events": {LOGOUT: {}}, "sub": "subject-1", "sid": "session-1", **claims,
        }  # fmt: skip
        return self.sign(said, typ=typ)

    def sign(self, said: dict[str, Any], *, typ: str | None = "JWT") -> str:
        """Signed as this provider signs now."""
        claims = {name: value for name, value in said.items() if value is not None}
        header = {"alg": self.alg, "kid": self.signing.kid, **({"typ": typ} if typ else {})}
        if self.alg == "HS256":  # the old trick: the public key as the secret
            start = ".".join(_base64(json.dumps(part).encode()) for part in (header, claims))
            return start + "." + _base64(hmac.digest(KEY.as_pem(private=False), start.encode(), "sha256"))
        return str(jwt.encode(header, claims, self.signing, algorithms=[self.alg]))


def _base64(said: bytes) -> str:
    return base64.urlsafe_b64encode(said).rstrip(b"=").decode()

"""What a browser gets when its person has proved who they are: the session's cookie, and a clean form session."""

import uuid

from flask import current_app, request
from flask import session as form_session
from werkzeug.wrappers import Response

from toolkit.people import devices, lock_marks, sessions


def let_in(response: Response, person_id: uuid.UUID, token: str, *, is_whole: bool = True) -> Response:
    """Give the browser a new session in place of the one it had. Known from now on, unless the session still waits."""
    sessions.end(current_token())
    return give_cookies(response, person_id, token, is_whole=is_whole)


def give_cookies(response: Response, person_id: uuid.UUID, token: str, *, is_whole: bool = True) -> Response:
    """The cookies alone, where the session before has been ended."""
    form_session.clear()  # a new CSRF token for a new session (ASVS 7.2.4)
    response.set_cookie(
        sessions.cookie_name(secure=_secure()),
        token,
        httponly=True,
        samesite="Lax",
        secure=_secure(),
        path="/",
    )
    if is_whole:
        devices.remember(response, person_id, secure=_secure())
    return lock_marks.remove(response)


def current_token() -> str | None:
    """The token that the browser sent."""
    return sessions.token_of_request(secure=_secure())


def place() -> str:
    """Where the request comes from."""
    return request.remote_addr or "?"


def _secure() -> bool:
    return bool(current_app.config["SESSION_COOKIE_SECURE"])

"""What a browser is told of its lock: a cookie that scripts may read, so that pages that were open hide themselves.

The lock itself is the session's row (`locking`). Whoever removes the cookie by hand opens nothing.
"""

from flask import current_app, request
from werkzeug.wrappers import Response

from toolkit import cookies

COOKIE = "locked"
CAME_FROM = "came_from"
VISIT = "child_survey"
"""Where the form session holds the child's visit. It ends with the hand-over: the way back shows no answers."""
OWN_VISIT = "own_code"
"""Where it holds a visit by the child's own code. Never both: one begins, and the other is forgotten."""


def put(response: Response) -> Response:
    """Mark the browser as handed over, and let it forget the pages that it keeps."""
    response.set_cookie(_name(), "1", samesite="Lax", secure=_secure(), path="/")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def remove(response: Response) -> Response:
    """The browser has come back: the mark goes, and the child's pages with it."""
    if is_marked():
        response.delete_cookie(_name(), path="/", secure=_secure(), samesite="Lax")
        response.headers["Clear-Site-Data"] = '"cache"'
    return response


def is_marked() -> bool:
    """Whether this browser has been handed over."""
    return _name() in request.cookies


def _name() -> str:
    return cookies.named(COOKIE, secure=_secure())


def _secure() -> bool:
    return bool(current_app.config["SESSION_COOKIE_SECURE"])

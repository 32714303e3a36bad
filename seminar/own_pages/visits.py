"""The visit that a browser holds: which code was typed here, and until when a borrowed telephone remembers it."""

from collections.abc import MutableMapping
from datetime import datetime, timedelta
from typing import Any

from toolkit import clock
from toolkit.cycles.models import Assignment
from toolkit.own_codes import opening
from toolkit.own_codes.opening import Visit
from toolkit.people import lock_marks

KEY = lock_marks.OWN_VISIT
QUIET = timedelta(minutes=20)
Opened = Assignment
"""What a code opens: the interview that it is of."""
Session = MutableMapping[str, Any]
"""The signed cookie of a request."""


def begin(session: Session, visit: Visit) -> None:
    """Remember the visit. One to the anonymous survey in the same browser is forgotten: no cookie holds both."""
    session.pop(lock_marks.VISIT, None)
    session[KEY] = {"key": visit.key, "token": visit.token, "at": clock.now().isoformat()}


def end(session: Session) -> None:
    """Forget the visit, here and on the server."""
    held = _held(session)
    session.pop(KEY, None)
    if held is not None:
        opening.leave(held)


def find_assignment(session: Session) -> Assignment | None:
    """The interview whose code is open in this browser, if it was used lately. Using it keeps it open."""
    visit = _held(session)
    if visit is None or not opening.is_open(visit):
        session.pop(KEY, None)
        return None
    session[KEY] = {"key": visit.key, "token": visit.token, "at": clock.now().isoformat()}
    return opening.get_assignment(visit)


def _held(session: Session) -> Visit | None:
    held = session.get(KEY)
    if not isinstance(held, dict) or not {"key", "token", "at"} <= held.keys():
        return None
    if datetime.fromisoformat(held["at"]) + QUIET < clock.now():
        return None
    return Visit(str(held["key"]), str(held["token"]))

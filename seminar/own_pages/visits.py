"""The visit that a browser holds: which code was typed here, and until when a borrowed telephone remembers it."""

from collections.abc import MutableMapping
from datetime import datetime, timedelta
from typing import Any

from toolkit import clock
from toolkit.cycles.models import Assignment
from toolkit.own_codes import opening
from toolkit.own_codes.opening import Visit
from toolkit.people import ended_visits, lock_marks
from toolkit.people.ended_visits import Ending

KEY = lock_marks.OWN_VISIT
QUIET = timedelta(minutes=20)
Opened = Assignment
"""What a code opens: the interview that it is of."""
Session = MutableMapping[str, Any]
"""The signed cookie of a request."""


def begin(session: Session, visit: Visit) -> None:
    """Remember the visit. One to the anonymous survey in the same browser is forgotten: no cookie holds both."""
    session.pop(lock_marks.VISIT, None)
    ended_visits.forget(session)
    session[KEY] = {"key": visit.key, "token": visit.token, "at": clock.now().isoformat()}


def end(session: Session) -> None:
    """Forget the visit, here and on the server."""
    held, is_quiet = _held(session)
    session.pop(KEY, None)
    if held is not None and not is_quiet:
        opening.leave(held)


def find_assignment(session: Session, *, is_answering: bool = False) -> Assignment | None:
    """The interview whose code is open in this browser, if it was used lately. Using it keeps it open.

    A visit that has ended by itself leaves word of why, and with `is_answering` that an answer was not kept.
    """
    visit, is_quiet = _held(session)
    if visit is None or is_quiet or not opening.is_open(visit):
        session.pop(KEY, None)
        if visit is not None and is_quiet:
            ended_visits.note(session, Ending.QUIET, is_answer_lost=is_answering)
        elif visit is not None and opening.is_open_elsewhere(visit):
            ended_visits.note(session, Ending.ELSEWHERE, is_answer_lost=is_answering)
        return None
    session[KEY] = {"key": visit.key, "token": visit.token, "at": clock.now().isoformat()}
    return opening.get_assignment(visit)


def _held(session: Session) -> tuple[Visit | None, bool]:
    """The visit that the browser remembers, and whether it has been quiet for too long."""
    held = session.get(KEY)
    if not isinstance(held, dict) or not {"key", "token", "at"} <= held.keys():
        return None, False
    is_quiet = datetime.fromisoformat(held["at"]) + QUIET < clock.now()
    return Visit(str(held["key"]), str(held["token"])), is_quiet

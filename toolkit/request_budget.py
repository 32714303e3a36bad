"""A throttle for who has signed in and asks by machine: so many pages and files a minute, some minutes' worth at once.

What a person does never meets it: a whole page or a file counts one, and whatever a page asks for by itself (a part
that is drawn anew, sound that is listened to in pieces) a twentieth. It goes by what was answered, so no header makes a
page cheap. Recordings on their way in and the live streams are not counted. Counted in memory, by person, in each web
process for itself; so many people are remembered and no more.
"""

import math
import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Flask, Response, current_app, g, request

from toolkit.access import find_actor
from toolkit.config import Settings
from toolkit.errors import TooMany

View = TypeVar("View", bound=Callable[..., Any])

AT_ONCE = 3  # minutes' worth
WHOLE, LIGHT = 1.0, 1 / 20
REMEMBERED = 4096  # people


class Budget:
    """What each person has left in this process: it grows by the second, and never over `AT_ONCE` minutes' worth."""

    def __init__(self, a_minute: int, *, now: Callable[[], float] = time.monotonic) -> None:
        self._a_second = a_minute / 60
        self._most = float(a_minute * AT_ONCE)
        self._now = now
        self._left: OrderedDict[uuid.UUID, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, person: uuid.UUID) -> float:
        """The seconds until there is enough for a page; 0 when there is."""
        with self._lock:
            return max(0.0, (WHOLE - self._left_of(person)) / self._a_second)

    def spend(self, person: uuid.UUID, cost: float) -> None:
        """Take what an answer cost. Some that were asked for at the same moment may take more than there was."""
        with self._lock:
            left = self._left_of(person) - cost
            self._left[person] = (left, self._now())
            self._left.move_to_end(person)
            while len(self._left) > REMEMBERED:
                self._left.popitem(last=False)

    def __len__(self) -> int:
        return len(self._left)

    def _left_of(self, person: uuid.UUID) -> float:
        left, before = self._left.get(person, (self._most, 0.0))
        return min(self._most, left + (self._now() - before) * self._a_second)


def uncounted(view: View) -> View:
    """Mark a view that never waits: a recording on its way in cannot wait. Beside `allow`."""
    view.is_uncounted = True  # type: ignore[attr-defined]  # read by _is_uncounted, on the same function object
    return view


def install(app: Flask, settings: Settings) -> None:
    """After the guard: look whether whoever has signed in has enough left. Nothing of a body is read before."""
    if not settings.requests_a_minute:
        return
    budget = Budget(settings.requests_a_minute)

    @app.before_request
    def throttle() -> None:
        actor = find_actor()
        if actor is None or _is_uncounted():
            return
        if wait := budget.wait(actor.id):
            g.retry_after = math.ceil(wait)
            raise TooMany(seconds=g.retry_after)
        g.counted_person = actor.id

    @app.after_request
    def charge(response: Response) -> Response:
        if person := g.pop("counted_person", None):
            budget.spend(person, WHOLE if _is_whole(response) else LIGHT)
        return response


def _is_uncounted() -> bool:
    return getattr(current_app.view_functions.get(request.endpoint or ""), "is_uncounted", False)


def _is_whole(response: Response) -> bool:
    """Whether a page or a file was answered, and not a part of one, a word to a script or the way to elsewhere."""
    if response.status_code in {HTTPStatus.NO_CONTENT, HTTPStatus.PARTIAL_CONTENT} or response.location:
        return False
    if response.mimetype == "text/html" and not response.is_streamed:
        return response.get_data()[:9].lower() == b"<!doctype"
    return response.mimetype != "application/json"

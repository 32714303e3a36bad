"""The site's opening hours: what the administrator decided, and the gate for a transcription that goes on."""

import time as stopwatch
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy.orm import Session

from toolkit import clock, versions
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db, reading
from toolkit.errors import N_, InvalidInput, WrongState
from toolkit.interviews import joining
from toolkit.jobs import queue
from toolkit.jobs.context import Postponed
from transcription.queue.models import SITE, TranscriptionHours
from transcription.queue.opening_hours import Hours, Opening

CLOSED = "closed"
"""Why a recording waits: it is not the time of day for it."""
LOOK_EVERY_S = 2.0


@dataclass(frozen=True, slots=True)
class HoursSettings:
    """What stands in the settings, for the form."""

    begins: time | None
    ends: time | None
    until: datetime | None
    version: int


def get_opening() -> Opening:
    """When the site transcribes recordings, as it was decided."""
    return _opening(db.session.get(TranscriptionHours, SITE))


def get_settings(actor: Actor) -> HoursSettings:
    """The settings, for the administrator."""
    actor.require(Role.ADMINISTRATOR)
    row = db.session.get(TranscriptionHours, SITE)
    opening = _opening(row)
    hours = opening.hours
    version = row.version if row else 0
    return HoursSettings(hours.begins if hours else None, hours.ends if hours else None, opening.until, version)


def set_hours(actor: Actor, *, begins: time | None, ends: time | None, version: int) -> Opening:
    """Write down only between these times of day; None for both is always. Raises `InvalidInput`, `Overtaken`."""
    actor.require(Role.ADMINISTRATOR)
    if (begins is None) != (ends is None):
        raise InvalidInput(N_("Write both times."), field="ends" if ends is None else "begins")
    if begins is not None and begins == ends:
        raise InvalidInput(N_("The two times are the same. Choose “At any time” if it need not wait."), field="ends")
    versions.require(db.session.get(TranscriptionHours, SITE, with_for_update=True), version)
    row = _row()
    row.begins, row.ends, row.open_until = _minutes(begins), _minutes(ends), None
    db.session.flush()
    said = f"{begins:%H.%M}-{ends:%H.%M}" if begins and ends else "always"
    trail.record(actor, Event.SETTINGS_CHANGED, actor.unit_id, setting=f"transcription_hours:{said}")
    queue.wake(joining.TRANSCRIBE, reason=CLOSED)
    return _opening(row)


def open_now(actor: Actor) -> Opening:
    """Let the writing begin now and go on until the next opening ends. Raises `WrongState` when it is open."""
    actor.require(Role.ADMINISTRATOR)
    opening, now = get_opening(), clock.now()
    opens = opening.opens_at(now)
    if opens <= now:
        raise WrongState(N_("The transcription is going on already."))
    row = _row()
    row.open_until = opening.closes_at(opens)
    db.session.flush()
    trail.record(actor, Event.SETTINGS_CHANGED, actor.unit_id, setting="transcription_hours:open_now")
    queue.wake(joining.TRANSCRIBE, reason=CLOSED)
    return _opening(row)


class Gate:
    """Asked again and again while a recording is transcribed; a change of the settings counts within seconds."""

    def __init__(self) -> None:
        self._looked = float("-inf")

    def check(self) -> None:
        """Raise `Postponed` outside the opening hours: the transcription goes on from here when they begin."""
        if stopwatch.monotonic() - self._looked < LOOK_EVERY_S:
            return
        self._looked = stopwatch.monotonic()
        with reading(), Session(db.engine) as session:
            opening = _opening(session.get(TranscriptionHours, SITE))
        now = clock.now()
        opens = opening.opens_at(now)
        if opens > now:
            raise Postponed(CLOSED, after=opens - now)


def _row() -> TranscriptionHours:
    row = db.session.get(TranscriptionHours, SITE, with_for_update=True)
    if row is None:
        row = TranscriptionHours(site=SITE)
        db.session.add(row)
    return row


def _opening(row: TranscriptionHours | None) -> Opening:
    if row is None or row.begins is None or row.ends is None:
        return Opening()
    return Opening(Hours(_clock(row.begins), _clock(row.ends)), row.open_until)


def _minutes(clock_time: time | None) -> int | None:
    return None if clock_time is None else clock_time.hour * 60 + clock_time.minute


def _clock(minutes: int) -> time:
    return time(*divmod(minutes, 60))

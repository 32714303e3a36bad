"""The job that makes the files of an edition, one by one, each kept with its own commit: a kill loses none of them.

Comes from what the release froze and from nothing else, so it does not matter when it runs. A file that cannot be made
stops no other.
"""

import uuid
from contextlib import suppress

from seminar.editions import making, reading
from seminar.editions.freezing import Facts
from seminar.editions.making import Made, Wanted
from seminar.editions.models import Edition
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.db import db
from toolkit.errors import StorageFull, WrongState
from toolkit.jobs import queue
from toolkit.jobs.context import JobContext, PermanentFailure, RetryLater
from toolkit.jobs.registry import Handler
from toolkit.logs import log

REFUSED, FAILED, FULL = "file_refused", "file_failed", "storage_full"


class _Gone(Exception):
    """The edition was destroyed meanwhile: its key is gone, and nothing is to be made of it."""


def make_files(unit: JobContext) -> None:
    """Make what is missing of the edition `unit.ref`, and hash all of it once nothing is.

    Raises PermanentFailure when a file cannot be made of these facts, RetryLater when it may go better next time.
    """
    edition = db.session.get(Edition, unit.ref)
    if edition is None or edition.is_complete or edition.is_destroyed:
        return
    missing = making.list_missing(edition)
    facts, template = reading.facts_of(edition), reading.template_of(edition)
    troubles: set[str] = set()
    with suppress(_Gone):
        for wanted in missing:
            unit.check()
            made = _tried(wanted, facts, template)
            if isinstance(made, Made):
                _keep(unit, made, position=wanted.position)
            else:
                troubles.add(made)
        if not troubles:
            with unit.saving():
                _complete(_held(unit.ref))
    if troubles == {REFUSED}:
        raise PermanentFailure(REFUSED)
    if troubles:
        raise RetryLater(FULL if FULL in troubles else FAILED)


def make_at_once(edition: Edition) -> None:
    """The same in the caller's transaction, where no worker is awaited: for the invented years. Raises `WrongState`."""
    facts, template = reading.facts_of(edition), reading.template_of(edition)
    for wanted in making.list_missing(edition):
        made = making.make(wanted, facts, template=template)
        db.session.add(making.row_of(made, edition, position=wanted.position))
    db.session.flush()
    queue.cancel(making.FILES, ref=edition.id)
    _complete(edition)


HANDLER = Handler(make_files, quick=True)


def _tried(wanted: Wanted, facts: Facts, template: bytes) -> Made | str:
    """The file, or why there is none, as a code."""
    try:
        return making.make(wanted, facts, template=template)
    except StorageFull:
        return FULL
    except WrongState:
        return REFUSED
    except Exception as error:  # noqa: BLE001 - one file that cannot be made takes none of the others with it
        # The type and never the message, which may quote what was being written.
        log.warning("file not made", extra={"facts": {"error": type(error).__name__}})
        return FAILED


def _keep(unit: JobContext, made: Made, *, position: int) -> None:
    """With a commit of its own. What fails here otherwise leaves a file that no row owns, which the sweep takes."""
    try:
        with unit.saving() as session:
            session.add(making.row_of(made, _held(unit.ref), position=position))
    except _Gone:
        making.discard([made])
        raise


def _held(edition_id: uuid.UUID) -> Edition:
    """The edition, alone with its cycle as whoever destroys it is. Raises `_Gone`."""
    edition = db.session.get(Edition, edition_id)
    if edition is None:
        raise _Gone
    states.lock(edition.cycle)
    db.session.refresh(edition)
    if edition.is_destroyed:
        raise _Gone
    return edition


def _complete(edition: Edition) -> None:
    db.session.refresh(edition, ["files"])
    edition.sha256 = making.sum_of(edition.files)
    db.session.flush()
    trail.record(None, Event.EDITION_COMPLETED, edition.id, number=edition.number, sha256=edition.sha256)

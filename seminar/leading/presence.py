"""Who is here and where: a window says so now and then, and is forgotten when it has been silent for a minute.

Who is here is told by name, and where only by number: while the group reads a text, whoever is elsewhere by name is
whoever may not read it, and so handles the child or held the interview.

It is on no trail, log or history, measures nobody, and goes with the end of the seminar. That somebody came is kept
for the protocol, once.
"""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from seminar.changes import log
from seminar.changes.following import follows, get_followed, require_leading
from seminar.leading.meeting import newest_open
from seminar.leading.models import Attendance, Place, Presence
from seminar.seminars.models import Seminar
from seminar.texts import interviews, transcripts
from seminar.texts.numbering import TextNumber
from toolkit import clock
from toolkit.access import Actor
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.errors import NotFound
from toolkit.people.models import Person
from transcription.transcripts.models import DeidentifiedTranscript

SILENCE = timedelta(seconds=60)
BEAT = timedelta(seconds=25)
"""A window says every 20 s that it is there (`seminar/here.js`): what the same person said longer before their latest
is where they were."""


@dataclass(frozen=True, slots=True)
class Here:
    """How many are at what, everybody once; `text` is the text's number in the reader's list, None where it has
    none."""

    place: Place
    text: TextNumber | None
    people: int

    @property
    def is_text(self) -> bool:
        """Whether they read a text."""
        return self.place is Place.TEXT

    @property
    def is_board(self) -> bool:
        """Whether they look at the board."""
        return self.place is Place.BOARD


@dataclass(frozen=True, slots=True)
class Room:
    """Everybody who is here: who, and how many are where. `barred` may not read the text that is shown; for who
    leads."""

    names: tuple[str, ...]
    places: tuple[Here, ...]
    barred: tuple[str, ...] = ()


def note(actor: Actor, cycle_id: uuid.UUID, *, place: Place, transcript_id: uuid.UUID | None = None) -> bool:
    """The person is here, now. False while no seminar is open. Raises `NotFound` for whoever may not follow it."""
    query = newest_open(cycle_id).with_only_columns(Seminar.id).join(Seminar.cycle).where(follows(actor))
    seminar_id = db.session.scalar(query)
    if seminar_id is None:
        get_followed(actor, cycle_id)
        return False
    insert = log.INSERTS[db.engine.dialect.name]
    now = {"transcript_id": _readable(actor, cycle_id, transcript_id), "seen_at": clock.now()}
    key = {"seminar_id": seminar_id, "person_id": actor.id}
    row = insert(Presence).values(place=place, **key, **now)
    keys = [Presence.seminar_id, Presence.person_id, Presence.place]
    db.session.execute(row.on_conflict_do_update(index_elements=keys, set_=now))
    db.session.execute(insert(Attendance).values(was_there=True, **key).on_conflict_do_nothing())
    return True


def leave(actor: Actor, cycle_id: uuid.UUID, *, place: Place, transcript_id: uuid.UUID | None = None) -> None:
    """A window of the person's at this place, and this text, is closed or goes elsewhere. Another of theirs at the
    same place says so at its next beat."""
    seminar_id = db.session.scalar(newest_open(cycle_id).with_only_columns(Seminar.id))
    of_theirs = (Presence.seminar_id == seminar_id, Presence.person_id == actor.id, Presence.place == place)
    db.session.execute(delete(Presence).where(*of_theirs, Presence.transcript_id == transcript_id))


def find_room(actor: Actor, cycle_id: uuid.UUID, *, shown: DeidentifiedTranscript | None = None) -> Room | None:
    """Who is here, for those who are. None while no seminar is open, and for whoever may not follow it.

    With the text that is `shown`, who leads is told who of them may not read it.
    """
    query = newest_open(cycle_id).with_only_columns(Seminar.id).join(Seminar.cycle).where(follows(actor))
    seminar_id = db.session.scalar(query)
    if seminar_id is None:
        return None
    rows = _list_rows(seminar_id)
    numbers = _numbers(actor, cycle_id) if any(row.transcript_id for row, _ in rows) else {}
    where: Counter[tuple[Place, TextNumber | None]] = Counter()
    once = _once(rows)
    for row, _name in once:
        text = numbers.get(row.transcript_id) if row.transcript_id else None
        known = Place.ELSEWHERE if row.place is Place.TEXT and text is None else row.place
        where[known, text] += 1
    places = sorted(where.items(), key=lambda one: (list(Place).index(one[0][0]), *filter(None, [one[0][1]])))
    return Room(
        tuple(name for _row, name in once),
        tuple(Here(place, text, people) for (place, text), people in places),
        tuple(list_barred(actor, cycle_id, shown)) if shown else (),
    )


def list_barred(actor: Actor, cycle_id: uuid.UUID, transcript: DeidentifiedTranscript) -> list[str]:
    """Who is here and may not read a text, by name; for who leads. Whoever held the interview has heard it."""
    require_leading(actor)
    seminar_id = db.session.scalar(newest_open(cycle_id).with_only_columns(Seminar.id))
    if seminar_id is None:
        return []
    people = {row.person_id: name for row, name in _list_rows(seminar_id)}
    held = db.session.scalar(select(Assignment.interviewer_id).where(Assignment.id == transcript.assignment_id))
    barred = interviews.list_barred(cycle_id, people.keys() - {held})
    return sorted(people[who] for who, what in barred if what == transcript.assignment_id)


def forget(_actor: Actor, seminar: Seminar) -> None:
    """The seminar ends: nobody is there any more."""
    db.session.execute(delete(Presence).where(Presence.seminar_id == seminar.id))


def _list_rows(seminar_id: uuid.UUID) -> Sequence[tuple[Presence, str]]:
    query = (
        select(Presence, Person.name)
        .join(Person, Person.id == Presence.person_id)
        .where(Presence.seminar_id == seminar_id, Presence.seen_at > clock.now() - SILENCE)
        .execution_options(populate_existing=True)
    )
    rows = [(row[0], row[1]) for row in db.session.execute(query)]
    latest: dict[uuid.UUID, datetime] = {}
    for row, _ in rows:
        latest[row.person_id] = max(row.seen_at, latest.get(row.person_id, row.seen_at))
    now = [(row, name) for row, name in rows if row.seen_at > latest[row.person_id] - BEAT]
    return sorted(now, key=lambda one: one[1].casefold())


def _once(rows: Sequence[tuple[Presence, str]]) -> list[tuple[Presence, str]]:
    """Everybody once, however many windows they have open: at a text before the board, at the board before the rest."""
    order = list(Place)
    first: dict[uuid.UUID, tuple[Presence, str]] = {}
    for row, name in sorted(rows, key=lambda one: order.index(one[0].place)):
        first.setdefault(row.person_id, (row, name))
    return [one for one in rows if first[one[0].person_id][0] is one[0]]


def _readable(actor: Actor, cycle_id: uuid.UUID, transcript_id: uuid.UUID | None) -> uuid.UUID | None:
    if transcript_id is None:
        return None
    try:
        return transcripts.get_transcript(actor, cycle_id, transcript_id).id
    except NotFound:
        return None


def _numbers(actor: Actor, cycle_id: uuid.UUID) -> dict[uuid.UUID, TextNumber]:
    return {text.transcript.id: text.number for text in transcripts.list_texts(actor, cycle_id)}

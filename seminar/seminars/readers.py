"""Who reads which interview before the seminar: dealt by one press, changed by hand, and how far the reading has come.

The facilitator sees how many have read, never what anybody marked.
"""

import secrets
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from sqlalchemy import select

from seminar.seminars import dealing, groups, planning
from seminar.seminars.models import Mark, Participant, Seminar, ToRead
from seminar.texts import interviews
from seminar.texts.interviews import Interview
from toolkit import paging, versions
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import N_, InvalidInput
from toolkit.paging import Page
from transcription.transcripts.models import Transcript

EACH = 2
MOST = 10
UNREAD_SHOWN = 10

Pair = tuple[uuid.UUID, uuid.UUID]  # a participant, and the assignment of an interview


@dataclass(frozen=True, slots=True)
class Progress:
    """One interview by its number: how many are to read it, how many have, and whether anybody at all may."""

    id: uuid.UUID
    number: int
    readers: int
    read: int
    may_be_read: bool


@dataclass(frozen=True, slots=True)
class ReadingList:
    """Who reads what in a seminar. `barred` are the pairs that may not be.

    `progress` holds every interview by its id, in their order. Only those of the page, and the first that nobody is to
    read, are fetched with their children: there may be a thousand.
    """

    seminar: Seminar
    participants: Sequence[Participant]
    interviews: Page[Interview]
    pairs: Set[Pair]
    barred: Set[Pair]
    progress: Mapping[uuid.UUID, Progress]
    unread_shown: Sequence[Interview]

    @property
    def unread(self) -> list[Progress]:
        """The interviews that nobody is to read beforehand."""
        return [one for one in self.progress.values() if not one.readers]

    @property
    def to_do(self) -> int:
        """How many readings there are in all."""
        return sum(one.readers for one in self.progress.values())

    @property
    def done(self) -> int:
        """How many of them are done."""
        return sum(one.read for one in self.progress.values())


def look(seminar: Seminar, *, page: int = 1) -> ReadingList:
    """The reading list of a seminar that the caller holds. What became barred after it was dealt counts no more."""
    present, numbers = groups.list_present(seminar), interviews.number_all(seminar.cycle_id)
    of_person = {one.person_id: one.id for one in present}
    barred = {
        (of_person[person], assignment)
        for person, assignment in interviews.list_barred(seminar.cycle_id, of_person)
    }  # fmt: skip
    rows = [
        row
        for row in _rows(seminar)
        if row.participant_id in of_person.values()
        and row.assignment_id in numbers
        and (row.participant_id, row.assignment_id) not in barred
    ]
    progress = _progress(numbers, rows, present, barred)
    chosen = paging.cut(list(numbers), number=page)
    first = [one.id for one in progress.values() if not one.readers][:UNREAD_SHOWN]
    found = {
        one.id: one for one in interviews.list_some(seminar.cycle_id, {key: numbers[key] for key in (*chosen, *first)})
    }
    return ReadingList(
        seminar,
        present,
        chosen.each(found.__getitem__),
        {(row.participant_id, row.assignment_id) for row in rows},
        barred,
        progress,
        [found[key] for key in first],
    )


def deal(
    actor: Actor, cycle_id: uuid.UUID, seminar_id: uuid.UUID, *, each: int = EACH, seed: str | None = None
) -> ReadingList:
    """Deal `each` interviews to everybody, evenly. What somebody has read, or marked words in, stays with them.

    Raises `InvalidInput` with nothing to deal.
    """
    seminar = planning.get_changeable(actor, cycle_id, seminar_id)
    before = look(seminar)
    if not before.progress:
        raise InvalidInput(N_("Nothing has been handed over yet, so there is nothing to deal."), field="each")
    if not 1 <= each <= MOST:
        raise InvalidInput(N_("Choose a number between 1 and %(most)s."), field="each", most=MOST)
    begun = _begun(seminar)
    kept: dict[uuid.UUID, set[uuid.UUID]] = {}
    for participant_id, assignment_id in before.pairs & begun:
        kept.setdefault(participant_id, set()).add(assignment_id)
    dealt = dealing.deal(
        [one.id for one in before.participants], list(before.progress),
        barred=before.barred, each=each, seed=seed or secrets.token_hex(16), kept=kept,
    )  # fmt: skip
    _write(actor, seminar, {(reader, text) for reader, hand in dealt.items() for text in hand})
    return look(seminar)


def choose(
    actor: Actor,
    cycle_id: uuid.UUID,
    seminar_id: uuid.UUID,
    *,
    pairs: Set[Pair],
    version: int,
    among: Set[uuid.UUID] | None = None,
) -> ReadingList:
    """Say by hand who reads what: exactly these pairs; with `among`, of those interviews, and the others stay.

    Raises `InvalidInput` for a pair that may not be, `Overtaken`.
    """
    seminar = planning.get_changeable(actor, cycle_id, seminar_id)
    versions.require(seminar, version)
    now = look(seminar)
    meant = now.progress.keys() if among is None else among & now.progress.keys()
    allowed = {(one.id, text) for one in now.participants for text in meant} - now.barred
    if not pairs <= allowed:
        raise InvalidInput(N_("The list has changed since you opened it. Look at it once more, then choose."))
    _write(actor, seminar, pairs | {pair for pair in now.pairs if pair[1] not in meant})
    return look(seminar)


def _rows(seminar: Seminar) -> Sequence[ToRead]:
    query = select(ToRead).join(Participant, Participant.id == ToRead.participant_id)
    return db.session.scalars(query.where(Participant.seminar_id == seminar.id)).all()


def _begun(seminar: Seminar) -> set[Pair]:
    marked = (
        select(Mark.participant_id, Transcript.assignment_id)
        .join(Transcript, Transcript.id == Mark.transcript_id)
        .join(Participant, Participant.id == Mark.participant_id)
        .where(Participant.seminar_id == seminar.id, Mark.removed_at.is_(None))
    )
    read = {(row.participant_id, row.assignment_id) for row in _rows(seminar) if row.read_at}
    return read | {(row[0], row[1]) for row in db.session.execute(marked)}


def _write(actor: Actor, seminar: Seminar, pairs: Set[Pair]) -> None:
    there = {(row.participant_id, row.assignment_id): row for row in _rows(seminar)}
    for pair, row in there.items():
        if pair not in pairs:
            db.session.delete(row)
    db.session.add_all(ToRead(participant_id=who, assignment_id=what) for who, what in pairs - there.keys())
    versions.count(seminar)
    db.session.flush()
    trail.record(actor, Event.SEMINAR_CHANGED, seminar.id, readings=len(pairs))


def _progress(
    numbers: Mapping[uuid.UUID, int], rows: Sequence[ToRead], present: Sequence[Participant], barred: Set[Pair]
) -> dict[uuid.UUID, Progress]:
    readers = Counter(row.assignment_id for row in rows)
    read = Counter(row.assignment_id for row in rows if row.read_at is not None)
    unable = Counter(assignment_id for _participant_id, assignment_id in barred)
    return {
        key: Progress(key, number, readers[key], read[key], unable[key] < len(present))
        for key, number in numbers.items()
    }

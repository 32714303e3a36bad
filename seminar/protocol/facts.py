"""What a protocol tells, read from the tables and the log of the seminar: nobody writes it, and no child is quoted.

What was withdrawn is in no table and no line any more, and so not here. Children are counted as for whoever has not
read the interviews: of few it says no more than that they were few.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from seminar.board import voices
from seminar.changes.models import ChangeKind, SeminarChange
from seminar.leading import timing
from seminar.proposals import proposing, results
from seminar.proposals.results import Result
from seminar.protocol import attending
from seminar.seminars import planning
from seminar.seminars.models import Seminar
from seminar.texts.rights import READERS
from seminar.themes.models import Theme
from toolkit.access import Actor
from toolkit.db import db
from toolkit.disclosure.shares import Share


@dataclass(frozen=True, slots=True)
class Kept:
    """A point of the agenda: how long it was to be, when it began, and how long it took, where that is known."""

    name: str
    planned: int
    began: datetime | None
    took: int | None


@dataclass(frozen=True, slots=True)
class Raised:
    """A theme that somebody has raised, or that the seminar made, and how many children stand behind it."""

    theme: Theme
    share: Share
    is_new: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """A proposal of the seminar, as it stands now."""

    theme: str
    text: str
    responsible: str
    due: date | None
    decided_on: date | None
    dots: int  # 0 also until the voting is closed, and when too few voted


@dataclass(frozen=True, slots=True)
class Protocol:
    """A seminar that has begun."""

    seminar: Seminar
    attended: tuple[str, ...]
    missing: tuple[str, ...]  # of those who follow a seminar; who reads no interviews is seen nowhere
    agenda: tuple[Kept, ...]
    themes: tuple[Raised, ...]
    wishes: tuple[Wish, ...]
    voting: Result

    @property
    def is_over(self) -> bool:
        """Whether it has ended; until then more may come."""
        return self.seminar.is_ended


def gather(actor: Actor, cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> Protocol:
    """The protocol of a seminar of the own unit, for the facilitator. Raises `NotFound`."""
    seminar = planning.get_seminar(actor, cycle_id, seminar_id)
    there = attending.list_attended(seminar)
    people = attending.list_people(actor, seminar)
    invited = {row.person_id for row in seminar.participants}
    done = _list_done(seminar)
    voting = results.of_seminar(seminar)
    dots = voting.counts
    return Protocol(
        seminar,
        tuple(person.name for person in people if person.id in there),
        tuple(person.name for person in people if person.id in invited - there and person.roles & set(READERS)),
        _agenda(seminar),
        tuple(
            Raised(each.theme, each.share, is_new)
            for each in voices.list_voices(actor, cycle_id)
            if (is_new := (ChangeKind.THEME_CREATED, each.theme.id) in done) or each.children
        ),
        tuple(
            Wish(each.theme.name, each.text, each.responsible, each.due, each.decided_on, dots.get(each.id, 0))
            for each in proposing.list_proposals(actor, cycle_id)
            if each.id in dots or any(thing == each.id for _kind, thing in done)
        ),
        voting,
    )


def _agenda(seminar: Seminar) -> tuple[Kept, ...]:
    points = timing.get_course(seminar).points
    begun = sorted(point.started_at for point in points if point.started_at)
    ends = [*begun[1:], seminar.ended_at] if begun else []
    lasted = {start: end - start if end else None for start, end in zip(begun, ends, strict=True)}
    return tuple(
        Kept(
            point.name, point.minutes, point.started_at,
            round(took.total_seconds() / 60) if point.started_at and (took := lasted[point.started_at]) else None,
        )
        for point in points
    )  # fmt: skip


def _list_done(seminar: Seminar) -> set[tuple[ChangeKind, uuid.UUID]]:
    """What was done while the seminar was open, as (kind, of what); nothing before it opens."""
    if seminar.opened_at is None:
        return set()
    query = select(SeminarChange.kind, SeminarChange.object_id).where(
        SeminarChange.cycle_id == seminar.cycle_id,
        SeminarChange.created_at >= seminar.opened_at,
        SeminarChange.object_id.is_not(None),
    )
    if seminar.ended_at:
        query = query.where(SeminarChange.created_at <= seminar.ended_at)
    return {(kind, thing) for kind, thing in db.session.execute(query) if thing}

"""Invented seminars as events: a day with people, with or without what they read."""

import uuid
from collections.abc import Collection
from dataclasses import replace
from datetime import time, timedelta

from seminar.seminars import marks, planning, readers
from seminar.seminars.models import Kind, Mark, Participant, Seminar
from seminar.seminars.planning import Plan
from seminar.texts import anchors
from tests import factories as make
from tests.seminar.making import Seminar as Material
from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.cycles.models import ChildHandler
from toolkit.people.models import Person
from transcription.transcripts.models import DeidentifiedTranscript


def a_plan(*people: Person, **values: object) -> Plan:
    """A morning next week with these people."""
    plan = Plan(
        kind=Kind.WORK_GROUP, on=clock.today() + timedelta(days=7), starts=time(8, 30), ends=time(11, 30),
        place="Stora rummet", names_shown=True, person_ids={person.id for person in people},
    )  # fmt: skip
    return replace(plan, **values)  # type: ignore[arg-type]


def a_day(material: Material, *people: Person, **values: object) -> Seminar:
    """A seminar that is planned, with these people."""
    return planning.create(material.leads, material.cycle.id, a_plan(*people, **values))


def readers_of(material: Material, number: int) -> list[Person]:
    """Colleagues who know no child."""
    return [make.a_person(material.unit, Role.SOCIAL_WORKER) for _ in range(number)]


def place_of(day: Seminar, person: Person) -> Participant:
    """Somebody's own place."""
    return next(one for one in day.participants if one.person_id == person.id)


def give(material: Material, day: Seminar, pairs: Collection[tuple[Person, DeidentifiedTranscript]]) -> None:
    """Say by hand who reads what."""
    chosen = {(place_of(day, person).id, text.assignment_id) for person, text in pairs}
    readers.choose(material.leads, material.cycle.id, day.id, pairs=chosen, version=day.version)


def handles(text: DeidentifiedTranscript, person: Person) -> None:
    """Write somebody in as the child's handler, whatever has been dealt."""
    make.add(ChildHandler(child_id=text.assignment.child_id, person_id=person.id, kind="co"))


def a_mark(
    actor: Actor, day: Seminar, text: DeidentifiedTranscript, words: str, *, note: str = "", line: int = 1
) -> Mark:
    """Mark words in a line as a browser does."""
    here = text.segments[line].text
    at = here.index(words)
    start, end = anchors.to_utf16(here, at), anchors.to_utf16(here, at + len(words))
    return marks.mark(
        actor, day.cycle_id, day.id, assignment_id=text.assignment_id, start=(line, start), end=(line, end), note=note
    )  # fmt: skip


def ids(material: Material, day: Seminar) -> tuple[uuid.UUID, uuid.UUID]:
    """What every call about a day begins with."""
    return material.cycle.id, day.id

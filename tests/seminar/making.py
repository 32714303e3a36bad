"""Invented seminars for the tests: transcripts that were handed over, themes, and what stands under them."""

import uuid
from dataclasses import dataclass, replace

from sqlalchemy import select

from seminar.coding import marking, readings
from seminar.coding.models import Coding
from seminar.themes import codebook
from seminar.themes.models import Theme
from tests import factories as make
from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.audit.models import AuditEntry
from toolkit.cycles.models import Cycle
from toolkit.db import db
from toolkit.people.models import Person, Unit
from transcription.transcripts.models import DeidentifiedSegment, DeidentifiedTranscript, Transcript

LINES = (
    ("interviewer", "Hur hade du velat att det gick till?"),
    ("child", "Att hon hade sagt det själv. 🙂 Eller skickat ett sms."),
    ("interviewer", "Berätta mer om det."),
    ("child", "Man orkar inte säga allt igen. Åsså slapp jag börja om."),
)


@dataclass(frozen=True, slots=True)
class Seminar:
    """A unit with a cycle, somebody of every role, and a transcript by each child."""

    unit: Unit
    cycle: Cycle
    facilitator: Person
    leader: Person
    worker: Person
    transcripts: tuple[DeidentifiedTranscript, ...]

    @property
    def leads(self) -> Actor:
        """The facilitator as the one who asks."""
        return make.actor(self.facilitator)

    @property
    def decides(self) -> Actor:
        """The unit leader as the one who asks."""
        return make.actor(self.leader)


def a_seminar(*ages_and_sexes: tuple[int, str]) -> Seminar:
    """A cycle in which each of these children's interviews has been handed over (one girl of 13 unless given)."""
    unit = make.a_unit()
    facilitator, leader = make.a_person(unit, Role.FACILITATOR), make.a_person(unit, Role.UNIT_LEADER)
    worker = make.a_person(unit, Role.SOCIAL_WORKER)
    cycle = make.a_cycle(unit, facilitator, interviewers=(worker,))
    children = ages_and_sexes or ((13, "girl"),)
    transcripts = tuple(a_handed_over(cycle, unit, age=age, sex=sex) for age, sex in children)
    return Seminar(unit, cycle, facilitator, leader, worker, transcripts)


def a_handed_over(
    cycle: Cycle, unit: Unit, *, age: int = 13, sex: str = "girl", lines: tuple[tuple[str, str], ...] = LINES
) -> DeidentifiedTranscript:
    """A child's interview whose approved copy has reached the seminar."""
    child = make.a_child(cycle, age=age, sex=sex)
    assignment = make.an_assignment(child, make.a_person(unit, Role.SOCIAL_WORKER))
    now = clock.now()
    original = make.add(Transcript(assignment_id=assignment.id, state="handed_over", handed_over_at=now))
    segments = [
        DeidentifiedSegment(position=n, start_ms=n * 9000, end_ms=n * 9000 + 8000, speaker=speaker, text=text)
        for n, (speaker, text) in enumerate(lines)
    ]
    copy = DeidentifiedTranscript(
        assignment_id=assignment.id, transcript_id=original.id, revision=1, handed_over_at=now, segments=segments
    )
    return make.add(copy)  # type: ignore[no-any-return]  # add gives back what it was given


def a_theme(seminar: Seminar, name: str = "Tillit", *, area: str = "contact") -> Theme:
    """A theme of the group's own."""
    return codebook.create(seminar.leads, seminar.cycle.id, name=name, area=area)


def an_excerpt(seminar: Seminar, theme: Theme, *, transcript: int = 0, position: int = 1) -> Coding:
    """A whole line of a transcript under a theme."""
    transcript_id = seminar.transcripts[transcript].id
    return marking.mark_segment(seminar.leads, seminar.cycle.id, transcript_id, theme_id=theme.id, position=position)


def read_all(seminar: Seminar) -> None:
    """The group has read every text through."""
    for each in seminar.transcripts:
        readings.mark_read(seminar.leads, seminar.cycle.id, each.id, is_read=True)


def another_cycle(seminar: Seminar) -> Seminar:
    """The same unit and people, in another cycle."""
    cycle = make.a_cycle(seminar.unit, seminar.facilitator, interviewers=(seminar.worker,))
    return replace(seminar, cycle=cycle, transcripts=())


def events_of(object_id: uuid.UUID) -> list[str]:
    """What the trail tells about a thing, once everything so far is committed."""
    db.session.commit()
    written = select(AuditEntry.event).where(AuditEntry.object_id == object_id).order_by(AuditEntry.seq)
    return list(db.session.scalars(written))


def another_part(first: DeidentifiedTranscript) -> DeidentifiedTranscript:
    """A second recording of the same talk, handed over with the first."""
    original = make.add(Transcript(assignment_id=first.assignment_id, state="handed_over", handed_over_at=clock.now()))
    segments = [
        DeidentifiedSegment(position=n, start_ms=n * 9000, end_ms=n * 9000 + 8000, speaker="child", text=text)
        for n, text in enumerate(("Jo, en sak till.", "Åka hem själv."))
    ]
    copy = DeidentifiedTranscript(
        assignment_id=first.assignment_id, transcript_id=original.id, revision=1, handed_over_at=clock.now(),
        segments=segments,
    )  # fmt: skip
    return make.add(copy)  # type: ignore[no-any-return]  # add gives back what it was given

"""A unit with many interviews behind it, each of which has gone the whole way: for tests of long lists, and the bench.

Rows are made by the models, so that what is sealed is sealed as the program does it; nothing of it is committed.
"""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import cast

import sqlalchemy as sa

from seminar.coding.models import Coding, Excerpt
from tests.factories import a_person
from toolkit import clock
from toolkit.access import Role
from toolkit.cycles.models import Assignment, Child, ChildHandler, Cycle, CycleInterviewer
from toolkit.db import db
from toolkit.interviews.models import Booking, Notes, Recording
from toolkit.participation.models import Consent, ContactEntry
from toolkit.people.models import Person, Unit
from toolkit.surveys.models import ChildAnswer, ChildResponse
from toolkit.vault.columns import key_name, vault
from toolkit.vault.row_sealing import parts_of
from transcription.transcripts.models import DeidentifiedSegment, DeidentifiedTranscript, Transcript

A_WORKER = 10  # interviews a year
AT_ONCE = 1000  # interviews that are written together
WORDS = "Jag vill veta varför det är just hon som kommer, och att någon säger det innan."
SEXES = ("girl", "boy")
_number = count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much each interview leaves behind: lines of its text, and how many of them stand under a theme."""

    lines: int = 2
    excerpts: int = 1


def many_people(unit: Unit, many: int) -> list[Person]:
    """Social workers of a unit, enough of them to meet ten children each."""
    return [a_person(unit, Role.SOCIAL_WORKER, team=unit.teams[0] if unit.teams else None) for _ in range(many)]


def with_keys(many: int) -> Iterator[uuid.UUID]:
    """Ids of so many interviews, whose keys are made all at once: the file of keys is written anew each time."""
    ids = [uuid.uuid4() for _ in range(many)]
    parts = parts_of(cast(sa.Table, Assignment.__table__))
    vault().keys.create(*(key_name(one, part) for one in ids for part in parts))
    return iter(ids)


def many_interviews(
    cycle: Cycle,
    workers: Sequence[Person],
    theme_ids: Sequence[uuid.UUID],
    *,
    many: int,
    size: Size = Size(),
    ids: Iterator[uuid.UUID] | None = None,
    is_past: bool = False,
) -> None:
    """So many children of a cycle who have been met, and whose texts lie at the seminar under themes. `is_past`: so
    long ago that the sound is disposed of."""
    db.session.add_all([CycleInterviewer(cycle_id=cycle.id, person_id=worker.id) for worker in workers])
    ids = ids or with_keys(many)
    for start in range(0, many, AT_ONCE):
        some = [
            _Interview(next(ids), cycle, workers, theme_ids, number=number, size=size, is_past=is_past)
            for number in range(start, min(many, start + AT_ONCE))
        ]
        for stage in ("first", "second", "third", "fourth", "fifth"):
            db.session.add_all([row for one in some for row in getattr(one, stage)()])
            db.session.flush()
        db.session.expunge_all()


class _Interview:
    """The rows of one interview, stage by stage: later ones point at earlier ones."""

    def __init__(
        self,
        key: uuid.UUID,
        cycle: Cycle,
        workers: Sequence[Person],
        theme_ids: Sequence[uuid.UUID],
        *,
        number: int,
        size: Size,
        is_past: bool,
    ) -> None:
        self.cycle_id, self.number, self.size, self.theme_ids = cycle.id, number, size, theme_ids
        self.worker = workers[number % len(workers)].id
        self.handler = workers[(number + 1) % len(workers)].id
        self.place = 2 + number // len(workers)
        self.assignment = key
        self.child, self.text, self.response = (uuid.uuid4() for _ in range(3))
        self.met_at = clock.now() - timedelta(days=400 if is_past else 40, minutes=number)
        self.sound_gone_at = clock.now() if is_past else None

    def first(self) -> Iterator[object]:
        age, sex = 5 + self.number % 14, SEXES[self.number % 2]
        yield Child(id=self.child, cycle_id=self.cycle_id, code=f"Norr-{next(_number)}", age=age, sex=sex)
        band = "9–12" if age < 13 else "15–18"
        yield ChildResponse(
            id=self.response, cycle_id=self.cycle_id, code_hash=uuid.uuid4().hex, closes_on=clock.today(),
            form_version=1, scale="three_faces", scale_version=1, age_band=band, sex=sex, finished=True,
        )  # fmt: skip

    def second(self) -> Iterator[object]:
        yield ChildHandler(child_id=self.child, person_id=self.handler, kind="present")
        yield Assignment(
            id=self.assignment,
            cycle_id=self.cycle_id,
            child_id=self.child,
            interviewer_id=self.worker,
            place=self.place,
            recording_disposed_at=self.sound_gone_at,
        )
        yield ChildAnswer(response_id=self.response, question="being_interviewed", face=3, words="")

    def third(self) -> Iterator[object]:
        where = {"assignment_id": self.assignment}
        yield ContactEntry(
            **where, at=self.met_at, with_whom="child", channel="telephone", outcome="told", note="",
            logged_by_id=self.worker,
        )  # fmt: skip
        yield Consent(**where, who="child", says_yes=True, given_at=self.met_at, recorded_by_id=self.worker)
        yield Booking(**where, starts_at=self.met_at, place="office", place_note="", booked_at=self.met_at)
        yield Notes(**where, text="", finished_at=self.met_at)
        yield Recording(
            **where, number=1, source="upload", state="destroyed" if self.sound_gone_at else "whole",
            client_key=uuid.uuid4().hex, media_type="audio/webm", duration_ms=60_000, finished_at=self.met_at,
        )  # fmt: skip
        yield Transcript(id=self.text, **where, state="handed_over", handed_over_at=self.met_at)

    def fourth(self) -> Iterator[object]:
        segments = [
            DeidentifiedSegment(
                position=at, start_ms=at * 9000, end_ms=at * 9000 + 8000, speaker="child" if at % 2 else "interviewer",
                text=WORDS,
            )
            for at in range(self.size.lines)
        ]  # fmt: skip
        yield DeidentifiedTranscript(
            id=self.text, assignment_id=self.assignment, transcript_id=self.text, revision=1,
            handed_over_at=self.met_at, segments=segments,
        )  # fmt: skip

    def fifth(self) -> Iterator[object]:
        for at in range(self.size.excerpts if self.theme_ids else 0):
            start = (len(WORDS) + 1) * (2 * at + 1)
            excerpt = Excerpt(
                transcript_id=self.text, revision=1, start=start, end=start + len(WORDS), quote=WORDS, before="",
                after="", created_by_id=self.worker,
            )  # fmt: skip
            theme_id = self.theme_ids[(self.number + at) % len(self.theme_ids)]
            yield Coding(excerpt=excerpt, theme_id=theme_id, coded_by_id=self.worker, changed_by_id=self.worker)

"""The interviews of a cycle as its seminars read them: everything that one child has handed over is one, in its parts.

Who may read which is said by `seminar.texts.rights`.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased, contains_eager

from seminar.texts.rights import may_read
from toolkit.cycles.models import Assignment, Child, EndReason
from toolkit.db import db
from toolkit.people.models import Person
from transcription.transcripts.models import DeidentifiedTranscript, Transcript


@dataclass(frozen=True, slots=True)
class Interview:
    """One child's interview: its number in the order in which they came, and its handed-over texts in their order."""

    number: int
    assignment: Assignment
    parts: tuple[DeidentifiedTranscript, ...]

    @property
    def id(self) -> uuid.UUID:
        """The assignment that it hangs on."""
        return self.assignment.id

    @property
    def child(self) -> Child:
        """Whose it is."""
        return self.assignment.child

    @property
    def is_practice(self) -> bool:
        """Whether any of it was written by the practice model."""
        return any(part.is_practice for part in self.parts)


def list_interviews(cycle_id: uuid.UUID) -> list[Interview]:
    """What was handed over in a cycle that the caller holds, in the order it came, without what was withdrawn."""
    return list_some(cycle_id, number_all(cycle_id))


def number_all(cycle_id: uuid.UUID) -> dict[uuid.UUID, int]:
    """The number of each interview of a cycle that the caller holds, in their order: by ids alone, however many."""
    rows = db.session.scalars(_handed_over(cycle_id).with_only_columns(DeidentifiedTranscript.assignment_id))
    return {key: number for number, key in enumerate(dict.fromkeys(rows), start=1)}


def list_some(cycle_id: uuid.UUID, numbers: Mapping[uuid.UUID, int]) -> list[Interview]:
    """The interviews of these ids and numbers, as `number_all` gives them, in the same order."""
    rows = db.session.scalars(
        _handed_over(cycle_id)
        .where(Assignment.id.in_(list(numbers)))
        .options(contains_eager(DeidentifiedTranscript.assignment).joinedload(Assignment.child))
    )
    parts: dict[uuid.UUID, list[DeidentifiedTranscript]] = {}
    for row in rows:
        parts.setdefault(row.assignment_id, []).append(row)
    return [Interview(numbers[key], parts[key][0].assignment, tuple(parts[key])) for key in numbers if key in parts]


def _handed_over(cycle_id: uuid.UUID) -> Select[DeidentifiedTranscript]:
    return (
        select(DeidentifiedTranscript)
        .join(DeidentifiedTranscript.assignment)
        .join(Transcript, Transcript.id == DeidentifiedTranscript.transcript_id)
        .where(Assignment.cycle_id == cycle_id, Assignment.end_reason.is_distinct_from(EndReason.WITHDRAWN))
        .order_by(DeidentifiedTranscript.handed_over_at, Transcript.created_at)
    )


def list_barred(cycle_id: uuid.UUID, person_ids: Iterable[uuid.UUID]) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Every (person, assignment) of a cycle in which the person may not read."""
    person = aliased(Person)
    query = select(person.id, Assignment.id).join(Assignment, ~may_read(person.id))
    found = db.session.execute(query.where(person.id.in_(list(person_ids)), Assignment.cycle_id == cycle_id))
    return {(row[0], row[1]) for row in found}

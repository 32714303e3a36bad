"""How far an interview has come before the text: what counts as held, also after the sound is gone by a decision."""

from datetime import timedelta

import pytest
from flask import Flask

from tests import factories as make
from toolkit import clock
from toolkit.access import Role
from toolkit.cycles import progress
from toolkit.cycles.models import Assignment
from toolkit.interviews import recordings
from toolkit.interviews.models import Notes, Recording, RecordingState
from toolkit.sound.refusals import Refusal


@pytest.fixture
def assignment(app: Flask) -> Assignment:
    unit = make.a_unit()
    worker = make.a_person(unit, Role.SOCIAL_WORKER)
    return make.an_assignment(make.a_child(make.a_cycle(unit, worker)), worker)


def is_held(assignment: Assignment) -> bool:
    is_listed = assignment.id in progress.list_interviewed(assignment.cycle)
    assert is_listed == (recordings.record_facts(assignment).done_at is not None), "the step and the stage agree"
    return is_listed


def dispose_of(recording: Recording) -> None:
    """As a decision does: the row stays, without its sound."""
    recording.state, recording.destroyed_at = RecordingState.DESTROYED, clock.now()
    recording.assignment.recording_disposed_at = clock.now()


def test_a_whole_recording_or_finished_notes_is_a_held_talk(assignment: Assignment) -> None:
    assert not is_held(assignment)
    make.a_recording(assignment, state=RecordingState.RECEIVING, finished_at=None)
    notes = make.add(Notes(assignment_id=assignment.id, text="Vi pratade om skolan."))
    assert not is_held(assignment)
    notes.finished_at = clock.now()
    assert is_held(assignment)


def test_after_its_sound_is_disposed_of_the_talk_has_been_held_all_the_same(assignment: Assignment) -> None:
    recording = make.a_recording(assignment)
    assert is_held(assignment)
    dispose_of(recording)
    assert is_held(assignment)
    assert recordings.record_facts(assignment).done_at == recording.finished_at, "when it was, not when it went"


def test_a_recording_that_somebody_removed_was_no_talk(assignment: Assignment) -> None:
    recording = make.a_recording(assignment)
    recording.state = RecordingState.DESTROYED
    assert not is_held(assignment)


@pytest.mark.parametrize("values", [{"finished_at": None}, {"refusal": Refusal.DAMAGED}])
def test_what_never_became_a_sound_was_no_talk_after_disposal_either(
    assignment: Assignment, values: dict[str, object]
) -> None:
    dispose_of(make.a_recording(assignment, **values))
    assert not is_held(assignment)


def test_another_years_talk_is_not_of_this_one(assignment: Assignment) -> None:
    make.a_recording(assignment, finished_at=clock.now() - timedelta(days=1))
    other = make.a_cycle(make.a_unit(), assignment.interviewer)
    assert progress.list_interviewed(other) == []

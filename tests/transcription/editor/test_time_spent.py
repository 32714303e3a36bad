"""The time that correcting takes: one's own, and for the facilitator a sum of three people or more, nothing of one."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from flask import Flask

from tests import factories as make
from tests.transcription.interviews import Interview, a_transcript, add_transcript
from tests.wall_clock import SetClock
from toolkit import clock
from toolkit.access import Role
from toolkit.cycles import progress
from toolkit.errors import NotFound
from transcription.editor import time_spent
from transcription.transcripts.models import TimeSpent

NOON = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)


def test_the_sum_is_told_from_the_unit_s_smallest_group_on_and_to_the_facilitator_only(app: Flask) -> None:
    unit = make.a_unit(small_group=3)
    facilitator, leader = make.a_person(unit, Role.FACILITATOR), make.a_person(unit, Role.UNIT_LEADER)
    workers = [make.a_person(unit, Role.SOCIAL_WORKER) for _ in range(3)]
    cycle = make.a_cycle(unit, facilitator, interviewers=tuple(workers))
    for number, worker in enumerate(workers):
        handler = workers[number - 1]
        recording = make.a_recording(make.an_assignment(make.a_child(cycle, handlers=(handler,), age=14), worker))
        assert progress.totals(make.actor(facilitator), cycle) == {}
        spent = timedelta(hours=number + 1) // timedelta(milliseconds=1)
        make.add(TimeSpent(transcript_id=add_transcript(recording).id, active_ms=spent, beat_at=clock.now()))
    six_hours = timedelta(hours=6) // timedelta(milliseconds=1)
    assert progress.totals(make.actor(facilitator), cycle) == {"correcting_ms": six_hours}
    assert progress.totals(make.actor(leader), cycle) == {}
    unit.small_group = 4
    assert progress.totals(make.actor(facilitator), cycle) == {}


@pytest.mark.clock(NOON)
def test_work_is_counted_as_it_goes_and_never_more_than_has_passed(interview: Interview, set_clock: SetClock) -> None:
    actor, transcript_id = interview.actor, a_transcript(interview).id
    assert time_spent.own_ms(actor, transcript_id) == 0
    told = [(30, 30_000), (30, 30_000), (60, 45_000), (3600, 99_000_000), (3610, -5)]
    sums = []
    for second, active_ms in told:
        set_clock(NOON + timedelta(seconds=second))
        sums.append(time_spent.beat(actor, transcript_id, active_ms=active_ms))
    assert sums == [30_000, 30_000, 60_000, 120_000, 120_000], "the second tab's half minute is the same half minute"
    assert time_spent.own_ms(actor, transcript_id) == 120_000


def test_nobody_else_looks_at_the_clock(interview: Interview) -> None:
    transcript = a_transcript(interview)
    for other in (interview.colleague, interview.facilitator):
        for ask in (time_spent.own_ms, partial(time_spent.beat, active_ms=1000)):
            with pytest.raises(NotFound):
                ask(make.actor(other), transcript.id)

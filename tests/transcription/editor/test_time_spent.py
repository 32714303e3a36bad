"""What the facilitator is told about the time that correcting takes: a sum of three people or more, nothing of one."""

from datetime import timedelta

from flask import Flask

from tests import factories as make
from tests.transcription.interviews import add_transcript
from toolkit import clock
from toolkit.access import Role
from toolkit.cycles import progress
from transcription.transcripts.models import TimeSpent


def test_the_sum_is_told_from_three_people_on_and_to_the_facilitator_only(app: Flask) -> None:
    unit = make.a_unit()
    facilitator, leader = make.a_person(unit, Role.FACILITATOR), make.a_person(unit, Role.UNIT_LEADER)
    workers = [make.a_person(unit, Role.SOCIAL_WORKER) for _ in range(3)]
    cycle = make.a_cycle(unit, facilitator, interviewers=tuple(workers))
    for number, worker in enumerate(workers):
        handler = workers[number - 1]
        take = make.a_recording(make.an_assignment(make.a_child(cycle, handlers=(handler,), age=14), worker))
        assert progress.totals(make.actor(facilitator), cycle) == {}
        spent = timedelta(hours=number + 1) // timedelta(milliseconds=1)
        make.add(TimeSpent(transcript_id=add_transcript(take).id, active_ms=spent, beat_at=clock.now()))
    six_hours = timedelta(hours=6) // timedelta(milliseconds=1)
    assert progress.totals(make.actor(facilitator), cycle) == {"correcting_ms": six_hours}
    assert progress.totals(make.actor(leader), cycle) == {}

"""What the toolkit's rooms tell of a child: recordings by the numbers that they have on every page."""

from collections.abc import Sequence

import pytest
from flask import Flask

from tests import factories as make
from tests.transcription.interviews import a_sealed_recording
from toolkit import clock
from toolkit.access import Role
from toolkit.cycles.models import Assignment, Child
from toolkit.db import db
from toolkit.interviews import recordings
from toolkit.interviews.models import RecordingState, Worry
from toolkit.subject_access import own_counts, own_facts
from toolkit.subject_access.facts import Section, Told


@pytest.fixture
def child(app: Flask) -> Child:
    unit = make.a_unit()
    return make.a_child(make.a_cycle(unit, make.a_person(unit, Role.FACILITATOR)))


def a_talk(child: Child) -> Assignment:
    return make.an_assignment(child, make.a_person(child.cycle.unit, Role.SOCIAL_WORKER))


def tell(child: Child, assignments: Sequence[Assignment]) -> Told:
    db.session.commit()
    return own_facts.tell(child, assignments)


def section(told: Told, name: str) -> Section:
    return next(one for one in told.sections if one.name == name)


def test_a_recording_has_the_number_of_its_own_page_also_after_one_was_removed(child: Child) -> None:
    talk = a_talk(child)
    make.a_recording(talk, number=1, state=RecordingState.DESTROYED)
    make.a_recording(talk, number=None, state=RecordingState.REFUSED, client_key="refused")
    a_sealed_recording(talk, b"sound", number=3)
    told = tell(child, [talk])
    rows = section(told, "recordings").rows
    assert {row["number"] for row in rows} == {None, 1, 3}
    assert [row["file"] for row in rows if row["file"]] == ["sound/03.webm"]
    assert [sound.name for sound in told.sounds] == ["sound/03.webm"]
    shown = [one.number for one in recordings.record_facts(talk).page.recordings if one.is_whole]
    assert shown == [3]


def test_two_talks_of_one_child_give_no_two_files_one_name(child: Child) -> None:
    first = a_talk(child)
    first.ended_at = clock.now()
    second = a_talk(child)
    for talk in (first, second):
        a_sealed_recording(talk, b"sound", number=1)
    told = tell(child, [first, second])
    assert [sound.name for sound in told.sounds] == ["sound/1-01.webm", "sound/2-01.webm"]


def test_sound_that_is_still_coming_in_is_left_out_and_said_to_be(child: Child) -> None:
    talk = a_talk(child)
    make.a_recording(talk, state=RecordingState.RECEIVING, number=None)
    told = tell(child, [talk])
    assert told.left_out["unfinished_sound"] == 1
    assert told.sounds == []


def test_a_worry_tells_its_day_and_not_who_got_it(child: Child) -> None:
    talk = a_talk(child)
    make.add(Worry(assignment_id=talk.id, on=clock.today(), handed_to="Mottagningen, Eva"))
    told = tell(child, [talk])
    assert section(told, "worries").rows == [{"on": clock.today()}]
    assert told.left_out["worry_receiver"] == 1


def test_another_childs_things_are_not_told(child: Child) -> None:
    other = a_talk(make.a_child(child.cycle))
    a_sealed_recording(other, b"sound")
    told = tell(child, [a_talk(child)])
    assert told.sounds == []
    assert section(told, "recordings").rows == []
    assert [one.id for one in own_facts.list_assignments(child)] != [other.id]
    counted = own_counts.count(child, own_facts.list_assignments(child))
    assert counted.sections["recordings"] == 0

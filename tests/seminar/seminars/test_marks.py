"""Marks: the marked words, blind until the seminar opens, undone by their owner, found again in a corrected text."""

import uuid

import pytest
from flask import Flask

from seminar.seminars import marks, planning, readers, reading
from seminar.seminars.models import Mark, Seminar
from tests import factories as make
from tests.seminar import making
from tests.seminar.making import Seminar as Material
from tests.seminar.seminars import days
from toolkit.access import Actor
from toolkit.cycles import states
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.errors import InvalidInput, NotFound, WrongState
from transcription.transcripts.models import DeidentifiedSegment, DeidentifiedTranscript


@pytest.fixture
def material(app: Flask) -> Material:
    return making.a_seminar()


@pytest.fixture
def actors(material: Material) -> list[Actor]:
    return [make.actor(person) for person in days.readers_of(material, 2)]


@pytest.fixture
def day(material: Material, actors: list[Actor]) -> Seminar:
    text = material.transcripts[0]
    plan = days.a_plan(person_ids={one.id for one in actors})
    made = planning.create(material.leads, material.cycle.id, plan)
    pairs = {(one.id, text.assignment_id) for one in made.participants}
    readers.choose(material.leads, material.cycle.id, made.id, pairs=pairs, version=made.version)
    return made


def of(material: Material, row: Mark) -> dict[str, uuid.UUID]:
    return {"assignment_id": material.transcripts[0].assignment_id, "mark_id": row.id}


def seen(actor: Actor, day: Seminar, material: Material) -> list[tuple[str, bool]]:
    """What somebody sees marked, and whether it is their own."""
    page = reading.open_text(actor, day.cycle_id, day.id, assignment_id=material.transcripts[0].assignment_id)
    return [(mark.quote, mark.participant.person_id == actor.id) for mark in page.marks]


def test_nobody_sees_what_others_marked_until_it_opens(material: Material, day: Seminar, actors: list[Actor]) -> None:
    text = material.transcripts[0]
    days.a_mark(actors[0], day, text, "Eller skickat ett sms.", note="Lätt att göra")
    days.a_mark(actors[1], day, text, "Man orkar inte", line=3)
    assert seen(actors[0], day, material) == [("Eller skickat ett sms.", True)]
    assert seen(actors[1], day, material) == [("Man orkar inte", True)]
    planning.open_seminar(material.leads, *days.ids(material, day))
    assert seen(actors[1], day, material) == [("Eller skickat ett sms.", False), ("Man orkar inte", True)]


def test_the_same_words_twice_are_one_mark_and_a_new_note_stands(
    material: Material, day: Seminar, actors: list[Actor]
) -> None:
    text = material.transcripts[0]
    first = days.a_mark(actors[0], day, text, "skickat", note="ett")
    assert days.a_mark(actors[0], day, text, "skickat").note == "ett"
    assert days.a_mark(actors[0], day, text, "skickat", note="två") is first
    assert (first.note, db.session.query(Mark).count()) == ("två", 1)


def test_a_whole_line_is_marked_without_script_and_over_a_part_never(
    material: Material, day: Seminar, actors: list[Actor]
) -> None:
    making.another_part(material.transcripts[0])
    ids, which = days.ids(material, day), material.transcripts[0].assignment_id
    assert marks.mark(actors[0], *ids, assignment_id=which, start=(5, 0)).quote == "Åka hem själv."
    assert marks.mark(actors[0], *ids, assignment_id=which, start=(5, 4), end=(5, 7)).quote == "hem"
    for start, end in (((3, 0), (4, 2)), ((6, 0), None), ((-1, 0), None), ((1, 0), (1, 999)), ((1, 0), (1, 0))):
        with pytest.raises(InvalidInput):
            marks.mark(actors[0], *ids, assignment_id=which, start=start, end=end)


def test_only_its_owner_takes_a_mark_away_and_puts_it_back(
    material: Material, day: Seminar, actors: list[Actor]
) -> None:
    ids = days.ids(material, day)
    row = days.a_mark(actors[0], day, material.transcripts[0], "skickat")
    for stranger in (actors[1], material.leads):
        with pytest.raises(NotFound):
            marks.remove(stranger, *ids, **of(material, row))
    for _ in range(2):
        marks.remove(actors[0], *ids, **of(material, row))
    assert seen(actors[0], day, material) == []
    participant, interview, _of = reading.get_text(actors[0], *ids, assignment_id=material.transcripts[0].assignment_id)
    assert marks.find_removed(participant, interview) == row
    marks.restore(actors[0], *ids, **of(material, row))
    assert seen(actors[0], day, material) == [("skickat", True)]


def test_ending_and_the_finished_report_freeze_marks(material: Material, day: Seminar, actors: list[Actor]) -> None:
    ids = days.ids(material, day)
    row = days.a_mark(actors[0], day, material.transcripts[0], "skickat")
    planning.open_seminar(material.leads, *ids)
    planning.end(material.leads, *ids)
    with pytest.raises(WrongState):
        marks.remove(actors[0], *ids, **of(material, row))
    with pytest.raises(NotFound):
        days.a_mark(actors[0], day, material.transcripts[0], "sms")


def test_the_finished_report_freezes_what_was_never_opened(
    material: Material, day: Seminar, actors: list[Actor]
) -> None:
    row = days.a_mark(actors[0], day, material.transcripts[0], "skickat")
    material.cycle.state = CycleState.RUNNING
    states.finish(material.leads, material.cycle.id)
    with pytest.raises(WrongState):
        marks.remove(actors[0], *days.ids(material, day), **of(material, row))


def test_a_text_that_is_handed_over_anew_finds_its_marks_and_lists_the_lost(
    material: Material, day: Seminar, actors: list[Actor]
) -> None:
    text = material.transcripts[0]
    kept = days.a_mark(actors[0], day, text, "Eller skickat ett sms.")
    lost = days.a_mark(actors[0], day, text, "Man orkar inte", line=3, note="Min tanke")
    original, assignment = text.transcript_id, text.assignment_id
    db.session.delete(text)
    db.session.flush()
    lines = ("En ny fråga, som är längre än den förra?", "Att hon sagt det. Eller skickat ett sms.", "Nej.")
    segments = [
        DeidentifiedSegment(position=n, start_ms=0, end_ms=0, speaker="child", text=words)
        for n, words in enumerate(lines)
    ]
    anew = {"assignment_id": assignment, "transcript_id": original, "revision": 2}
    make.add(DeidentifiedTranscript(handed_over_at=text.handed_over_at, segments=segments, **anew))
    page = reading.open_text(actors[0], *days.ids(material, day), assignment_id=assignment)
    assert (page.marks, page.lost) == ([kept], [lost])
    place = lines[1].index("Eller")
    again = marks.mark(
        actors[0], *days.ids(material, day), assignment_id=assignment, start=(1, place), end=(1, len(lines[1]))
    )
    assert again == kept

"""Handed-over texts: which there are, what is unread, where a mark stands, how a child signs, and who may look."""

from datetime import timedelta

import pytest
from flask import Flask

from seminar.coding import marked_texts, marking, readings
from seminar.texts import signatures, transcripts
from tests import factories as make
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit import clock
from toolkit.access import Role
from toolkit.cycles.models import EndReason
from toolkit.db import db
from toolkit.errors import NotFound


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar((13, "girl"), (10, "boy"))


def test_texts_stand_in_the_order_they_came(seminar: Seminar) -> None:
    first, second = seminar.transcripts
    first.handed_over_at, second.handed_over_at = clock.now(), clock.now() - timedelta(days=2)
    assert list(transcripts.list_transcripts(seminar.leads, seminar.cycle.id)) == [second, first]


def test_a_text_is_unread_until_words_in_it_stand_under_a_theme(seminar: Seminar) -> None:
    assert readings.count_unread(seminar.leads) == {seminar.cycle.id: 2}
    row = making.an_excerpt(seminar, making.a_theme(seminar))
    assert readings.count_unread(seminar.leads) == {seminar.cycle.id: 1}
    marking.remove(seminar.leads, seminar.cycle.id, row.id)
    assert readings.count_unread(seminar.leads) == {seminar.cycle.id: 2}
    assert seminar.cycle.id not in readings.count_unread(making.a_seminar().leads)


def test_an_excerpt_under_two_themes_is_one_excerpt_and_a_removed_one_is_none(seminar: Seminar) -> None:
    one, two = making.a_theme(seminar, "Ett"), making.a_theme(seminar, "Två")
    first, again = making.an_excerpt(seminar, one), making.an_excerpt(seminar, two)
    making.an_excerpt(seminar, one, transcript=1)
    ids = [each.id for each in seminar.transcripts]
    assert marked_texts.count_quotes(seminar.leads, seminar.cycle.id) == dict.fromkeys(ids, 1)
    for row in (first, again):
        marking.remove(seminar.leads, seminar.cycle.id, row.id)
    assert marked_texts.count_quotes(seminar.leads, seminar.cycle.id) == {ids[1]: 1}
    assert marked_texts.count_quotes(making.a_seminar().leads, seminar.cycle.id) == {}


@pytest.mark.parametrize("position", [1, 3])
def test_a_mark_leads_back_to_the_line_where_it_begins(seminar: Seminar, position: int) -> None:
    row = making.an_excerpt(seminar, making.a_theme(seminar), position=position)
    assert marked_texts.place_of(row) == (seminar.transcripts[0].id, position)


def test_overlapping_marks_stand_on_their_line_together(seminar: Seminar) -> None:
    theme, other = making.a_theme(seminar, "Ett"), making.a_theme(seminar, "Två")
    whole = making.an_excerpt(seminar, theme)
    part = marking.mark(
        seminar.leads, seminar.cycle.id, seminar.transcripts[0].id, theme_id=other.id, start=(1, 0), end=(1, 7)
    )
    line = marked_texts.open_page(seminar.leads, seminar.cycle.id, seminar.transcripts[0].id).lines[1]
    assert line.codings == (whole, part)
    assert line.runs == (("Att hon", (whole, part)), (making.LINES[1][1][7:], (whole,)))


def test_a_withdrawn_interview_is_not_read_again(seminar: Seminar) -> None:
    gone = seminar.transcripts[0]
    gone.assignment.end_reason = EndReason.WITHDRAWN
    db.session.flush()
    assert list(transcripts.list_transcripts(seminar.leads, seminar.cycle.id)) == [seminar.transcripts[1]]
    assert readings.count_unread(seminar.leads) == {seminar.cycle.id: 1}
    with pytest.raises(NotFound):
        marked_texts.open_page(seminar.leads, seminar.cycle.id, gone.id)


def test_a_text_is_found_in_its_own_cycle_and_unit_only(seminar: Seminar) -> None:
    transcript_id, other = seminar.transcripts[0].id, making.a_seminar()
    for actor, cycle_id in (
        (other.leads, seminar.cycle.id),
        (other.leads, other.cycle.id),
        (seminar.leads, making.another_cycle(seminar).cycle.id),
    ):
        with pytest.raises(NotFound):
            marked_texts.open_page(actor, cycle_id, transcript_id)
    assert list(transcripts.list_transcripts(other.leads, seminar.cycle.id)) == []


@pytest.mark.parametrize("role", [Role.UNIT_LEADER, Role.SOCIAL_WORKER, Role.ADMINISTRATOR])
def test_only_the_facilitator_sees_the_list(seminar: Seminar, role: Role) -> None:
    with pytest.raises(NotFound):
        transcripts.list_transcripts(make.actor(make.a_person(seminar.unit, role)), seminar.cycle.id)


def test_each_opening_stands_on_the_trail(seminar: Seminar) -> None:
    transcript_id = seminar.transcripts[0].id
    for _ in range(2):
        marked_texts.open_page(seminar.leads, seminar.cycle.id, transcript_id)
    assert len(making.events_of(transcript_id)) == 2


@pytest.mark.parametrize(
    ("age", "sex", "signed"),
    [(13, "girl", "Flicka, 13–14 år"), (10, "boy", "Pojke, "), (16, "other", "Barn, ")],
)
def test_a_child_signs_with_sex_and_age_band(app: Flask, age: int, sex: str, signed: str) -> None:
    child = making.a_seminar((age, sex)).transcripts[0].assignment.child
    with app.test_request_context():
        found = signatures.signature(child)
    assert found.startswith(signed)
    assert found.endswith(" år")
    assert child.code not in found

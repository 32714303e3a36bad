"""Opening and ending are taken back, and what has been seen meanwhile is not called unseen."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.agreement import comparing
from seminar.live import history, undo
from seminar.proposals import voting
from seminar.seminars import planning, reading, reversing
from seminar.seminars.models import Seminar, State
from seminar.texts import transcripts
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.making import Seminar as Material
from tests.seminar.seminars import days
from toolkit.access import Actor
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.errors import WrongState
from toolkit.people import directory
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def material(app: Flask) -> Material:
    return making.a_seminar()


@pytest.fixture
def readers(material: Material) -> list[Person]:
    return days.readers_of(material, 2)


@pytest.fixture
def day(material: Material, readers: list[Person]) -> Seminar:
    """Two have read the first text, and one has marked words in it; it has just opened."""
    text = material.transcripts[0]
    made = days.a_day(material, *readers)
    days.give(material, made, [(one, text) for one in readers])
    for one in readers:
        who, of = directory.as_actor(one), text.assignment_id
        reading.say_read(who, made.cycle_id, made.id, assignment_id=of, is_read=True)
    days.a_mark(directory.as_actor(readers[0]), made, text, "Eller skickat ett sms.")
    return opened(material, made)


def opened(material: Material, day: Seminar) -> Seminar:
    planning.open_seminar(material.leads, *days.ids(material, day))
    db.session.commit()
    return day


def take_back(material: Material, day: Seminar) -> Seminar:
    reversing.undo_opening(material.leads, *days.ids(material, day))
    db.session.commit()
    return day


def seen(actor: Actor, day: Seminar, material: Material) -> list[str]:
    of = material.transcripts[0].assignment_id
    return [mark.quote for mark in reading.open_text(actor, day.cycle_id, day.id, assignment_id=of).marks]


def compared(material: Material, day: Seminar) -> int:
    """How many marked lines count as marked alone."""
    of = material.transcripts[0].assignment_id
    found = comparing.compare(material.leads, *days.ids(material, day), assignment_id=of)
    return sum(line.marked for line in found.lines)


def test_an_opening_that_nobody_saw_leaves_nothing_behind(
    material: Material, day: Seminar, readers: list[Person]
) -> None:
    assert reversing.count_onlookers(day) == 0
    take_back(material, day)
    assert (day.state, day.opened_at, day.shared_at) == (State.PLANNED, None, None)
    other = directory.as_actor(readers[1])
    assert seen(other, day, material) == []
    days.a_mark(other, day, material.transcripts[0], "Man orkar inte", line=3)
    opened(material, day)
    assert compared(material, day) == 2
    assert making.events_of(day.id)[-3:] == [
        "seminar:seminar:opened",
        "seminar:seminar:unopened",
        "seminar:seminar:opened",
    ]


def test_what_was_seen_stays_seen_and_later_marks_do_not_count_as_made_alone(
    material: Material, day: Seminar, readers: list[Person], signed_in: SignIn
) -> None:
    other, first = directory.as_actor(readers[1]), day.shared_at
    assert seen(other, day, material) == ["Eller skickat ett sms."]
    db.session.commit()
    assert reversing.count_onlookers(day) == 1
    take_back(material, day)
    assert (day.state, day.opened_at, day.shared_at) == (State.PLANNED, None, first)
    assert seen(other, day, material) == []
    days.a_mark(other, day, material.transcripts[0], "Man orkar inte", line=3)
    db.session.commit()
    page = signed_in(readers[0]).get(
        f"/cycles/{day.cycle_id}/seminars/{day.id}/mine/{material.transcripts[0].assignment_id}"
    )
    inspect_page(page.text, page.headers)
    assert "Det du hade markerat då kan andra ha sett." in page.text
    opened(material, day)
    assert day.shared_at == first
    assert compared(material, day) == 1


def test_what_is_written_on_the_board_is_use_too_and_stays_without_a_name(material: Material, day: Seminar) -> None:
    day.names_shown = False
    making.a_theme(material)
    db.session.commit()
    take_back(material, day)
    assert day.shared_at is not None


def test_a_voting_holds_it_open(material: Material, day: Seminar) -> None:
    voting.open_with(material.leads, material.cycle.id, dots=3)
    db.session.commit()
    with pytest.raises(WrongState, match="voting has begun"):
        take_back(material, day)
    assert day.state is State.OPEN


def test_an_end_is_taken_back_until_the_report_stands(material: Material, day: Seminar, readers: list[Person]) -> None:
    other = directory.as_actor(readers[1])
    planning.end(material.leads, *days.ids(material, day))
    with pytest.raises(WrongState):
        take_back(material, day)
    for _twice in range(2):
        reversing.resume(material.leads, *days.ids(material, day))
    assert (day.state, day.ended_at) == (State.OPEN, None)
    assert seen(other, day, material) == ["Eller skickat ett sms."]
    planning.end(material.leads, *days.ids(material, day))
    material.cycle.state = CycleState.REPORTED
    db.session.commit()
    with pytest.raises(WrongState):
        reversing.resume(material.leads, *days.ids(material, day))


def test_one_that_has_not_begun_does_not_go_on(material: Material) -> None:
    with pytest.raises(WrongState, match="not begun"):
        reversing.resume(material.leads, *days.ids(material, days.a_day(material, material.worker)))


def last(material: Material) -> str | None:
    own = undo.get_own(material.leads, material.cycle.id).last
    return own.kind if own else None


def test_it_is_undone_like_everything_else_and_done_anew_on_its_page_alone(material: Material, day: Seminar) -> None:
    planning.end(material.leads, *days.ids(material, day))
    for kind, state in (("seminar_ended", State.OPEN), ("seminar_opened", State.PLANNED)):
        db.session.commit()
        own = undo.get_own(material.leads, material.cycle.id)
        assert own.last is not None
        assert own.last.kind == kind
        undo.take_back(material.leads, material.cycle.id, seq=own.last.seq)
        assert day.state is state
    db.session.commit()
    own = undo.get_own(material.leads, material.cycle.id)
    assert (own.last, own.again) == (None, None), "everybody's marks are seen by it: the page asks first"
    assert undo.find_fresh(material.leads, material.cycle.id) is None
    planning.open_seminar(material.leads, *days.ids(material, day))
    db.session.commit()
    told = [entry.kind for entry in history.get_history(material.leads, material.cycle.id).entries]
    assert told == ["seminar_opened", "seminar_unopened", "seminar_resumed", "seminar_ended", "seminar_opened"]


def test_a_step_that_has_been_used_is_not_undone_in_passing(material: Material, day: Seminar) -> None:
    assert last(material) == "seminar_opened"
    transcripts.record_look(material.leads, material.transcripts[0])
    db.session.commit()
    assert last(material) is None


def test_the_page_offers_it_with_what_has_been_seen(
    material: Material, day: Seminar, readers: list[Person], signed_in: SignIn
) -> None:
    browser, address = signed_in(material.facilitator), f"/cycles/{day.cycle_id}/seminars/{day.id}"
    page = browser.get(address)
    inspect_page(page.text, page.headers)
    assert "Ingen har öppnat en text sedan det öppnades" in page.text
    assert 'data-module="seminar/undo" data-at-once' in page.text
    assert "Du öppnade seminariet." in str(browser.get(f"/cycles/{day.cycle_id}/seminar/latest").json)
    worker, text = signed_in(readers[0]), material.transcripts[0].assignment_id
    assert worker.get(f"{address}/mine/{text}").status_code == 200
    assert "1 person har öppnat en text sedan det öppnades." in browser.get(address).text
    assert browser.get(f"/cycles/{day.cycle_id}/seminar/latest").status_code == 204
    for step, state in (("end", "Avslutat"), ("go-on", "Pågår"), ("not-open", "Planerat")):
        assert browser.post(f"{address}/{step}").status_code == 303
        page = browser.get(address)
        inspect_page(page.text, page.headers)
        assert state in page.text
    assert [worker.post(f"{address}/{step}").status_code for step in ("go-on", "not-open")] == [404, 404]

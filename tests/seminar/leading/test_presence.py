"""Who is here: for a minute after the last word, for those in the room, and nowhere else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.changes.models import SeminarChange
from seminar.leading import presence, spotlight
from seminar.leading.models import Attendance, Place, Presence
from seminar.leading.presence import Room
from seminar.leading.spotlight import Target
from seminar.seminars import planning
from seminar.seminars.models import Participant, Seminar
from seminar.texts.numbering import TextNumber
from tests import factories as make
from tests.seminar import making
from tests.seminar.making import Seminar as Material
from tests.seminar.seminars import days
from tests.wall_clock import ahead
from toolkit.access import Actor
from toolkit.audit.models import AuditEntry
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.errors import NotFound, WrongState
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def material(app: Flask) -> Material:
    return making.a_seminar((13, "girl"), (9, "boy"))


@pytest.fixture
def sara(material: Material) -> Person:
    return days.readers_of(material, 1)[0]


@pytest.fixture
def day(material: Material, sara: Person) -> Seminar:
    planned = days.a_day(material, material.facilitator, sara)
    return planning.open_seminar(material.leads, material.cycle.id, planned.id)


def note(material: Material, who: Actor, place: Place = Place.BOARD, text: int | None = None) -> bool:
    chosen = material.transcripts[text].id if text is not None else None
    return presence.note(who, material.cycle.id, place=place, transcript_id=chosen)


def room(material: Material) -> Room:
    found = presence.find_room(material.leads, material.cycle.id)
    assert found is not None
    return found


def test_everybody_here_is_told_with_where_they_are(material: Material, day: Seminar, sara: Person) -> None:
    assert note(material, material.leads, Place.TEXT, 1)
    assert note(material, make.actor(sara))
    found = room(material)
    assert set(found.names) == {sara.name, material.facilitator.name}
    assert [(one.place, one.text, one.people) for one in found.places] == [
        (Place.TEXT, TextNumber(2, 1, 1, 2), 1), (Place.BOARD, None, 1),
    ]  # fmt: skip
    assert presence.find_room(make.actor(sara), material.cycle.id) is not None
    note(material, make.actor(sara), Place.TEXT, 1)  # the same person, another window: still two people
    assert len(room(material).names) == 2
    (place,) = room(material).places
    assert place.people == 2, "counted once, where they read"
    assert db.session.query(Presence).count() == 3


def test_whoever_has_been_silent_for_a_minute_is_gone(material: Material, day: Seminar, sara: Person) -> None:
    note(material, make.actor(sara))
    with ahead(timedelta(seconds=45)):
        note(material, material.leads)
        assert len(room(material).names) == 2
    with ahead(timedelta(seconds=61)):
        assert room(material).names == (material.facilitator.name,)
        note(material, make.actor(sara))
        assert len(room(material).names) == 2
    with ahead(timedelta(seconds=90)):  # where somebody was before they went elsewhere is told no more
        note(material, make.actor(sara), Place.TEXT, 0)
        assert [(one.place, one.people) for one in room(material).places] == [(Place.TEXT, 1), (Place.BOARD, 1)]
    assert {row.person_id for row in db.session.query(Attendance)} == {sara.id, material.facilitator.id}


def test_it_is_on_no_trail_and_log_and_goes_with_the_seminar(material: Material, day: Seminar, sara: Person) -> None:
    db.session.commit()
    lines, changes = db.session.query(AuditEntry).count(), db.session.query(SeminarChange).count()
    for _ in range(3):
        note(material, make.actor(sara), Place.TEXT, 0)
        db.session.commit()
    assert db.session.query(AuditEntry).count() == lines
    assert db.session.query(SeminarChange).count() == changes
    planning.end(material.leads, material.cycle.id, day.id)
    assert not db.session.query(Presence).count()
    assert db.session.query(Attendance).count() == 1  # that somebody came stays, without when
    assert note(material, material.leads) is False
    assert presence.find_room(material.leads, material.cycle.id) is None


def test_only_those_in_the_room_are_here_and_are_told(material: Material, day: Seminar) -> None:
    stranger = making.a_seminar()
    for actor in (make.actor(days.readers_of(material, 1)[0]), material.decides, stranger.leads):
        with pytest.raises(NotFound):
            note(material, actor)
        assert presence.find_room(actor, material.cycle.id) is None
    assert not db.session.query(Presence).count()
    presence.note(
        material.leads, material.cycle.id, place=Place.TEXT, transcript_id=stranger.transcripts[0].id
    )  # fmt: skip
    assert [(one.place, one.text) for one in room(material).places] == [(Place.ELSEWHERE, None)]


def test_a_withdrawn_text_takes_those_who_read_it_along(material: Material, day: Seminar) -> None:
    note(material, material.leads, Place.TEXT, 0)
    db.session.commit()
    withdrawal.withdraw(material.leads, material.transcripts[0].assignment)
    db.session.commit()
    assert not db.session.query(Presence).count()


def test_the_facilitator_is_asked_before_a_text_that_somebody_here_may_not_read(
    material: Material, day: Seminar, sara: Person, signed_in: SignIn
) -> None:
    text = material.transcripts[0]
    target = Target(transcript_id=text.id)
    days.handles(text, sara)
    spotlight.show(material.leads, material.cycle.id, target)  # nobody is here yet
    note(material, make.actor(sara))
    with pytest.raises(WrongState):
        spotlight.show(material.leads, material.cycle.id, target)
    spotlight.show(material.leads, material.cycle.id, Target(transcript_id=material.transcripts[1].id))
    browser, root = signed_in(material.facilitator), f"/cycles/{material.cycle.id}/seminar"
    name = sara.name
    sent = {"shown_text": text.id, "start_segment": 1, "is_sure": ""}
    asked = browser.post(f"{root}/spotlight", data=sent)
    assert asked.status_code == 409
    main = asked.text.partition("<main")[2]
    folded = main.partition("<details")[2].partition("</details>")[0]
    assert name in folded
    assert name not in main.replace(folded, "")  # whose case a child is never stands on a mirrored screen
    assert '<input type="hidden" name="start_segment" value="1">' in asked.text
    assert browser.post(f"{root}/spotlight", data=sent | {"is_sure": "1"}).status_code == 303
    here = browser.post(f"{root}/here", data={"place": "board"}).text
    assert "1 person här får inte läsa texten som visas." in here
    with ahead(timedelta(seconds=90)):
        assert browser.post(f"{root}/spotlight", data=sent).status_code == 303


def test_whoever_held_the_interview_has_heard_it(material: Material, day: Seminar) -> None:
    text = material.transcripts[0]
    held = text.assignment.interviewer
    seminar = planning.change(
        material.leads, material.cycle.id, day.id, plan=days.a_plan(material.facilitator, held), version=day.version
    )  # fmt: skip
    assert note(material, make.actor(held))
    assert presence.list_barred(material.leads, seminar.cycle_id, text) == []
    with pytest.raises(NotFound):
        presence.list_barred(make.actor(held), seminar.cycle_id, text)


def test_nobody_is_told_who_stays_away_from_the_text_that_is_shown(
    material: Material, day: Seminar, sara: Person, signed_in: SignIn
) -> None:
    """Whoever is elsewhere by name while the group reads a text handles the child, or held the interview."""
    text, root = material.transcripts[0], f"/cycles/{material.cycle.id}/seminar"
    handler, held = days.readers_of(material, 2)
    for one in (handler, held, material.worker):
        make.add(Participant(seminar_id=day.id, person_id=one.id))
    days.handles(text, handler)
    text.assignment.interviewer_id = held.id
    db.session.commit()
    for one in (material.facilitator, sara, material.worker):
        note(material, make.actor(one), Place.TEXT, 0)
    note(material, make.actor(handler))
    db.session.commit()
    spotlight.show(material.leads, material.cycle.id, Target(transcript_id=text.id), is_sure=True)
    db.session.commit()
    for browser in (signed_in(material.facilitator), signed_in(sara)):
        told = browser.post(f"{root}/here", data={"place": "text", "text": str(text.id)}).text
        said = told.partition("<p data-people")[2].partition("</p>")[0]
        assert handler.name in said.partition(" · ")[0]
        assert handler.name not in said.partition(" · ")[2]
        assert "Tavlan: 1" in said
    shown = [signed_in(one).get(f"{root}/spotlight").json or {} for one in (handler, held)]
    assert shown[0]["words"] == shown[1]["words"] == "Gruppen läser en text som du inte läser."
    assert shown[0] == {**shown[1], "course": shown[0]["course"]}, "a neighbour who glances sees the same"


def test_what_a_window_sends_and_is_told(material: Material, day: Seminar, sara: Person, signed_in: SignIn) -> None:
    browser, root = signed_in(sara), f"/cycles/{material.cycle.id}/seminar"
    told = browser.post(f"{root}/here", data={"place": "board"})
    assert told.status_code == 200
    assert f"Här nu: 1 ({sara.name}) · Tavlan: 1" in told.text
    for wrong in ({}, {"place": "x"}, {"place": "text", "text": "x"}):
        assert browser.post(f"{root}/here", data=wrong).status_code == 422
    stranger = signed_in(making.a_seminar().facilitator)
    db.session.commit()
    assert stranger.post(f"{root}/here", data={"place": "board"}).status_code == 404


def test_a_window_that_leaves_is_gone_at_once_and_takes_no_other_along(
    material: Material, day: Seminar, sara: Person, signed_in: SignIn
) -> None:
    who = make.actor(sara)
    note(material, who, Place.TEXT, 0)
    note(material, material.leads, Place.TEXT, 0)
    db.session.commit()
    address = f"/cycles/{material.cycle.id}/seminar/here"
    sent = {"place": "text", "text": str(material.transcripts[1].id), "leaves": "1"}
    assert signed_in(sara).post(address, data=sent).status_code == 204
    assert len(room(material).names) == 2, "it was at another text by then"
    signed_in(sara).post(address, data=sent | {"text": str(material.transcripts[0].id)})
    [left] = room(material).places
    assert (left.people, room(material).names) == (1, (material.facilitator.name,))

"""Pages of a seminar that somebody else was ahead of, that came too late, or that ask first; and who is told what."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.seminars import groups, planning, readers
from seminar.seminars.models import Mark, Seminar
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.making import Seminar as Material
from tests.seminar.seminars import days
from toolkit.cycles import states
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
FIRST = "Någon annan hann spara först"


@pytest.fixture
def material(app: Flask) -> Material:
    return making.a_seminar((13, "girl"), (10, "boy"))


@pytest.fixture
def day(material: Material) -> Seminar:
    made = days.a_day(material, material.worker, material.leader)
    days.give(material, made, [(material.worker, material.transcripts[0])])
    db.session.commit()
    return made


def address_of(day: Seminar) -> str:
    return f"/cycles/{day.cycle_id}/seminars/{day.id}"


def seen(browser: FlaskClient, address: str) -> str:
    page = browser.get(address)
    inspect_page(page.text, page.headers)
    return page.text


def test_a_point_says_how_long_it_is_in_words_beside_its_field(
    day: Seminar, material: Material, signed_in: SignIn
) -> None:
    browser, version = signed_in(material.facilitator), day.version
    sent = {
        "version": version, "points-0-name": "Läsa", "points-0-minutes": "9999", "points-1-name": "Fika",
        "points-1-minutes": "", "points-2-name": "", "points-2-minutes": "",
        "points-3-name": "Prata", "points-3-minutes": "en stund",
    }  # fmt: skip
    answer = browser.post(f"{address_of(day)}/agenda", data=sent)
    assert answer.status_code == 422
    inspect_page(answer.text, answer.headers)
    for words in ("Skriv mellan 1 och 480 minuter.", "Skriv hur många minuter punkten tar."):
        assert answer.text.count(words) == 2, words
    for words in (
        "Rad 1: Skriv mellan",
        "Rad 2: Skriv hur",
        "Rad 4: Skriv ett helt tal med siffror.",
        'href="#points-1-minutes"',
    ):
        assert words in answer.text, words
    assert "Number" not in answer.text
    assert "{&#39;" not in answer.text


def test_groups_drawn_anew_meanwhile_are_not_overwritten(day: Seminar, material: Material, signed_in: SignIn) -> None:
    browser, ids = signed_in(material.facilitator), days.ids(material, day)
    groups.draw(material.leads, *ids, number=2)
    db.session.commit()
    people = {f"person_{one.id.hex}": str(day.groups[0].id) for one in day.participants}
    sent = {**people, "name_1": "Blå", "name_2": "", "version": day.version}
    groups.draw(material.leads, *ids, number=2)
    db.session.commit()
    there = {one.id: one.group_id for one in day.participants}
    answer = browser.post(f"{address_of(day)}/groups", data=sent)
    assert answer.status_code == 409
    assert FIRST in answer.text
    assert "Inte ett giltigt val" not in answer.text
    assert answer.text.count(" selected") == len(there)  # everybody stands in the group that they were drawn to
    inspect_page(answer.text, answer.headers)
    db.session.expire_all()
    assert {one.id: one.group_id for one in day.participants} == there


def test_readers_that_somebody_else_chose_meanwhile_are_shown(
    day: Seminar, material: Material, signed_in: SignIn
) -> None:
    browser, seen_version = signed_in(material.facilitator), day.version
    days.give(material, day, [(material.worker, material.transcripts[1])])
    db.session.commit()
    field = f"person_{days.place_of(day, material.worker).id.hex}"
    sent = {field: str(material.transcripts[0].assignment_id), "version": seen_version}
    answer = browser.post(f"{address_of(day)}/readers", data=sent)
    assert answer.status_code == 409
    assert FIRST in answer.text
    assert f'<dt>{material.worker.name}</dt><dd class="written">2</dd>' in answer.text
    db.session.expire_all()
    assert {what for _who, what in readers.look(day).pairs} == {material.transcripts[1].assignment_id}


def test_whoever_has_marked_is_unticked_after_a_question(day: Seminar, material: Material, signed_in: SignIn) -> None:
    days.a_mark(make.actor(material.worker), day, material.transcripts[0], "skickat")
    db.session.commit()
    browser, address = signed_in(material.facilitator), f"{address_of(day)}/plan"
    assert "is_sure" not in seen(browser, address)
    sent = {
        "on": "2027-01-20", "starts": "08:30", "ends": "11:30", "names_shown": "named",
        "codings_wait": "at_once", "version": day.version,
        "person_ids": [str(material.leader.id)],
    }  # fmt: skip
    answer = browser.post(address, data=sent)
    assert answer.status_code == 422
    assert "Markeringar som försvinner med dem som du har kryssat ur: 1." in answer.text
    inspect_page(answer.text, answer.headers)
    assert db.session.query(Mark).count() == 1
    assert browser.post(address, data=sent | {"is_sure": "y"}).status_code == 303
    assert db.session.query(Mark).count() == 0


def test_the_question_before_opening_says_the_day_and_how_far_it_is(
    day: Seminar, material: Material, signed_in: SignIn
) -> None:
    browser = signed_in(material.facilitator)
    page = seen(browser, address_of(day))
    assert "inte till i dag.</b> 0 av 1" in " ".join(page.split())
    assert page.count("0 av 1 läsning klar.") == 2
    day.on -= timedelta(days=7)
    readers.choose(material.leads, *days.ids(material, day), pairs=set(), version=day.version)
    db.session.commit()
    page = seen(browser, address_of(day))
    assert "Det är planerat till i dag." in page
    assert "Ingen har fått något att läsa." in page
    empty = making.another_cycle(material)
    bare = days.a_day(empty, material.worker)
    db.session.commit()
    assert "Ingen intervju är överlämnad än" in seen(browser, address_of(bare))
    refused = browser.post(f"{address_of(bare)}/open")
    assert refused.status_code == 409
    assert "Be dem som har intervjuat att lämna över" in refused.text


def test_a_reader_who_comes_too_late_is_told_that_it_is_over(
    day: Seminar, material: Material, signed_in: SignIn
) -> None:
    planning.open_seminar(material.leads, *days.ids(material, day))
    planning.end(material.leads, *days.ids(material, day))
    db.session.commit()
    browser = signed_in(material.worker)
    text = f"{address_of(day)}/mine/{material.transcripts[0].assignment_id}"
    for way, data in (("/read", {}), ("", {"start_segment": "1"})):
        answer = browser.post(f"{text}{way}", data=data)
        assert answer.status_code == 409, way
        assert "Seminariet är slut" in answer.text, way


def test_a_finished_year_offers_no_form_and_a_kind_that_is_none_is_not_found(
    day: Seminar, material: Material, signed_in: SignIn
) -> None:
    browser, new = signed_in(material.facilitator), f"/cycles/{material.cycle.id}/seminars/new"
    assert browser.get(f"{new}?kind=party").status_code == 404
    assert browser.get(f"{new}?kind=unit").status_code == 200
    material.cycle.state = CycleState.RUNNING
    states.finish(material.leads, material.cycle.id)
    db.session.commit()
    assert browser.get(new).headers["Location"] == f"/cycles/{material.cycle.id}/seminars"
    for page in ("plan", "agenda", "groups", "readers"):
        assert browser.get(f"{address_of(day)}/{page}").headers["Location"] == address_of(day), page


def test_whoever_reads_nothing_is_told_nothing_of_marks(day: Seminar, material: Material, signed_in: SignIn) -> None:
    own = f"{address_of(day)}/mine"
    assert "ser de andra det du har markerat" in seen(signed_in(material.worker), own)
    page = seen(signed_in(material.leader), own)
    for words in ("markerat", "Att läsa", "Du läser aldrig"):
        assert words not in page, words
    planning.open_seminar(material.leads, *days.ids(material, day))
    db.session.commit()
    assert "När seminariet öppnar" not in seen(signed_in(material.worker), own)

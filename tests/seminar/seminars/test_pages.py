"""The pages of a seminar, for whoever leads it and for whoever is invited."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.seminars import planning, readers
from seminar.seminars.models import Mark, Seminar
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.making import Seminar as Material
from tests.seminar.seminars import days
from toolkit import paging
from toolkit.access import Role
from toolkit.db import db
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
WORDS = "Eller skickat ett sms."


@pytest.fixture
def material(app: Flask) -> Material:
    return making.a_seminar((13, "girl"), (10, "boy"))


@pytest.fixture
def reader(material: Material) -> Person:
    return make.a_person(material.unit, Role.SOCIAL_WORKER)


@pytest.fixture
def day(material: Material, reader: Person) -> Seminar:
    made = days.a_day(material, reader, material.worker, material.leader)
    days.give(material, made, [(reader, material.transcripts[0])])
    return made


def led(material: Material) -> str:
    return f"/cycles/{material.cycle.id}/seminars"


def seen(browser: FlaskClient, address: str) -> str:
    page = browser.get(address)
    inspect_page(page.text, page.headers)
    return page.text


def test_a_day_is_planned_dealt_and_opened_from_the_pages(material: Material, signed_in: SignIn) -> None:
    browser, people = signed_in(material.facilitator), days.readers_of(material, 4)
    db.session.commit()
    assert f"{led(material)}/new?kind=unit" in seen(browser, led(material))
    assert material.transcripts[0].assignment.interviewer.name in seen(browser, f"{led(material)}/new")
    sent = {
        "on": "2027-01-20", "starts": "08:30", "ends": "11:30", "place": "Stora rummet", "names_shown": "named",
        "codings_wait": "at_once",
        "person_ids": [str(person.id) for person in people],
    }  # fmt: skip
    address = browser.post(f"{led(material)}/new", data=sent).headers["Location"]
    page = seen(browser, address)
    for words in ("Stora rummet", "8.30", "Börja", people[0].name, "Planerat"):
        assert words in page, words
    for step, data in (
        ("groups/draw", {"number": "2"}), ("readers/deal", {"each": "2"}), ("open", {}), ("end", {}),
    ):  # fmt: skip
        assert browser.post(f"{address}/{step}", data=data).status_code == 303, step
        for page_name in ("", "/plan", "/agenda", "/groups", "/readers"):
            if step == "end" and page_name:  # no form that can never be saved
                assert browser.get(f"{address}{page_name}").headers["Location"] == address
            else:
                seen(browser, f"{address}{page_name}")
    page = seen(browser, address)
    assert "0 av 8 läsningar klara." in page
    assert "Avslutat" in page
    assert "/open" not in page


def test_what_cannot_be_comes_back_beside_its_field(material: Material, day: Seminar, signed_in: SignIn) -> None:
    browser, address = signed_in(material.facilitator), f"{led(material)}/{day.id}"
    plan = {
        "on": "2027-01-20",
        "starts": "11:30",
        "ends": "08:30",
        "names_shown": "named",
        "codings_wait": "at_once",
        "version": day.version,
    }
    for step, data, words in (
        ("plan", plan | {"person_ids": [str(material.worker.id)]}, "Välj en senare tid"),
        ("agenda", {"version": day.version, "points-0-name": ""}, "Skriv minst en punkt"),
        ("groups/draw", {"number": "9"}, "Välj inte fler grupper än personer"),
        ("readers/deal", {"each": "0"}, "mellan 1 och"),
    ):
        answer = browser.post(f"{address}/{step}", data=data)
        assert answer.status_code == 422, step
        assert words in answer.text or step == "readers/deal", step
        inspect_page(answer.text, answer.headers)


def test_two_who_save_at_once_see_both(material: Material, day: Seminar, signed_in: SignIn) -> None:
    browser, address, seen_version = signed_in(material.facilitator), f"{led(material)}/{day.id}", day.version
    agenda = {"version": seen_version, "points-0-name": "Min punkt", "points-0-minutes": "30"}
    assert browser.post(f"{address}/agenda", data=agenda).status_code == 303
    for step in ("agenda", "groups", "readers"):
        data = {**agenda, "points-0-name": "Din punkt"} if step == "agenda" else {"version": seen_version}
        answer = browser.post(f"{address}/{step}", data=data)
        assert answer.status_code == 409, step
    answer = browser.post(f"{address}/agenda", data={**agenda, "points-0-name": "Din punkt"})
    assert "Min punkt 30" in answer.text
    assert "Din punkt" in answer.text


def test_groups_and_readers_are_changed_by_hand(material: Material, day: Seminar, signed_in: SignIn) -> None:
    browser, address = signed_in(material.facilitator), f"{led(material)}/{day.id}"
    browser.post(f"{address}/groups/draw", data={"number": "1"})
    db.session.expire_all()
    fields = {f"person_{one.id.hex}": str(day.groups[0].id) for one in day.participants}
    sent = {**fields, "name_1": "Blå gruppen", "version": day.version}
    assert browser.post(f"{address}/groups", data=sent).status_code == 303
    db.session.expire_all()
    text, leader = str(material.transcripts[1].assignment_id), days.place_of(day, material.leader)
    ticks = {f"person_{one.id.hex}": [text] for one in day.participants if one is not leader}
    assert browser.post(f"{address}/readers", data={**ticks, "version": day.version}).status_code == 303
    page = seen(browser, address)
    assert "Grupp 1: Blå gruppen" in page
    db.session.expire_all()
    assert {what for _who, what in readers.look(day).pairs} == {material.transcripts[1].assignment_id}


def test_ticks_of_a_page_leave_what_stands_on_the_others(
    material: Material, day: Seminar, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "SIZE", 1)
    browser, address = signed_in(material.facilitator), f"{led(material)}/{day.id}"
    first, second = (text.assignment_id for text in material.transcripts[:2])
    name = next(f"person_{one.id.hex}" for one in day.participants if one.person_id != material.leader.id)
    for number, text in ((1, first), (2, second)):
        shown = seen(browser, f"{address}/readers?page={number}")
        assert shown.count(f'name="shown" value="{text}"') == shown.count('name="shown"') == 1
        sent = {name: [str(text)], "shown": [str(text)], "version": day.version}
        assert browser.post(f"{address}/readers?page={number}", data=sent).status_code == 303
        db.session.expire_all()
    assert {what for _who, what in readers.look(day).pairs} == {first, second}
    assert "Intervju 2" in seen(browser, f"{address}?page=2")


def test_whoever_is_invited_sees_it_where_they_start_and_reads(
    material: Material, day: Seminar, reader: Person, signed_in: SignIn
) -> None:
    browser, own = signed_in(reader), f"{led(material)}/{day.id}/mine"
    assert "Inför seminariet" in browser.get("/", follow_redirects=True).text
    assert browser.get("/before-the-seminar").headers["Location"].endswith(own)
    page = seen(browser, own)
    for words in ("Läs den här intervjun", "Intervju 1", "Flicka, 13–14 år", "Inte läst än", "Stora rummet"):
        assert words in page, words
    assert "Intervju 2" not in page
    text = f"{own}/{material.transcripts[0].assignment_id}"
    assert WORDS in seen(browser, text)
    assert browser.post(text, data={"start_segment": "1", "note": "Bra"}).headers["Location"].endswith("#line-1")
    assert 'class="struck struck--own"' in seen(browser, text)
    assert browser.post(f"{text}/read").headers["Location"].endswith(own)
    assert "Du har läst den" in seen(browser, own)
    assert browser.post(f"{text}/read", data={"take_back": "1"}).headers["Location"].endswith(text)
    mark = db.session.query(Mark).one()
    assert browser.post(f"{text}/marks/{mark.id}/remove").status_code == 303
    assert f"/marks/{mark.id}/restore" in seen(browser, text)
    assert browser.post(f"{text}/marks/{mark.id}/restore").status_code == 303
    assert browser.get(f"{own}/paper.pdf").data.startswith(b"%PDF")
    assert browser.post(text, data={"start_segment": ""}).status_code == 422


def test_whoever_is_not_invited_finds_no_door(material: Material, day: Seminar, signed_in: SignIn) -> None:
    own = f"{led(material)}/{day.id}/mine"
    for person in (material.facilitator, days.readers_of(material, 1)[0]):
        browser = signed_in(person)
        assert browser.get(own).status_code == 404
        assert browser.get(f"{own}/{material.transcripts[0].assignment_id}").status_code == 404
        assert "Inför seminariet" not in browser.get(f"/cycles/{material.cycle.id}/board").text
        assert "Inget seminarium väntar" in seen(browser, "/before-the-seminar")


def test_the_facilitators_pages_show_no_mark_before_it_opens(
    material: Material, day: Seminar, reader: Person, signed_in: SignIn
) -> None:
    days.a_mark(make.actor(reader), day, material.transcripts[0], WORDS, note="Blind tanke")
    db.session.commit()
    browser = signed_in(material.facilitator)
    coding = f"/cycles/{material.cycle.id}/seminar/transcripts/{material.transcripts[0].id}"
    pages = [coding, f"{led(material)}/{day.id}", f"{led(material)}/{day.id}/readers"]
    assert not any("Blind tanke" in seen(browser, page) for page in pages)
    planning.open_seminar(material.leads, *days.ids(material, day))
    db.session.commit()
    page = seen(browser, coding)
    assert "Blind tanke" in page
    assert 'href="#line-1"' in page
    assert reader.name in page


def test_the_day_of_an_ended_one_shows_no_text(
    material: Material, day: Seminar, reader: Person, signed_in: SignIn
) -> None:
    planning.open_seminar(material.leads, *days.ids(material, day))
    planning.end(material.leads, *days.ids(material, day))
    db.session.commit()
    browser = signed_in(reader)
    page = seen(browser, f"{led(material)}/{day.id}/mine")
    assert "Seminariet är slut" in page
    assert "Intervju 1" not in page
    assert browser.get(f"{led(material)}/{day.id}/mine/paper.pdf").status_code == 409

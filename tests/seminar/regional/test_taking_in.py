"""Yearly files come in one by one: checked, confirmed by a person, replaced by newer ones, and taken away."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from seminar.regional import pages, taking_in
from seminar.regional.models import Sender, TakenInFile
from seminar.yearly_files import signing
from seminar.yearly_files.contents import Answer, Number, Question, Share, Theme
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar.yearly_files.making import KEY, OTHER_KEY, YEAR, contents, exactly, signed
from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.db import db
from toolkit.errors import InvalidInput, NotFound, WrongState
from toolkit.people.models import Person

GR = (("Öckerö", 6), ("Ale", 84), ("Lerum", 10), ("Kungälv", 6))


@pytest.fixture
def person(app: Flask) -> Person:
    return make.a_person(make.a_unit(), Role.COORDINATOR)


@pytest.fixture
def actor(person: Person) -> Actor:
    return make.actor(person)


def a_file(name: str = "Ale", heard: int = 84, *, key: str = KEY, hours: int = 0, **more: Any) -> bytes:
    made_at = clock.now().replace(microsecond=0) + timedelta(hours=hours)
    return signed(contents(name, heard, made_at=made_at, **more), key=key)


def four(actor: Actor) -> None:
    """The four municipalities of Göteborgsregionen, all confirmed."""
    for number, (name, heard) in enumerate(GR):
        held = taking_in.take_in(actor, a_file(name, heard, key=f"{number + 1}" * 64)).held
        taking_in.confirm(actor, held.row.sender_id)


def refused(actor: Actor, data: bytes) -> str:
    with pytest.raises(InvalidInput) as error:
        taking_in.take_in(actor, data)
    assert error.value.field == "file"
    return error.value.message


def test_a_file_waits_until_a_person_has_compared_the_figures(actor: Actor) -> None:
    taken = taking_in.take_in(actor, a_file())
    assert taken.held.fingerprint == signing.fingerprint(signing.public_key_of(KEY))
    page = pages.open_page(actor, year=None)
    assert page.compared is None
    assert [one.contents.municipality for one, _other in page.waiting] == ["Ale"]
    taking_in.confirm(actor, taken.held.row.sender_id)
    page = pages.open_page(actor, year=None)
    assert page.compared is not None
    assert page.compared.names == ("Ale",)
    assert page.waiting == []
    with pytest.raises(WrongState):
        taking_in.confirm(actor, taken.held.row.sender_id)


def test_the_same_file_an_older_one_and_another_name_are_refused(actor: Actor) -> None:
    data = a_file()
    taking_in.take_in(actor, data)
    assert refused(actor, data) == taking_in.TWICE
    assert refused(actor, a_file(hours=-1)) == taking_in.OLDER
    assert refused(actor, a_file("Lerum")) == taking_in.OTHER_NAME
    assert len(db.session.scalars(select(TakenInFile)).all()) == 1


def test_a_newer_file_takes_the_older_one_s_place(actor: Actor) -> None:
    first = taking_in.take_in(actor, a_file(heard=20))
    taking_in.confirm(actor, first.held.row.sender_id)
    newer = taking_in.take_in(actor, a_file(heard=84, hours=1))
    assert newer.is_newer
    assert newer.held.is_trusted
    compared = pages.open_page(actor, year=YEAR).compared
    assert compared is not None
    assert [one.steps.interviewed.count for one in compared.files] == [84]


def test_somebody_with_another_key_replaces_nothing_before_they_are_confirmed(actor: Actor) -> None:
    first = taking_in.take_in(actor, a_file(heard=84))
    taking_in.confirm(actor, first.held.row.sender_id)
    false = taking_in.take_in(actor, a_file("ALE", heard=7, key=OTHER_KEY, hours=1))
    page = pages.open_page(actor, year=None)
    assert page.compared is not None
    assert page.compared.together == exactly(84)
    assert [other for _one, other in page.waiting] == [True]
    taking_in.confirm(actor, false.held.row.sender_id)
    page = pages.open_page(actor, year=None)
    assert page.compared is not None
    assert page.compared.together == exactly(7)


def test_with_its_last_file_a_key_is_forgotten(actor: Actor) -> None:
    one = taking_in.take_in(actor, a_file()).held.row
    two = taking_in.take_in(actor, a_file(year=YEAR - 1)).held.row
    taking_in.confirm(actor, one.sender_id)
    taking_in.remove(actor, one.id)
    assert db.session.scalar(select(Sender.confirmed_at)) is not None
    taking_in.remove(actor, two.id)
    assert db.session.scalars(select(Sender)).all() == []
    with pytest.raises(NotFound):
        taking_in.remove(actor, one.id)
    with pytest.raises(NotFound):
        taking_in.confirm(actor, one.sender_id)


def test_nobody_else_takes_in_or_sees(app: Flask) -> None:
    leader = make.actor(make.a_person(make.a_unit(), Role.UNIT_LEADER, Role.ADMINISTRATOR))
    with pytest.raises(NotFound):
        taking_in.take_in(leader, a_file())
    with pytest.raises(NotFound):
        pages.open_page(leader, year=None)


def test_four_municipalities_on_one_page(
    actor: Actor, person: Person, signed_in: Callable[[Person], FlaskClient]
) -> None:
    four(actor)
    db.session.commit()
    client = signed_in(person)
    answer = client.get("/region")
    inspect_page(answer.text, answer.headers)
    assert "106 barn intervjuades i 4 kommuner." in answer.text
    places = [answer.text.index(f"<span>{name}</span>") for name in ("Ale", "Kungälv", "Lerum", "Öckerö")]
    assert places == sorted(places), "in the order of the alphabet"
    for words in ("rangordnas inte", "5 av 84", "Det finns inget rum.", "Ni får veta i tid."):
        assert words in answer.text, words
    paper = client.get(f"/region/{YEAR}/seminar")
    inspect_page(paper.text, paper.headers)
    assert "09.00–09.10" in paper.text
    assert "Kungälv berättar, och de andra frågar" in paper.text
    assert client.get(f"/region/{YEAR - 1}/seminar").status_code == 404
    assert client.get("/region?year=1999").status_code == 404


def test_the_list_has_no_formula_and_no_number_that_the_files_lack(
    actor: Actor, person: Person, signed_in: Callable[[Person], FlaskClient]
) -> None:
    share = Share(Number(None, 0), exactly(84))
    question = Question("=SUM(A1)", exactly(84), (Answer("+1", exactly(9)),))
    held = taking_in.take_in(
        actor, a_file(themes=(Theme("contact", "=HYPERLINK(1)", share),), questions=(question,))
    ).held
    taking_in.confirm(actor, held.row.sender_id)
    db.session.commit()
    text = signed_in(person).get(f"/region/{YEAR}/numbers.csv").data.decode("utf-8-sig")
    rows = [line.split(";") for line in text.splitlines()]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    (theme,) = [row for row in rows if "'=HYPERLINK(1)" in row]
    assert theme[5:9] == ["", "0", "84", "84"]


def send(client: FlaskClient, data: bytes) -> Any:
    sent = {"file": (io.BytesIO(data), "arsfil.json")}
    answer = client.post("/region/files", data=sent, content_type="multipart/form-data")
    answer.request.environ["wsgi.input"].close()  # a large one lies in a file of the test client's
    return answer


def test_on_the_page_a_wrong_file_is_told_beside_the_field(
    person: Person, signed_in: Callable[[Person], FlaskClient]
) -> None:
    client = signed_in(person)
    wrong = send(client, b"hej")
    assert wrong.status_code == 422
    inspect_page(wrong.text, wrong.headers)
    assert "Det här är ingen årsfil" in wrong.text
    assert send(client, b"x" * 1_000_001).status_code == 422
    assert client.post("/region/files", data={}).status_code == 422
    assert send(client, a_file()).status_code == 303
    page = client.get("/region/files")
    inspect_page(page.text, page.headers)
    assert signing.fingerprint(signing.public_key_of(KEY)) in page.text
    sender = db.session.scalars(select(Sender)).one()
    assert client.post(f"/region/senders/{sender.id}/confirmed").status_code == 303
    row = db.session.scalars(select(TakenInFile)).one()
    assert client.post(f"/region/files/{row.id}/removed").status_code == 303
    assert db.session.scalars(select(TakenInFile)).all() == []

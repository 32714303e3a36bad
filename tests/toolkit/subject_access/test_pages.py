"""From a code to a file that is handed out: who may, for how long, what lies in it, and that nothing of it stays."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import fastjsonschema
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tests.factories import CANARY
from tests.inspection import inspect_page
from tests.toolkit.disposal.planning import Scene, a_scene
from tests.wall_clock import ahead
from toolkit.access import Role
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.config import Settings
from toolkit.cycles.models import Child
from toolkit.db import db
from toolkit.people.models import Person
from toolkit.subject_access.models import SubjectRequest

SignIn = Callable[[Person], FlaskClient]
SENT = {"reference": "SN 2026/77", "is_checked": "y"}


@pytest.fixture
def scene(app: Flask) -> Scene:
    return a_scene()


@pytest.fixture
def leader(scene: Scene, signed_in: SignIn) -> FlaskClient:
    return signed_in(db.session.get_one(Person, scene.leader.id))


@pytest.fixture
def child(scene: Scene) -> Child:
    return scene.assignment.child


def registered(browser: FlaskClient, here: str) -> str:
    """The address of the copy, after a request was registered."""
    assert browser.post(here, data=SENT).status_code == 303
    found = db.session.scalars(sa.select(SubjectRequest.id).order_by(SubjectRequest.created_at.desc())).first()
    return f"{here}/{found}"


def test_from_the_code_to_the_file(leader: FlaskClient, child: Child, settings: Settings) -> None:
    first = leader.get("/subject-access")
    inspect_page(first.text, first.headers)
    here = f"/subject-access/children/{child.id}"
    found = leader.post("/subject-access", data={"code": child.code.lower()})
    assert found.headers["Location"] == here
    page = leader.get(here)
    inspect_page(page.text, page.headers)
    assert CANARY not in page.text
    address = registered(leader, here)
    assert address in leader.get(here).text
    answer = leader.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Length"] == str(len(answer.data))
    assert answer.headers["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["oversikt.html", "data.json", "data.schema.json", "sound/01.webm"]
        assert archive.read("sound/01.webm") == CANARY.encode()
        data, schema = json.loads(archive.read("data.json")), json.loads(archive.read("data.schema.json"))
        overview = archive.read("oversikt.html").decode()
    fastjsonschema.compile(schema)(data)
    assert data["request"] == "SN 2026/77"
    assert "<script" not in overview
    assert "http" not in overview, "it loads nothing"
    for words in (CANARY, "SN 2026/77", "Inspelningar", "Finns inte i kopian"):
        assert words in overview, words
    lying = [path for path in Path(settings.instance).rglob("*") if path.is_file()]
    assert not [path for path in lying if CANARY.encode() in path.read_bytes()], "nothing of the copy lies on a disk"


def test_that_it_was_fetched_stands_on_the_log_without_the_number(leader: FlaskClient, child: Child) -> None:
    address = registered(leader, f"/subject-access/children/{child.id}")
    leader.get(address)
    db.session.expire_all()
    told = {one.event: one for one in db.session.scalars(sa.select(AuditEntry))}
    assert told[Event.SUBJECT_COPY_FETCHED].facts["child"] == str(child.id)
    assert Event.SUBJECT_ACCESS_REGISTERED in told
    assert "SN 2026/77" not in str([one.facts for one in told.values()])


def test_nothing_is_handed_out_without_a_number_and_a_look_at_who_asks(leader: FlaskClient, child: Child) -> None:
    here = f"/subject-access/children/{child.id}"
    refused = leader.post(here, data={"reference": " "})
    assert refused.status_code == 422
    inspect_page(refused.text, refused.headers)
    assert "Se efter vem som frågar" in refused.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(SubjectRequest)) == 0


def test_after_a_month_it_is_shut(leader: FlaskClient, child: Child) -> None:
    address = registered(leader, f"/subject-access/children/{child.id}")
    with ahead(timedelta(days=31)):
        assert leader.get(address).status_code in {303, 404}
        assert address not in leader.get(f"/subject-access/children/{child.id}").text


def test_the_interviewer_fetches_it_for_their_own_child(scene: Scene, signed_in: SignIn) -> None:
    browser = signed_in(scene.assignment.interviewer)
    here = f"/interviews/{scene.assignment.id}/everything"
    page = browser.get(here)
    inspect_page(page.text, page.headers)
    answer = browser.get(registered(browser, here))
    assert answer.data.startswith(b"PK")


def test_a_request_of_somebody_else_opens_nothing(
    leader: FlaskClient, child: Child, signed_in: SignIn, scene: Scene
) -> None:
    address = registered(leader, f"/subject-access/children/{child.id}")
    another = make.a_person(scene.seminar.unit, Role.UNIT_LEADER)
    stranger = make.a_person(make.a_unit(), Role.UNIT_LEADER)
    db.session.commit()
    assert signed_in(another).get(address).status_code == 404
    assert signed_in(stranger).get(address).status_code == 404
    assert "Inget barn har den koden" in signed_in(stranger).post("/subject-access", data={"code": child.code}).text


def test_a_code_that_nobody_has_is_told_kindly(leader: FlaskClient) -> None:
    page = leader.post("/subject-access", data={"code": "nobody"})
    inspect_page(page.text, page.headers)
    assert page.status_code == 422
    assert "Inget barn har den koden" in page.text
    assert 'value="nobody"' in page.text, "what was written stays, to be mended"


def test_a_child_of_several_years_is_chosen_by_its_year(leader: FlaskClient, child: Child, scene: Scene) -> None:
    another = make.a_cycle(scene.seminar.unit, scene.assignment.interviewer)
    again = make.a_child(another, code=child.code)
    db.session.commit()
    page = leader.post("/subject-access", data={"code": child.code})
    inspect_page(page.text, page.headers)
    assert f"/subject-access/children/{again.id}" in page.text
    assert f"/subject-access/children/{child.id}" in page.text

"""The pages on disposal: what they say, who opens them, and the way from a decision to a certificate."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tests.inspection import inspect_page
from tests.toolkit.disposal.planning import Scene, a_scene, ahead, decide
from toolkit import clock
from toolkit.access import Actor
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.disposal import carrying_out, certifying
from toolkit.disposal.materials import OF_AN_INTERVIEW
from toolkit.disposal.models import CountedFrom, Material
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
LATER = timedelta(days=190)


@pytest.fixture
def scene(app: Flask) -> Scene:
    return a_scene()


@pytest.fixture
def enter(signed_in: SignIn) -> Callable[[Actor], FlaskClient]:
    return lambda actor: signed_in(db.session.get_one(Person, actor.id))


Enter = Callable[[Actor], FlaskClient]


def test_a_decision_is_registered_with_the_suggestion_and_stands_in_the_letters(scene: Scene, enter: Enter) -> None:
    browser = enter(scene.leader)
    page = browser.get("/disposal")
    inspect_page(page.text, page.headers)
    assert page.text.count("Inget beslut är inskrivet") == len(Material)
    for material in Material:
        each = browser.get(f"/disposal/decisions/{material}")
        inspect_page(each.text, each.headers)
        assert ("Minst 24 månader." in each.text) == (material is Material.TRAIL)
        assert ("breven" in each.text) == (material in OF_AN_INTERVIEW), "letters say nothing of the log"
    form = browser.get("/disposal/decisions/recording")
    inspect_page(form.text, form.headers)
    assert "<option" not in form.text or "dagen för intervjun" in form.text
    assert 'class="optional"' not in form.text, "the months are needed for one of the two"
    assert 'value="6"' in form.text
    sent = {
        "reference": "SN 2026/118", "on": "2026-06-01", "verdict": "dispose", "months": "4",
        "counted_from": "interview",
    }  # fmt: skip
    answer = browser.post("/disposal/decisions/recording", data=sent)
    assert answer.status_code == 303
    assert "Gallras senast 4 månader efter dagen för intervjun" in browser.get("/disposal").text
    db.session.expire_all()
    assert scene.seminar.unit.recording_months == 4
    again = browser.get("/disposal/decisions/recording")
    assert 'value="SN 2026/118"' in again.text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"months": "0"}, "Skriv ett antal månader mellan 1 och 1200"),
        ({"months": "-3"}, "Skriv ett antal månader mellan 1 och 1200"),
        ({"months": ""}, "Skriv ett antal månader mellan 1 och 1200"),
        ({"reference": ""}, "Utan beslut får inget gallras"),
        ({"on": "in ten days"}, "ligger framåt i tiden"),
        ({"verdict": ""}, "Välj vad som är beslutat"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    scene: Scene, enter: Enter, changed: dict[str, str], sentence: str
) -> None:
    sent = {"reference": "SN 1", "on": "2026-06-01", "verdict": "dispose", "months": "6", "counted_from": "interview"}
    later = {"on": (clock.today() + timedelta(days=10)).isoformat()} if "on" in changed else changed
    answer = enter(scene.administrator).post("/disposal/decisions/recording", data={**sent, **later})
    inspect_page(answer.text, answer.headers)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_the_log_is_kept_or_goes_after_two_years_at_the_least(scene: Scene, enter: Enter) -> None:
    browser = enter(scene.leader)
    page = browser.get("/disposal/decisions/trail")
    inspect_page(page.text, page.headers)
    said = {"reference": "SN 1", "on": "2026-06-01", "verdict": "dispose", "counted_from": "written"}
    refused = browser.post("/disposal/decisions/trail", data={**said, "months": "23"})
    assert refused.status_code == 422
    assert "Skriv minst 24 månader" in refused.text
    for more in ({"months": "24"}, {"verdict": "keep"}):
        assert browser.post("/disposal/decisions/trail", data={**said, **more}).status_code == 303
    assert browser.get("/disposal/decisions/nothing").status_code == 404


def test_the_way_from_what_is_due_to_the_certificate(scene: Scene, enter: Enter) -> None:
    decide(scene, Material.RECORDING)
    with ahead(LATER):
        first = enter(scene.administrator)
        assert "2 saker skulle ha gallrats" in first.get("/admin/people").text
        due = first.get("/disposal/due/recording")
        inspect_page(due.text, due.headers)
        assert scene.assignment.child.code in due.text
        assert make.CANARY not in due.text
        address = first.post("/disposal/due/recording").headers["Location"]
        own = first.get(address)
        inspect_page(own.text, own.headers)
        assert "Du har föreslagit" in own.text or "Någon annan tittar" in own.text
        assert "/confirm" not in own.text
        refused = first.post(f"{address}/confirm")
        assert refused.status_code == 409
        inspect_page(refused.text, refused.headers)
        second = enter(scene.leader)
        assert "1 förslag om gallring väntar" in second.get("/waiting").text
        assert "/confirm" in second.get(address).text
        assert second.post(f"{address}/confirm").status_code == 303
        done = second.get(address)
        inspect_page(done.text, done.headers)
        assert "Gallringsbevis nr 1" in done.text
        assert "2 är gallrade." in done.text
        paper = second.get(f"{address}/certificate")
        assert paper.data.startswith(b"%PDF")
        assert "gallringsbevis-1.pdf" in paper.headers["Content-Disposition"]
        rows = dict(certifying.compose(carrying_out.list_proposals(scene.leader)[0], "Norr").rows)
        assert all(re.search(r" 20\d\d$", said) for said in list(rows.values())[3:]), "a paper is read in other years"
        again = second.post(f"{address}/confirm")
        assert again.status_code == 409
        assert "Någon hann före dig" in again.text
        index = second.get("/disposal")
        inspect_page(index.text, index.headers)
        assert "SN 2026/118" in index.text


def test_a_certificate_is_given_for_what_was_done_and_for_nothing_else(scene: Scene, enter: Enter) -> None:
    decide(scene, Material.RECORDING)
    with ahead(LATER):
        proposal = carrying_out.propose(scene.administrator, material=Material.RECORDING)
        db.session.commit()
        browser, way = enter(scene.leader), f"/disposal/proposals/{proposal.id}"
        assert browser.get(f"{way}/certificate").status_code == 409
        assert browser.post(f"{way}/take-back").status_code == 303
        page = browser.get(way)
        inspect_page(page.text, page.headers)
        assert "Inget gallrades" in page.text


def test_an_interview_is_set_aside_and_let_go_again(scene: Scene, enter: Enter) -> None:
    decide(scene, Material.INTERVIEW, counted_from=CountedFrom.REPORT)
    browser, way = enter(scene.leader), f"/disposal/set-aside/{scene.assignment.id}"
    page = browser.get(way)
    inspect_page(page.text, page.headers)
    empty = browser.post(way, data={"reason": ""})
    assert empty.status_code == 422
    assert browser.post(way, data={"reason": "Ett klagomål utreds"}).status_code == 303
    index = browser.get("/disposal")
    inspect_page(index.text, index.headers)
    assert "Ett klagomål utreds" in index.text
    assert browser.post(way, data={"reason": "Igen"}).status_code == 409
    assert browser.post(f"{way}/lift").status_code == 303
    assert "Ett klagomål utreds" not in browser.get("/disposal").text


def test_whoever_leads_the_seminar_or_interviews_has_no_business_there(scene: Scene, signed_in: SignIn) -> None:
    for person in (scene.seminar.facilitator, db.session.get_one(Assignment, scene.assignment.id).interviewer):
        assert signed_in(person).get("/disposal").status_code == 404

"""The pages of the pass: what is left, one interview beside its questions, and on to the next."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.answers import answering
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.answers.test_answering import NO, YES, said
from tests.seminar.making import Seminar
from toolkit import paging
from toolkit.cycles import states
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.people.models import Person

SignedIn = Callable[[Person], FlaskClient]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    made = making.a_seminar((13, "girl"), (10, "boy"))
    db.session.commit()
    return made


@pytest.fixture
def client(seminar: Seminar, signed_in: SignedIn) -> FlaskClient:
    return signed_in(seminar.facilitator)


def address(seminar: Seminar, number: int | None = None) -> str:
    start = f"/cycles/{seminar.cycle.id}/seminar/answers"
    return start if number is None else f"{start}/{seminar.transcripts[number].assignment_id}"


def page(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    inspect_page(answer.text, answer.headers)
    return answer.text


def test_the_list_says_what_is_left_and_leads_to_the_first(client: FlaskClient, seminar: Seminar) -> None:
    text = page(client, address(seminar))
    assert "0 av 2 är genomgångna." in text
    assert text.count("Kvar att gå igenom") == 2
    assert address(seminar, 0) in text
    assert "Det här kan rapporten säga" not in text


def test_a_long_list_has_pages_and_counts_all_of_them(
    client: FlaskClient, seminar: Seminar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "SIZE", 1)
    sent = {name: answer.value for name, answer in said().items()} | {"version": "0"}
    client.post(address(seminar, 0), data=sent)
    first, second = page(client, address(seminar)), page(client, f"{address(seminar)}?page=2")
    for text in (first, second):
        assert "1 av 2 är genomgångna." in text
        assert "Fortsätt med nästa intervju" in text
    assert ("Intervju 1 av 2" in first, "Intervju 2 av 2" in first) == (True, False)
    assert ("Intervju 1 av 2" in second, "Intervju 2 av 2" in second) == (False, True)


def test_saving_leads_to_the_next_and_at_last_to_the_list(client: FlaskClient, seminar: Seminar) -> None:
    text = page(client, address(seminar, 0))
    assert "Att hon hade sagt det själv." in text
    assert "Vet barnet varför det har eller hade kontakt med socialtjänsten?" in text
    sent = {name: answer.value for name, answer in said().items()} | {"version": "0"}
    assert client.post(address(seminar, 0), data=sent).location.endswith(address(seminar, 1))
    assert client.post(address(seminar, 1), data=sent).location.endswith(address(seminar))
    text = page(client, address(seminar))
    assert "Alla intervjuer är genomgångna." in text
    assert "För få barn än." in text


def test_a_question_that_was_passed_over_is_named(client: FlaskClient, seminar: Seminar) -> None:
    sent = {name: answer.value for name, answer in said().items() if name != "decides"} | {"version": "0"}
    answer = client.post(address(seminar, 0), data=sent)
    assert answer.status_code == 422
    inspect_page(answer.text, answer.headers)
    assert answer.text.count("Säger texten inget om det, välj det sista.") >= 1
    assert answering.get_interview(seminar.leads, seminar.cycle.id, seminar.transcripts[0].assignment_id).row is None


def test_somebody_elses_answers_stand_beside_ones_own(client: FlaskClient, seminar: Seminar) -> None:
    path = address(seminar, 0)
    client.post(path, data={name: answer.value for name, answer in said().items()} | {"version": "0"})
    sent = {name: answer.value for name, answer in said(decides=NO).items()} | {"version": "0"}
    answer = client.post(path, data=sent)
    assert answer.status_code == 409
    inspect_page(answer.text, answer.headers)
    assert "Får barnet bestämma så mycket som det vill?" in answer.text
    assert client.post(path, data=sent | {"version": "1"}).status_code == 303


def test_what_nobody_can_choose_is_refused(client: FlaskClient, seminar: Seminar) -> None:
    sent = dict.fromkeys(said(), "perhaps") | {"version": "0"}
    assert client.post(address(seminar, 0), data=sent).status_code == 422


def test_in_a_finished_year_the_answers_are_read(client: FlaskClient, seminar: Seminar) -> None:
    answering.save(seminar.leads, seminar.cycle.id, seminar.transcripts[0].assignment_id, answers=said(YES), version=0)
    seminar.cycle.state = CycleState.RUNNING
    states.finish(seminar.leads, seminar.cycle.id)
    db.session.commit()
    text = page(client, address(seminar, 0))
    assert "Spara och gå vidare" not in text
    assert "<dd>Ja</dd>" in text
    assert "Ingen gick igenom den här intervjun." in page(client, address(seminar, 1))
    sent = {name: answer.value for name, answer in said(NO).items()} | {"version": "1"}
    assert client.post(address(seminar, 0), data=sent).status_code == 409

"""What is the same in every window is made once, and never shown after it changed or to who may not see it."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.changes.shared_parts import SharedParts
from seminar.coding.marked_texts import open_page
from seminar.texts import looks
from seminar.themes import codebook
from tests.seminar import making
from tests.seminar.making import Seminar
from tests.wall_clock import ahead
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


def test_thirty_who_ask_at_once_have_it_made_once() -> None:
    shared, made, gate = SharedParts(), list[int](), threading.Barrier(30)
    got: list[str] = []

    def make_it() -> str:
        made.append(1)
        return "parts"

    def ask() -> None:
        gate.wait()
        got.append(shared.get("key", make_it))

    threads = [threading.Thread(target=ask) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (got, made) == (["parts"] * 30, [1])
    shared.forget()
    assert shared.get("key", lambda: "anew") == "anew"


def test_what_fails_is_made_again() -> None:
    shared = SharedParts()
    with pytest.raises(ZeroDivisionError):
        shared.get("key", lambda: str(1 // 0))
    assert shared.get("key", lambda: "parts") == "parts"


def test_a_look_is_proved_for_the_same_person_thing_and_day(seminar: Seminar) -> None:
    of = seminar.transcripts[0].id
    proof = looks.proof(seminar.leads, of)
    assert looks.holds(seminar.leads, of, proof=proof)
    for wrong in ("", "å", proof[:-1], looks.proof(seminar.decides, of), looks.proof(seminar.leads, seminar.cycle.id)):
        assert not looks.holds(seminar.leads, of, proof=wrong)
    with ahead(timedelta(days=2)):
        assert not looks.holds(seminar.leads, of, proof=proof)


def test_a_look_that_goes_on_leaves_no_line_of_its_own(seminar: Seminar, signed_in: SignIn) -> None:
    text = seminar.transcripts[0].id
    browser, address = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/seminar/transcripts/{text}/now"
    assert browser.get(address).status_code == 200
    assert browser.get(f"{address}?seen=wrong").status_code == 200
    assert browser.get(f"{address}?seen={looks.proof(seminar.leads, text)}").status_code == 200
    assert making.events_of(text) == ["transcription:deidentified:read"] * 2


def test_only_the_lines_of_a_change_come_and_the_side(seminar: Seminar, signed_in: SignIn) -> None:
    row = making.an_excerpt(seminar, making.a_theme(seminar))
    browser = signed_in(seminar.facilitator)
    address = f"/cycles/{seminar.cycle.id}/seminar/transcripts/{seminar.transcripts[0].id}/now"
    part, whole = browser.get(f"{address}?object=&object={row.id}").text, browser.get(address).text
    assert [f'id="line-{n}"' in part for n in range(4)] == [False, True, False, False]
    assert [f'id="stripes-{n}"' in part for n in range(4)] == [False, True, False, False]
    assert all(f'id="line-{n}"' in whole for n in range(4))
    for name in ("picks", "reading", "quotes", "lost", "latest"):
        assert f'id="{name}"' in part
    assert "<html" not in part


def test_nobody_gets_a_text_that_is_gone(seminar: Seminar, signed_in: SignIn) -> None:
    making.an_excerpt(seminar, making.a_theme(seminar))
    browser = signed_in(seminar.facilitator)
    address = f"/cycles/{seminar.cycle.id}/seminar/transcripts/{seminar.transcripts[0].id}/now"
    assert making.LINES[1][1] in browser.get(address).text
    withdrawal.withdraw(seminar.leads, seminar.transcripts[0].assignment)
    db.session.commit()
    assert browser.get(address).status_code == 404


def test_the_board_gives_the_rows_that_are_asked_for_and_the_order_of_all(seminar: Seminar, signed_in: SignIn) -> None:
    first, second = making.a_theme(seminar), making.a_theme(seminar, "Tid")
    making.an_excerpt(seminar, first)
    browser, address = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/board/contact/now"
    part = browser.get(f"{address}?theme=&theme={first.id}").text
    assert making.LINES[1][1] in part
    assert f'<section id="row-{second.id}" data-kept>' in part
    codebook.move(seminar.leads, seminar.cycle.id, first.id, steps=1)
    db.session.commit()
    whole = browser.get(address).text
    assert whole.index(f"row-{second.id}") < whole.index(f"row-{first.id}")
    assert "data-kept" not in whole
    assert browser.get(f"/cycles/{seminar.cycle.id}/board/nowhere/now").status_code == 404
    assert 'id="no-rows"' in browser.get(f"/cycles/{seminar.cycle.id}/board/knowledge/now").text


def test_a_page_that_redraws_is_answered_with_nothing(seminar: Seminar, signed_in: SignIn) -> None:
    theme = making.a_theme(seminar)
    browser, root = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/seminar"
    text, script = f"{root}/transcripts/{seminar.transcripts[0].id}", {"X-Fragment": "true"}
    sent = {"start_segment": 1, "start_offset": 0, "end_segment": 1, "end_offset": 3, "theme_id": theme.id}
    assert browser.post(text, data=sent, headers=script).status_code == 204
    row = open_page(seminar.leads, seminar.cycle.id, seminar.transcripts[0].id).lines[1].codings[0]
    assert row.excerpt.quote == making.LINES[1][1][:3]
    for address in (f"{root}/codings/{row.id}/remove", f"{root}/codings/{row.id}/restore", f"{text}/read"):
        assert browser.post(address, headers=script).status_code == 204
    wrong = browser.post(text, data={**sent, "end_offset": 99999}, headers=script)
    assert wrong.status_code == 422
    assert wrong.json == {"error": "Texten har ändrats sedan du öppnade den. Markera orden en gång till."}, (
        "a sentence for the script"
    )

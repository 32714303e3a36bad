"""Proposals in the browser: the board writes them, the unit leader decides, and nobody overwrites anybody."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.coding import marking
from seminar.proposals import proposing
from seminar.proposals.models import Proposal
from tests.inspection import inspect_page
from tests.seminar import making, promising
from tests.seminar.making import Seminar
from toolkit.cycles import states
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
TEXT = "Ett sms dagen innan."

pytestmark = pytest.mark.clock(datetime(2027, 1, 20, 12, tzinfo=UTC))


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    found = making.a_seminar()
    found.cycle.state = CycleState.RUNNING
    return found


@pytest.fixture
def draft(seminar: Seminar) -> Proposal:
    return proposing.write(seminar.leads, seminar.cycle.id, making.a_theme(seminar).id, text=TEXT)


def address_of(seminar: Seminar, draft: Proposal) -> str:
    return f"/cycles/{seminar.cycle.id}/proposals/{draft.id}"


def sent(**values: Any) -> dict[str, Any]:
    return {"text": TEXT, "responsible": "Team Barn", "due": "2027-04-28", "indicator": "", "version": 1, **values}


def fresh(draft: Proposal) -> Proposal:
    db.session.expire_all()
    return draft


def test_the_facilitator_writes_on_the_board_and_lands_there(seminar: Seminar, signed_in: SignIn) -> None:
    theme = making.a_theme(seminar)
    browser = signed_in(seminar.facilitator)
    new = f"/cycles/{seminar.cycle.id}/proposals/new/{theme.id}"
    for nothing in ("", "  ", "x" * 2001):
        answer = browser.post(new, data={"text": nothing})
        assert answer.status_code == 422
        inspect_page(answer.text, answer.headers)
    for _ in range(2):
        answer = browser.post(new, data={"text": TEXT})
        assert answer.headers["Location"].endswith("/board/contact")
    assert [each.text for each in proposing.list_proposals(seminar.leads, seminar.cycle.id)] == [TEXT]
    assert TEXT in browser.get(f"/cycles/{seminar.cycle.id}/board/contact").text
    assert TEXT not in browser.get(f"/cycles/{seminar.cycle.id}/board/knowledge").text


def test_the_facilitators_page_cannot_decide(seminar: Seminar, draft: Proposal, signed_in: SignIn) -> None:
    browser, address = signed_in(seminar.facilitator), address_of(seminar, draft)
    assert "/decision" not in browser.get(address).text
    assert browser.get(f"{address}/decision").status_code == 404
    assert browser.post(f"{address}/decision", data={"decision": "yes"}).status_code == 404
    assert browser.post(f"{address}/decision/take-back").status_code == 404
    assert fresh(draft).decided_at is None
    assert browser.post(address, data=sent()).status_code == 303
    assert fresh(draft).responsible == "Team Barn"


def test_two_who_change_see_both_texts(seminar: Seminar, draft: Proposal, signed_in: SignIn) -> None:
    leader, facilitator = signed_in(seminar.leader), signed_in(seminar.facilitator)
    address = address_of(seminar, draft)
    assert facilitator.post(address, data=sent(text="Ett samtal dagen innan.")).status_code == 303
    late = leader.post(address, data=sent())
    assert late.status_code == 409
    inspect_page(late.text, late.headers)
    for told in ("Ett samtal dagen innan.", TEXT, 'value="2"'):
        assert told in late.text
    assert leader.post(address, data={**sent(), "version": ""}).status_code == 409  # it has seen nothing
    assert leader.post(address, data=sent(version=2)).status_code == 303
    assert fresh(draft).text == TEXT


def test_what_is_decided_the_facilitator_reads(seminar: Seminar, draft: Proposal, signed_in: SignIn) -> None:
    facilitator, leader = signed_in(seminar.facilitator), signed_in(seminar.leader)
    address = address_of(seminar, draft)
    promising.decide(seminar, draft)
    db.session.commit()
    page = facilitator.get(address)
    inspect_page(page.text, page.headers)
    assert 'name="text"' not in page.text
    assert facilitator.post(address, data=sent(text="Nej", version=2)).status_code == 409
    for browser in (facilitator, leader):
        assert browser.post(f"{address}/remove").status_code == 409
    assert fresh(draft).text == TEXT
    assert leader.post(f"{address}/decision/take-back").headers["Location"].endswith(f"{address}/decision")
    assert fresh(draft).decided_at is None
    assert facilitator.post(f"{address}/remove").headers["Location"].endswith("/board/contact")
    for gone in (f"{address}/remove", address):
        assert facilitator.post(gone, data=sent()).status_code == 404


def test_the_list_parts_what_waits_from_what_is_decided(seminar: Seminar, draft: Proposal, signed_in: SignIn) -> None:
    browser, address = signed_in(seminar.leader), f"/cycles/{seminar.cycle.id}/proposals"
    waiting = browser.get(address).text
    promising.decide(seminar, draft)
    db.session.commit()
    decided = browser.get(address)
    inspect_page(decided.text, decided.headers)
    assert (waiting.count(TEXT), decided.text.count(TEXT)) == (1, 1)
    assert f"/cycles/{seminar.cycle.id}/actions" in decided.text
    assert browser.get("/proposals").headers["Location"].endswith(address)


def test_a_reported_cycle_keeps_the_words_and_takes_the_decision(
    seminar: Seminar, draft: Proposal, signed_in: SignIn
) -> None:
    states.finish(seminar.leads, seminar.cycle.id)
    leader, facilitator = signed_in(seminar.leader), signed_in(seminar.facilitator)
    address = address_of(seminar, draft)
    new = f"/cycles/{seminar.cycle.id}/proposals/new/{draft.theme_id}"
    for browser in (leader, facilitator):
        assert browser.post(new, data={"text": "För sent"}).status_code == 409
        assert browser.post(f"{address}/remove").status_code == 409
    assert facilitator.post(address, data=sent()).status_code == 409
    assert leader.post(address, data=sent(text="Andra ord")).status_code == 303
    assert (fresh(draft).text, draft.responsible) == (TEXT, "Team Barn")
    promising.decide(seminar, draft)
    assert (fresh(draft).text, draft.is_promise) == (TEXT, True)


@pytest.mark.parametrize("area", ["nowhere", "contact2", "Contact"])
def test_an_area_that_the_board_has_not_is_not_found(seminar: Seminar, signed_in: SignIn, area: str) -> None:
    assert signed_in(seminar.worker).get(f"/cycles/{seminar.cycle.id}/board/{area}").status_code == 404


def test_the_worker_reads_the_board_and_changes_nothing(seminar: Seminar, draft: Proposal, signed_in: SignIn) -> None:
    browser = signed_in(seminar.worker)
    board = browser.get(f"/cycles/{seminar.cycle.id}/board/contact").text
    assert TEXT in board
    assert "/proposals/" not in board
    address = address_of(seminar, draft)
    for act in (address, f"{address}/decision/take-back", f"{address}/remove"):
        assert browser.post(act, data=sent()).status_code == 404
    assert fresh(draft).text == TEXT


def test_a_theme_with_many_quotes_folds_after_five(seminar: Seminar, signed_in: SignIn) -> None:
    theme, text = making.a_theme(seminar), seminar.transcripts[0]
    browser, board = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/board/contact"
    for number, begin in enumerate((0, 4, 8, 13, 18, 22)):
        marking.mark(
            seminar.leads, seminar.cycle.id, text.id, theme_id=theme.id, start=(1, begin), end=(1, begin + 2)
        )  # fmt: skip
        db.session.commit()
        page = browser.get(board).text
        assert page.count("<blockquote") == number + 1
        assert ("<details" in page.partition('id="quotes-')[2]) is (number == 5)
    folded = page.partition('id="quotes-')[2].partition("<details")[2].partition("</details>")[0]
    assert "1 citat till" in folded
    assert folded.count("<blockquote") == 1

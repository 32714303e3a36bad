"""The pages of decisions and actions: what is said, what is chosen, and how few questions the list asks."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from seminar.actions import checkpoints, child_words, deciding
from seminar.actions.models import Action, ActionKind
from seminar.proposals.models import Decision
from tests.inspection import inspect_page
from tests.seminar import making, promising
from tests.seminar.making import Seminar
from tests.wall_clock import ahead
from toolkit import clock, content
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
pytestmark = pytest.mark.clock(datetime(2027, 4, 14, 9, tzinfo=UTC))


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    found = making.a_seminar((13, "girl"), (10, "boy"))
    found.cycle.state = CycleState.RUNNING
    making.an_excerpt(found, making.a_theme(found))
    making.read_all(found)
    return found


@pytest.fixture
def action(seminar: Seminar) -> Action:
    made = promising.an_action(seminar, due=date(2027, 4, 20), kind=ActionKind.ROUTINE)
    db.session.commit()
    return made


def opened(browser: FlaskClient, address: str) -> str:
    page = browser.get(address)
    assert page.status_code == 200, address
    inspect_page(page.text, page.headers)
    return page.text.partition("<main")[2].partition("</main>")[0]


def sent(**values: object) -> dict[str, object]:
    day = (clock.today() + timedelta(days=60)).isoformat()
    return {"decision": "yes", "kind": "routine", "responsible": "Team Barn", "due": day, "version": 1, **values}


def test_the_leader_decides_beside_the_childrens_words(seminar: Seminar, signed_in: SignIn) -> None:
    draft = promising.propose(seminar)
    db.session.commit()
    browser, address = signed_in(seminar.leader), f"/cycles/{seminar.cycle.id}/proposals/{draft.id}/decision"
    page = opened(browser, address)
    for told in (making.LINES[1][1], "Färre än 5 barn", 'value="2027-'):
        assert told in page
    assert "13–14 år" not in page, "of few it is not said who they are beside their words"
    for missing in (
        {"responsible": " "},
        {"due": "2027-04-13"},
        {"decision": ""},
        {"decision": "changed", "words": ""},
    ):
        answer = browser.post(address, data=sent(**missing))
        assert answer.status_code == 422
        inspect_page(answer.text, answer.headers)
    assert browser.post(address, data=sent()).headers["Location"] == "/waiting"
    db.session.expire_all()
    assert draft.decision is Decision.YES
    assert "Ja." in opened(browser, address)


def test_of_two_leaders_the_second_sees_what_stands_beside_the_own_words(seminar: Seminar, signed_in: SignIn) -> None:
    draft = promising.propose(seminar)
    db.session.commit()
    browser, address = signed_in(seminar.leader), f"/cycles/{seminar.cycle.id}/proposals/{draft.id}/decision"
    assert browser.post(address, data=sent(decision="no", words="Huset är inte vårt.")).status_code == 303
    late = browser.post(address, data=sent(decision="no", words="Vi har inga pengar."))
    assert late.status_code == 409
    inspect_page(late.text, late.headers)
    for words in ("Huset är inte vårt.", "Vi har inga pengar."):
        assert words in late.text
    db.session.expire_all()
    assert draft.decision_words == "Huset är inte vårt."
    seen = sent(decision="no", words="Vi har inga pengar.", version=draft.version)
    assert browser.post(address, data=seen).status_code == 303


def test_a_no_that_a_child_cannot_read_is_asked_about_once(seminar: Seminar, signed_in: SignIn) -> None:
    draft = promising.propose(seminar)
    db.session.commit()
    browser, address = signed_in(seminar.leader), f"/cycles/{seminar.cycle.id}/proposals/{draft.id}/decision"
    hard = sent(decision="no", words="Delegationsordningen medger inte individuella inpasseringskoder.")
    page = browser.post(address, data=hard)
    assert "Kan ett barn läsa det?" in page.text
    db.session.expire_all()
    assert draft.decision is None
    advised = re.search(r'name="advised"[^>]*value="(\d+)"', page.text)
    assert advised
    assert browser.post(address, data=hard | {"advised": advised[1]}).status_code == 303
    db.session.expire_all()
    assert draft.decision is Decision.NO


@pytest.mark.one_database
def test_the_board_and_the_list_say_which_it_was(seminar: Seminar, signed_in: SignIn) -> None:
    promising.decide(seminar, promising.propose(seminar, "Nej-förslaget"), Decision.NO, words="Huset är inte vårt.")
    promising.decide(seminar, promising.propose(seminar, "Annat-förslaget"), Decision.CHANGED, words="Ett brev.")
    promising.propose(seminar, "Väntar-förslaget")
    db.session.commit()
    board = opened(signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/board/contact")
    assert "Det blev ett nej: Huset är inte vårt." in board
    assert "Det blev: Ett brev." in board
    listed = opened(signed_in(seminar.leader), f"/cycles/{seminar.cycle.id}/proposals")
    assert listed.index("Väntar-förslaget") < listed.index("Nej-förslaget")
    assert "Blev ett nej" in listed


def test_all_years_stand_on_one_page_without_a_name_in_the_address(
    seminar: Seminar, action: Action, signed_in: SignIn
) -> None:
    later = making.another_cycle(seminar)
    later.cycle.year, later.cycle.state = seminar.cycle.year + 1, CycleState.RUNNING
    promising.an_action(later, "Ett brev.", responsible="Team Ungdom", kind=ActionKind.INFORMATION)
    db.session.commit()
    leader, worker = signed_in(seminar.leader), signed_in(seminar.worker)
    page = opened(leader, "/actions")
    assert "Ett brev." in page
    assert f"/cycles/{later.cycle.id}/actions/{action.id}/carry-over" in page
    assert "carry-over" not in opened(worker, "/actions")
    [number] = re.findall(r'<option value="(\d+)">Team Ungdom', page)
    for query, holds in (
        (f"responsible={number}", False),
        ("kind=routine", True),
        ("state=verified", False),
        ("kind=x", True),
    ):
        assert (action.what in opened(leader, f"/actions?{query}").partition('class="rows')[2]) is holds, query


def test_the_way_of_an_action_through_its_pages(seminar: Seminar, action: Action, signed_in: SignIn) -> None:
    leader, worker, own = signed_in(seminar.leader), signed_in(seminar.worker), f"/actions/{action.id}"
    today = clock.today().isoformat()
    assert worker.get(f"{own}/report").status_code == 404
    done = {"state": "done", "note": "Klart nu.", "link": "https://intranat.example/rutin", "on": today, "seen": 0}
    assert leader.post(f"{own}/report", data=done | {"link": "rutinen"}).status_code == 422
    assert leader.post(f"{own}/report", data=done).headers["Location"] == own
    late = leader.post(f"{own}/report", data=done | {"note": "Andra ord."})
    assert late.status_code == 409
    assert "Klart nu." in late.text
    page = opened(leader, own)
    assert 'href="https://intranat.example/rutin"' in page
    assert f"{own}/confirm" not in page
    assert f"{own}/confirm" in opened(worker, own)
    not_yet = {"is_in_use": "no", "note": "Ingen har sett det.", "version": 1}
    assert worker.post(f"{own}/confirm", data=not_yet | {"note": ""}).status_code == 422
    assert worker.post(f"{own}/confirm", data=not_yet).status_code == 303
    assert "Ingen har sett det." in opened(leader, own)
    assert leader.post(f"{own}/give-up", data={"reason": "", "version": 1}).status_code == 422
    assert leader.post(f"{own}/give-up", data={"reason": "Det gick inte.", "version": 1}).status_code == 303
    assert "Det gick inte." in opened(worker, own)
    assert leader.post(f"{own}/change", data=sent(what="x", version=action.version)).status_code == 409
    assert leader.post(f"{own}/reopen", data={"reason": "Nu går det.", "version": 2}).status_code == 303
    page = opened(leader, own)
    for told in ("Klart nu.", "Ingen har sett det.", "Det gick inte.", "Nu går det."):
        assert told in page


@pytest.mark.parametrize("kind", ["carry-over", "give-up", "reopen", "confirm"])
def test_of_two_windows_the_second_keeps_its_words_beside_what_stands(
    seminar: Seminar, action: Action, signed_in: SignIn, kind: str
) -> None:
    later = making.another_cycle(seminar)
    later.cycle.year, later.cycle.state = seminar.cycle.year + 1, CycleState.RUNNING
    if kind in {"reopen", "confirm"}:
        promising.tell(seminar, action, "done")
    if kind == "reopen":
        promising.confirm(seminar, action)
    db.session.commit()
    browser = signed_in(seminar.worker if kind == "confirm" else seminar.leader)
    own = f"/actions/{action.id}/{kind}"
    address = f"/cycles/{later.cycle.id}{own}" if kind == "carry-over" else own
    seen = re.search(r'name="version"[^>]*value="(\d+)"', opened(browser, address))
    assert seen is not None
    field, more = ("note", {"is_in_use": "no"}) if kind == "confirm" else ("reason", {"due": "2027-06-01"})
    sends = {field: "De första orden.", "version": seen[1], **more}
    assert [browser.post(address, data=sends).status_code for _ in range(2)] == [303, 303], "the same words are once"
    late = browser.post(address, data=sends | {field: "De andra orden."})
    assert late.status_code == 409
    inspect_page(late.text, late.headers)
    told = late.text.partition("<main")[2]
    for words in ("De första orden.", "De andra orden.", "skrivs inte över"):
        assert words in told
    assert browser.get(address).status_code == 303, "what is settled is not asked again"


def test_what_a_new_year_lacks_is_said_at_once(seminar: Seminar, action: Action, signed_in: SignIn) -> None:
    later = making.another_cycle(seminar)
    later.cycle.year, later.cycle.state = seminar.cycle.year + 1, CycleState.RUNNING
    db.session.commit()
    address = f"/cycles/{later.cycle.id}/actions/{action.id}/carry-over"
    page = signed_in(seminar.leader).post(address, data={"reason": "", "due": "", "version": action.version})
    assert "2 saker att rätta" in page.text


def test_an_owner_who_left_and_a_day_that_has_been_are_said(seminar: Seminar, signed_in: SignIn) -> None:
    action = promising.an_action(seminar, responsible=seminar.worker.name, due=clock.today())
    seminar.worker.is_active = False
    db.session.commit()
    with ahead(timedelta(days=3)):
        leader = signed_in(seminar.leader)
        for page in (opened(leader, f"/actions/{action.id}"), opened(leader, "/actions")):
            assert f"{seminar.worker.name} arbetar inte kvar här" in page
            assert "I dag går lika bra" in page
        assert f"/actions/{action.id}/change#responsible" in opened(leader, f"/actions/{action.id}")


def test_a_long_list_asks_the_database_no_more_than_a_short_one(
    seminar: Seminar, action: Action, signed_in: SignIn
) -> None:
    browser = signed_in(seminar.leader)

    def questions() -> int:
        asked: list[str] = []
        listen = (db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        event.listen(*listen)
        opened(browser, "/actions")
        event.remove(*listen)
        return len(asked)

    opened(browser, "/actions")
    few = questions()
    for number in range(8):
        more = promising.an_action(seminar, f"Löfte {number}", theme=f"Tema {number}")
        promising.tell(seminar, more, "done")
        promising.confirm(seminar, more, is_in_use=False, note="Inte än.")
    db.session.commit()
    assert questions() == few


@pytest.mark.one_database
def test_a_decision_that_is_taken_back_is_undone_on_its_page(
    seminar: Seminar, action: Action, signed_in: SignIn
) -> None:
    browser, proposal = signed_in(seminar.leader), action.proposal
    address = f"/cycles/{seminar.cycle.id}/proposals/{proposal.id}/decision"
    assert "take-back" in opened(browser, address)
    promising.tell(seminar, action, "going")
    db.session.commit()
    assert "take-back" not in opened(browser, address)
    assert browser.post(f"{address}/take-back").status_code == 409
    assert not deciding.may_take_back(seminar.decides, proposal)


def test_checkpoints_come_in_the_order_of_their_days() -> None:
    def keys(decided: date, today: date) -> list[tuple[str, str]]:
        return [(each.key, each.when) for each in checkpoints.of_action(decided, 2026, {}, today=today)]

    assert keys(date(2027, 3, 10), date(2027, 5, 2)) == [
        ("tertial_1", "done"), ("two_months", "now"), ("tertial_2", "later"), ("year_end", "later"),
    ]  # fmt: skip
    assert keys(date(2027, 12, 30), date(2028, 1, 1)) == [("two_months", "now")]


def test_words_that_a_child_reads_easily_get_no_advice(app: Flask) -> None:
    words = content.current().plain_words
    assert child_words.advise("Huset är inte vårt. Vi får inte ge ut fler koder.", words).is_nothing
    assert child_words.advise("  ", words).is_nothing
    assert child_words.advise("Delegationsordningen medger inte individuella inpasseringskoder.", words).is_heavy

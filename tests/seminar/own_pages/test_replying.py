"""After the decisions the same code opens what the unit answers."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from seminar.actions import plans, progressing
from seminar.actions.plans import Plan
from seminar.own_pages import replying
from seminar.proposals.models import Decision, Proposal
from seminar.report import released
from seminar.report.outline import AnnualReport, Promise, QuestionArea, ThemeRow
from seminar.report.released import Released
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making, promising
from tests.seminar.own_pages.conftest import Asked
from toolkit import clock
from toolkit.db import db
from toolkit.disclosure.shares import Share
from toolkit.disclosure.shown import NOT_SAID


def decide(asked: Asked, text: str, decision: Decision | None, words: str = "", *, days: int | None = 30) -> Proposal:
    theme = making.a_theme(asked.seminar, f"Tema om {text}")
    made: Proposal = make.add(
        Proposal(
            theme_id=theme.id, text=text, written_by_id=asked.seminar.facilitator.id, decision=decision,
            decision_words=words, decided_at=clock.now() if decision else None,
            decided_by_id=asked.seminar.leader.id if decision else None,
            due=clock.today() + timedelta(days=days) if days is not None else None,
        )
    )  # fmt: skip
    db.session.commit()
    return made


def test_what_is_changed_what_takes_longer_and_what_becomes_a_no_and_why(child: FlaskClient, asked: Asked) -> None:
    decide(asked, "skriva sms före mötet", Decision.YES)
    decide(asked, "byta rum", Decision.CHANGED, "måla om väntrummet", days=400)
    decide(asked, "öppet på söndagar", Decision.NO, "vi har inte personal till det")
    decide(asked, "inte bestämt än", None)
    asked.report()
    page = child.get("/mine/page")
    inspect_page(page.text, page.headers)
    parts = page.text.split("<h2>")
    told, changes, later, refused = parts[1:]
    assert "Tema om skriva sms" in told
    assert "skriva sms före mötet" in changes
    assert "måla om väntrummet" in later
    assert "byta rum" not in changes + later
    assert "öppet på söndagar" in refused
    assert "Därför: vi har inte personal till det" in " ".join(refused.split())
    assert "inte bestämt än" not in page.text
    assert 'data-module="aloud"' in page.text


@pytest.mark.parametrize("is_released", [True, False])
def test_a_change_is_told_in_the_words_for_children_where_somebody_wrote_them(
    child: FlaskClient, asked: Asked, is_released: bool
) -> None:
    """Also what was decided after the report."""
    if not is_released:
        decide(asked, "skriva sms före mötet", None)
        asked.report()
    decided = decide(asked, "skriva sms före mötet", Decision.YES) if is_released else db.session.query(Proposal).one()
    decided.decision, decided.decided_at, decided.decided_by_id = Decision.YES, clock.now(), asked.seminar.leader.id
    decided.for_children = "Du får ett sms dagen innan."
    db.session.commit()
    if is_released:
        asked.report()
    page = child.get("/mine/page").text
    assert "Du får ett sms dagen innan." in page
    assert "skriva sms före mötet" not in page.partition("<h2>Det här ändrar vi")[2]


def test_before_the_report_stands_nothing_is_told(child: FlaskClient, asked: Asked) -> None:
    decide(asked, "skriva sms före mötet", Decision.YES)
    assert replying.find_reply(asked.seminar.cycle) is None
    assert "skriva sms" not in child.get("/mine/page").text


def test_it_speaks_to_the_child_s_age(child: FlaskClient, asked: Asked) -> None:
    decide(asked, "öppet på söndagar", Decision.NO, "vi har inte personal till det")
    asked.assignment.child.age = 6
    asked.report()
    page = child.get("/mine/page").text
    assert "Det här gör vi inte" in page
    assert "Det här blir det inget av" not in page


def stands(monkeypatch: pytest.MonkeyPatch, *promises: Promise) -> None:
    """An edition has been released that says this under one theme."""
    row = ThemeRow(1, "Tema i utgåvan", Share(NOT_SAID, NOT_SAID), promises=promises)
    report = AnnualReport(2026, "Enheten", "Kommunen", clock.now(), areas=(QuestionArea("Kontakt", (row,)),))
    monkeypatch.setattr(released, "find_handed_out", lambda _cycle: Released(1, clock.now(), report))


def test_what_was_released_is_told_as_it_was_released(
    child: FlaskClient, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(asked, "skriva sms före mötet", Decision.NO, "det ändrades efteråt")
    asked.report()
    soon = clock.today() + timedelta(days=30)
    stands(monkeypatch, Promise("skriva sms före mötet", decided=True, due=soon))
    reply = replying.find_reply(asked.seminar.cycle)
    assert reply is not None
    assert (reply.told, reply.changes, reply.refused) == (("Tema i utgåvan",), ("skriva sms före mötet",), ())
    assert "det ändrades efteråt" not in child.get("/mine/page").text


def test_what_waited_then_and_is_decided_since_stands_with_it(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    decide(asked, "byta rum", Decision.NO, "huset är inte vårt")
    decide(asked, "ett nytt förslag", Decision.YES)
    asked.report()
    stands(monkeypatch, Promise("byta rum"), Promise("måla", decided=True))
    reply = replying.find_reply(asked.seminar.cycle)
    assert reply is not None
    assert reply.refused == (("byta rum", "huset är inte vårt"),)
    assert (reply.changes, reply.later) == ((), ("måla",)), "what has no day takes longer, as in the papers"


def test_whoever_answers_while_another_edition_is_written_is_told_that_one_is_out(
    child: FlaskClient, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is to believe that a paper which is out can be changed."""
    assert "är ute redan" not in child.get("/mine/page").text
    stands(monkeypatch)
    page = child.get("/mine/page")
    assert "är ute redan" in page.text
    inspect_page(page.text, page.headers)


def test_what_was_told_stays_told_while_another_edition_is_written(
    child: FlaskClient, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The child reads the unit's answer, and is asked about its quotes for the next report beneath it."""
    stands(monkeypatch, Promise("måla", decided=True))
    assert asked.seminar.cycle.is_open
    page = child.get("/mine/page")
    inspect_page(page.text, page.headers)
    reply, _, below = page.text.partition("Om nästa rapport")
    assert "måla" in reply
    assert "är ute redan" in below
    assert "/mine/quotes/1" in below


def test_an_edition_that_tells_of_no_decision_hides_none(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    """A theme may leave a later edition with the child who took its interview back; what was decided stays decided."""
    decide(asked, "skriva sms före mötet", Decision.YES)
    asked.report()
    stands(monkeypatch)
    reply = replying.find_reply(asked.seminar.cycle)
    assert reply is not None
    assert reply.changes == ("skriva sms före mötet",)


@pytest.mark.parametrize("is_out", [True, False])
def test_a_promise_that_is_given_up_is_not_promised_any_more(
    child: FlaskClient, asked: Asked, monkeypatch: pytest.MonkeyPatch, is_out: bool
) -> None:
    action = promising.an_action(asked.seminar, "skriva sms före mötet", due=clock.today() + timedelta(days=30))
    plan = Plan(what="Fråga om nummer.", responsible="Team Barn", due=clock.today() + timedelta(days=30))
    more = plans.add(asked.seminar.decides, asked.seminar.cycle.id, action.proposal_id, plan=plan)
    asked.report()
    if is_out:
        soon = clock.today() + timedelta(days=30)
        stands(monkeypatch, Promise("skriva sms före mötet", plain="Du får ett sms.", decided=True, due=soon))
    told = "Du får ett sms." if is_out else "skriva sms före mötet"

    def reply() -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
        found = replying.find_reply(asked.seminar.cycle)
        assert found is not None
        return found.changes, found.refused

    progressing.give_up(asked.seminar.decides, action.id, reason="Telefonen är för gammal.", seen=0)
    assert reply() == ((told,), ()), "something goes on because of it"
    progressing.give_up(asked.seminar.decides, more.id, reason="Ingen kan svara på dem.", seen=0)
    assert reply() == ((), ((told, "Ingen kan svara på dem."),))
    db.session.commit()
    page = child.get("/mine/page")
    inspect_page(page.text, page.headers)
    assert "Det här ändrar vi" not in page.text
    assert "Ingen kan svara på dem." in page.text.partition("Det här blir det inget av")[2]
    progressing.reopen(asked.seminar.decides, more.id, reason="Nu finns en ny telefon.", seen=1)
    assert reply() == ((told,), ()), "it is a promise again"
    promising.tell(asked.seminar, more, "done")
    promising.confirm(asked.seminar, more)
    assert reply() == ((told,), ()), "it came about in part"

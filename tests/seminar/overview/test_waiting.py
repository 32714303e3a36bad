"""The unit leader's first page: what waits over all years, the nearest day first, with the children's words."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from seminar.actions.models import Action
from seminar.board import share_wording, voices
from seminar.overview import waiting
from seminar.proposals import proposing
from seminar.proposals.models import Proposal
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making, promising
from tests.seminar.making import Seminar
from tests.wall_clock import ahead
from toolkit import clock
from toolkit.audit.models import AuditEntry
from toolkit.cycles.models import Cycle, CyclePhase, CycleState
from toolkit.db import db
from toolkit.errors import NotFound
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
pytestmark = pytest.mark.clock(datetime(2027, 4, 14, 9, tzinfo=UTC))


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    """A running year whose decisions are meant for the end of May."""
    found = making.a_seminar((13, "girl"), (10, "boy"))
    put(found.cycle, CycleState.RUNNING, decides_by=date(2027, 5, 31))
    making.read_all(found)
    return found


def put(cycle: Cycle, state: CycleState, *, decides_by: date) -> None:
    cycle.state = state
    cycle.phases = [CyclePhase(key="board", starts_on=decides_by - timedelta(days=30), ends_on=decides_by)]
    db.session.flush()


def last_year(seminar: Seminar) -> Seminar:
    """The year before in the same unit, reported, with decisions meant for the end of March."""
    cycle = make.a_cycle(seminar.unit, seminar.facilitator, interviewers=(seminar.worker,))
    cycle.year -= 1
    put(cycle, CycleState.RUNNING, decides_by=date(2027, 3, 31))
    given = making.a_handed_over(cycle, seminar.unit, age=16, sex="girl")
    return Seminar(seminar.unit, cycle, seminar.facilitator, seminar.leader, seminar.worker, (given,))


def propose(seminar: Seminar, text: str, theme: str = "Tillit") -> Proposal:
    return proposing.write(seminar.leads, seminar.cycle.id, making.a_theme(seminar, theme).id, text=text)


def promise(seminar: Seminar, text: str, *, days: int) -> Action:
    due = clock.today() + timedelta(days=days)
    with ahead(timedelta(days=min(days, 0))):
        return promising.an_action(seminar, text, due=due)


def test_decisions_of_all_years_stand_with_the_childrens_words_the_nearest_day_first(seminar: Seminar) -> None:
    before = last_year(seminar)
    making.an_excerpt(seminar, making.a_theme(seminar))
    voices.write(seminar.leads, seminar.cycle.id, making.a_theme(seminar).id, text="Vi byter för ofta.")
    propose(seminar, "Ett sms dagen innan.")
    propose(before, "En egen tid.")
    older, newer = waiting.collect(seminar.decides).decisions
    assert [older.proposal.text, newer.proposal.text] == ["En egen tid.", "Ett sms dagen innan."]
    assert [(older.by, older.is_late), (newer.by, newer.is_late)] == [
        (date(2027, 3, 31), True),
        (date(2027, 5, 31), False),
    ]
    assert (newer.theme_voices.children, newer.theme_voices.of) == (1, 2)
    assert [quote.words for quote in newer.theme_voices.shown] == [making.LINES[1][1]]
    assert [voice.text for voice in newer.theme_voices.staff] == ["Vi byter för ofta."]
    assert (older.theme_voices.children, older.theme_voices.of) == (0, 0)  # nobody has read last year's


def test_promises_of_all_years_come_when_their_day_is_near(seminar: Seminar) -> None:
    before = last_year(seminar)
    promise(seminar, "Snart", days=10)
    promise(before, "Förfallet", days=-40)
    promise(before, "Sedan", days=90)
    done = promise(before, "Klart", days=-60)
    promising.tell(before, done, "done")
    promising.confirm(before, done)
    promising.tell(before, promise(before, "Ska ses", days=-50), "done")
    put(before.cycle, CycleState.REPORTED, decides_by=date(2027, 3, 31))
    found = waiting.collect(seminar.decides)
    assert [one.action.what for one in found.now] == ["Förfallet", "Snart"]
    assert [one.action.what for one in found.done] == ["Ska ses"]
    assert [one.action.what for one in found.later] == ["Sedan"]
    assert not found.decisions


def test_a_closed_year_and_another_unit_have_nothing_that_waits(seminar: Seminar) -> None:
    propose(seminar, "Ett sms dagen innan.")
    assert waiting.collect(making.a_seminar().decides).is_empty
    put(seminar.cycle, CycleState.CLOSED, decides_by=date(2027, 5, 31))
    assert waiting.collect(seminar.decides).is_empty


def test_only_the_unit_leader_has_it(seminar: Seminar, signed_in: SignIn) -> None:
    for person in (seminar.facilitator, seminar.worker):
        with pytest.raises(NotFound):
            waiting.collect(make.actor(person))
        assert signed_in(person).get("/waiting").status_code == 404


def test_the_leader_lands_there_and_the_look_stands_on_the_trail(seminar: Seminar, signed_in: SignIn) -> None:
    propose(seminar, "Ett sms dagen innan.")
    browser = signed_in(seminar.leader)
    assert browser.get("/").headers["Location"] == "/waiting"
    browser.get("/waiting")
    looks = select(AuditEntry.actor_id).where(AuditEntry.event == "seminar:voices:read")
    assert db.session.scalars(looks).all() == [seminar.leader.id]


def test_the_page_says_what_waits_and_is_kind_about_what_is_late(seminar: Seminar, signed_in: SignIn) -> None:
    browser = signed_in(seminar.leader)
    empty = browser.get("/waiting")
    inspect_page(empty.text, empty.headers)
    assert "Inget väntar på dig" in empty.text
    before = last_year(seminar)
    for position in (1, 3):
        making.an_excerpt(before, making.a_theme(before), position=position)
    propose(before, "En egen tid.")
    promise(before, "Förfallet", days=-40)
    promise(seminar, "Sedan", days=90)
    db.session.commit()
    page = browser.get("/waiting")
    inspect_page(page.text, page.headers)
    for words in (
        "1 förslag väntar på beslut", "1 löfte ska följas upp nu", "Färre än 5 barn", making.LINES[1][1],
        "Det gör nytta nu också", "I dag går lika bra", "Längre fram", before.cycle.name,
    ):  # fmt: skip
        assert words in page.text, words
    assert "Flicka" not in page.text, "she is the only one of her age"


def test_the_childrens_words_stand_where_one_decides(seminar: Seminar, signed_in: SignIn) -> None:
    theme = making.a_theme(seminar)
    making.an_excerpt(seminar, theme)
    voices.write(seminar.leads, seminar.cycle.id, theme.id, text="Vi byter för ofta.")
    row = propose(seminar, "Ett sms dagen innan.")
    page = signed_in(seminar.leader).get(f"/cycles/{seminar.cycle.id}/proposals/{row.id}")
    inspect_page(page.text, page.headers)
    for words in ("Färre än 5 barn", making.LINES[1][1], "Vi byter för ofta."):
        assert words in page.text


def test_who_sees_the_board_is_told_why_the_number_looks_otherwise_there(seminar: Seminar, signed_in: SignIn) -> None:
    making.an_excerpt(seminar, making.a_theme(seminar))
    row = propose(seminar, "Ett sms dagen innan.")
    db.session.commit()
    for who, is_told in ((seminar.facilitator, True), (seminar.leader, False)):
        page = signed_in(who).get(f"/cycles/{seminar.cycle.id}/proposals/{row.id}")
        inspect_page(page.text, page.headers)
        assert "Färre än 5 barn" in page.text
        assert ("På tavlan ser ni det exakt" in page.text) == is_told


def test_few_children_are_few_here_as_in_the_report(seminar: Seminar, signed_in: SignIn) -> None:
    """The leader's first page and the report stand side by side: one says no number that the other hides."""
    seminar.unit.small_group = 2
    making.an_excerpt(seminar, making.a_theme(seminar))
    propose(seminar, "Ett sms dagen innan.")
    db.session.commit()
    browser = signed_in(seminar.leader)
    assert "Färre än 2 av 2 barn" in browser.get("/waiting").text
    making.an_excerpt(seminar, making.a_theme(seminar), transcript=1)
    db.session.commit()
    assert "2 av 2 barn" in browser.get("/waiting").text
    (theme_voices,) = voices.list_voices(seminar.leads, seminar.cycle.id)
    assert share_wording.share_of_children(theme_voices.share) == "2 av 2 barn"


def test_a_long_list_asks_the_database_no_more_than_a_short_one(seminar: Seminar) -> None:
    def questions() -> int:
        db.session.expire_all()
        asked: list[str] = []
        listen = (db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        event.listen(*listen)
        waiting.collect(decides)
        event.remove(*listen)
        return len(asked)

    decides = seminar.decides
    making.an_excerpt(seminar, making.a_theme(seminar))
    propose(seminar, "Ett sms dagen innan.")
    promise(seminar, "Snart", days=10)
    db.session.commit()
    few = questions()
    for number in range(6):
        making.an_excerpt(seminar, making.a_theme(seminar, f"Tema {number}"), transcript=number % 2)
        propose(seminar, f"Förslag {number}", theme=f"Tema {number}")
        promise(seminar, f"Löfte {number}", days=number)
    db.session.commit()
    assert questions() == few <= 19

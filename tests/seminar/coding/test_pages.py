"""Coding in the browser: what stands on the pages, undo, setting aside, and who may do it."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.board import voices
from seminar.coding import marked_texts, marking
from seminar.coding.models import Coding
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.access import Role
from toolkit.db import db
from toolkit.errors import NotFound
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
QUOTE = making.LINES[1][1]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


@pytest.fixture
def row(seminar: Seminar) -> Coding:
    return making.an_excerpt(seminar, making.a_theme(seminar))


def quotes(seminar: Seminar) -> list[str]:
    db.session.expire_all()
    return [each.excerpt.quote for each in marked_texts.list_codings(seminar.transcripts[0])]


def test_the_list_says_who_speaks_and_how_far_the_reading_is(seminar: Seminar, signed_in: SignIn) -> None:
    browser, address = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/seminar"
    before = browser.get(address)
    inspect_page(before.text, before.headers)
    assert "Flicka, 13–14 år" in before.text
    assert "Inte läst än" in before.text
    making.an_excerpt(seminar, making.a_theme(seminar))
    db.session.commit()
    after = browser.get(address).text
    assert "Inte läst än" not in after
    assert seminar.transcripts[0].assignment.child.code not in after


def test_texts_and_interviews_are_counted_apart(seminar: Seminar, signed_in: SignIn) -> None:
    browser, address = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/seminar"
    assert "1 intervju är överlämnad" in browser.get(address).text
    assert "i 1 text" not in browser.get(address).text
    making.another_part(seminar.transcripts[0])
    db.session.commit()
    page = " ".join(browser.get(address).text.split())
    assert "1 intervju är överlämnad i 2 texter" in page
    assert "Intervju 1 av 1, del 2" in page


def test_taking_away_and_putting_back_keep_the_place(seminar: Seminar, row: Coding, signed_in: SignIn) -> None:
    browser, address = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/seminar/codings/{row.id}"
    for step, left in (("remove", []), ("remove", []), ("restore", [QUOTE]), ("restore", [QUOTE])):
        answer = browser.post(f"{address}/{step}")
        assert answer.headers["Location"].endswith(f"/transcripts/{seminar.transcripts[0].id}#line-1")
        assert quotes(seminar) == left
    told = ["seminar:excerpt:coded", "seminar:excerpt:removed", "seminar:change:undone"]
    assert making.events_of(row.id) == told


def test_setting_aside_takes_the_quote_from_the_wall_and_not_from_the_count(
    seminar: Seminar, row: Coding, signed_in: SignIn
) -> None:
    browser, board = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/board"
    address = f"/cycles/{seminar.cycle.id}/seminar/codings/{row.id}/shown"
    for shown in (False, True):
        answer = browser.post(address, data={"shown": int(shown)})
        assert answer.headers["Location"].endswith(f"/board/themes/{row.theme_id}")
        wall, theme = browser.get(f"{board}/contact").text, browser.get(f"{board}/themes/{row.theme_id}").text
        assert (QUOTE in wall) is shown
        assert QUOTE in theme
        for page in (wall, theme):
            assert "1 av 1 barn" in page


def test_the_page_of_a_text_shows_what_is_marked(seminar: Seminar, row: Coding, signed_in: SignIn) -> None:
    page = signed_in(seminar.facilitator).get(
        f"/cycles/{seminar.cycle.id}/seminar/transcripts/{seminar.transcripts[0].id}"
    )
    inspect_page(page.text, page.headers)
    assert f"/codings/{row.id}/remove" in page.text
    assert "1 barn" in page.text


def test_marking_and_a_new_theme_that_exists_is_the_theme_that_exists(
    seminar: Seminar, row: Coding, signed_in: SignIn
) -> None:
    sent = {"start_segment": 3, "theme_id": "", "new_theme": "TILLIT", "new_area": "contact"}
    address = f"/cycles/{seminar.cycle.id}/seminar/transcripts/{seminar.transcripts[0].id}"
    assert signed_in(seminar.facilitator).post(address, data=sent).status_code == 303
    theme_voices = voices.list_voices(seminar.leads, seminar.cycle.id)
    assert [(each.theme.name, len(each.codings), each.children) for each in theme_voices] == [("Tillit", 2, 1)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"start_segment": 77}, {"start_segment": "x"}, {"theme_id": "no id"}, {"end_offset": -1},
        {"start_offset": 0, "end_segment": 1, "end_offset": 9999},
        {"start_offset": 0, "end_segment": 77, "end_offset": 1},
        {"start_offset": 3, "end_segment": 1, "end_offset": 3},
        {"start_offset": 10**30, "end_segment": 1, "end_offset": 3},
    ],
)  # fmt: skip
def test_what_no_page_sends_is_refused_and_marks_nothing(
    seminar: Seminar, signed_in: SignIn, wrong: dict[str, object]
) -> None:
    sent = {"start_segment": 1, "theme_id": making.a_theme(seminar).id, **wrong}
    address = f"/cycles/{seminar.cycle.id}/seminar/transcripts/{seminar.transcripts[0].id}"
    assert signed_in(seminar.facilitator).post(address, data=sent).status_code == 422
    assert quotes(seminar) == []


def test_a_theme_that_was_refused_with_the_words_is_not_made(seminar: Seminar, signed_in: SignIn) -> None:
    sent = {"start_segment": 1, "start_offset": 0, "end_segment": 1, "end_offset": 9999, "theme_id": ""}
    sent |= {"new_theme": "Nytt", "new_area": "contact"}
    address = f"/cycles/{seminar.cycle.id}/seminar/transcripts/{seminar.transcripts[0].id}"
    assert signed_in(seminar.facilitator).post(address, data=sent).status_code == 422
    assert voices.list_voices(seminar.leads, seminar.cycle.id) == []


def test_nobody_else_changes_a_coding(seminar: Seminar, row: Coding, signed_in: SignIn) -> None:
    next_year = making.another_cycle(seminar).cycle.id
    steps = ("remove", "restore", "shown")
    for person in (seminar.leader, seminar.worker, making.a_seminar().facilitator):
        browser = signed_in(person)
        for step in steps:
            assert browser.post(f"/cycles/{seminar.cycle.id}/seminar/codings/{row.id}/{step}").status_code == 404
    browser = signed_in(seminar.facilitator)
    for step in steps:
        assert browser.post(f"/cycles/{next_year}/seminar/codings/{row.id}/{step}").status_code == 404
    assert quotes(seminar) == [QUOTE]
    assert row.on_board


@pytest.mark.parametrize("role", [Role.UNIT_LEADER, Role.SOCIAL_WORKER, Role.ADMINISTRATOR])
def test_only_the_facilitator_marks(seminar: Seminar, row: Coding, role: Role) -> None:
    person = make.actor(make.a_person(seminar.unit, role))
    tries: tuple[Callable[[], object], ...] = (
        lambda: marking.remove(person, seminar.cycle.id, row.id),
        lambda: marking.show(person, seminar.cycle.id, row.id, on_board=False),
        lambda: marking.mark_segment(
            person, seminar.cycle.id, seminar.transcripts[0].id, theme_id=row.theme_id, position=3
        ),
    )
    for act in tries:
        with pytest.raises(NotFound):
            act()
    assert quotes(seminar) == [QUOTE]


def test_every_way_into_the_seminar_leads_to_the_cycle_that_is_due(seminar: Seminar, signed_in: SignIn) -> None:
    browser = signed_in(seminar.facilitator)
    assert browser.get("/seminar").headers["Location"].endswith(f"/cycles/{seminar.cycle.id}/seminar")
    assert browser.get("/board").headers["Location"].endswith(f"/cycles/{seminar.cycle.id}/board")

"""Participants code: what they may read and nothing else, their own marks back, others' not."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.coding import by_theme, marked_texts, marking, reader_marks, readings
from seminar.coding.models import Coding
from seminar.live import undo
from seminar.seminars import planning
from seminar.seminars.models import Seminar as Day
from seminar.texts import transcripts
from seminar.themes import codebook, removing
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.making import Seminar
from tests.seminar.seminars import days
from toolkit.access import Actor, Role
from toolkit.db import db
from toolkit.errors import NotFound, WrongState
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar((13, "girl"), (9, "boy"), (16, "girl"))


@pytest.fixture
def day(seminar: Seminar) -> Day:
    """A seminar with the worker, who handles the second child, and with the interviewer of the third."""
    days.handles(seminar.transcripts[1], seminar.worker)
    return days.a_day(seminar, seminar.worker, seminar.transcripts[2].assignment.interviewer)


@pytest.fixture
def goes_on(seminar: Seminar, day: Day) -> Day:
    return planning.open_seminar(seminar.leads, *days.ids(seminar, day))


def opens(person: Person, seminar: Seminar) -> list[int]:
    """The numbers of the texts that somebody opens."""
    found = []
    for number, text in enumerate(seminar.transcripts, 1):
        try:
            marked_texts.open_page(make.actor(person), seminar.cycle.id, text.id)
        except NotFound:
            continue
        found.append(number)
    return found


def mark(actor: Actor, seminar: Seminar, *, text: int = 0, position: int = 1, theme: str = "Tillit") -> Coding:
    theme_id = making.a_theme(seminar, theme).id
    transcript_id = seminar.transcripts[text].id
    return marking.mark_segment(actor, seminar.cycle.id, transcript_id, theme_id=theme_id, position=position)


def text_of(seminar: Seminar, number: int = 0) -> str:
    return f"/cycles/{seminar.cycle.id}/seminar/transcripts/{seminar.transcripts[number].id}"


def test_every_text_but_ones_own_and_that_of_a_child_whom_one_handles(seminar: Seminar, day: Day) -> None:
    interviewer = seminar.transcripts[2].assignment.interviewer
    everybody = (seminar.worker, interviewer, seminar.facilitator, seminar.leader)
    assert [opens(one, seminar) for one in everybody] == [[], [], [1, 2, 3], []]
    planning.open_seminar(seminar.leads, *days.ids(seminar, day))
    assert [opens(one, seminar) for one in everybody] == [[1, 3], [1, 2], [1, 2, 3], []]
    strange, uninvited = making.a_seminar(), make.a_person(seminar.unit, Role.SOCIAL_WORKER)
    others = (strange.facilitator, strange.worker, uninvited, make.a_person(seminar.unit, Role.ADMINISTRATOR))
    assert [opens(one, seminar) for one in others] == [[]] * 4
    planning.end(seminar.leads, *days.ids(seminar, day))
    assert [opens(one, seminar) for one in everybody] == [[], [], [1, 2, 3], []]


def test_a_leader_of_seminars_reads_all_as_before(seminar: Seminar, goes_on: Day) -> None:
    both = make.a_person(seminar.unit, Role.FACILITATOR, Role.SOCIAL_WORKER)
    days.handles(seminar.transcripts[0], both)
    assert opens(both, seminar) == [1, 2, 3]


def test_the_list_keeps_the_numbers_and_says_which_one_held(seminar: Seminar, goes_on: Day) -> None:
    interviewer = make.actor(seminar.transcripts[2].assignment.interviewer)
    listed = [
        [(one.number.number, one.number.of, one.may_open) for one in transcripts.list_texts(actor, seminar.cycle.id)]
        for actor in (seminar.leads, make.actor(seminar.worker), interviewer)
    ]
    assert listed == [
        [(1, 3, True), (2, 3, True), (3, 3, True)],
        [(1, 3, True), (3, 3, True)],
        [(1, 3, True), (2, 3, True), (3, 3, False)],
    ]


def test_what_a_participant_codes_counts_and_is_on_the_trail(seminar: Seminar, goes_on: Day) -> None:
    row = mark(make.actor(seminar.worker), seminar)
    assert [one.children for one in by_theme.list_raised(seminar.leads, seminar.cycle.id)] == [1]
    assert readings.list_read(seminar.leads, seminar.cycle.id) == {seminar.transcripts[0].id}
    assert making.events_of(row.id) == ["seminar:excerpt:coded"]
    with pytest.raises(NotFound):
        mark(make.actor(seminar.worker), seminar, text=1)


def test_ones_own_is_taken_away_and_put_back_and_a_colleagues_is_not(seminar: Seminar, goes_on: Day) -> None:
    interviewer = make.actor(seminar.transcripts[2].assignment.interviewer)
    worker, cycle = make.actor(seminar.worker), seminar.cycle.id
    own, theirs = mark(worker, seminar), mark(interviewer, seminar, position=3)
    marking.remove(worker, cycle, own.id)
    marking.restore(worker, cycle, own.id)
    with pytest.raises(WrongState, match="A colleague put it there"):
        marking.remove(worker, cycle, theirs.id)
    with pytest.raises(NotFound):
        marking.show(worker, cycle, own.id, on_board=False)
    with pytest.raises(NotFound):
        readings.mark_read(worker, cycle, seminar.transcripts[0].id, is_read=True)
    marking.remove(seminar.leads, cycle, theirs.id)
    assert list(marked_texts.list_codings(seminar.transcripts[0])) == [own]
    again = mark(worker, seminar, position=3)
    assert (again.id, again.coded_by_id) == (theirs.id, worker.id), "whoever puts it back has coded it"


def test_undo_is_ones_own_and_a_new_theme_is_among_it(seminar: Seminar, goes_on: Day) -> None:
    worker, cycle = make.actor(seminar.worker), seminar.cycle.id
    theme = codebook.create(worker, cycle, name="Nytt", area="contact")
    db.session.commit()
    last = undo.get_own(worker, cycle).last
    assert last is not None
    undo.take_back(worker, cycle, seq=last.seq)
    db.session.commit()
    assert theme not in codebook.list_themes(worker, cycle)
    again = undo.get_own(worker, cycle).again
    assert again is not None
    undo.take_back(worker, cycle, seq=again.seq)
    assert [one.name for one in codebook.list_themes(worker, cycle)] == ["Nytt"]
    with pytest.raises(NotFound):
        removing.remove(worker, cycle, theme.id)
    with pytest.raises(NotFound):
        codebook.create(
            make.actor(make.a_person(seminar.unit, Role.SOCIAL_WORKER)), cycle, name="Annat", area="contact"
        )


def test_marks_of_before_stand_beside_the_text_for_those_who_were_there(seminar: Seminar, day: Day) -> None:
    interviewer = seminar.transcripts[2].assignment.interviewer
    days.give(seminar, day, [(interviewer, seminar.transcripts[0])])
    days.a_mark(make.actor(interviewer), day, seminar.transcripts[0], "skickat ett sms")
    other = days.a_day(seminar, uninvited := make.a_person(seminar.unit, Role.SOCIAL_WORKER))
    for one in (day, other):
        planning.open_seminar(seminar.leads, *days.ids(seminar, one))
    seen = [
        len(reader_marks.list_marks(make.actor(one), seminar.transcripts[0]))
        for one in (seminar.worker, interviewer, uninvited, seminar.facilitator)
    ]
    assert seen == [1, 1, 0, 1]


def test_the_pages_offer_what_a_participant_may_do_and_no_more(
    seminar: Seminar, goes_on: Day, signed_in: SignIn
) -> None:
    mark(seminar.leads, seminar, position=3, theme="Tid")
    mark(make.actor(seminar.worker), seminar)
    db.session.commit()
    browser = signed_in(seminar.worker)
    index = browser.get(f"/cycles/{seminar.cycle.id}/seminar")
    inspect_page(index.text, index.headers)
    assert index.text.count("/transcripts/") == 2
    for word in ("Historik", "Räkna svaren", "Seminariedagar"):
        assert word not in index.text
    page = browser.get(text_of(seminar))
    inspect_page(page.text, page.headers)
    assert "Du har märkt 1 ställe här" in page.text
    assert page.text.count("/remove") == 1, "what others coded is not theirs to take away"
    assert "export" not in page.text
    assert "Vi har läst igenom" not in page.text
    assert making.events_of(seminar.transcripts[0].id)[-1] == "transcription:deidentified:read"


def test_parts_are_shared_by_those_who_may_do_the_same(seminar: Seminar, goes_on: Day, signed_in: SignIn) -> None:
    row = mark(seminar.leads, seminar)
    own = mark(make.actor(seminar.worker), seminar, position=3)
    db.session.commit()
    away = {
        person: signed_in(person).get(f"{text_of(seminar)}/now").text
        for person in (seminar.worker, seminar.facilitator)
    }
    interviewer = signed_in(seminar.transcripts[2].assignment.interviewer).get(f"{text_of(seminar)}/now").text
    assert f"/codings/{own.id}/remove" in away[seminar.worker]
    assert f"/codings/{row.id}/remove" not in away[seminar.worker]
    assert f"/codings/{row.id}/remove" in away[seminar.facilitator]
    assert "/remove" not in interviewer
    for page in (*away.values(), interviewer):
        assert 'id="line-1"' in page


def test_what_is_not_theirs_looks_missing_and_ones_own_interview_says_why(
    seminar: Seminar, goes_on: Day, signed_in: SignIn
) -> None:
    db.session.commit()
    handled = signed_in(seminar.worker).get(text_of(seminar, 1))
    missing = signed_in(seminar.worker).get(text_of(seminar).replace(str(seminar.transcripts[0].id), str(goes_on.id)))
    assert (handled.status_code, missing.status_code) == (404, 404)
    own = signed_in(seminar.transcripts[2].assignment.interviewer).get(text_of(seminar, 2))
    inspect_page(own.text, own.headers)
    assert "Den här intervjun höll du i" in own.text
    assert making.LINES[1][1] not in own.text
    assert making.events_of(seminar.transcripts[2].id) == []


def test_one_button_and_one_word_in_the_bar_lead_into_the_room(seminar: Seminar, day: Day, signed_in: SignIn) -> None:
    browser, room = signed_in(seminar.worker), f"/cycles/{seminar.cycle.id}/seminar"
    own = f"/cycles/{seminar.cycle.id}/seminars/{day.id}/mine"
    db.session.commit()
    assert f'href="{room}"' not in browser.get(own).text
    assert browser.get("/seminar").headers["Location"].endswith("/before-the-seminar")
    planning.open_seminar(seminar.leads, *days.ids(seminar, day))
    db.session.commit()
    page = browser.get(own)
    inspect_page(page.text, page.headers)
    assert f'href="{room}"' in page.text
    assert 'href="/seminar"' in page.text
    assert browser.get("/seminar").headers["Location"].endswith(room)
    leader = signed_in(seminar.leader).get(f"/cycles/{seminar.cycle.id}")
    assert 'href="/seminar"' not in leader.text

"""What waits: seen by everybody, counted nowhere, accepted or declined with one press, and undone by who did it."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.board import voices
from seminar.changes.models import SeminarChange
from seminar.coding import by_theme, marked_texts, marking, pending, readings, withdrawing
from seminar.coding.models import Coding
from seminar.exchange import gathering
from seminar.live import undo
from seminar.seminars import planning
from seminar.seminars.models import Seminar as Day
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.making import Seminar
from tests.seminar.seminars import days
from toolkit.access import Actor, Role
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.errors import NotFound, WrongState
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
QUOTE = making.LINES[1][1]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


@pytest.fixture
def day(seminar: Seminar) -> Day:
    """An open seminar at which the worker's codings wait."""
    return planning.open_seminar(
        seminar.leads, *days.ids(seminar, days.a_day(seminar, seminar.worker, codings_wait=True))
    )


@pytest.fixture
def worker(seminar: Seminar) -> Actor:
    return make.actor(seminar.worker)


@pytest.fixture
def row(seminar: Seminar, day: Day, worker: Actor) -> Coding:
    return mark(worker, seminar)


def mark(actor: Actor, seminar: Seminar, *, position: int = 1, theme: str = "Tillit") -> Coding:
    theme_id, text = making.a_theme(seminar, theme).id, seminar.transcripts[0].id
    return marking.mark_segment(actor, seminar.cycle.id, text, theme_id=theme_id, position=position)


def let_count(seminar: Seminar, day: Day) -> None:
    """From now on what is coded counts at once."""
    plan = days.a_plan(seminar.worker)
    planning.change(seminar.leads, *days.ids(seminar, day), plan=plan, version=day.version)


def figures(seminar: Seminar) -> tuple[object, ...]:
    """Everything that counts codings, or lists those that count."""
    leads, cycle = seminar.leads, seminar.cycle.id
    return (
        [one.children for one in by_theme.list_raised(leads, cycle)],
        [len(one.codings) for one in voices.list_voices(leads, cycle)],
        len(readings.list_read(leads, cycle)),
        sum(marked_texts.count_quotes(leads, cycle).values()),
        len(marked_texts.list_codings(seminar.transcripts[0])),
    )


def kinds() -> list[str]:
    """What happened once the day was opened and had a theme."""
    db.session.commit()
    return [str(one.kind) for one in db.session.query(SeminarChange).order_by(SeminarChange.seq)][2:]


def undo_last(actor: Actor, seminar: Seminar) -> None:
    db.session.commit()
    last = undo.get_own(actor, seminar.cycle.id).last
    assert last is not None
    undo.take_back(actor, seminar.cycle.id, seq=last.seq)
    db.session.commit()


def test_it_is_seen_in_the_text_and_counts_nowhere(seminar: Seminar, row: Coding) -> None:
    assert figures(seminar) == ([0], [0], 0, 0, 0)
    page = marked_texts.open_page(seminar.leads, seminar.cycle.id, seminar.transcripts[0].id)
    assert page.codings == [row]
    assert pending.count_waiting(seminar.leads, seminar.cycle.id) == {seminar.transcripts[0].id: 1}
    assert withdrawing.has_begun(seminar.transcripts[0].assignment), "somebody has worked with the text"
    assert making.events_of(row.id) == ["seminar:excerpt:suggested"]


def test_accepted_it_counts_and_declined_it_is_gone(seminar: Seminar, row: Coding, worker: Actor) -> None:
    cycle, other = seminar.cycle.id, mark(worker, seminar, position=3)
    for _ in range(2):
        pending.accept(seminar.leads, cycle, row.id)
        pending.decline(seminar.leads, cycle, other.id)
    assert figures(seminar) == ([1], [1], 1, 1, 1)
    assert pending.count_waiting(seminar.leads, cycle) == {}
    with pytest.raises(WrongState, match="counts already"):
        pending.decline(seminar.leads, cycle, row.id)
    with pytest.raises(WrongState, match="taken away"):
        pending.accept(seminar.leads, cycle, other.id)
    assert kinds() == ["suggested", "suggested", "suggestion_accepted", "suggestion_declined"]
    assert making.events_of(row.id)[-1] == "seminar:excerpt:accepted"


def test_the_question_before_the_end_says_what_waits(seminar: Seminar, day: Day, signed_in: SignIn) -> None:
    browser, address = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/seminars/{day.id}"
    assert "väntar fortfarande" not in browser.get(address).text
    mark(make.actor(seminar.worker), seminar)
    db.session.commit()
    assert "1 föreslaget citat väntar fortfarande på dig." in browser.get(address).text


def test_only_whoever_leads_decides(seminar: Seminar, row: Coding, worker: Actor) -> None:
    cycle, text = seminar.cycle.id, seminar.transcripts[0].id
    for person in (worker, seminar.decides, making.a_seminar().leads):
        for decide in (pending.accept, pending.decline, pending.reopen):
            with pytest.raises(NotFound):
                decide(person, cycle, row.id)
        with pytest.raises(NotFound):
            pending.accept_all(person, cycle, text, by=worker.id)


def test_all_of_one_colleague_are_accepted_with_one_press(seminar: Seminar, day: Day, worker: Actor) -> None:
    third = make.a_person(seminar.unit, Role.SOCIAL_WORKER)
    plan = days.a_plan(seminar.worker, third, codings_wait=True)
    planning.change(seminar.leads, *days.ids(seminar, day), plan=plan, version=day.version)
    for position in (1, 3):
        mark(worker, seminar, position=position)
    theirs = mark(make.actor(third), seminar, theme="Tid")
    assert pending.accept_all(seminar.leads, seminar.cycle.id, seminar.transcripts[0].id, by=worker.id) == 2
    assert list(pending.count_waiting(seminar.leads, seminar.cycle.id).values()) == [1]
    assert theirs.is_waiting


def test_who_suggests_takes_it_back_until_it_is_accepted(seminar: Seminar, row: Coding, worker: Actor) -> None:
    cycle = seminar.cycle.id
    undo_last(worker, seminar)
    again = undo.get_own(worker, cycle).again
    assert again is not None
    undo.take_back(worker, cycle, seq=again.seq)
    assert kinds() == ["suggested", "suggestion_removed", "suggested"]
    pending.accept(seminar.leads, cycle, row.id)
    db.session.commit()
    own = undo.get_own(worker, cycle)
    assert (own.last, own.overtaken) == (None, 1)
    assert marking.list_own(worker, seminar.transcripts[0]) == []
    with pytest.raises(WrongState, match="counts already"):
        marking.remove(worker, cycle, row.id)


@pytest.mark.parametrize("decide", [pending.accept, pending.decline])
def test_the_facilitator_undoes_a_decision_and_does_it_again(
    seminar: Seminar, row: Coding, decide: Callable[..., Coding]
) -> None:
    cycle, leads = seminar.cycle.id, seminar.leads
    decide(leads, cycle, row.id)
    after = (row.is_waiting, row.removed_at is None)
    undo_last(leads, seminar)
    assert (row.is_waiting, row.removed_at) == (True, None)
    assert kinds()[-1] == "suggestion_reopened"
    again = undo.get_own(leads, cycle).again
    assert again is not None
    undo.take_back(leads, cycle, seq=again.seq)
    db.session.commit()
    assert (row.is_waiting, row.removed_at is None) == after
    undo_last(leads, seminar)
    assert (row.is_waiting, row.removed_at) == (True, None)


def test_the_choice_can_change_while_it_is_open(seminar: Seminar, day: Day, row: Coding, worker: Actor) -> None:
    let_count(seminar, day)
    assert row.is_waiting, "what waits goes on waiting"
    other = mark(worker, seminar, position=3)
    assert not other.is_waiting
    assert mark(worker, seminar) is row
    assert (row.is_waiting, row.coded_by_id) == (False, worker.id), "marked once more it counts"
    assert kinds() == ["suggested", "coded", "coded"]


def test_what_the_facilitator_marks_counts_although_somebody_suggested_it(
    seminar: Seminar, row: Coding, worker: Actor
) -> None:
    assert mark(seminar.leads, seminar) is row
    assert not row.is_waiting
    assert mark(worker, seminar) is row
    assert not row.is_waiting, "a suggestion of what counts changes nothing"


def test_a_withdrawn_child_takes_the_suggestions_along(seminar: Seminar, row: Coding) -> None:
    db.session.commit()
    withdrawal.withdraw(seminar.leads, seminar.transcripts[0].assignment)
    assert pending.count_waiting(seminar.leads, seminar.cycle.id) == {}
    assert db.session.query(Coding).all() == []
    assert set(kinds()) <= {"gone"}


def test_no_export_carries_it(seminar: Seminar, row: Coding) -> None:
    assert gathering.gather(seminar.leads, seminar.cycle.id).codings == 0
    pending.accept(seminar.leads, seminar.cycle.id, row.id)
    assert gathering.gather(seminar.leads, seminar.cycle.id).codings == 1


def test_the_pages_say_it_in_words_and_offer_the_decision_to_who_leads(
    seminar: Seminar, row: Coding, day: Day, signed_in: SignIn
) -> None:
    db.session.commit()
    address = f"/cycles/{seminar.cycle.id}/seminar"
    text = f"{address}/transcripts/{seminar.transcripts[0].id}"
    leads, worker = signed_in(seminar.facilitator), signed_in(seminar.worker)
    for browser, decides in ((leads, True), (worker, False)):
        for page in (browser.get(text), browser.get(f"{text}/now")):
            assert 'data-word="föreslaget"' in page.text
            assert "stripe--waiting" in page.text
            assert "Föreslaget: Tillit" in page.text
            assert "1 föreslaget citat väntar" in page.text
            assert (f"/codings/{row.id}/accept" in page.text) is decides
            assert (seminar.worker.name in page.text.partition("<main")[2]) is (decides and "<main" in page.text)
        assert "1 föreslaget citat väntar" in browser.get(address).text
    shown = leads.get(text)
    inspect_page(shown.text, shown.headers)
    assert "1 citat här" not in shown.text
    assert QUOTE not in leads.get(f"/cycles/{seminar.cycle.id}/board/contact").text
    own = leads.get(f"/cycles/{seminar.cycle.id}/seminars/{day.id}")
    inspect_page(own.text, own.headers)
    assert "Väntar tills du har godtagit det" in own.text


def test_with_one_press_from_the_page(seminar: Seminar, row: Coding, worker: Actor, signed_in: SignIn) -> None:
    other, third = mark(worker, seminar, position=3), mark(worker, seminar, position=3, theme="Tid")
    db.session.commit()
    browser, address = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/seminar"
    text = f"{address}/transcripts/{seminar.transcripts[0].id}"
    assert browser.post(f"{address}/codings/{other.id}/decline").headers["Location"].endswith(f"{text}#line-3")
    assert browser.post(f"{address}/codings/{row.id}/accept", headers={"X-Fragment": "true"}).status_code == 204
    assert browser.post(f"{text}/accept", data={"by": "nobody"}).status_code == 422
    assert browser.post(f"{text}/accept", data={"by": worker.id}).headers["Location"].endswith(text)
    db.session.expire_all()
    assert [(one.is_waiting, one.removed_at is None) for one in (row, other, third)] == [
        (False, True), (True, False), (False, True)
    ]  # fmt: skip


def test_whoever_suggested_what_was_declined_is_told_once_and_can_look_at_it(
    seminar: Seminar, row: Coding, worker: Actor, signed_in: SignIn
) -> None:
    root, told = f"/cycles/{seminar.cycle.id}/seminar", "1 förslag från dig togs inte med"
    browser, leads = signed_in(seminar.worker), signed_in(seminar.facilitator)
    text = f"{root}/transcripts/{seminar.transcripts[0].id}"
    assert told not in browser.get(text).text
    pending.decline(seminar.leads, seminar.cycle.id, row.id)
    db.session.commit()
    for page in (root, text):
        answer = browser.get(page)
        inspect_page(answer.text, answer.headers)
        assert told in answer.text
        assert f'href="{text}#line-1"' in answer.text
        assert told not in leads.get(page).text
    assert told in browser.get(f"{text}/now?object={row.id}").text, "an open window is told, too"
    leads.post(f"{root}/declined/seen", data={"coding": str(row.id)})  # not theirs
    assert told in browser.get(root).text
    assert browser.post(f"{root}/declined/seen", data={"coding": str(row.id)}).status_code == 303
    assert told not in browser.get(root).text
    assert told not in browser.get(text).text


def test_what_waits_again_or_is_suggested_anew_is_not_told_as_declined(
    seminar: Seminar, row: Coding, worker: Actor
) -> None:
    pending.decline(seminar.leads, seminar.cycle.id, row.id)
    assert [one.coding for one in pending.list_declined(worker, seminar.cycle.id)] == [row]
    undo_last(seminar.leads, seminar)
    assert pending.list_declined(worker, seminar.cycle.id) == []
    pending.decline(seminar.leads, seminar.cycle.id, row.id)
    mark(worker, seminar)
    assert pending.list_declined(worker, seminar.cycle.id) == []
    marking.remove(worker, seminar.cycle.id, row.id)
    assert pending.list_declined(worker, seminar.cycle.id) == [], "nobody is told what they took back themselves"

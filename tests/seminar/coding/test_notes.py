"""Notes to a passage: whose they are, who sees them, undo, and that nothing of them is left after a withdrawal."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from seminar.changes.models import ChangeKind, SeminarChange
from seminar.coding import marking, notes, withdrawing
from seminar.coding.models import Excerpt, ExcerptNote
from seminar.live import undo
from seminar.seminars import planning
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.making import Seminar
from tests.seminar.seminars import days
from toolkit.access import Actor, Role
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.errors import InvalidInput, NotFound, Overtaken, WrongState
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
SAID = "Här blev det tyst länge."


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


@pytest.fixture
def row(seminar: Seminar) -> ExcerptNote:
    return write(seminar, seminar.leads)


def write(seminar: Seminar, actor: Actor, text: str = SAID, line: int = 1) -> ExcerptNote:
    return notes.write(actor, seminar.cycle.id, seminar.transcripts[0].id, text=text, start=(line, 0))


def texts(seminar: Seminar, actor: Actor) -> list[tuple[str, str, bool]]:
    shown = notes.list_notes(actor, seminar.transcripts[0])
    return [(one.note.text, one.name, one.is_own) for one in shown]


def a_colleague(seminar: Seminar, *, names_shown: bool = True) -> Actor:
    """Somebody who takes part in an open seminar of the cycle."""
    person = make.a_person(seminar.unit, Role.SOCIAL_WORKER, name="Lena Lax")
    day = days.a_day(seminar, person, names_shown=names_shown)
    planning.open_seminar(seminar.leads, *days.ids(seminar, day))
    db.session.commit()
    return make.actor(person)


def test_everybody_in_the_room_sees_it_with_its_author_and_only_the_author_changes_it(seminar: Seminar) -> None:
    colleague = a_colleague(seminar)
    own = write(seminar, colleague)
    write(seminar, seminar.leads, "Före.", line=1)
    assert texts(seminar, colleague) == [(SAID, "Lena Lax", True), ("Före.", seminar.facilitator.name, False)]
    assert notes.list_notes(seminar.leads, seminar.transcripts[0])[0].position == 1
    for act in (
        lambda: notes.change(seminar.leads, seminar.cycle.id, own.id, text="Annat", version=1),
        lambda: notes.remove(seminar.leads, seminar.cycle.id, own.id),
    ):
        with pytest.raises(NotFound):
            act()
    assert notes.change(colleague, seminar.cycle.id, own.id, text="Annat", version=1).version == 2
    with pytest.raises(Overtaken):
        notes.change(colleague, seminar.cycle.id, own.id, text="Tredje", version=1)


def test_where_no_names_are_shown_nobody_is_named(seminar: Seminar) -> None:
    colleague = a_colleague(seminar, names_shown=False)
    write(seminar, colleague)
    assert texts(seminar, seminar.leads) == [(SAID, "", False)]


def test_the_same_words_twice_are_one_note_and_others_are_two(seminar: Seminar, row: ExcerptNote) -> None:
    assert write(seminar, seminar.leads).id == row.id
    assert write(seminar, seminar.leads, "Och här.").id != row.id
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Excerpt)) == 1


def test_a_note_is_never_to_the_interviewers_words(seminar: Seminar) -> None:
    with pytest.raises(InvalidInput):
        write(seminar, seminar.leads, line=0)
    with pytest.raises(InvalidInput):
        write(seminar, seminar.leads, line=77)


def test_nobody_writes_in_a_text_that_they_do_not_read(seminar: Seminar) -> None:
    for actor in (seminar.decides, make.actor(seminar.worker), making.a_seminar().leads):
        with pytest.raises(NotFound):
            write(seminar, actor)
    next_year = making.another_cycle(seminar).cycle.id
    with pytest.raises(NotFound):
        notes.write(seminar.leads, next_year, seminar.transcripts[0].id, text=SAID, start=(1, 0))


def test_each_step_is_undone_and_done_again(seminar: Seminar, row: ExcerptNote) -> None:
    row_id, cycle = row.id, seminar.cycle.id
    db.session.commit()
    notes.change(seminar.leads, cycle, row_id, text="Annat", version=1)
    db.session.commit()
    notes.remove(seminar.leads, cycle, row_id)
    for expected in (["Annat"], [SAID], []):
        db.session.commit()
        last = undo.get_own(seminar.leads, cycle).last
        assert last is not None
        undo.take_back(seminar.leads, cycle, seq=last.seq)
        assert [text for text, _, _ in texts(seminar, seminar.leads)] == expected
    db.session.commit()
    again = undo.get_own(seminar.leads, cycle).again
    assert again is not None
    undo.take_back(seminar.leads, cycle, seq=again.seq)
    assert texts(seminar, seminar.leads) == [(SAID, seminar.facilitator.name, True)]


def test_a_finished_report_keeps_its_notes(seminar: Seminar, row: ExcerptNote) -> None:
    seminar.cycle.state = CycleState.REPORTED
    db.session.commit()
    with pytest.raises(WrongState):
        notes.remove(seminar.leads, seminar.cycle.id, row.id)
    assert len(texts(seminar, seminar.leads)) == 1


def test_a_withdrawal_takes_the_notes_and_their_words_out_of_the_log(seminar: Seminar, row: ExcerptNote) -> None:
    notes.change(seminar.leads, seminar.cycle.id, row.id, text="Annat", version=1)
    kept = making.an_excerpt(seminar, making.a_theme(seminar))
    marking.remove(seminar.leads, seminar.cycle.id, kept.id)
    db.session.commit()
    assert withdrawing.has_begun(seminar.transcripts[0].assignment)
    withdrawal.withdraw(seminar.leads, seminar.transcripts[0].assignment)
    db.session.commit()
    assert not db.session.scalars(sa.select(ExcerptNote.id)).all()
    lines = db.session.scalars(sa.select(SeminarChange).options(sa.orm.undefer(SeminarChange.words))).all()
    assert [line.words for line in lines if line.kind is ChangeKind.GONE] == [""] * 5
    assert not any(SAID in line.words or "Annat" in line.words for line in lines)


def test_without_script_a_line_is_chosen_and_the_note_is_changed_on_its_page(
    seminar: Seminar, signed_in: SignIn
) -> None:
    browser, root = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/seminar"
    address = f"{root}/transcripts/{seminar.transcripts[0].id}"
    page = browser.get(f"{address}/notes")
    inspect_page(page.text, page.headers)
    assert browser.post(f"{address}/notes", data={"start_segment": 1, "text": ""}).status_code == 422
    assert browser.post(f"{address}/notes", data={"start_segment": 0, "text": "x"}).status_code == 422
    assert browser.post(f"{address}/notes", data={"start_segment": 3, "text": SAID}).status_code == 303
    text = browser.get(address).text
    assert SAID in text
    own = db.session.scalars(sa.select(ExcerptNote)).one()
    page = browser.get(f"{root}/notes/{own.id}")
    inspect_page(page.text, page.headers)
    assert browser.post(f"{root}/notes/{own.id}", data={"text": "Annat", "version": 1}).status_code == 303
    late = browser.post(f"{root}/notes/{own.id}", data={"text": "Tredje", "version": 1})
    assert late.status_code == 409
    assert "Annat" in late.text
    assert browser.post(f"{root}/notes/{own.id}/remove").status_code == 303
    assert "Annat" not in browser.get(address).text
    assert making.events_of(own.id) == ["seminar:note:changed"] * 3

"""Everybody at an open seminar writes on the board: each changes their own, and no name is shown against a promise."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.board import summaries, voices
from seminar.live import history
from seminar.proposals import proposing, responsibility
from seminar.seminars import groups, planning
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
    return making.a_seminar()


def open_day(seminar: Seminar, *people: Person, **values: object) -> None:
    day = days.a_day(seminar, *people, **values)
    groups.draw(seminar.leads, seminar.cycle.id, day.id, number=len(people))
    planning.open_seminar(seminar.leads, seminar.cycle.id, day.id)
    db.session.commit()


@pytest.fixture
def colleague(seminar: Seminar) -> Person:
    """Somebody else who takes part."""
    person = make.a_person(seminar.unit, Role.SOCIAL_WORKER)
    open_day(seminar, seminar.worker, person)
    return person


def write_everything(seminar: Seminar, actor: Actor) -> None:
    cycle_id, theme_id = seminar.cycle.id, making.a_theme(seminar).id
    voices.write(actor, cycle_id, theme_id, text="Vi byter fort.", from_group="Grupp 2")
    proposing.write(actor, cycle_id, theme_id, text="Ett sms.")
    summaries.write(actor, cycle_id, theme_id, text="De vill veta.", version=0)
    version = responsibility.version_of(responsibility.list_undecided(actor, cycle_id, theme_id))
    responsibility.assign(actor, cycle_id, theme_id, of=None, responsible="Vi", due=None, version=version)


def test_only_who_takes_part_writes_and_only_while_it_is_open(seminar: Seminar) -> None:
    worker = make.actor(seminar.worker)
    with pytest.raises(NotFound):
        write_everything(seminar, worker)
    open_day(seminar, seminar.worker)
    write_everything(seminar, worker)
    for nobody in (days.readers_of(seminar, 1)[0], making.a_seminar().worker):
        with pytest.raises(NotFound):
            write_everything(seminar, make.actor(nobody))


def test_what_a_colleague_wrote_is_left_alone(seminar: Seminar, colleague: Person) -> None:
    mine, theirs = make.actor(seminar.worker), make.actor(colleague)
    write_everything(seminar, mine)
    voice = voices.list_voices(mine, seminar.cycle.id)[0].staff[0]
    wish = proposing.list_proposals(mine, seminar.cycle.id)[0]
    for act in (
        lambda: voices.change(theirs, seminar.cycle.id, voice.id, text="Annat.", version=voice.version),
        lambda: voices.remove(theirs, seminar.cycle.id, voice.id),
        lambda: proposing.remove(theirs, seminar.cycle.id, wish.id),
    ):
        with pytest.raises(WrongState, match="colleague"):
            act()
    voices.change(mine, seminar.cycle.id, voice.id, text="Vi byter ofta.", version=voice.version)
    proposing.remove(seminar.leads, seminar.cycle.id, wish.id)
    voices.remove(mine, seminar.cycle.id, voice.id)


def test_the_board_offers_ones_own_and_tells_the_group_and_no_name(
    seminar: Seminar, colleague: Person, signed_in: SignIn
) -> None:
    write_everything(seminar, make.actor(seminar.worker))
    db.session.commit()
    voice = voices.list_voices(seminar.leads, seminar.cycle.id)[0].staff[0]
    address = f"/cycles/{seminar.cycle.id}/board/contact"
    offered = {}
    for person in (seminar.worker, colleague, seminar.facilitator):
        browser = signed_in(person)
        page = browser.get(address)
        inspect_page(page.text, page.headers)
        assert "Grupp 2" in page.text
        assert "Skriv vad ni ser" in page.text
        now = browser.get(f"{address}/now", headers={"X-Fragment": "true"}).text
        offered[person.id] = [f"cells/voices/{voice.id}" in one for one in (page.text, now)]
        if person is not seminar.worker:
            assert seminar.worker.name not in page.text
    assert offered == {
        seminar.worker.id: [True, True], colleague.id: [False, False], seminar.facilitator.id: [True, True]
    }  # fmt: skip


def test_the_cells_and_the_pages_are_theirs_too(seminar: Seminar, colleague: Person, signed_in: SignIn) -> None:
    browser, begin = signed_in(colleague), f"/cycles/{seminar.cycle.id}"
    theme = making.a_theme(seminar)
    db.session.commit()
    cell = browser.get(f"{begin}/board/cells/themes/{theme.id}/voice").text
    assert '<option value="Grupp 1">' in cell
    sent = {"text": "Vi har bråttom.", "from_group": "Grupp 1"}
    assert browser.post(f"{begin}/board/cells/themes/{theme.id}/voice", data=sent).status_code == 204
    for page in (f"{begin}/board/themes/{theme.id}/voice", f"{begin}/proposals/new/{theme.id}"):
        answer = browser.get(page)
        inspect_page(answer.text, answer.headers)
        assert browser.post(page, data={"text": "Utan skript."}).headers["Location"].split("#")[0].endswith("/contact")
    wish = proposing.list_proposals(seminar.leads, seminar.cycle.id)[0]
    own = browser.get(f"{begin}/proposals/{wish.id}")
    inspect_page(own.text, own.headers)
    assert "<textarea" in own.text
    others = signed_in(seminar.worker).get(f"{begin}/proposals/{wish.id}")
    inspect_page(others.text, others.headers)
    assert "<textarea" not in others.text


@pytest.mark.parametrize("names_shown", [True, False])
def test_the_history_names_nobody_who_was_promised_it(seminar: Seminar, names_shown: bool) -> None:
    open_day(seminar, seminar.worker, names_shown=names_shown)
    write_everything(seminar, make.actor(seminar.worker))
    db.session.commit()
    told = history.get_history(seminar.leads, seminar.cycle.id).entries
    written = {entry.person for entry in told if entry.kind.startswith(("voice", "proposal", "summary", "responsible"))}
    assert written == {seminar.worker.name if names_shown else "Någon"}

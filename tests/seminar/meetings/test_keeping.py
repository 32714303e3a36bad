"""Items for management and the board: put down, changed, with their outcome, which stands on the action's thread."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.actions import progressing
from seminar.actions.models import Action
from seminar.meetings import keeping, reminding
from seminar.meetings.models import Forum, MeetingItem
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making, promising
from tests.seminar.making import Seminar
from tests.wall_clock import ahead
from toolkit import clock
from toolkit.access import Role
from toolkit.cycles.models import CyclePhase
from toolkit.db import db
from toolkit.errors import InvalidInput, NotFound, Overtaken, WrongState
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar((13, "girl"))


@pytest.fixture
def action(seminar: Seminar) -> Action:
    return promising.an_action(seminar)


def write(seminar: Seminar, action: Action, item: MeetingItem | None = None, **changed: Any) -> MeetingItem:
    values = {
        "forum": Forum.BOARD, "on": clock.today(), "presenter": "Eva Lund", "cycle_id": None, "actions": [action.id],
        "outcome": "", "version": item.version if item else 0,
    }  # fmt: skip
    return keeping.write(seminar.decides, item.id if item else None, **{**values, **changed})


def test_an_item_is_about_a_report_or_actions(seminar: Seminar, action: Action) -> None:
    item = write(seminar, action)
    assert ([each.id for each in item.actions], item.version) == ([action.id], 1)
    report = write(seminar, action, actions=[], cycle_id=seminar.cycle.id)
    assert (report.cycle_id, report.actions) == (seminar.cycle.id, [])
    with pytest.raises(InvalidInput, match="Choose the report") as refused:
        write(seminar, action, actions=[])
    assert refused.value.field == "actions"


def test_another_unit_has_nothing_here(seminar: Seminar, action: Action) -> None:
    item = write(seminar, action)
    stranger = make.actor(make.a_person(make.a_unit(), Role.UNIT_LEADER))
    assert not keeping.list_items(stranger)
    with pytest.raises(NotFound):
        keeping.get_item(stranger, item.id)
    with pytest.raises(InvalidInput):
        keeping.write(
            stranger, None, forum=Forum.BOARD, on=clock.today(), presenter="x", cycle_id=None, actions=[action.id],
            outcome="", version=0,
        )  # fmt: skip
    worker = make.actor(seminar.worker)
    with pytest.raises(NotFound):
        keeping.remove(worker, item.id)


def test_an_outcome_comes_after_the_meeting(seminar: Seminar, action: Action) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(InvalidInput, match="has not been yet"):
        write(seminar, action, on=tomorrow, outcome="Noterat.")
    with pytest.raises(InvalidInput, match="three years"):
        write(seminar, action, on=clock.today() + timedelta(days=2000))
    item = write(seminar, action, on=tomorrow)
    with ahead(timedelta(days=2)):
        (reminder,) = reminding.list_due(seminar.decides)
        assert reminder.count == 1, "the meeting has been"
        write(seminar, action, item, on=tomorrow, outcome="Noterat.")
        assert [each.count for each in reminding.list_due(seminar.decides)] == [0]


def test_what_came_of_it_is_not_emptied_and_then_taken_away(seminar: Seminar, action: Action) -> None:
    item = write(seminar, action)
    write(seminar, action, item, outcome="Beslut enligt förslag.")
    with pytest.raises(InvalidInput) as refused:
        write(seminar, action, item, outcome="")
    assert (refused.value.field, item.outcome) == ("outcome", "Beslut enligt förslag.")
    assert write(seminar, action, item, outcome="Beslut enligt förslaget.").outcome == "Beslut enligt förslaget."


def test_a_day_of_another_decade_is_a_slip_and_an_old_item_keeps_its_own(seminar: Seminar, action: Action) -> None:
    with pytest.raises(InvalidInput) as refused:
        write(seminar, action, on=clock.today() - timedelta(days=2000))
    assert refused.value.field == "on"
    item = write(seminar, action)
    with ahead(timedelta(days=2000)):
        assert write(seminar, action, item, outcome="Noterat.").on == item.on


def test_the_report_of_a_year_that_has_not_begun_is_not_taken_up(seminar: Seminar, action: Action) -> None:
    early = making.another_cycle(seminar)
    tomorrow = clock.today() + timedelta(days=1)
    early.cycle.phases = [CyclePhase(key="kick_off", starts_on=tomorrow, ends_on=tomorrow)]
    db.session.flush()
    assert early.cycle not in keeping.list_cycles(seminar.decides)


def test_items_stand_with_the_latest_meeting_first_and_with_each_action_in_order(
    seminar: Seminar, action: Action
) -> None:
    other = promising.an_action(seminar, "Ett brev.")
    first = write(seminar, action, on=clock.today() - timedelta(days=30))
    second = write(seminar, action, actions=[action.id, other.id], forum=Forum.MANAGEMENT)
    assert list(keeping.list_items(seminar.leads)) == [second, first]
    assert list(keeping.list_about(seminar.leads, action)) == [first, second]
    assert list(keeping.list_about(seminar.leads, other)) == [second]


def test_an_action_that_is_closed_stays_with_its_item_and_is_offered_to_no_other(
    seminar: Seminar, action: Action
) -> None:
    item = write(seminar, action)
    progressing.give_up(seminar.decides, action.id, reason="Huset säljs.", seen=0)
    assert action in keeping.list_choices(seminar.decides, item)
    assert action not in keeping.list_choices(seminar.decides, None)
    with pytest.raises(InvalidInput):
        write(seminar, action)
    assert write(seminar, action, item, outcome="Noterat.").actions == [action]


def test_only_whoever_leads_puts_down_and_changes_and_workers_read(
    seminar: Seminar, action: Action, signed_in: SignIn
) -> None:
    item = write(seminar, action)
    db.session.commit()
    worker = signed_in(seminar.worker)
    assert worker.get("/meeting-items").status_code == 200
    assert "Eva Lund" in worker.get("/meeting-items/print").text
    for address in ("/meeting-items/new", f"/meeting-items/{item.id}"):
        assert worker.get(address).status_code == 404
    assert worker.post(f"/meeting-items/{item.id}/remove").status_code == 404
    assert not reminding.list_due(make.actor(seminar.worker))


def test_two_at_once_and_what_has_happened_stays(seminar: Seminar, action: Action) -> None:
    item = write(seminar, action)
    write(seminar, action, item, outcome="Beslut enligt förslag.")
    with pytest.raises(Overtaken):
        write(seminar, action, item, version=1)
    with pytest.raises(WrongState, match="stays"):
        keeping.remove(seminar.decides, item.id)
    second = write(seminar, action)
    keeping.remove(seminar.leads, second.id)
    assert [each.id for each in keeping.list_items(seminar.leads)] == [item.id]


def test_the_pages(seminar: Seminar, action: Action, signed_in: SignIn) -> None:
    client = signed_in(seminar.leader)
    for address in ("/meeting-items", "/meeting-items/new", "/meeting-items/print"):
        page = client.get(address)
        inspect_page(page.text, page.headers)
    wrong = client.post("/meeting-items/new", data={"forum": "board", "version": "0"})
    assert wrong.status_code == 422
    data = {
        "forum": "board", "on": clock.today().isoformat(), "presenter": "Eva Lund", "cycle_id": "",
        "actions": str(action.id), "version": "0",
    }  # fmt: skip
    assert client.post("/meeting-items/new", data=data).status_code == 303
    (item,) = keeping.list_items(seminar.decides)
    page = client.get(f"/meeting-items/{item.id}")
    inspect_page(page.text, page.headers)
    told = {**data, "version": "1", "outcome": "Nämnden noterar informationen."}
    assert client.post(f"/meeting-items/{item.id}", data=told).status_code == 303
    late = client.post(f"/meeting-items/{item.id}", data={**data, "version": "1", "outcome": "Annat."})
    assert late.status_code == 409
    assert "Nämnden noterar informationen." in late.text
    for address in ("/meeting-items", "/meeting-items/print", f"/actions/{action.id}/thread"):
        page = client.get(address)
        inspect_page(page.text, page.headers)
        assert "Nämnden noterar informationen." in page.text, address
    assert client.post(f"/meeting-items/{item.id}/remove").status_code == 409
    db.session.rollback()

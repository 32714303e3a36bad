"""Taking away a mistake: it goes with its line on the trail, and what somebody has done stays, with the reason said."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from seminar.themes import codebook
from tests import factories as make
from tests.inspection import inspect_page
from tests.toolkit.cycles.scene import Scene
from toolkit import clock
from toolkit.audit.models import AuditEntry
from toolkit.cycles import assignments, drawing, outlook, removing
from toolkit.cycles.models import Assignment, Child, Cycle, Draw, EndReason
from toolkit.cycles.rotation import Spread
from toolkit.db import db
from toolkit.errors import NotFound, WrongState
from toolkit.participation.models import ContactEntry
from toolkit.people.models import Person
from toolkit.vault.columns import vault

SignIn = Callable[[Person], FlaskClient]


def drawn(scene: Scene) -> list[Assignment]:
    scene.children(5)
    drawing.make(scene.actor, scene.cycle.id, spread=Spread.EVEN)
    return list(outlook.going_in(scene.cycle))


def a_contact(assignment: Assignment) -> ContactEntry:
    return make.add(  # type: ignore[no-any-return]
        ContactEntry(
            assignment_id=assignment.id, at=clock.now(), with_whom="child", channel="telephone", outcome="told",
            logged_by_id=assignment.interviewer_id,
        )
    )  # fmt: skip


def left() -> list[int]:
    return [db.session.scalar(select(func.count()).select_from(kind)) or 0 for kind in (Cycle, Child, Draw, Assignment)]


def test_an_empty_cycle_goes_and_the_trail_keeps_that_it_was(scene: Scene) -> None:
    gone = scene.cycle.id
    assert removing.about_cycle(scene.cycle).reason is None
    removing.remove_cycle(scene.actor, gone)
    db.session.commit()
    assert left() == [0, 0, 0, 0]
    line = db.session.scalars(select(AuditEntry).where(AuditEntry.event == "cycles:cycle:removed")).one()
    assert (line.object_id, line.actor_id) == (gone, scene.facilitator.id)


def test_a_cycle_that_was_drawn_by_mistake_goes_while_nobody_has_begun(scene: Scene) -> None:
    drawn(scene)
    standing = removing.about_cycle(scene.cycle)
    assert (standing.reason, standing.children, standing.drawn) == (None, 5, 4)
    names = {one.id.hex for one in db.session.scalars(select(Assignment))}
    db.session.commit()
    removing.remove_cycle(scene.actor, scene.cycle.id)
    assert left() == [0, 0, 0, 0]
    assert names <= vault().keys.names
    db.session.commit()
    assert not names & vault().keys.names


def begin_contact(scene: Scene, first: Assignment) -> None:
    a_contact(first)


def say_no(scene: Scene, first: Assignment) -> None:
    assignments.end(scene.actor, first, reason=EndReason.DECLINED)


def find_a_theme(scene: Scene, _first: Assignment) -> None:
    codebook.create(scene.actor, scene.cycle.id, name="Tillit", area="contact")


@pytest.mark.parametrize(
    ("happens", "reason"), [(begin_contact, "has begun"), (say_no, "has begun"), (find_a_theme, "seminar")]
)
def test_a_cycle_in_which_something_has_happened_stays(
    scene: Scene, happens: Callable[[Scene, Assignment], None], reason: str
) -> None:
    happens(scene, drawn(scene)[0])
    before = left()
    with pytest.raises(WrongState, match=reason):
        removing.remove_cycle(scene.actor, scene.cycle.id)
    assert left() == before


def test_a_child_goes_once_it_is_undone_by_hand_and_nothing_rests_on_it(scene: Scene) -> None:
    first, second, *_ = drawn(scene)
    with pytest.raises(WrongState, match="is to meet"):
        removing.remove_child(scene.actor, scene.cycle.id, first.child_id)
    for one in (first, second):
        drawing.release(scene.actor, one)
    a_contact(second)
    with pytest.raises(WrongState, match="has been drawn"):
        removing.remove_child(scene.actor, scene.cycle.id, second.child_id)
    removing.remove_child(scene.actor, scene.cycle.id, first.child_id)
    assert left() == [1, 4, 1, 3]


def test_a_child_who_said_no_stays_in_what_is_told(scene: Scene) -> None:
    first = drawn(scene)[0]
    assignments.end(scene.actor, first, reason=EndReason.UNREACHABLE)
    with pytest.raises(WrongState, match="has been drawn"):
        removing.remove_child(scene.actor, scene.cycle.id, first.child_id)


def test_only_the_own_facilitator_takes_away(scene: Scene) -> None:
    child = scene.child(scene.gone)
    for person in (scene.stranger, scene.leader, scene.workers[0]):
        with pytest.raises(NotFound):
            removing.remove_cycle(make.actor(person), scene.cycle.id)
        with pytest.raises(NotFound):
            removing.remove_child(make.actor(person), scene.cycle.id, child.id)
    assert left()[:2] == [1, 1]


def test_the_pages_ask_first_and_say_why_something_stays(scene: Scene, signed_in: SignIn) -> None:
    first = drawn(scene)[0]
    browser = signed_in(scene.facilitator)
    plan, child = f"/cycles/{scene.cycle.id}/plan", f"/cycles/{scene.cycle.id}/children/{first.child_id}"
    page = browser.get(plan)
    inspect_page(page.text, page.headers)
    assert "5 barn på listan följer med" in page.text
    assert "En kollega ska träffa barnet" in browser.get(child).text
    a_contact(first)
    db.session.commit()
    page = browser.get(plan)
    inspect_page(page.text, page.headers)
    assert "det som har hänt ska synas" in page.text
    assert f"/cycles/{scene.cycle.id}/remove" not in page.text
    assert browser.post(f"/cycles/{scene.cycle.id}/remove").status_code == 409


def test_whoever_takes_a_cycle_away_lands_among_those_that_are_left(scene: Scene, signed_in: SignIn) -> None:
    browser = signed_in(scene.facilitator)
    answer = browser.post(f"/cycles/{scene.cycle.id}/remove")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/cycles/")
    assert browser.get(f"/cycles/{scene.cycle.id}").status_code == 404

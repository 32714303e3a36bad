"""What a letter lacks is told with who can fill it in: the letter has no hole, and the page knows why it says less."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from interview_guides.letters import PLACEHOLDERS, Audience
from interview_guides.loader import load
from tests import factories as make
from tests.inspection import inspect_page
from tests.toolkit.letters.test_writing import OCTOBER, SignIn, a_scene, book, plan
from toolkit.access import Role
from toolkit.cycles.models import Assignment, CycleState
from toolkit.db import db
from toolkit.letters import missing, writing
from toolkit.letters.missing import Filler
from toolkit.participation import consent
from toolkit.people.models import Person

pytestmark = [pytest.mark.one_database]
BARE: dict[str, Any] = dict.fromkeys(
    ("phone", "controller", "data_protection_officer", "disposal_decision", "text_decision"), ""
)


def agree(worker: Person, assignment: Assignment) -> None:
    for who in consent.needed_from(assignment):
        make.a_yes(assignment, worker, who=who)


@pytest.mark.parametrize("letter", load().letters, ids=lambda letter: letter.id)
def test_nothing_is_missing_where_everything_is_known(letter: Any) -> None:
    assert missing.list_of_letter(letter, dict.fromkeys(PLACEHOLDERS, "x")) == []
    told = missing.list_of_letter(letter, {})
    assert told
    assert len({one.words for one in told}) == len(told)


@pytest.mark.clock(OCTOBER)
@pytest.mark.usefixtures("app")
def test_each_thing_is_told_once_with_who_can_fill_it_in() -> None:
    worker, assignment = a_scene(**BARE, recording_months=0)
    agree(worker, assignment)
    plan(assignment, "report", datetime(2027, 2, 1, tzinfo=UTC), datetime(2027, 2, 28, tzinfo=UTC))
    written = writing.write(make.actor(worker), assignment.id, audience=Audience.GUARDIAN)
    assert [one.filler for one in written.missing] == [
        Filler.INTERVIEWER,
        *[Filler.UNITS] * 3,
        *[Filler.DISPOSAL] * 3,
    ]
    book(assignment, datetime(2026, 10, 22, 13, 30, tzinfo=UTC))
    written = writing.write(make.actor(worker), assignment.id, audience=Audience.GUARDIAN)
    assert Filler.INTERVIEWER not in [one.filler for one in written.missing]
    assert len(missing.list_of_unit(assignment.cycle.unit)) == 6


@pytest.mark.clock(OCTOBER)
def test_nobody_is_told_to_book_before_everybody_has_said_yes(signed_in: SignIn) -> None:
    worker, assignment = a_scene()
    browser, way = signed_in(worker), f"/interviews/{assignment.id}"
    for audience in Audience:
        assert "/booking" not in browser.get(f"{way}/letters/{audience}").text
    page = browser.get(f"{way}/booking")
    inspect_page(page.text, dict(page.headers))
    assert "Fråga först" in page.text
    assert "Vårdnadshavaren: har inte svarat än" in page.text
    assert 'name="day"' not in page.text
    agree(worker, assignment)
    db.session.commit()
    assert 'name="day"' in browser.get(f"{way}/booking").text
    for audience in Audience:
        assert f'href="{way}/booking"' in browser.get(f"{way}/letters/{audience}").text


@pytest.mark.clock(OCTOBER)
@pytest.mark.usefixtures("app")
def test_a_letter_that_has_done_its_work_lacks_nothing() -> None:
    worker, assignment = a_scene(**BARE)
    book(assignment, OCTOBER - timedelta(days=1))
    assert writing.write(make.actor(worker), assignment.id, audience=Audience.CHILD).missing == ()
    _, other = a_scene(**BARE, name="Lon")
    other.cycle.state = CycleState.CLOSED
    written = writing.write(make.actor(other.interviewer), other.id, audience=Audience.GUARDIAN)
    assert written.missing == ()


def test_the_print_of_a_draw_tells_what_all_its_letters_lack(signed_in: SignIn) -> None:
    _, assignment = a_scene(**BARE)
    facilitator = make.a_person(assignment.cycle.unit, Role.FACILITATOR)
    page = signed_in(facilitator).get(f"/cycles/{assignment.cycle_id}/letters")
    assert "hur man når dataskyddsombudet: be en systemansvarig skriva in det" in page.text


@pytest.mark.clock(OCTOBER)
def test_the_page_leads_to_where_it_is_filled_in(signed_in: SignIn) -> None:
    worker, assignment = a_scene(**BARE)
    agree(worker, assignment)
    page = signed_in(worker).get(f"/interviews/{assignment.id}/letters/guardian")
    inspect_page(page.text, dict(page.headers))
    assert f'href="/interviews/{assignment.id}/booking"' in page.text
    assert "hur man når dataskyddsombudet: be en systemansvarig" in page.text
    assert "/admin/" not in page.text
    both = make.a_person(worker.unit, Role.SOCIAL_WORKER, Role.ADMINISTRATOR)
    other = make.an_assignment(make.a_child(assignment.cycle, age=10), both)
    page = signed_in(both).get(f"/interviews/{other.id}/letters/guardian")
    assert f'href="/admin/units/{worker.unit_id}"' in page.text

"""The facilitator's first page while two cycles overlap, and the list of all of them."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from tests import factories as make
from tests.inspection import inspect_page
from tests.toolkit.cycles.scene import Scene
from tests.wall_clock import SetClock
from toolkit import clock
from toolkit.cycles import agenda, planning
from toolkit.cycles.models import Cycle, CycleState
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
SEPTEMBER = datetime(2027, 9, 15, 9, tzinfo=UTC)


@pytest.fixture
def later(scene: Scene, set_clock: SetClock) -> Cycle:
    """The next year has been planned, while this one is followed up."""
    set_clock(SEPTEMBER)
    return planning.create(scene.actor, planning.proposal(scene.actor, year=2027))


def test_cycles_that_overlap_stand_side_by_side_with_what_can_be_helped_with(
    scene: Scene, later: Cycle, signed_in: SignIn
) -> None:
    answer = signed_in(scene.facilitator).get("/cycles/running")
    inspect_page(answer.text, dict(answer.headers))
    for cycle in (scene.cycle, later):
        assert f'href="/cycles/{cycle.id}"' in answer.text
        assert f'href="/cycles/{cycle.id}/children"' in answer.text, "what can be helped with, in its own cycle"
    assert answer.text.count("Det finns inga barn på listan än") == 2
    assert answer.text.count("till 30 september") == 2, "each says its own phase"


def test_the_leader_sees_how_far_they_are_and_no_errands(scene: Scene, later: Cycle, signed_in: SignIn) -> None:
    page = signed_in(scene.leader).get("/cycles/running").text
    assert f'href="/cycles/{later.id}"' in page
    assert "Här kan du hjälpa till" not in page


def test_a_closed_cycle_is_read_and_no_longer_first(scene: Scene, later: Cycle, signed_in: SignIn) -> None:
    scene.cycle.state, scene.cycle.closed_at = CycleState.CLOSED, clock.now()
    browser = signed_in(scene.facilitator)
    assert browser.get("/cycles/running").headers["Location"] == f"/cycles/{later.id}"
    page = browser.get(f"/cycles/{scene.cycle.id}")
    assert page.status_code == 200
    assert "Avslutad" in page.text, "the switch says its state"


def test_the_one_with_the_nearest_day_stands_first(scene: Scene, later: Cycle) -> None:
    scene.cycle.phases[-1].ends_on = SEPTEMBER.date()
    assert list(agenda.list_running(scene.actor)) == [scene.cycle, later]
    scene.cycle.phases[-1].ends_on = SEPTEMBER.date().replace(year=2028)
    later.phases[0].ends_on = SEPTEMBER.date()
    assert list(agenda.list_running(scene.actor)) == [later, scene.cycle]


def test_another_units_cycles_are_nobodys_choice(scene: Scene, later: Cycle, signed_in: SignIn) -> None:
    page = signed_in(scene.stranger).get("/account").text
    assert str(scene.cycle.id) not in page
    assert str(later.id) not in page
    assert signed_in(scene.stranger).get(f"/cycles/{later.id}").status_code == 404


def test_a_year_whose_report_stands_asks_for_no_more_children(scene: Scene, later: Cycle, signed_in: SignIn) -> None:
    scene.cycle.state = CycleState.REPORTED
    page = signed_in(scene.facilitator).get("/cycles/running").text
    assert f'href="/cycles/{scene.cycle.id}"' in page, "its promises are still followed up"
    assert page.count("Det finns inga barn på listan än") == 1


@pytest.mark.one_database
def test_the_switch_is_of_use_with_thirty_cycles(scene: Scene, signed_in: SignIn) -> None:
    """The latest first, with their rooms; the earlier ones by name, and the one of the page with its rooms too."""
    for back in range(1, 30):
        earlier = make.a_cycle(scene.unit, scene.facilitator)
        earlier.year, earlier.name, earlier.state = scene.cycle.year - back, f"För {back} år sedan", CycleState.CLOSED
        earlier.closed_at = clock.now()
    browser = signed_in(scene.facilitator)
    page = browser.get(f"/cycles/{earlier.id}/children")
    inspect_page(page.text, page.headers)
    switch = page.text.partition('aria-label="Omgångar"')[2].partition("</nav>")[0]
    with_rooms, _, by_name = switch.partition("Tidigare omgångar")
    assert re.findall(r'cycles__name"><a[^>]*>([^<]+)', with_rooms) == [
        scene.cycle.name, "För 1 år sedan", "För 2 år sedan", "För 29 år sedan",
    ]  # fmt: skip
    assert re.findall(r'<a href="/cycles/[\w-]+/children">(För \d+ år sedan)', by_name) == [
        f"För {back} år sedan" for back in range(3, 29)
    ]

"""Every page of the seminar, for everybody who may see it and nobody else, empty and full."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from seminar.board import voices
from seminar.proposals import proposing
from tests.seminar import making, promising
from tests.seminar.making import Seminar
from toolkit.people.models import Person
from toolkit.people.models import Unit as _Unit

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def seminar(app: object) -> Seminar:
    """Something in every column."""
    seminar = making.a_seminar((13, "girl"), (10, "boy"))
    theme = making.a_theme(seminar)
    making.a_theme(seminar, "Väntrummet", area="works_well")
    making.an_excerpt(seminar, theme)
    voices.write(seminar.leads, seminar.cycle.id, theme.id, text="Vi byter ofta fort.")
    making_promise(seminar)
    return seminar


def making_promise(seminar: Seminar) -> None:
    theme = making.a_theme(seminar)
    action = promising.an_action(seminar, "Den som slutar berättar själv.")
    promising.tell(seminar, action, "going", note="Rutinen är skriven.")
    proposing.write(seminar.leads, seminar.cycle.id, theme.id, text="Ett sms dagen innan.")


def pages(seminar: Seminar) -> dict[str, str]:
    cycle, transcript = f"/cycles/{seminar.cycle.id}", seminar.transcripts[0].id
    theme = making.a_theme(seminar).id
    proposals = proposing.list_proposals(seminar.leads, seminar.cycle.id)
    voice = voices.get_theme_voices(seminar.leads, seminar.cycle.id, theme).staff[0].id
    [action] = [each.id for each in promising.actions_of(seminar, proposals[0])]
    return {
        "/seminar": "fw", f"{cycle}/seminar": "f", f"{cycle}/seminar/transcripts/{transcript}": "f",
        f"{cycle}/themes": "f", f"{cycle}/themes/start": "f", f"{cycle}/themes/{theme}": "f",
        f"{cycle}/board/themes/{theme}": "f", f"{cycle}/board/themes/{theme}/voice": "f",
        f"{cycle}/board/voices/{voice}": "f", "/board": "fw", f"{cycle}/board": "fw", f"{cycle}/board/contact": "fw",
        f"{cycle}/board/works_well": "fw",
        "/proposals": "fl", f"{cycle}/proposals": "fl", f"{cycle}/proposals/new/{theme}": "fl",
        f"{cycle}/proposals/{proposals[0].id}": "fl", f"{cycle}/proposals/{proposals[1].id}": "fl",
        "/report": "flw", f"{cycle}/report": "flw", f"{cycle}/report/annual-report.docx": "flw",
        f"{cycle}/report/text/summary": "f",
        "/actions": "flw", f"{cycle}/actions": "flw", f"{cycle}/actions/staff-meeting": "flw",
        f"/actions/{action}": "flw", f"/actions/{action}/report": "fl", f"/actions/{action}/confirm": "flw",
        f"/actions/{action}/change": "l", f"/actions/{action}/give-up": "l", f"/actions/{action}/reopen": "l",
        f"{cycle}/actions/{action}/carry-over": "l", f"{cycle}/proposals/{proposals[0].id}/actions/new": "l",
        f"{cycle}/proposals/{proposals[0].id}/decision": "l", f"{cycle}/proposals/{proposals[1].id}/decision": "l",
    }  # fmt: skip


def test_every_page_opens_for_its_roles_only(seminar: Seminar, signed_in: SignIn) -> None:
    people = {"f": seminar.facilitator, "l": seminar.leader, "w": seminar.worker}
    browsers = {role: signed_in(person) for role, person in people.items()}
    for address, roles in pages(seminar).items():
        for role, browser in browsers.items():
            answer = browser.get(address)
            assert answer.status_code in ({200, 303} if role in roles else {404}), (address, role, answer.text[:500])


def test_another_unit_finds_nothing(seminar: Seminar, signed_in: SignIn) -> None:
    other = making.a_seminar()
    for person in (other.facilitator, other.leader, other.worker):
        browser = signed_in(person)
        for address in pages(seminar):
            if address.startswith("/cycles/"):
                assert browser.get(address).status_code == 404, address


@pytest.mark.parametrize("address", ["/seminar", "/board", "/report", "/actions", "/proposals"])
def test_before_the_first_cycle_every_door_opens_on_a_kind_page(app: object, signed_in: SignIn, address: str) -> None:
    from tests import factories as make
    from toolkit.access import Role

    unit: _Unit = make.a_unit()
    person = make.a_person(unit, Role.FACILITATOR, Role.UNIT_LEADER)
    assert signed_in(person).get(address).status_code == 200

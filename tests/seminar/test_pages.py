"""Every page of the seminar, for everybody who may see it and nobody else, empty and full."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient

from seminar.actions import followup
from seminar.board import voices
from seminar.proposals import proposing
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit import clock
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
    voices.write(seminar.leads, theme.id, text="Vi byter ofta fort.")
    making_promise(seminar)
    return seminar


def making_promise(seminar: Seminar) -> None:
    theme = making.a_theme(seminar)
    draft = proposing.write(seminar.leads, theme.id, text="Den som slutar berättar själv.")
    proposing.decide(
        seminar.decides, draft.id, text=draft.text, responsible="Team Barn", due=date(2026, 4, 28), indicator="",
        version=draft.version,
    )  # fmt: skip
    followup.report(seminar.decides, draft.id, state="going", note="Rutinen är skriven.", on=clock.today(), seen=0)
    proposing.write(seminar.leads, theme.id, text="Ett sms dagen innan.")


def pages(seminar: Seminar) -> dict[str, str]:
    cycle, transcript = seminar.cycle.id, seminar.transcripts[0].id
    theme = making.a_theme(seminar).id
    proposals = proposing.list_proposals(seminar.leads, cycle)
    voice = voices.get_theme_voices(seminar.leads, theme).staff[0].id
    return {
        "/seminar/": "f", f"/seminar/{cycle}": "f", f"/seminar/transcript/{transcript}": "f",
        f"/themes/{cycle}": "f", f"/themes/{cycle}/start": "f", f"/themes/theme/{theme}": "f",
        f"/board/theme/{theme}": "f", f"/board/theme/{theme}/voice": "f", f"/board/voice/{voice}": "f",
        "/board/": "fw", f"/board/{cycle}/contact": "fw", f"/board/{cycle}/works_well": "fw",
        f"/board/{cycle}/knowledge": "fw",
        "/proposals/": "fl", f"/proposals/{cycle}": "fl", f"/proposals/new/{theme}": "fl",
        f"/proposals/proposal/{proposals[0].id}": "fl", f"/proposals/proposal/{proposals[1].id}": "fl",
        "/report/": "flw", f"/report/{cycle}": "flw", f"/report/{cycle}/annual-report.docx": "flw",
        f"/report/{cycle}/text/summary": "f",
        "/actions/": "flw", f"/actions/{cycle}": "flw", f"/actions/{cycle}/staff-meeting": "flw",
        f"/actions/promise/{proposals[0].id}": "l",
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
            if address.count("/") > 2 or len(address) > 20:
                assert browser.get(address).status_code == 404, address


@pytest.mark.parametrize("address", ["/seminar/", "/board/", "/report/", "/actions/", "/proposals/"])
def test_before_the_first_cycle_every_door_opens_on_a_kind_page(app: object, signed_in: SignIn, address: str) -> None:
    from tests import factories as make
    from toolkit.access import Role

    unit: _Unit = make.a_unit()
    person = make.a_person(unit, Role.FACILITATOR, Role.UNIT_LEADER)
    assert signed_in(person).get(address).status_code == 200

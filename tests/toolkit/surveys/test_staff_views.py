"""The pages of the staff's survey: the worker's way to the thanks, and the facilitator's without a name."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from interview_guides.surveys import Occasion
from tests import factories as make
from tests.toolkit.surveys.conftest import Year
from tests.toolkit.surveys.test_staff import answer, leads, opened
from toolkit import clock
from toolkit.access import Role
from toolkit.cycles.models import CyclePhase
from toolkit.db import db
from toolkit.people.models import Person
from toolkit.surveys import staff

SignedIn = Callable[[Person], FlaskClient]
BEFORE = Occasion.BEFORE


@pytest.mark.one_database
def test_the_way_of_a_worker_from_the_invitation_to_the_thanks(year: Year, signed_in: SignedIn) -> None:
    opened(year)
    browser = signed_in(year.worker)
    address = f"/cycles/{year.cycle.id}/staff-survey/before"
    assert f'href="{address}"' in browser.get("/my-interview").text
    page = browser.get(address).text
    assert "färre än 5 har svarat" in page
    assert browser.post(address, data={}).status_code == 422
    assert browser.post(address, data={"knows": "9"}).status_code == 422
    sent = browser.post(address, data={"knows": "4", "hopes": make.CANARY}, follow_redirects=True).text
    assert "ingen kan se vilket som är ditt" in sent
    assert address not in sent
    assert "Du har redan svarat" in browser.get(address).text
    again = browser.post(address, data={"knows": "1", "hopes": "Lugn"})
    assert again.status_code == 409
    assert "Det du skickade nu togs inte emot" in again.text
    assert "Lugn" in again.text
    assert "Tack" not in again.text
    assert make.CANARY not in browser.get(address).text


@pytest.mark.one_database
def test_what_is_sent_too_late_is_said_to_be_late_and_stands_there_to_copy(year: Year, signed_in: SignedIn) -> None:
    survey, browser = opened(year), signed_in(year.worker)
    address = f"/cycles/{year.cycle.id}/staff-survey/before"
    assert browser.get(f"/cycles/{year.cycle.id}/staff-survey/after").status_code == 404
    staff.close(leads(year), year.cycle.id, occasion=BEFORE)
    db.session.commit()
    late = browser.post(address, data={"knows": "4", "hopes": "Att barnen hörs <snart>"})
    assert late.status_code == 409
    assert "Enkäten är stängd" in late.text
    assert "Att barnen hörs &lt;snart&gt;" in late.text
    page = browser.get(address)
    assert (page.status_code, "Enkäten är stängd" in page.text, "togs inte emot" in page.text) == (200, True, False)
    stranger = signed_in(make.a_person(make.a_unit(), Role.SOCIAL_WORKER))
    assert stranger.get(address).status_code == stranger.post(address, data={"knows": "4"}).status_code == 404
    assert (survey.answered, survey.gathering) == (0, None)


@pytest.mark.one_database
def test_the_facilitator_sees_how_many_and_reminds_without_a_name(year: Year, signed_in: SignedIn) -> None:
    browser, address = signed_in(year.facilitator), f"/cycles/{year.cycle.id}/staff-survey"
    assert browser.post(f"{address}/before/open").status_code == 303
    someone, *_rest = people = [make.a_person(year.unit, Role.SOCIAL_WORKER) for _ in range(5)]
    answer(year, make.actor(someone))
    db.session.commit()
    page = browser.get(address).text
    assert "1 av 6 har svarat" in page
    assert not [person.name for person in people if person.name in page]
    assert "Enkäten var redan öppen" in browser.post(f"{address}/before/open", follow_redirects=True).text
    assert "Påminn</button>" in page
    assert browser.post(f"{address}/before/remind").status_code == 303
    reminded = browser.get(address).text
    assert "Senast påmint" in reminded
    assert "Du kan påminna igen" in reminded
    assert "Påminn" not in re.sub(r"Påminnelsen", "", reminded.split("Du kan påminna igen")[1].split("Stäng")[0])
    assert "Påminnelsen står redan" in browser.post(f"{address}/before/remind", follow_redirects=True).text
    assert "Påminnelse: en kort enkät" in signed_in(year.worker).get("/my-interview").text
    assert "en kort enkät" not in signed_in(someone).get("/my-interview").text
    closed = browser.post(f"{address}/before/close", follow_redirects=True).text
    assert "För få svarade, så svaren är förstörda" in closed
    assert browser.get(f"{address}/sometime").status_code == 404


@pytest.mark.one_database
def test_what_is_promised_is_read_before_the_questions(year: Year, signed_in: SignedIn) -> None:
    opened(year)
    page = signed_in(year.worker).get(f"/cycles/{year.cycle.id}/staff-survey/before").text
    assert page.index("Ingen ser vem som svarade vad") < page.index("Visas när ni är tillräckligt många")
    assert page.index("Dina egna ord") < page.index('name="knows"')


@pytest.mark.one_database
@pytest.mark.parametrize(("days", "is_told"), [(30, True), (0, False), (-3, False)])
def test_what_the_seminar_gave_is_not_the_first_thing_to_ask_before_it(
    year: Year, signed_in: SignedIn, days: int, is_told: bool
) -> None:
    begins = clock.today() + timedelta(days=days)
    year.cycle.phases = [CyclePhase(key="seminars", starts_on=begins, ends_on=begins)]
    page = signed_in(year.facilitator).get(f"/cycles/{year.cycle.id}/staff-survey").text
    assert ("Den frågar vad ni bär med er från seminariet" in page) == is_told

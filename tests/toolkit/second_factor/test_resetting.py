"""Who has lost everything is helped by an administrator, with a colleague's knowledge, and is told of it."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from tests import factories as make
from tests.toolkit.second_factor.conftest import first_step, give_app
from toolkit import config
from toolkit.access import Role
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db
from toolkit.mail.models import Mail, MailChoice, MailKind
from toolkit.mail_settings import MailSettings
from toolkit.people.models import Person
from toolkit.second_factor.models import RecoveryCode

SignIn = Callable[[Person], FlaskClient]
BEGAN = datetime(2026, 11, 16, 9, tzinfo=UTC)
HOME = "/account/second-factor"

pytestmark = pytest.mark.clock(BEGAN)


@pytest.fixture
def leader(boss: Person) -> Person:
    return make.a_person(boss.unit, Role.UNIT_LEADER, name="Lena Ledare")


def reset(client: FlaskClient, person: Person, witness: uuid.UUID, **more: str) -> int:
    sent = {"witness_id": str(witness), "is_sure": "y"} | more
    return client.post(f"/admin/people/{person.id}/second-factor", data=sent).status_code


def test_what_was_lost_goes_and_its_owner_and_the_colleague_are_told_until_they_say_so(
    signed_in: SignIn, boss: Person, careful: Person, leader: Person
) -> None:
    owner, office = signed_in(careful), signed_in(boss)
    assert reset(office, careful, leader.id) == 303
    assert owner.get("/account").status_code == 303, "signed out"
    assert db.session.scalars(sa.select(RecoveryCode)).all() == []
    again = office.application.test_client()
    assert first_step(again, careful) == "/"
    for client, words in ((again, "tog bort ditt"), (signed_in(leader), "för Sara Lind")):
        page = client.get(HOME).text
        assert words in page
        reset_id = page.partition('name="reset" value="')[2].partition('"')[0]
        assert client.post(f"{HOME}/seen", data={"reset": reset_id}).status_code == 303
        assert words not in client.get(HOME).text
    line = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.event == Event.SECOND_FACTOR_RESET)).one()
    assert (line.actor_id, line.object_id, line.facts["witness"]) == (boss.id, careful.id, str(leader.id))


def test_the_first_page_says_so(signed_in: SignIn, boss: Person, careful: Person, leader: Person) -> None:
    assert reset(signed_in(boss), careful, leader.id) == 303
    assert HOME in signed_in(careful).get("/my-interview").text


def test_mail_goes_to_those_who_chose_it_where_there_is_mail(
    signed_in: SignIn, boss: Person, careful: Person, leader: Person
) -> None:
    make.add(MailChoice(person_id=careful.id, address="sara@norrvik.example"))
    office = signed_in(boss)
    assert reset(office, careful, leader.id) == 303
    assert db.session.scalars(sa.select(Mail)).all() == [], "no server, no mail"
    give_app(careful)
    mail = MailSettings(host="localhost", port=25, sender="a@norrvik.example", sign_in_at="https://norrvik.example")
    config.SETTINGS.put(replace(config.current(), mail=mail))
    assert reset(office, careful, leader.id) == 303
    sent = db.session.scalars(sa.select(Mail)).all()
    assert [(mail.person_id, mail.kind) for mail in sent] == [(careful.id, MailKind.SIGN_IN_CHANGED)]


def test_the_witness_is_somebody_else_who_leads(
    signed_in: SignIn, boss: Person, careful: Person, leader: Person
) -> None:
    office, worker = signed_in(boss), make.a_person(boss.unit, Role.SOCIAL_WORKER)
    db.session.commit()
    for wrong in (boss.id, careful.id, worker.id, uuid.uuid4()):
        assert reset(office, careful, wrong) == 422
    assert reset(office, careful, leader.id, is_sure="") == 422, "who has not made sure"
    assert first_step(office.application.test_client(), careful).startswith("/sign-in/second-step")


def test_nobody_resets_themselves_or_nothing(signed_in: SignIn, boss: Person, worker: Person, leader: Person) -> None:
    give_app(boss)
    office = signed_in(boss)
    assert reset(office, boss, leader.id) == 409
    assert reset(office, worker, leader.id) == 409


def test_a_stranger_cannot_say_that_they_know(signed_in: SignIn, boss: Person, careful: Person, leader: Person) -> None:
    reset(signed_in(boss), careful, leader.id)
    page = signed_in(leader).get(HOME).text
    reset_id = page.partition('name="reset" value="')[2].partition('"')[0]
    assert signed_in(boss).post(f"{HOME}/seen", data={"reset": reset_id}).status_code == 404


def test_the_administrator_sees_who_has_what_and_who_must(
    signed_in: SignIn, boss: Person, careful: Person, leader: Person
) -> None:
    office = signed_in(boss)
    sent = {"roles": ["unit_leader"], "version": "0"}
    assert office.post("/admin/sign-in", data=sent).status_code == 303
    page = office.get("/admin/sign-in").text
    assert "Inte än, men måste" in page
    assert page.count("Inte än, men måste") == 1
    assert office.post("/admin/sign-in", data=sent).status_code == 409, "somebody else was first"
    assert office.post("/admin/sign-in", data={"roles": ["king"], "version": "1"}).status_code == 422

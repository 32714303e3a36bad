"""People with and without an app, and what an app would show."""

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from toolkit import clock
from toolkit.access import Role
from toolkit.db import db
from toolkit.people.models import Person
from toolkit.second_factor import recovery
from toolkit.second_factor.models import Authenticator, RecoveryCode

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
CODE = "1234-5678-9012-3456"


def shown(secret: str = SECRET) -> str:
    """The six digits that an app shows now."""
    return pyotp.TOTP(secret).at(clock.now())


def give_app(person: Person) -> None:
    """The person signs in with an app, and has one recovery code."""
    make.add(Authenticator(person_id=person.id, secret=SECRET, confirmed_at=clock.now()))
    make.add(
        RecoveryCode(
            person_id=person.id, first_group=recovery.first_group(CODE), code_hash=recovery.hashed(CODE)
        )
    )  # fmt: skip
    db.session.commit()


def first_step(client: FlaskClient, person: Person, *, to: str = "") -> str:
    """Name and password; where it leads."""
    sent = {"username": person.username, "password": make.PASSWORD}
    answer = client.post("/sign-in", data=sent, query_string={"next": to} if to else {})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


@pytest.fixture
def boss(app: Flask) -> Person:
    return make.a_person(make.a_unit(), Role.ADMINISTRATOR, name="Agnes Administratör")


@pytest.fixture
def worker(boss: Person) -> Person:
    return make.a_person(boss.unit, Role.SOCIAL_WORKER, name="Sara Lind")


@pytest.fixture
def careful(worker: Person) -> Person:
    give_app(worker)
    return worker

"""Passwords, one-time codes and sessions: what opens the door once, and never again."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tests.wall_clock import ahead
from toolkit.access import Role
from toolkit.db import db
from toolkit.errors import InvalidInput
from toolkit.people import directory, sessions, signin
from toolkit.people.models import Person

NEW = "en helt annan lång mening"
HERE, THERE = "192.0.2.7", "198.51.100.9"


@pytest.fixture
def person(app: Flask) -> Person:
    found = make.a_person(make.a_unit(), Role.ADMINISTRATOR)
    db.session.commit()
    return found


def test_a_code_opens_once(person: Person) -> None:
    code = signin.issue_code(person)
    db.session.commit()
    signin.use_code(person.username.upper(), code.upper(), new=NEW, place=HERE)
    db.session.commit()
    with pytest.raises(InvalidInput):
        signin.use_code(person.username, code, new=NEW, place=HERE)
    assert signin.sign_in(person.username, NEW, place=HERE)[0].id == person.id


def test_a_newer_code_ends_the_older(person: Person) -> None:
    older, newer = signin.issue_code(person), signin.issue_code(person)
    db.session.commit()
    with pytest.raises(InvalidInput):
        signin.use_code(person.username, older, new=NEW, place=HERE)
    signin.use_code(person.username, newer, new=NEW, place=HERE)


def test_a_code_is_for_one_person_and_three_days(person: Person) -> None:
    other, code = make.a_person(person.unit), signin.issue_code(person)
    db.session.commit()
    with pytest.raises(InvalidInput):
        signin.use_code(other.username, code, new=NEW, place=HERE)
    with ahead(timedelta(days=3, minutes=1)), pytest.raises(InvalidInput):
        signin.use_code(person.username, code, new=NEW, place=HERE)


def test_neither_code_nor_token_nor_password_stands_in_the_database(person: Person) -> None:
    make.a_person(person.unit)
    code, token = signin.issue_code(person), sessions.begin(person)
    db.session.commit()
    found = db.session.connection().exec_driver_sql(
        "SELECT code_hash FROM one_time_code UNION ALL SELECT token_hash FROM sign_in_session"
        " UNION ALL SELECT password_hash FROM person"
    )
    held = " ".join(str(value) for row in found for value in row)
    assert "argon2id" in held
    assert not [secret for secret in (code, token, make.PASSWORD) if secret in held]


def test_a_new_password_signs_out_the_others(app: Flask, person: Person) -> None:
    here, there = sessions.begin(person), sessions.begin(person)
    db.session.commit()
    signin.change_password(make.actor(person), old=make.PASSWORD, new=NEW, keep_token=here)
    db.session.commit()
    with app.test_request_context():
        assert sessions.find_actor(here) is not None
        assert sessions.find_actor(there) is None


def test_a_new_code_ends_the_password_and_all_sessions_at_once(app: Flask, person: Person) -> None:
    token = sessions.begin(person)
    _row, code = directory.new_code(make.actor(person), person.id)
    db.session.commit()
    with app.test_request_context():
        assert sessions.find_actor(token) is None
    with pytest.raises(InvalidInput):
        signin.sign_in(person.username, make.PASSWORD, place=HERE)
    signin.use_code(person.username, code, new=NEW, place=HERE)


@pytest.mark.parametrize("weak", ["kort", "password1234567", "{name} 2026 2026"])
def test_a_weak_password_is_refused_at_every_door(person: Person, weak: str) -> None:
    weak, actor, username = weak.format(name=person.name), make.actor(person), person.username
    with pytest.raises(InvalidInput) as refused:
        signin.change_password(actor, old=make.PASSWORD, new=weak, keep_token=None)
    assert refused.value.field == "new"
    db.session.rollback()
    code = signin.issue_code(person)
    db.session.commit()
    with pytest.raises(InvalidInput) as refused:
        signin.use_code(username, code, new=weak, place=HERE)
    assert refused.value.field == "new"
    db.session.rollback()
    signin.use_code(username, code, new=NEW, place=HERE)  # the code is still good


def test_whoever_is_closed_is_signed_out_at_once(app: Flask, person: Person, client: FlaskClient) -> None:
    other = make.a_person(person.unit, Role.SOCIAL_WORKER)
    token = sessions.begin(other)
    directory.change_person(
        make.actor(person), other.id, name=other.name, username=other.username, unit_id=other.unit_id, team_id=None,
        roles=[Role.SOCIAL_WORKER], is_active=False, version=other.version,
    )  # fmt: skip
    db.session.commit()
    client.set_cookie(sessions.cookie_name(secure=False), token)
    assert client.get("/account").status_code == 303
    with pytest.raises(InvalidInput):
        signin.sign_in(other.username, make.PASSWORD, place=HERE)

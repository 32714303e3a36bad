"""The front door opens and closes."""

from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from toolkit.access import Role
from toolkit.db import db


def test_signing_out_kills_a_captured_cookie(app: Flask, client: FlaskClient) -> None:
    person = make.a_person(make.a_unit(), Role.ADMINISTRATOR)
    db.session.commit()
    answer = client.post("/sign-in", data={"username": person.username, "password": make.PASSWORD})
    assert answer.status_code == 303, answer.text
    captured = client.get_cookie("who")
    assert captured
    assert client.get("/").headers["Location"] == "/admin/people"
    assert client.post("/sign-out").status_code == 303
    client.set_cookie("who", captured.value)
    assert client.get("/").headers["Location"].startswith("/sign-in")

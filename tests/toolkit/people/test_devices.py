"""A browser is known once somebody has signed in on it, and says what it runs on."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from tests import factories as make
from tests.wall_clock import ahead
from toolkit.access import Role
from toolkit.db import db
from toolkit.people import devices
from toolkit.people.models import DeviceKind, Person

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Safari/605.1.15"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148"
IPAD = "Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15"
PHONE = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
)
TABLET = "Mozilla/5.0 (Linux; Android 14; SM-X710) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
LINUX = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
CHROMEBOOK = (
    "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (WINDOWS, DeviceKind.WINDOWS), (MAC, DeviceKind.MAC), (IPHONE, DeviceKind.IPHONE), (IPAD, DeviceKind.IPAD),
        (PHONE, DeviceKind.ANDROID_PHONE), (TABLET, DeviceKind.ANDROID_TABLET), (LINUX, DeviceKind.LINUX),
        (CHROMEBOOK, DeviceKind.CHROMEBOOK), ("curl/8", DeviceKind.OTHER), ("", DeviceKind.OTHER),
        ("x" * 100_000 + "Windows", DeviceKind.OTHER),
    ],
)  # fmt: skip
def test_what_a_browser_runs_on(app: Flask, said: str, kind: DeviceKind) -> None:
    with app.test_request_context(headers={"User-Agent": said}):
        assert devices.kind_of_request() is kind


@pytest.fixture
def person(app: Flask) -> Person:
    found = make.a_person(make.a_unit(), Role.ADMINISTRATOR)
    db.session.commit()
    return found


def marks_of(app: Flask, cookie: str) -> dict[str, str]:
    with app.test_request_context(headers={"Cookie": f"known={cookie}"}):
        return devices.marks()


def sign_in(client: FlaskClient, person: Person) -> str:
    answer = client.post("/sign-in", data={"username": person.username, "password": make.PASSWORD})
    assert answer.status_code == 303
    cookie = client.get_cookie("known")
    assert cookie
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    return cookie.value


def test_a_browser_is_known_from_the_first_sign_in_on_for_a_year(
    app: Flask, client: FlaskClient, person: Person
) -> None:
    first = sign_in(client, person)
    assert list(marks_of(app, first)) == [person.id.hex]
    assert person.username not in first
    client.post("/sign-out")
    again = sign_in(client, person)
    assert marks_of(app, again) == marks_of(app, first), "the same browser"
    other = sign_in(app.test_client(), person)
    assert marks_of(app, other) != marks_of(app, first)


def test_it_is_forgotten_after_a_year_and_not_believed_when_it_was_made_up(app: Flask, person: Person) -> None:
    with app.test_request_context():
        response = Response()
        with patch("itsdangerous.timed.time.time", return_value=1_800_000_000.0):
            devices.remember(response, person.id, secure=False)
        cookie = response.headers["Set-Cookie"].partition("=")[2].partition(";")[0]
    with patch("itsdangerous.timed.time.time", return_value=1_800_000_000.0 + 364 * 86400):
        assert marks_of(app, cookie)
    with patch("itsdangerous.timed.time.time", return_value=1_800_000_000.0 + 366 * 86400):
        assert not marks_of(app, cookie)
    for made_up in ("", "x", cookie[:-2], f"{person.id.hex}.x.y", "😀"):
        assert not marks_of(app, made_up.encode().decode("latin-1"))


def test_people_who_share_a_computer_are_each_known_and_the_longest_away_goes_first(app: Flask) -> None:
    unit = make.a_unit()
    people = [make.a_person(unit) for _ in range(devices.MOST + 1)]
    db.session.commit()
    cookie = ""
    for person in people:
        with app.test_request_context(headers={"Cookie": f"known={cookie}"}):
            response = Response()
            devices.remember(response, person.id, secure=False)
            cookie = response.headers["Set-Cookie"].partition("=")[2].partition(";")[0]
    assert list(marks_of(app, cookie)) == [person.id.hex for person in people[1:]]


def test_a_child_s_codes_count_against_the_staff_s_browser_or_else_the_place(
    app: Flask, client: FlaskClient, person: Person
) -> None:
    cookie = sign_in(client, person)
    with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.7"}):
        assert devices.source_of_request() == "192.0.2.7"
    with app.test_request_context(headers={"Cookie": f"known={cookie}"}, environ_base={"REMOTE_ADDR": "192.0.2.7"}):
        assert devices.source_of_request() == marks_of(app, cookie)[person.id.hex]
    with ahead(timedelta(minutes=1)):
        assert marks_of(app, cookie)

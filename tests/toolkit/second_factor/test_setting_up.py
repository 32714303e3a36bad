"""A person sets up an app, gets recovery codes once, and takes it away; a role may require it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from tests import factories as make
from tests.sealed import raw
from tests.toolkit.second_factor.conftest import first_step, shown
from tests.wall_clock import ahead
from toolkit.access import Role
from toolkit.db import Base, db
from toolkit.people.models import Person
from toolkit.second_factor import requiring
from toolkit.second_factor.models import Authenticator, RecoveryCode

SignIn = Callable[[Person], FlaskClient]
BEGAN = datetime(2026, 11, 16, 9, tzinfo=UTC)
HOME = "/account/second-factor"
APP = f"{HOME}/app"

pytestmark = pytest.mark.clock(BEGAN)


def begin(client: FlaskClient) -> str:
    """Begin, and read the secret from the page."""
    assert client.post(f"{APP}/begin").status_code == 303
    page = client.get(APP).text
    assert "<svg" in page
    found = re.search(r"<kbd>([A-Z2-7 ]{39})</kbd>", page)
    assert found
    return found[1].replace(" ", "")


def codes_on(page: str) -> list[str]:
    return re.findall(r"<kbd>(\d{4}-\d{4}-\d{4}-\d{4})</kbd>", page)


def test_an_app_is_set_up_with_its_first_code_and_the_codes_are_shown_once(signed_in: SignIn, worker: Person) -> None:
    client = signed_in(worker)
    secret = begin(client)
    assert not first_step(make_client(client), worker).startswith("/sign-in/second"), "not before the first code"
    assert client.post(APP, data={"code": "000000"}).status_code == 422
    answer = client.post(APP, data={"code": shown(secret)})
    codes = codes_on(answer.text)
    assert answer.status_code == 200
    assert len(set(codes)) == 10
    page = client.get(HOME).text
    assert "10 koder kvar" in page
    assert not codes_on(page)
    assert secret not in page
    assert client.get(APP).headers["Location"] == HOME, "the secret is never shown again"
    other = make_client(client)
    assert first_step(other, worker).startswith("/sign-in/second-step")
    assert other.post("/sign-in/second-step", data={"code": codes[3]}).status_code == 303


def make_client(client: FlaskClient) -> FlaskClient:
    return client.application.test_client()


def test_the_secret_is_sealed_and_the_codes_are_hashes(signed_in: SignIn, worker: Person) -> None:
    client = signed_in(worker)
    secret = begin(client)
    codes = codes_on(client.post(APP, data={"code": shown(secret)}).text)
    rows = db.session.execute(sa.select(raw(Base.metadata.tables["authenticator"]))).all()
    assert secret.encode() not in repr(rows).encode()
    hashes = db.session.scalars(sa.select(RecoveryCode.code_hash)).all()
    assert not any(code in one or code.replace("-", "") in one for code in codes for one in hashes)


def test_the_code_that_set_it_up_does_not_sign_in(signed_in: SignIn, worker: Person) -> None:
    client = signed_in(worker)
    code = shown(begin(client))
    client.post(APP, data={"code": code})
    other = make_client(client)
    first_step(other, worker)
    assert other.post("/sign-in/second-step", data={"code": code}).status_code == 422


def test_beginning_anew_makes_another_secret_and_a_confirmed_one_stays(signed_in: SignIn, worker: Person) -> None:
    client = signed_in(worker)
    first = begin(client)
    second = begin(client)
    assert first != second
    assert client.post(APP, data={"code": shown(first)}).status_code == 422
    assert client.post(APP, data={"code": shown(second)}).status_code == 200
    assert client.post(f"{APP}/begin").status_code == 409


def test_new_recovery_codes_end_the_old_ones(signed_in: SignIn, careful: Person) -> None:
    client = signed_in(careful)
    fresh = codes_on(client.post(f"{HOME}/codes").text)
    assert len(fresh) == 10
    other = make_client(client)
    first_step(other, careful)
    assert other.post("/sign-in/second-step", data={"code": "1234-5678-9012-3456"}).status_code == 422
    assert other.post("/sign-in/second-step", data={"code": fresh[0]}).status_code == 303


def test_without_an_app_there_are_no_codes_to_renew(signed_in: SignIn, worker: Person) -> None:
    assert signed_in(worker).post(f"{HOME}/codes").status_code == 409


def test_the_owner_takes_it_away_with_its_codes(signed_in: SignIn, careful: Person) -> None:
    client = signed_in(careful)
    assert client.post(f"{APP}/remove").status_code == 303
    assert db.session.scalars(sa.select(RecoveryCode)).all() == []
    assert first_step(make_client(client), careful) == "/"


def require(boss: Person, *roles: Role) -> None:
    policy = requiring.find_policy(make.actor(boss))
    requiring.require(make.actor(boss), roles, version=policy.version if policy else 0)
    db.session.commit()


def test_a_role_that_needs_it_is_led_to_set_it_up_and_let_in_by_it(
    client: FlaskClient, boss: Person, worker: Person
) -> None:
    require(boss, Role.SOCIAL_WORKER)
    to = first_step(client, worker, to="/account/mail")
    assert to.startswith("/sign-in/second-step")
    home = client.get(to).headers["Location"]
    assert home.startswith(HOME)
    assert "Din roll kräver" in client.get(home).text
    for page in ("/account", "/my-interview", "/confirm"):
        assert client.get(page).headers["Location"].startswith("/sign-in?next="), page
    assert client.post(f"{APP}/begin?next=/account/mail").headers["Location"].endswith("next=/account/mail")
    secret = db.session.scalars(sa.select(Authenticator)).one().secret
    answer = client.post(f"{APP}?next=/account/mail", data={"code": shown(secret)})
    assert len(codes_on(answer.text)) == 10
    assert 'href="/account/mail"' in answer.text
    assert client.get("/account/mail").status_code == 200
    assert client.post(f"{APP}/remove").status_code == 409, "the role needs it"


def test_others_are_not_asked_and_the_choice_can_be_taken_back(
    client: FlaskClient, boss: Person, worker: Person
) -> None:
    require(boss, Role.ADMINISTRATOR)
    assert first_step(client, worker) == "/"
    require(boss)
    assert first_step(make_client(client), boss) == "/"


def test_setting_up_needs_a_fresh_proof(signed_in: SignIn, worker: Person) -> None:
    client = signed_in(worker)
    with ahead(timedelta(minutes=16)):
        assert client.post(f"{APP}/begin").status_code == 403
        assert client.post(APP, data={"code": "000000"}).status_code == 403
        assert client.post(f"{APP}/begin", data={"proof_password": make.PASSWORD}).status_code == 303

"""Somebody signs in by the municipality's account: who that is here, with which roles, and what else is asked."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import factories as make
from tests.toolkit.oidc.conftest import BACK, NORTH, ROLES, START, Browser, use_provider
from tests.toolkit.oidc.hostile import Hostile
from tests.toolkit.second_factor.conftest import give_app, shown
from toolkit import clock
from toolkit.access import Role
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db
from toolkit.oidc.models import ProviderAccount
from toolkit.oidc.provider import PROVIDER
from toolkit.people import sessions
from toolkit.people.models import Person, SignInSession


def come_in(browser: Browser, hostile: Hostile, *, to: str = "", **claims: object) -> int:
    """Go to the provider and come back; the status of what is answered."""
    hostile.claims = claims
    asked = browser.start(to=to)
    hostile.nonce = asked["nonce"]
    return browser.back(code="a-code", state=asked["state"]).status_code


def roles_of(person: Person) -> set[Role]:
    db.session.expire_all()
    return set(db.session.get_one(Person, person.id).roles)


def events() -> list[str]:
    return list(db.session.scalars(sa.select(AuditEntry.event)))


def test_the_door_offers_it_and_asks_with_pkce_state_and_nonce(browser_of: Browser, sara: Person) -> None:
    assert START in browser_of.client.get("/sign-in").text
    asked = browser_of.start(to="/account")
    assert (asked["client_id"], asked["response_type"], asked["scope"]) == ("roster", "code", "openid profile")
    assert asked["redirect_uri"] == f"http://localhost{BACK}"
    assert (asked["code_challenge_method"], len(asked["code_challenge"]), len(asked["nonce"])) == ("S256", 43, 43)
    assert browser_of.start()["state"] != asked["state"]


def test_without_a_provider_there_is_no_button_and_no_way(browser_of: Browser, sara: Person) -> None:
    PROVIDER.put(None)
    client = browser_of.client
    assert START not in client.get("/sign-in").text
    for path in (START, "/sign-out/municipality"):
        assert client.get(path).headers["Location"].endswith("/sign-in")
    for page in (BACK, f"{BACK}?code=c&state=s", f"{BACK}?error=access_denied"):
        assert client.get(page).status_code == 404, "the provider leads nobody here"
    assert client.post(BACK, data={"code": "c"}).status_code == 404
    assert client.post("/sign-in/municipality/logout", data={"logout_token": "x"}).status_code == 400


def test_whoever_was_added_here_is_let_in_and_the_account_is_theirs_from_then_on(
    browser_of: Browser, hostile: Hostile, sara: Person, app: Flask
) -> None:
    assert come_in(browser_of, hostile, to="/account") == 303
    assert browser_of.said.headers["Location"] == "/account"
    assert browser_of.is_in()
    assert db.session.scalars(sa.select(ProviderAccount.person_id)).one() == sara.id
    assert {Event.PROVIDER_ACCOUNT_LINKED, Event.SIGNED_IN} <= set(events())
    again = Browser(app.test_client())
    assert come_in(again, hostile, preferred_username="sara.ek") == 303, "called something else since"
    assert again.is_in()


def test_the_answer_is_sent_by_a_page_that_changes_nothing(browser_of: Browser, hostile: Hostile, sara: Person) -> None:
    asked = browser_of.start()
    hostile.nonce, hostile.asked = asked["nonce"], []
    page = browser_of.client.get(BACK, query_string={"code": "a-code", "state": asked["state"]})
    assert 'data-module="send-at-once"' in page.text
    assert not hostile.asked
    assert not db.session.scalar(sa.select(sa.func.count()).select_from(SignInSession))


def test_whoever_is_not_here_is_told_what_to_do(browser_of: Browser, hostile: Hostile, boss: Person) -> None:
    db.session.commit()
    assert come_in(browser_of, hostile) == 403
    assert "ingen har lagt till dig" in browser_of.said.text
    line = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.event == Event.PROVIDER_REFUSED)).one()
    assert line.facts == {"reason": "no_person"}
    assert not browser_of.is_in()


def test_a_closed_account_stays_closed(browser_of: Browser, hostile: Hostile, sara: Person) -> None:
    sara.is_active = False
    db.session.commit()
    assert come_in(browser_of, hostile) == 403
    assert not db.session.scalars(sa.select(ProviderAccount)).all()


def test_another_account_of_the_same_name_gets_in_when_the_administrator_has_released_the_first(
    browser_of: Browser, hostile: Hostile, sara: Person, boss: Person, app: Flask
) -> None:
    assert come_in(browser_of, hostile) == 303
    other, administrator = Browser(app.test_client()), app.test_client()
    assert come_in(other, hostile, sub="subject-2") == 403
    token = sessions.begin(boss)
    db.session.commit()
    administrator.set_cookie("who", token)
    assert "sedan" in administrator.get(f"/admin/people/{sara.id}/sessions").text
    assert administrator.post(f"/admin/people/{sara.id}/municipality/release").status_code == 303
    assert administrator.post(f"/admin/people/{sara.id}/municipality/release").status_code == 404
    assert not browser_of.is_in()
    assert come_in(other, hostile, sub="subject-2") == 303


def test_roles_follow_the_groups_at_each_sign_in(
    browser_of: Browser, hostile: Hostile, sara: Person, app: Flask
) -> None:
    come_in(browser_of, hostile, groups=["br-workers", "br-leaders", "something-else"])
    assert roles_of(sara) == {Role.SOCIAL_WORKER, Role.UNIT_LEADER, Role.FACILITATOR}
    come_in(Browser(app.test_client()), hostile, groups="br-leaders")
    assert roles_of(sara) == {Role.UNIT_LEADER, Role.FACILITATOR}
    assert come_in(other := Browser(app.test_client()), hostile, groups=["br-leaders-of-others"]) == 403
    assert "ingen grupp" in other.said.text
    assert roles_of(sara) == set()
    assert not browser_of.is_in(), "signed out where they still were"


def test_nobody_becomes_a_coordinator_who_reads_interviews(browser_of: Browser, hostile: Hostile, sara: Person) -> None:
    use_provider(hostile.issuer, roles={**ROLES, "br-region": ("coordinator",)})
    assert come_in(browser_of, hostile, groups=["br-workers", "br-region"]) == 403
    assert roles_of(sara) == {Role.SOCIAL_WORKER}
    assert come_in(browser_of, hostile, groups=["br-region"]) == 303
    assert roles_of(sara) == {Role.COORDINATOR}


def test_the_groups_of_the_person_s_page_count_when_the_token_has_none(
    browser_of: Browser, hostile: Hostile, sara: Person
) -> None:
    hostile.discovery = {"userinfo_endpoint": f"{hostile.issuer}/userinfo"}
    hostile.userinfo = {"groups": ["br-leaders"], "preferred_username": "somebody.else"}
    hostile.discovery["x"] = 1
    assert come_in(browser_of, hostile, groups=None) == 303
    assert roles_of(sara) == {Role.UNIT_LEADER, Role.FACILITATOR}


def test_the_page_of_somebody_else_is_no_answer(browser_of: Browser, hostile: Hostile, sara: Person) -> None:
    hostile.discovery = {"userinfo_endpoint": f"{hostile.issuer}/userinfo"}
    hostile.userinfo = {"groups": ["br-administrators"], "sub": "subject-2"}
    assert come_in(browser_of, hostile, groups=None) == 422
    assert roles_of(sara) == {Role.SOCIAL_WORKER}


def test_the_only_administrator_does_not_lose_the_role_and_is_not_let_in(
    browser_of: Browser, hostile: Hostile, boss: Person
) -> None:
    boss.username = "sara.lind"
    db.session.commit()
    for groups in (["br-workers"], []):
        assert come_in(browser_of, hostile, groups=groups) == 403
        assert roles_of(boss) == {Role.ADMINISTRATOR}
    assert not db.session.scalars(sa.select(ProviderAccount)).all()


def test_groups_move_a_person_to_their_unit_and_two_units_are_one_too_many(
    app: Flask, hostile: Hostile, sara: Person
) -> None:
    north, south = make.a_unit(name="Norr"), make.a_unit(name="Söder")
    db.session.commit()
    use_provider(hostile.issuer, roles=ROLES, units={NORTH: "Norr", "br-south": "Söder", "br-gone": "Öster"})
    browser = Browser(app.test_client())
    assert come_in(browser, hostile, groups=["br-workers", NORTH]) == 303
    assert db.session.get_one(Person, sara.id, populate_existing=True).unit_id == north.id
    assert come_in(Browser(app.test_client()), hostile, groups=["br-workers", NORTH, "br-south"]) == 403
    assert come_in(Browser(app.test_client()), hostile, groups=["br-workers", "br-gone"]) == 403
    assert come_in(Browser(app.test_client()), hostile, groups=["br-workers"]) == 303
    assert db.session.get_one(Person, sara.id, populate_existing=True).unit_id == north.id
    assert south.id != north.id


def test_without_groups_in_the_settings_roles_are_given_here(app: Flask, hostile: Hostile, sara: Person) -> None:
    use_provider(hostile.issuer)
    browser = Browser(app.test_client())
    assert come_in(browser, hostile, groups=["br-administrators"]) == 303
    assert roles_of(sara) == {Role.SOCIAL_WORKER}


def test_an_account_is_made_where_the_administrator_said_so(app: Flask, hostile: Hostile, boss: Person) -> None:
    db.session.commit()
    use_provider(hostile.issuer, roles=ROLES, units={NORTH: "Norr"}, creates=True)
    assert come_in(browser := Browser(app.test_client()), hostile) == 303
    assert browser.is_in()
    made = db.session.scalars(sa.select(Person).where(Person.username == "sara.lind")).one()
    assert (made.name, set(made.roles), made.unit_id) == ("Sara Lind", {Role.SOCIAL_WORKER}, boss.unit_id)
    assert come_in(Browser(app.test_client()), hostile, sub="s-2", preferred_username="a b") == 403
    assert come_in(Browser(app.test_client()), hostile, sub="s-2", preferred_username="ny", groups=[]) == 403
    make.a_unit(name="Söder")
    db.session.commit()
    assert come_in(other := Browser(app.test_client()), hostile, sub="s-2", preferred_username="ny") == 403
    assert "vilken enhet" in other.said.text


def test_the_second_proof_here_stands_unless_the_provider_s_is_trusted(
    app: Flask, hostile: Hostile, sara: Person, browser_of: Browser
) -> None:
    give_app(sara)
    assert come_in(browser_of, hostile, to="/account", amr=["pwd", "mfa"]) == 303
    assert browser_of.said.headers["Location"].startswith("/sign-in/second-step")
    assert not browser_of.is_in()
    assert browser_of.client.post("/sign-in/second-step", data={"code": shown()}).status_code == 303
    assert browser_of.is_in()
    row = db.session.scalars(sa.select(SignInSession).where(SignInSession.ended_at.is_(None))).one()
    assert row.provider_session, "the provider's word that somebody signed out reaches it too"
    use_provider(hostile.issuer, roles=ROLES, trusted_amr=("mfa",), trusted_acr=("high",))
    for claims in ({"amr": ["pwd", "mfa"]}, {"acr": "high"}):
        assert come_in(browser := Browser(app.test_client()), hostile, **claims) == 303
        assert browser.is_in()
    for claims in ({"amr": ["pwd"]}, {"acr": "low", "amr": "mfa"}):
        assert come_in(browser := Browser(app.test_client()), hostile, **claims) in {303, 422}
        assert not browser.is_in()


@pytest.mark.parametrize(("minutes", "asks"), [(0, False), (60, True), (None, True)])
def test_grave_acts_ask_anew_when_the_proof_at_the_provider_is_old(
    browser_of: Browser, hostile: Hostile, sara: Person, minutes: int | None, asks: bool
) -> None:
    at = None if minutes is None else int((clock.now() - timedelta(minutes=minutes)).timestamp())
    come_in(browser_of, hostile, auth_time=at)
    assert asks_anew(browser_of) is asks


def asks_anew(browser: Browser) -> bool:
    return browser.client.post("/account/second-factor/app/begin").status_code == 403


def confirm(browser: Browser, hostile: Hostile, **claims: object) -> int:
    asked = browser.start(path="/confirm/municipality", to="/account")
    assert (asked["prompt"], asked["max_age"]) == ("login", "0")
    hostile.nonce, hostile.claims = asked["nonce"], dict(claims)
    return browser.back(code="c", state=asked["state"]).status_code


def test_whoever_has_no_password_here_shows_the_provider_anew_who_they_are(
    browser_of: Browser, hostile: Hostile, sara: Person
) -> None:
    come_in(browser_of, hostile, auth_time=None)
    assert "/confirm/municipality" in browser_of.client.get("/confirm").text
    old = int((clock.now() - timedelta(hours=1)).timestamp())
    assert confirm(browser_of, hostile, auth_time=old) == 409
    assert confirm(browser_of, hostile, auth_time=None) == 409
    assert confirm(browser_of, hostile, sub="subject-2") == 422
    assert asks_anew(browser_of)
    assert confirm(browser_of, hostile) == 303
    assert not asks_anew(browser_of)
    assert Event.PROVED_ANEW in events()

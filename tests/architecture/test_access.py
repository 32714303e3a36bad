"""Two locks on every door, tried by everybody: with ids of the own unit, of another, and of nothing."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

import toolkit.web
from app import create_app
from tests.architecture.access_rules import RULE_OF, RULES, AccessRule, is_welcome
from tests.architecture.source import expect_none
from tests.sweep import NOBODY, Address, Town, list_addresses
from tests.world import ROLES
from toolkit.access import policy_of
from toolkit.config import Settings

READING, CHANGING = ("GET",), ("POST", "PUT", "PATCH", "DELETE")

SHUT_HERE = {
    "oidc.come_back": "no provider is named in the settings here, so nobody is led back from one",
    "oidc.finish": "the same",
    "oidc.release": "nobody here signs in by an account at the municipality, so there is none to let go",
    "operations.figures": "without the token that only the settings know it is not there",
    "report_quotes.choose": "a quote of so few children may not be shown, and is not there to be chosen",
    "report_quotes.trim": "the same",
}


@pytest.fixture
def told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error is answered with what its page would be made of: making the page takes a third of a walk. That the
    page itself tells nothing more is tried by `test_the_page_tells_forbidden_from_missing_nowhere`."""
    monkeypatch.setattr(toolkit.web, "render_template", lambda template, **made_of: f"{template}: {made_of}")


def test_somebody_has_decided_about_every_door(settings: Settings) -> None:
    endpoints = [rule.endpoint for rule in create_app(settings).url_map.iter_rules()]
    expect_none(f"decide in access_rules.py who {name} is for" for name in endpoints if name not in RULE_OF)
    expect_none(f"access_rules.py tells of {name}, which is not there" for name in RULE_OF if name not in endpoints)
    named = [endpoint for group in RULES.values() for endpoint in group.split()]
    assert len(named) == len(set(named)), "access_rules.py decides twice about something"


def test_every_view_carries_the_policy_that_was_decided(settings: Settings) -> None:
    app = create_app(settings)
    for endpoint in app.view_functions:
        rule, policy = RULE_OF.get(endpoint), policy_of(app, endpoint)
        assert policy is not None, f"{endpoint} has no policy"
        assert rule is None or policy.roles == rule.roles, endpoint
        assert rule is None or policy.signed_in != rule.anyone, endpoint


def test_a_view_that_nobody_decided_about_is_shut(settings: Settings) -> None:
    app: Flask = create_app(settings)
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    answer = app.test_client().get("/forgotten")
    assert answer.status_code == 404
    assert b"secret" not in answer.data


@pytest.mark.one_database
@pytest.mark.usefixtures("told_in_words")
def test_everybody_reads_what_is_theirs_and_nothing_else(town: Town) -> None:
    expect_none(
        problem
        for address in list_addresses(town.app, *READING)
        for problem in (*_try_strangers(town, address), *_try_everybody(town, address))
    )


@pytest.mark.one_database
@pytest.mark.usefixtures("told_in_words")
def test_everybody_changes_what_is_theirs_and_nothing_else(town: Town) -> None:
    """Whoever is refused leaves no trace; whoever gets in may be told that something is missing, but is let in."""
    problems: list[str] = []
    for address in list_addresses(town.app, *CHANGING):
        problems += _try_strangers(town, address)
        for who in (*town.world.people, NOBODY):
            problems += _try(town, address, who)
            if is_welcome(address, who):
                town.restore()
    expect_none(problems)


@pytest.mark.one_database
def test_the_page_tells_forbidden_from_missing_nowhere(town: Town) -> None:
    """In every room, by both methods: the page itself, as it is shown."""
    doors = {(address.room, address.method): address for address in list_addresses(town.app) if address.id_names}
    problems: list[str] = []
    for address in doors.values():
        who = next(who for who in ("colleague", "administrator", "leader") if not is_welcome(address, who))
        problems += _try(town, address, who)
        problems += [] if "<h1>" in town.visit(address, who).text else [f"{address} shows {who} no page"]
    assert len(doors) > 50, "hardly any door was tried"
    expect_none(problems)


def _try_everybody(town: Town, address: Address) -> Iterator[str]:
    for who in (*town.world.people, NOBODY):
        yield from _try(town, address, who)


def _try(town: Town, address: Address, who: str) -> Iterator[str]:
    """Somebody with ids of our own unit."""
    answer = town.visit(address, who)
    if address.endpoint in SHUT_HERE:
        if not _is_refused(answer):
            yield f"{who}: {address} is open, and needs no excuse"
    elif is_welcome(address, who) == _is_refused(answer):
        yield f"{who}: {address} answers {answer.status_code}"
    elif who != NOBODY and _is_refused(answer) and _words(answer) != _missing(town, address, who):
        yield f"{who}: {address} tells forbidden from missing"


def _try_strangers(town: Town, address: Address) -> Iterator[str]:
    """Everybody with ids that are not theirs: of another unit, of nothing, and one of them in an address of ours."""
    rule = RULE_OF.get(address.endpoint, AccessRule())
    # The first lock stops whoever lacks the role before any id is looked at; `_try` sees to that.
    with_role = [who for who in town.world.people if not rule.roles or ROLES[who] & rule.roles]
    for who in with_role if address.id_names else ():
        missing = _missing(town, address, who)
        if missing is None:
            yield f"{who}: {address} with ids from nowhere is no 404"
        for whose in ["there", "mixed"] if len(address.id_names) > 1 else ["there"]:
            if whose == "there" and (who == "stranger" or rule.anywhere & ROLES[who]):
                continue
            answer = town.visit(address, who, whose=whose)
            if answer.status_code != 404:
                yield f"{who}: {address} with ids from {whose} answers {answer.status_code}"
            elif _words(answer) != missing:
                yield f"{who}: {address} tells {whose} from missing"


def _missing(town: Town, address: Address, who: str) -> str | None:
    """What somebody is told of what is not there; it leaves no trace, and is asked for once. None if it is no 404."""
    key = (str(address), who)
    if key not in town.told_of_nothing:
        answer = town.visit(address, who, whose="nowhere")
        town.told_of_nothing[key] = _words(answer) if answer.status_code == 404 else None
    return town.told_of_nothing[key]


def _is_refused(answer: TestResponse) -> bool:
    to_sign_in = answer.status_code == 303 and "/sign-in?next=" in answer.headers["Location"]
    return to_sign_in or answer.status_code in {401, 404}


def _words(answer: TestResponse) -> str:
    """The page without what differs by itself: ids, the form's token, the request's number."""
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "<id>", answer.get_data(as_text=True))
    text = re.sub(r'"[\w.-]{70,}"', "<form token>", text)
    return re.sub(r"\b[0-9a-f]{12}\b", "<request>", text)

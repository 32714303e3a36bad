"""Every form that adds something, sent twice as a double press or a script sends it: the second one adds nothing."""

import re
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask, jsonify
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.architecture.conftest import town
from tests.architecture.source import expect_none
from tests.factories import a_child, a_cycle, a_person, a_unit, an_assignment
from tests.fuzzing.calls import Call, Reply, send
from tests.fuzzing.harvest import Harvest, gather
from tests.sweep import Town
from tests.wall_clock import ahead
from toolkit import clock
from toolkit.access import Role
from toolkit.db import Base, db
from toolkit.downloads import JSON, hand_out, hand_out_stream
from toolkit.interviews.models import Worry
from toolkit.people.models import Person
from toolkit.sent_forms import once
from toolkit.sent_forms.models import SentForm

__all__ = ["town"]

BESIDE = frozenset({"audit_entry", "flash_message", "sent_form", "sign_in_session", "sign_in_throttle", "job"})
"""Tables in which a request writes whatever it is about."""

ADD = {
    "action.report", "administration.new_person", "administration.new_team", "administration.units", "children.new",
    "coding.transcript", "cycles.new", "participation.log", "proposals.new", "recordings.worry", "themes.index",
    "themes.start", "voices.new",
}  # fmt: skip
"""What is expected to add a row whose second sending would be another one."""

EXCUSED = {
    "child_survey.question": "an answer takes the place of the one before; a second press leads on to what is left",
    "leading.show": "to show a thing once more leads everybody back to it",
    "surveys.code": "the newest code is the one that is shown; an older one stays unused",
    "surveys.paper": "each paper has a code of its own",
}

KNOWN = {
    "age": "11",
    "code": "A-12",
    "languages": "",
    "language": "arabiska",
    "siblings": "",
    "username": "anna.berg",
    "youngest": "5",
    "oldest": "18",
}
"""What no type of field tells."""


def count(town: Town) -> Counter[str]:
    """How many rows there are in each table."""
    tables = [table for table in Base.metadata.sorted_tables if table.name not in BESIDE]
    each = (sa.select(sa.literal(table.name), sa.func.count()).select_from(table) for table in tables)
    with town.app.app_context():
        return Counter({row[0]: row[1] for row in db.session.execute(sa.union_all(*each))})


def endpoint_of(town: Town, call: Call) -> str:
    return str(town.app.url_map.bind("localhost").match(call.path, method="POST")[0])


def adding(harvest: Harvest) -> list[Call]:
    """Every form of every page, filled in; the button that asks for one more row is left alone."""
    forms = [call for call in harvest.calls if call.method == "POST" and not call.files]
    return [
        call.with_changed(
            "fields", tuple((name, KNOWN.get(name, said)) for name, said in call.fields if name != "more")
        )
        for call in forms
    ]


def leads(reply: Reply) -> str:
    return urlsplit(reply.headers.get("Location", "")).path


@dataclass
class Page:
    """A page with a form, open in somebody's browser."""

    client: FlaskClient
    url: str
    token: str

    def filled(self, **words: str) -> dict[str, str]:
        return {"once": self.token, "on": clock.today().isoformat(), "handed_to": "Mottagningsgruppen", **words}

    def send(self, *, headers: dict[str, str] | None = None, **words: str) -> TestResponse:
        return self.client.post(self.url, data=self.filled(**words), headers=headers)


@pytest.mark.slow
@pytest.mark.one_database
@pytest.mark.timeout(300)
def test_every_form_that_adds_adds_once(town: Town) -> None:
    harvest, before = gather(town), count(town)
    seen, twice = set[str](), set[str]()
    for call in adding(harvest):
        cookies = harvest.cookies[call.who]
        first = send(town.app, call, cookies)
        then = count(town)
        if then - before:
            second = send(town.app, call, cookies)
            seen.add(endpoint_of(town, call))
            if count(town) != then or (second.status == 303 and leads(first) not in {leads(second), ""}):
                twice.add(endpoint_of(town, call))
        town.restore()  # also of what was changed and not added: the next form meets the town as it was
    assert ADD - seen == set(), "not tried"
    expect_none(f"{name} adds twice: give its form `once`, or say why it may" for name in twice - set(EXCUSED))
    assert set(EXCUSED) == twice, "an excuse that nobody needs"


@pytest.fixture
def page(app: Flask, signed_in: Callable[[Person], FlaskClient]) -> Page:
    """The page of a worry, and its interviewer's browser."""
    unit = a_unit()
    worker, leader = a_person(unit, Role.SOCIAL_WORKER), a_person(unit, Role.FACILITATOR)
    assignment = an_assignment(a_child(a_cycle(unit, leader)), worker)
    url = f"/interviews/{assignment.id}/worry"
    client = signed_in(worker)
    return Page(client, url, read_token(client, url))


def read_token(client: FlaskClient, url: str) -> str:
    found = re.search(r'name="once"[^>]*value="([^"]+)"', client.get(url).text)
    assert found
    return found[1]


def worries() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Worry)) or 0


def test_two_presses_at_the_same_moment_are_one(page: Page) -> None:
    """Both databases let one have the row, and the other waits for it."""
    app, cookies = page.client.application, page.client._cookies
    start, answers = threading.Barrier(4), []

    def press() -> None:
        client = app.test_client()
        client._cookies = cookies
        start.wait()
        answers.append(client.post(page.url, data=page.filled()))

    presses = [threading.Thread(target=press) for _ in range(4)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()
    assert [answer.status_code for answer in answers] == [303] * 4
    assert len({answer.location for answer in answers}) == 1
    assert worries() == 1


def test_a_fresh_page_is_another_form_with_the_same_words(page: Page) -> None:
    page.send()
    page.token = read_token(page.client, page.url)
    page.send()
    assert worries() == 2


def test_the_same_page_filled_in_otherwise_is_another_form(page: Page) -> None:
    """Somebody went back in the browser, and wrote about something else."""
    page.send()
    page.send(handed_to="Rektorn")
    assert worries() == 2


def test_what_was_refused_is_mended_and_sent_from_the_same_page(page: Page) -> None:
    assert page.send(handed_to="").status_code == 422
    assert page.send(handed_to="").status_code == 422
    assert page.send().status_code == 303
    assert worries() == 1


def test_a_refused_page_carries_its_own_token_on(page: Page) -> None:
    assert f'value="{page.token}"' in page.send(handed_to="").text


def test_a_script_gets_the_first_answer_too(page: Page) -> None:
    said = [page.send(headers={"Accept": "application/json"}).get_json() for _ in range(2)]
    assert said == [{"saved": True}] * 2
    assert worries() == 1


def test_who_sends_somebody_elses_token_is_not_led_by_their_answer(
    page: Page, signed_in: Callable[[Person], FlaskClient]
) -> None:
    page.send()
    page.client = signed_in(a_person(a_unit(), Role.SOCIAL_WORKER))
    assert page.send().status_code == 404


def test_whoever_has_lost_the_right_gets_no_answer_from_before(page: Page) -> None:
    page.send()
    db.session.execute(sa.update(Person).values(is_active=False))
    db.session.commit()
    assert page.send().status_code == 401


def test_nothing_of_what_was_written_is_kept(page: Page) -> None:
    page.send(handed_to="Mottagningsgruppen")
    row = db.session.scalars(sa.select(SentForm)).one()
    assert re.fullmatch(r"[0-9a-f]{64}", row.key)
    assert row.location == page.url.replace("worry", "recording")


def test_an_account_that_was_made_twice_is_shown_and_its_code_is_not(
    app: Flask, signed_in: Callable[[Person], FlaskClient]
) -> None:
    unit = a_unit()
    client = signed_in(a_person(unit, Role.ADMINISTRATOR))
    fields = {
        "once": read_token(client, "/admin/people/new"), "name": "Vera Ny", "username": "vera", "unit_id": unit.id,
        "roles": "social_worker",
    }  # fmt: skip
    first, second = (client.post("/admin/people/new", data=fields) for _ in range(2))
    vera = db.session.scalars(sa.select(Person).where(Person.username == "vera")).one()
    assert (first.status_code, second.status_code) == (200, 303)
    assert second.location == f"/admin/people/{vera.id}"


def test_forms_of_earlier_days_are_forgotten(page: Page) -> None:
    page.send()
    once.sweep()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(SentForm)) == 1
    with ahead(timedelta(days=2)):
        once.sweep()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(SentForm)) == 0


@pytest.mark.parametrize(
    ("said", "is_kept"),
    [
        ({"saved": True, "version": 3, "id": "6f1c0f5e-8d5b-4a57-9a52-6a1d3c1e0b11", "undo": None}, True),
        ({"version": 3, "text": "Jag vill bo hos mormor."}, False),
        ({"version": 3, "put": [{"html": "<p>Jag</p>"}]}, False),
        ({"version": 3, "said": {"text": "Jag"}}, False),
        (["Jag"], False),
    ],
)
def test_no_word_of_an_answer_is_kept(app: Flask, said: object, is_kept: bool) -> None:
    with app.test_request_context():
        assert (once._answer(jsonify(said)) is not None) is is_kept


def test_a_file_is_not_kept_and_is_sent_whole(app: Flask) -> None:
    with app.test_request_context():
        for answer in (
            hand_out(b'{"year": 2026}', "Fil", kind=JSON, ending="json"),
            hand_out_stream(iter([b'{"year": ', b"2026}"]), "Fil", kind=JSON, ending="json", length=None),
        ):
            assert once._answer(answer) is None
            assert b"".join(answer.iter_encoded()) == b'{"year": 2026}'

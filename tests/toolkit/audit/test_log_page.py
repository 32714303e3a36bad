"""The administrator's page: who may see it, what it filters, and that the file cannot act."""

import csv
import io
import re
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tests import wall_clock
from toolkit import paging
from toolkit.access import Role
from toolkit.audit import reading, saying, trail, wording
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db
from toolkit.errors import NotFound
from toolkit.language import force_locale
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]

pytestmark = pytest.mark.clock(datetime(2026, 3, 16, 9, tzinfo=UTC))


@pytest.fixture
def administrator(app: Flask) -> Person:
    return make.a_person(make.a_unit(), Role.ADMINISTRATOR, name="Alva Ström")


@pytest.fixture
def client(administrator: Person, signed_in: SignIn) -> FlaskClient:
    return signed_in(administrator)


def note(event: Event, by: Person | None = None, *, at: str = "2026-03-10T12:00", **facts: object) -> None:
    with wall_clock.at(datetime.fromisoformat(at).replace(tzinfo=UTC)):
        trail.record(make.actor(by) if by else None, event, uuid.uuid4(), **facts)  # type: ignore[arg-type]  # facts
    db.session.commit()


def table(page: str) -> str:
    return page[page.find("<tbody>") : page.find("</tbody>")] if "<tbody>" in page else ""


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.FACILITATOR, Role.UNIT_LEADER])
def test_nobody_but_the_administrator_finds_the_log(app: Flask, signed_in: SignIn, role: Role) -> None:
    person = make.a_person(make.a_unit(), role)
    browser = signed_in(person)
    for address in ("/admin/log", "/admin/log/log.csv"):
        assert browser.get(address).status_code == 404
    assert browser.post("/admin/log/check").status_code == 404
    for ask in (
        lambda: reading.read_lines(make.actor(person), filters=reading.Filters()),
        lambda: reading.export_csv(make.actor(person), filters=reading.Filters()),
        lambda: reading.find_last_check(make.actor(person)),
    ):
        with pytest.raises(NotFound):
            ask()


def test_the_log_says_who_did_what_in_swedish(administrator: Person, client: FlaskClient) -> None:
    note(Event.CONTACT_DETAILS_READ, administrator)
    note(Event.CHILDREN_IMPORTED, administrator, rows=12, problems=2)
    note(Event.TRANSCRIPTION_FINISHED, segments=40)
    page = client.get("/admin/log").get_data(as_text=True)
    for words in (
        "Alva Ström",
        "tittade på kontaktuppgifter",
        "läste in barn från en fil",
        "rader med fel: 2 · rader: 12",
        "Programmet",
        "stycken: 40",
        "10 mars 13.00",
        "aldrig för att mäta",
    ):
        assert words in page, words


def test_what_stands_beside_an_act_is_said_in_words(administrator: Person, client: FlaskClient) -> None:
    note(Event.LETTER_WRITTEN, administrator, kind="guardian")
    note(Event.SECOND_READING_ASKED, administrator, reader=administrator.id)
    note(Event.EXCERPT_CODED, administrator, theme=uuid.UUID("1234abcd" + 24 * "0"))
    note(Event.SETTINGS_CHANGED, administrator, setting="transcription_hours:18.00-06.00")
    note(Event.PAGE_REFUSED, administrator, endpoint="interviews.booking")
    page = client.get("/admin/log").get_data(as_text=True)
    for words in (
        "slag: till vårdnadshavaren",
        "läsare: Alva Ström",
        "tema: 1234abcd<",
        "inställning: utskrift kl. 18.00–06.00",
        "sida: /interviews/…/booking",
    ):
        assert words in page, words


@pytest.mark.one_database
@pytest.mark.parametrize(
    "change",
    [
        "facts = 'no json'",
        "facts = '[1]'",
        "facts = '\"words\"'",
        'facts = \'{"rows": {"a": [null]}}\'',
        "at = 'yesterday'",
        "actor_id = 'somebody'",
        "object_id = 'something'",
        "event = 'no:such:event'",
        "event = CAST(x'ff91' AS TEXT)",
        "event = 'audit:chain:verified', facts = '[]'",
        "event = 'audit:chain:verified', facts = '{}'",
    ],
)
def test_a_line_that_holds_anything_leaves_the_others_to_be_read(client: FlaskClient, change: str) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL holds what its columns say")
    for seconds in (11, 22, 33):
        note(Event.RECORDING_FINISHED, seconds=seconds)
    db.session.execute(sa.text("DROP TRIGGER audit_entry_no_update"))
    db.session.execute(sa.text(f"UPDATE audit_entry SET {change} WHERE seq = 2"))  # noqa: S608 - our own words
    db.session.commit()
    answer = client.get("/admin/log")
    assert answer.status_code == 200
    shown = table(answer.text)
    assert "sekunder: 11" in shown
    assert "sekunder: 33" in shown
    assert shown.count("<tr>") == 3
    assert client.get("/admin/log/log.csv").text.count("sekunder: 33") == 1


def test_looking_at_the_log_is_itself_on_the_log_once(client: FlaskClient) -> None:
    client.get("/admin/log")
    seen = db.session.scalars(sa.select(AuditEntry.event)).all()
    assert seen.count(Event.LOG_READ) == 1


def test_the_page_filters_by_day_person_and_act(administrator: Person, client: FlaskClient) -> None:
    other = make.a_person(make.a_unit(), Role.SOCIAL_WORKER, name="Bo Lund")
    note(Event.RECORDING_LISTENED, other, at="2026-03-09T23:30")  # the tenth, in Sweden
    note(Event.TRANSCRIPT_READ, other, at="2026-03-12T08:00")
    note(Event.TRANSCRIPT_READ, administrator, at="2026-03-10T08:00")

    def lines(**chosen: str) -> list[bool]:
        shown = table(client.get("/admin/log", query_string=chosen).get_data(as_text=True))
        return [word in shown for word in ("lyssnade på en inspelning", "12 mars", "Alva Ström")]

    assert lines(from_on="2026-03-10", to_on="2026-03-10") == [True, False, True]
    assert lines(person=str(other.id)) == [True, True, False]
    assert lines(event=Event.TRANSCRIPT_READ) == [False, True, True]
    assert lines(person=str(other.id), event=Event.TRANSCRIPT_READ, to_on="2026-03-11") == [False, False, False]


def test_a_wrong_filter_says_so_and_shows_everything(client: FlaskClient) -> None:
    note(Event.TRANSCRIPT_READ)
    backwards = {"from_on": "2026-03-11", "to_on": "2026-03-10"}
    for wrong in (backwards, {"from_on": "31 mars"}, {"person": "x"}, {"event": "x"}, {"person": str(uuid.uuid4())}):
        page = client.get("/admin/log", query_string=wrong).get_data(as_text=True)
        assert "field--error" in page
        assert "läste en utskrift" in table(page)


def test_one_goes_on_to_older_lines_and_back_within_the_filter(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "SIZE", 2)
    for _ in range(5):
        note(Event.TRANSCRIPT_READ)
        note(Event.RECORDING_LISTENED)
    address, seen = "/admin/log?event=transcription:transcript:read&from_on=", []
    numbers = re.compile(r'<td class="num" data-label="Nummer">(\d+)<')
    for rel in ("next", "next", "prev", "prev"):
        page = client.get(address).text
        assert "lyssnade" not in table(page)
        seen.append(numbers.findall(table(page)))
        found = re.search(rf'rel="{rel}" href="([^"]+)"', page)
        assert found, (rel, seen)
        address = found[1].replace("&amp;", "&")
    seen.append(numbers.findall(table(client.get(address).text)))
    assert seen == [["9", "7"], ["5", "3"], ["1"], ["5", "3"], ["9", "7"]]


@pytest.mark.parametrize("asked", ["before=1", "before=-5", "after=999", "after=x", "before=1&after=1", "page=7"])
def test_a_number_that_is_not_there_leads_to_the_newest_lines(client: FlaskClient, asked: str) -> None:
    note(Event.TRANSCRIPT_READ)
    assert "läste en utskrift" in table(client.get(f"/admin/log?{asked}").text)


def test_the_check_tells_whether_the_log_is_whole(client: FlaskClient) -> None:
    assert "Ingen har kontrollerat loggen än" in client.get("/admin/log").get_data(as_text=True)
    said = client.post("/admin/log/check", follow_redirects=True).get_data(as_text=True)
    assert "Loggen är hel: 1 rad kontrollerad." in said
    assert "Loggen var hel när den senast kontrollerades" in said
    if db.engine.dialect.name == "sqlite":
        db.session.execute(sa.text("DROP TRIGGER audit_entry_no_update"))
    else:
        db.session.execute(sa.text("ALTER TABLE audit_entry DISABLE TRIGGER USER"))
    db.session.execute(sa.text("UPDATE audit_entry SET event = 'people:unit:created' WHERE seq = 1"))
    db.session.commit()
    said = client.post("/admin/log/check", follow_redirects=True).get_data(as_text=True)
    assert "Loggen är bruten vid rad 1" in said
    assert "Loggen är inte hel" in said


def test_the_file_holds_the_filtered_lines_and_no_cell_can_act(client: FlaskClient) -> None:
    evil = make.a_person(make.a_unit(), Role.SOCIAL_WORKER, name="=HYPERLINK(1)")
    note(Event.TRANSCRIPT_READ, evil)
    note(Event.RECORDING_LISTENED, evil)
    answer = client.get("/admin/log/log.csv?event=transcription:transcript:read")
    assert answer.mimetype == "text/csv"
    text = answer.get_data().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0][:3] == ["Nummer", "Tid (UTC)", "Vem"]
    assert [row[5] for row in rows[1:]] == ["transcription:transcript:read"]
    assert rows[1][2] == "'=HYPERLINK(1)"
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.usefixtures("app")
def test_every_act_and_every_coded_fact_has_its_words() -> None:
    assert set(wording.ACTS) == set(Event)
    for language in ("sv", "en"):
        with force_locale(language):
            said = {saying.say_act(event) for event in Event}
            assert len(said) == len(Event)
    with force_locale("sv"):
        untranslated = {event for event in Event if saying.say_act(event) == wording.ACTS[event]}
    assert not untranslated
    assert saying.say_act("something:from:later") == "something:from:later"


def test_the_vocabulary_is_room_subject_act() -> None:
    assert all(len(event.split(":")) == 3 for event in Event)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1999-12-31", "2100-01-01"])
@pytest.mark.parametrize("name", ["from_on", "to_on"])
def test_a_day_outside_the_calendar_is_refused_in_words(client: FlaskClient, name: str, day: str) -> None:
    answer = client.get("/admin/log", query_string={name: day})
    assert answer.status_code == 200
    assert "Skriv en dag mellan åren 2000 och 2099." in answer.get_data(as_text=True)
    assert client.get("/admin/log", query_string={name: "2099-12-31", "before": "9" * 30}).status_code == 200

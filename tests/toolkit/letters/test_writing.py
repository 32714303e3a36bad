"""What a letter says about its interview: from booking, unit and worker, never a blank, and only to whom it may."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient
from sqlalchemy import func, select

from interview_guides import translations
from interview_guides.letters import Audience
from interview_guides.loader import SHIPPED
from tests import factories as make
from tests.inspection import inspect_page
from toolkit import config, content
from toolkit.access import Role
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.cycles.models import Assignment, CyclePhase
from toolkit.db import db
from toolkit.errors import NotFound
from toolkit.interviews.models import Booking
from toolkit.letters import languages, writing
from toolkit.letters.direction import END, LEFT_TO_RIGHT
from toolkit.letters.facts import unbroken
from toolkit.people.models import Person

pytestmark = [pytest.mark.one_database, pytest.mark.usefixtures("app")]

SignIn = Callable[[Person], FlaskClient]
OCTOBER = datetime(2026, 10, 1, 9, tzinfo=UTC)
UNIT = {
    "name": "Barn och unga", "municipality": "Norrviks kommun", "phone": "060-10 00 00", "email": "a@norrvik.example",
    "controller": "Socialnämnden", "data_protection_officer": "ombud@norrvik.example", "recording_months": 6,
    "disposal_decision": "SN 34", "text_decision": "SN 34",
}  # fmt: skip


def a_scene(*, age: int = 10, **unit: Any) -> tuple[Person, Assignment]:
    """A worker with a telephone who is to meet a child of this age, in a unit with these settings."""
    home = make.a_unit(**(UNIT | unit))
    worker = make.a_person(home, Role.SOCIAL_WORKER, name="Sara Lindgren", phone="060-10 00 21")
    cycle = make.a_cycle(home, make.a_person(home, Role.FACILITATOR, name="Karin Öberg"), interviewers=(worker,))
    return worker, make.an_assignment(make.a_child(cycle, age=age), worker)


def book(assignment: Assignment, starts_at: datetime) -> None:
    make.add(
        Booking(assignment_id=assignment.id, starts_at=starts_at, minutes=35, place="office", place_note="Storgatan 3")
    )


def plan(assignment: Assignment, key: str, first: datetime, last: datetime) -> None:
    phases = {phase.key: phase for phase in assignment.cycle.phases}
    found = phases.get(key) or CyclePhase(cycle_id=assignment.cycle_id, key=key)
    found.starts_on, found.ends_on = first.date(), last.date()
    assignment.cycle.phases = [*(each for name, each in phases.items() if name != key), found]
    db.session.flush()


def said(worker: Person, assignment: Assignment, audience: Audience = Audience.CHILD, code: str = "sv") -> str:
    sheet = writing.write(make.actor(worker), assignment.id, audience=audience, code=code).sheet
    return "\n".join(text for _, text in sheet.letter.texts()).replace("\u00a0", " ").replace("\u2011", "-")


@pytest.mark.clock(OCTOBER)
def test_a_booked_letter_says_when_and_where() -> None:
    worker, assignment = a_scene()
    book(assignment, datetime(2026, 10, 22, 13, 30, tzinfo=UTC))
    for audience in Audience:
        told = said(worker, assignment, audience)
        assert "torsdag den 22 oktober klockan 15.30, på kontoret, Storgatan 3" in told
        assert "35 minuter" in told
    assert "Thursday 22 October at 15:30, at the office, Storgatan 3" in said(worker, assignment, code="en")


@pytest.mark.clock(OCTOBER)
def test_before_the_booking_nothing_is_left_blank() -> None:
    worker, assignment = a_scene()
    for audience in Audience:
        told = said(worker, assignment, audience)
        assert "väljer dag" in told or "välja dag" in told
        assert "__" not in told
        assert "{" not in told


@pytest.mark.clock(OCTOBER)
def test_a_meeting_that_has_been_is_not_told_as_one_to_come() -> None:
    worker, assignment = a_scene()
    book(assignment, OCTOBER - timedelta(hours=2))
    assert "kontoret" not in said(worker, assignment)


@pytest.mark.clock(OCTOBER)
def test_the_answer_is_asked_for_by_a_day_to_come() -> None:
    worker, assignment = a_scene(age=16)
    plan(assignment, "interviews", OCTOBER - timedelta(days=60), OCTOBER + timedelta(days=5))
    assert "Svara gärna senast den 6 oktober" in said(worker, assignment)
    plan(assignment, "interviews", OCTOBER - timedelta(days=60), OCTOBER - timedelta(days=1))
    told = said(worker, assignment)
    assert "senast den" not in told
    book(assignment, OCTOBER + timedelta(days=9))
    plan(assignment, "interviews", OCTOBER, OCTOBER + timedelta(days=60))
    assert "Svara gärna senast den 8 oktober" in said(worker, assignment)


@pytest.mark.clock(OCTOBER)
def test_how_long_a_recording_is_kept_is_what_the_decision_says() -> None:
    worker, assignment = a_scene()
    told = said(worker, assignment, Audience.GUARDIAN)
    assert "ska tas bort senast 6 månader efter intervjun. Det står i beslutet SN 34." in told
    assignment.cycle.unit.disposal_decision = assignment.cycle.unit.text_decision = ""
    assert "6 månader efter intervjun." in said(worker, assignment, Audience.GUARDIAN)
    assert "beslutet" not in said(worker, assignment, Audience.GUARDIAN)
    assignment.cycle.unit.recording_months = 0
    told = said(worker, assignment, Audience.GUARDIAN)
    assert "månader" not in told
    assert "Fråga oss hur länge inspelningen sparas." in told


@pytest.mark.clock(OCTOBER)
def test_until_when_one_may_change_ones_mind_is_when_the_report_is_written() -> None:
    worker, assignment = a_scene()
    plan(assignment, "report", datetime(2027, 2, 1, tzinfo=UTC), datetime(2027, 2, 28, tzinfo=UTC))
    assert "före den 1 februari 2027" in said(worker, assignment)
    plan(assignment, "report", OCTOBER - timedelta(days=3), OCTOBER + timedelta(days=28))
    assert "Säg till innan vi har skrivit vår rapport." in said(worker, assignment)


def test_a_guardian_reads_who_is_responsible_and_whom_to_ask() -> None:
    worker, assignment = a_scene()
    told = said(worker, assignment, Audience.GUARDIAN)
    for words in ("Socialnämnden", "ombud@norrvik.example", "artikel 6.1 e", "imy.se", "ivo.se", "Karin Öberg",
                  "060-10 00 00", "060-10 00 21"):  # fmt: skip
        assert words in told, words
    unknown: dict[str, Any] = dict.fromkeys(("phone", "email", "controller", "data_protection_officer"), "")
    bare, lone = a_scene(**unknown, name="Lon")
    bare.phone = ""
    told = said(bare, lone, Audience.GUARDIAN)
    assert "socialtjänsten i kommunen" in told
    assert "Kommunens dataskyddsombud svarar" in told
    assert "Prata med den som gav dig brevet" in told


@pytest.mark.parametrize(("guardians", "lines"), [(1, 1), (2, 2)])
def test_as_many_sign_as_have_to(guardians: int, lines: int) -> None:
    worker, assignment = a_scene(guardians_required=guardians)
    sheet = writing.write(make.actor(worker), assignment.id, audience=Audience.GUARDIAN).sheet
    assert len(sheet.letter.slip.signers) == lines
    asked = next(part.text for part in sheet.letter.sections if part.id == "signatures")
    assert ("svar från er båda" in asked) == (lines == 2)
    child = writing.write(make.actor(worker), assignment.id, audience=Audience.CHILD).sheet
    assert len(child.letter.slip.signers) == 1


def test_who_decides_alone_gets_the_only_letter() -> None:
    worker, assignment = a_scene(age=16)
    assert writing.list_audiences(assignment) == (Audience.CHILD,)
    with pytest.raises(NotFound):
        writing.write(make.actor(worker), assignment.id, audience=Audience.GUARDIAN)


def test_each_letter_that_is_written_stands_on_the_trail(signed_in: SignIn) -> None:
    worker, assignment = a_scene()
    browser, way = signed_in(worker), f"/interviews/{assignment.id}/letters/child"
    for ending in ("", ".pdf", ".docx"):
        assert browser.get(way + ending).status_code == 200
    written = select(func.count()).where(AuditEntry.event == Event.LETTER_WRITTEN)
    assert db.session.scalar(written) == 3


def translate(settings: config.Settings, *, fingerprint: str = "") -> None:
    """Put an «Arabic» letter into the local content: the Swedish one, turned, so that a test can read it."""
    raw = yaml.safe_load((SHIPPED / "sv" / "letter_child_9_12.yaml").read_text("utf-8"))
    raw["title"] = "هل تريد أن تحكي لنا؟"
    if fingerprint:
        raw["checked"] = {"by": "Norrvik", "on": datetime(2026, 9, 1, tzinfo=UTC).date(), "fingerprint": fingerprint}
    folder = settings.local_content / "ar"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "letter_child_9_12.yaml").write_text(yaml.safe_dump(raw, allow_unicode=True), "utf-8")
    content.TRANSLATIONS.put(content.load_translations(settings, content.in_language("sv")))


def ours() -> str:
    """The fingerprint of the Swedish letter."""
    return translations.fingerprint(translations.texts_of(content.in_language("sv").letter("letter_child_9_12")))


def test_what_nobody_has_checked_is_shown_to_nobody(settings: config.Settings, signed_in: SignIn) -> None:
    worker, assignment = a_scene()
    way = f"/interviews/{assignment.id}/letters/child"
    browser = signed_in(worker)
    translate(settings)
    for ending in ("", ".pdf", ".docx"):
        assert browser.get(f"{way}{ending}?language=ar").status_code == 404, ending
    assert "العربية" not in browser.get(way).text
    translate(settings, fingerprint=ours())
    page = browser.get(f"{way}?language=ar")
    assert 'lang="ar" dir="rtl"' in page.text
    inspect_page(page.text, dict(page.headers))
    assert browser.get(f"{way}.pdf?language=ar").data.startswith(b"%PDF")
    assert "العربية" in browser.get(way).text
    assert browser.get(f"/interviews/{assignment.id}/letters/guardian?language=ar").status_code == 404


@pytest.mark.clock(OCTOBER)
def test_a_number_keeps_its_order_in_a_letter_from_right_to_left(settings: config.Settings, signed_in: SignIn) -> None:
    worker, assignment = a_scene()
    translate(settings, fingerprint=ours())
    page = signed_in(worker).get(f"/interviews/{assignment.id}/letters/child?language=ar").text
    assert f"{LEFT_TO_RIGHT}{unbroken('060-10 00 21')}{END}" in page
    assert LEFT_TO_RIGHT not in said(worker, assignment)


@pytest.mark.parametrize("letter_id", ["letter_guardian", "letter_child_9_12", "letter_child_13_18"])
def test_the_recording_goes_when_somebody_says_so_not_when_the_report_is_written(letter_id: str) -> None:
    """«Då», right after «då börjar vi skriva rapporten», would say the other thing."""
    for code, condition in (("sv", "säger till tar vi bort inspelningen"), ("en", "we delete the recording")):
        parts = content.in_language(code).letter(letter_id).sections
        (told,) = [part.text for part in parts if part.id in {"stop", "withdrawal"}]
        (sentence,) = [each for each in told.split("]] ")[1].split(". ") if condition in each]
        assert sentence.startswith(("Om ", "If ")), sentence


def test_a_translation_of_an_older_letter_is_taken_back(settings: config.Settings) -> None:
    translate(settings, fingerprint=ours())
    assert "ar" in [one.code for one in languages.list_offered(Audience.CHILD, age=10)]
    assert "ar" not in [one.code for one in languages.list_offered(Audience.CHILD, age=14)]
    translate(settings, fingerprint="0" * 12)
    assert "ar" not in [one.code for one in languages.list_offered(Audience.CHILD, age=10)]


def test_a_letter_of_a_unit_s_own_takes_its_translations_back(settings: config.Settings) -> None:
    """Whatever its number of version says: a guardian must not read another promise than the Swedish one makes."""
    translate(settings, fingerprint=ours())
    own = settings.local_content / "sv" / "letter_child_9_12.yaml"
    own.parent.mkdir(parents=True)
    text = (SHIPPED / "sv" / "letter_child_9_12.yaml").read_text("utf-8")
    own.write_text(text.replace("Vill du berätta för oss?", "Hej från Norrvik"), "utf-8")
    content.CONTENT.put(content.load(settings))
    content.TRANSLATIONS.put(content.load_translations(settings, content.in_language("sv")))
    assert [one.code for one in languages.list_offered(Audience.CHILD, age=10)] == ["sv"]


def test_a_unit_s_own_swedish_letter_is_not_offered_as_english(settings: config.Settings) -> None:
    own = settings.local_content / "sv" / "letter_child_9_12.yaml"
    own.parent.mkdir(parents=True)
    text = Path(SHIPPED / "sv" / "letter_child_9_12.yaml").read_text("utf-8")
    own.write_text(text.replace("Vill du berätta för oss?", "Hej från Norrvik"), "utf-8")
    content.CONTENT.put(content.load(settings))
    assert [one.code for one in languages.list_offered(Audience.CHILD, age=10)] == ["sv"]
    assert [one.code for one in languages.list_offered(Audience.CHILD, age=14)] == ["sv", "en"]

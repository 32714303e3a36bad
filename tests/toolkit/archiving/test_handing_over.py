"""From a decision that something is kept to the archive's receipt: two people, a copy with its sums, a certificate."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from interview_guides.age_bands import AgeBand
from tests import factories as make
from tests.factories import CANARY
from tests.inspection import inspect_page
from tests.speakers import only
from tests.toolkit.disposal.planning import Scene, a_scene, decide
from toolkit import clock
from toolkit.access import Role
from toolkit.archiving import contents, handing_over
from toolkit.archiving.models import ArchiveDelivery, DeliveryState
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.config import Settings
from toolkit.cycles.models import CycleState, EndReason, Sex
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.disposal.models import Material
from toolkit.errors import NotFound, WrongState
from toolkit.people.models import Person
from toolkit.subject_access.packing import Part
from toolkit.surveys.models import ChildAnswer, ChildResponse

SignIn = Callable[[Person], FlaskClient]
Enter = Callable[[str], FlaskClient]


@pytest.fixture
def scene(app: Flask) -> Scene:
    found = a_scene()
    found.seminar.cycle.state = CycleState.REPORTED
    decide(found, Material.RECORDING, None)
    decide(found, Material.INTERVIEW, None)
    decide(found, Material.CONTACT, 6)
    return found


@pytest.fixture
def enter(scene: Scene, signed_in: SignIn) -> Enter:
    return lambda who: signed_in(db.session.get_one(Person, getattr(scene, who).id))


def confirmed(scene: Scene, material: Material = Material.RECORDING) -> ArchiveDelivery:
    made = handing_over.propose(scene.administrator, scene.seminar.cycle.id, material=material)
    db.session.commit()
    handing_over.confirm(scene.leader, made.id)
    db.session.commit()
    return made


def unpack(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def test_the_whole_way_on_the_pages(scene: Scene, enter: Enter) -> None:
    leader, administrator = enter("leader"), enter("administrator")
    page = leader.get("/archive")
    inspect_page(page.text, page.headers)
    assert page.text.count("Föreslå att lämna över") == 2, "what is kept, and nothing that is disposed of"
    made = leader.post(f"/archive/years/{scene.seminar.cycle.id}/recording")
    here = made.headers["Location"]
    waiting = leader.get(here)
    inspect_page(waiting.text, waiting.headers)
    assert "Ta tillbaka förslaget" in waiting.text
    assert leader.post(f"{here}/confirm").status_code == 409, "one person alone hands nothing over"
    assert leader.get(f"{here}/copy").status_code == 409
    assert administrator.post(f"{here}/confirm").status_code == 303
    assert administrator.get(f"{here}/copy").status_code == 404, "the administrator reads no child's words"
    early = leader.post(here, data={"receipt": "RA 1"})
    assert early.status_code == 409, "nobody has fetched it"
    assert leader.get(f"{here}/copy").status_code == 200
    page = leader.get(here)
    inspect_page(page.text, page.headers)
    assert "Avbryt leveransen" in page.text
    assert "Ta tillbaka förslaget" not in page.text, "it has been confirmed"
    assert leader.post(here, data={"receipt": " "}).status_code == 422
    assert leader.post(here, data={"receipt": "RA 2026/5"}).status_code == 303
    done = administrator.get(here)
    inspect_page(done.text, done.headers)
    assert "RA 2026/5" in done.text
    assert administrator.get(f"{here}/certificate").data.startswith(b"%PDF")
    assert leader.get(f"{here}/copy").status_code == 409, "it has been handed over"
    assert "Föreslå att lämna över" in leader.get("/archive").text
    db.session.expire_all()
    told = set(db.session.scalars(sa.select(AuditEntry.event).where(AuditEntry.event.like("archiving:%"))))
    assert told == {
        Event.ARCHIVE_PROPOSED, Event.ARCHIVE_CONFIRMED, Event.ARCHIVE_COPY_FETCHED, Event.ARCHIVE_HANDED_OVER,
    }  # fmt: skip


def test_the_copy_holds_the_material_and_its_sums_and_lies_nowhere(
    scene: Scene, enter: Enter, settings: Settings
) -> None:
    made = confirmed(scene)
    answer = enter("leader").get(f"/archive/{made.id}/copy")
    assert answer.headers["Content-Length"] == str(len(answer.data))
    files = unpack(answer.data)
    sounds = [name for name in files if name.endswith(".webm")]
    assert len(sounds) == 2
    assert {files[name] for name in sounds} == {CANARY.encode()}
    for line in files["manifest-sha256.txt"].decode().splitlines():
        digest, name = line.split("  ", 1)
        assert hashlib.sha256(files[name]).hexdigest() == digest
    valid = fastjsonschema.compile(json.loads(files["data/schema.json"]))
    for name, content in files.items():
        if name.endswith("recording.json"):
            valid(json.loads(content))
            assert json.loads(content)["sections"].keys() <= {"child", "recordings", "marks"}
    lying = [path for path in Path(settings.instance).rglob("*") if path.is_file()]
    assert not [path for path in lying if CANARY.encode() in path.read_bytes()]


def test_texts_are_plain_text_too(scene: Scene, enter: Enter) -> None:
    made = confirmed(scene, Material.INTERVIEW)
    files = unpack(enter("leader").get(f"/archive/{made.id}/copy").data)
    texts = [content.decode() for name, content in files.items() if name.endswith("interview.txt")]
    assert texts
    assert all("Barnet: " in text for text in texts)
    assert not [name for name in files if name.endswith(".webm")], "the sound is another material"


def test_a_child_who_said_no_goes_to_no_archive_with_the_texts_of_the_others(scene: Scene, enter: Enter) -> None:
    child = make.a_child(scene.seminar.cycle, code="F-36")
    declined = make.an_assignment(child, scene.seminar.worker)
    declined.end_reason, declined.ended_at = EndReason.DECLINED, clock.now()
    never_read = make.a_child(scene.seminar.cycle, code="F-37")
    make.an_assignment(never_read, scene.seminar.worker)
    made = confirmed(scene, Material.INTERVIEW)
    files = unpack(enter("leader").get(f"/archive/{made.id}/copy").data)
    assert not [name for name in files if "f-36" in name or "f-37" in name]
    assert b"F-36" not in b"".join(files.values())
    told = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.event == Event.ARCHIVE_COPY_FETCHED)).one()
    assert told.facts["count"] == len([name for name in files if name.endswith("interview.json")])


def test_the_bag_says_to_the_archive_what_it_is(scene: Scene, enter: Enter) -> None:
    made = confirmed(scene, Material.INTERVIEW)
    files = unpack(enter("leader").get(f"/archive/{made.id}/copy").data)
    info = files["bag-info.txt"].decode()
    assert f"External-Identifier: {made.id}" in info
    assert "External-Description: Avidentifierade texter, omgång" in info
    assert "Internal-Sender-Description: SN 2026/118" in info
    content = json.loads(next(content for name, content in files.items() if name.endswith("interview.json")))
    assert (content["format"], content["decision"]) == ("barnens-roster/archive-delivery", "SN 2026/118")
    fastjsonschema.compile(json.loads(files["data/schema.json"]))(content)


def test_a_page_in_each_language_says_what_every_file_is(scene: Scene, enter: Enter) -> None:
    made = confirmed(scene)
    files = unpack(enter("leader").get(f"/archive/{made.id}/copy").data)
    swedish, english = files["data/LASMIG.txt"].decode(), files["data/README.txt"].decode()
    assert swedish.startswith("Läs det här först")
    assert "leverans 1 till arkivet" in swedish
    assert "inspelningar, omgång" in swedish
    assert english.startswith("Read this first")
    for page in (swedish, english):
        assert "SN 2026/118" in page
        assert "sha256sum --check manifest-sha256.txt" in page
        assert CANARY not in page, "what a child said or is called stands in its own folder"
        for name in {Path(one).name for one in files if one.startswith("data/")} - {"LASMIG.txt", "README.txt"}:
            assert name in page or Path(name).suffix == ".webm", name
        assert "report/" not in page, "it does not tell of what is not there"
    assert "data/LASMIG.txt" in files["manifest-sha256.txt"].decode()


def test_the_released_report_lies_beside_the_texts(scene: Scene, enter: Enter, app: Flask) -> None:
    said = [Part.of("arsrapport-2026.docx", b"a report"), Part.of("arsrapport-2026.pdf", b"the same")]
    only(app, contents.REPORTS, editions=lambda cycle: said if cycle is scene.seminar.cycle else [])
    made = confirmed(scene, Material.INTERVIEW)
    files = unpack(enter("leader").get(f"/archive/{made.id}/copy").data)
    assert files["data/report/arsrapport-2026.docx"] == b"a report"
    assert hashlib.sha256(b"the same").hexdigest() in files["manifest-sha256.txt"].decode()
    assert "report/: årsrapporten" in files["data/LASMIG.txt"].decode()
    sound = confirmed(scene)
    assert not [name for name in unpack(enter("leader").get(f"/archive/{sound.id}/copy").data) if "report" in name]


def test_what_was_withdrawn_is_not_handed_over(scene: Scene, enter: Enter) -> None:
    withdrawal.withdraw(None, scene.assignment)
    db.session.commit()
    made = confirmed(scene)
    files = unpack(enter("leader").get(f"/archive/{made.id}/copy").data)
    assert len([name for name in files if name.endswith(".webm")]) == 1


@pytest.mark.parametrize("material", [Material.CONTACT, Material.FULL_TEXT])
def test_what_no_decision_keeps_is_not_handed_over(scene: Scene, material: Material) -> None:
    with pytest.raises(WrongState):
        handing_over.propose(scene.leader, scene.seminar.cycle.id, material=material)


def test_a_year_without_a_report_and_another_units_year_are_not_there(scene: Scene) -> None:
    stranger = make.actor(make.a_person(make.a_unit(), Role.UNIT_LEADER))
    with pytest.raises(NotFound):
        handing_over.propose(stranger, scene.seminar.cycle.id, material=Material.RECORDING)
    scene.seminar.cycle.state = CycleState.RUNNING
    db.session.commit()
    assert not handing_over.list_ready(scene.leader)
    with pytest.raises(WrongState):
        handing_over.propose(scene.leader, scene.seminar.cycle.id, material=Material.RECORDING)


def test_once_is_enough_and_what_was_taken_back_can_be_proposed_anew(scene: Scene) -> None:
    made = handing_over.propose(scene.leader, scene.seminar.cycle.id, material=Material.RECORDING)
    with pytest.raises(WrongState):
        handing_over.propose(scene.administrator, scene.seminar.cycle.id, material=Material.RECORDING)
    handing_over.take_back(scene.administrator, made.id)
    db.session.commit()
    with pytest.raises(WrongState):
        handing_over.confirm(scene.administrator, made.id)
    again = handing_over.propose(scene.administrator, scene.seminar.cycle.id, material=Material.RECORDING)
    assert (again.number, again.state) == (2, DeliveryState.PROPOSED)


def test_a_years_survey_answers_go_together_and_are_tied_to_nobody(scene: Scene, enter: Enter) -> None:
    decide(scene, Material.ANSWERS, months=None)
    year: dict[str, Any] = {"cycle_id": scene.seminar.cycle.id, "form_version": 1, "scale": "three_faces"}
    make.add(
        ChildResponse(
            **year, code_hash="a" * 64, closes_on=clock.today(), scale_version=1, age_band=AgeBand.NINE_TO_TWELVE,
            sex=Sex.GIRL, finished=True, answers=[ChildAnswer(question="reception", face=2, words=CANARY)],
        )
    )  # fmt: skip
    made = confirmed(scene, Material.ANSWERS)
    answer = enter("leader").get(f"/archive/{made.id}/copy")
    files = unpack(answer.data)
    assert {name for name in files if name.startswith("data/")} == {
        "data/LASMIG.txt", "data/README.txt", "data/answers.json", "data/schema.json",
    }  # fmt: skip
    assert "answers.json: barnens och personalens svar" in files["data/LASMIG.txt"].decode()
    content = json.loads(files["data/answers.json"])
    fastjsonschema.compile(json.loads(files["data/schema.json"]))(content)
    assert content["decision"] == "SN 2026/118"
    assert any(CANARY in (each["words"] or "") for one in content["children"] for each in one["answers"])
    whole = files["data/answers.json"].decode()
    for named in (scene.assignment.child.code, str(scene.assignment.id), scene.assignment.interviewer.name):
        assert named not in whole, "nothing leads from an answer to somebody"

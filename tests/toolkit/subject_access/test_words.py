"""The overview says every code in words: whoever asks knows no codes of ours. And the page opens nothing to count."""

import re
from collections.abc import Iterable, Mapping

import pytest
from flask import Flask

from seminar.quotable.models import ChildAnswer
from tests import factories as make
from tests.toolkit.disposal.planning import Scene, a_scene
from tests.world import a_neighbourhood
from toolkit import content
from toolkit.access import Role
from toolkit.cycles.models import Assignment, Child, EndReason, Interpreter, Origin, Sex
from toolkit.db import db
from toolkit.disposal.models import Material
from toolkit.errors import NotFound
from toolkit.interviews import room
from toolkit.interviews.models import RecordingSource, RecordingState
from toolkit.language import force_locale
from toolkit.participation.models import Answerer, Contacted, HowGiven
from toolkit.subject_access import codes, gathering, requests
from toolkit.subject_access.fields import SECTIONS, Kind
from transcription.deidentification.models import ReadingState
from transcription.transcripts.states import EditKind, Source, State

HOLDS: Mapping[str, Iterable[str]] = {
    "child.sex": Sex, "child.interpreter": Interpreter, "interview.origin": Origin, "interview.end_reason": EndReason,
    "contact_log.with_whom": Contacted, "answers.who": Answerer, "answers.how": HowGiven,
    "answers.declined_by": ("child", "guardian", "handler"), "recordings.state": RecordingState,
    "recordings.source": RecordingSource, "marks.kind": {*room.OF_QUESTIONS, room.BROKEN_OFF},
    "disposed.what": Material, "transcripts.source": Source, "transcripts.state": State, "corrections.kind": EditKind,
    "other_versions.from": ("file", "heard_again"), "second_readings.outcome": ReadingState,
    "quotes.child_answer": ChildAnswer,
}  # fmt: skip
OF_CONTENT = {
    "contact_log.channel", "contact_log.outcome", "answers.decline_reason", "booking.place", "guide.guide",
    "counted_answers.question", "counted_answers.answer", "log.act",
}  # fmt: skip


def test_no_field_of_codes_is_forgotten(app: Flask) -> None:
    assert app
    fields = {
        f"{name}.{field}"
        for name, section in SECTIONS.items()
        for field, (_, kind) in section.fields.items()
        if kind is Kind.CODE
    }
    assert fields == HOLDS.keys() | OF_CONTENT


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_code_has_its_words(app: Flask, language: str) -> None:
    assert app
    with force_locale(language):
        local = content.current()
        found = [(*field.split("."), str(code)) for field, each in HOLDS.items() for code in each]
        found += [("marks", "kind", one.code) for one in local.nonverbal_marks]
        found += [("guide", "guide", one.id) for one in local.guides]
        found += [("contact_log", "channel", one.code) for one in local.contact_channels]
        silent = [one for one in found if re.fullmatch(r"[a-z0-9]*[_0-9][a-z0-9_]*", codes.say(*one))]
        assert silent == []
        english = {one for one in found if language == "sv" and codes.say(*one) == one[2]}
        assert english == set()


def test_a_question_stands_as_it_was_asked_and_a_guide_by_its_title(app: Flask) -> None:
    assert app
    child = _child()
    rows = {one.name: one.rows for one in gathering.gather(child).sections}
    asked = [str(row["question"]) for row in rows.get("marks", ()) if row["question"]]
    assert all(" " in one for one in asked)


def test_what_the_page_counts_is_what_a_copy_holds(app: Flask) -> None:
    assert app
    child = _child()
    counted, held = gathering.count(child), gathering.gather(child)
    told = {one.name: len(one.rows) for one in held.sections}
    assert {name: number for name, number in counted.sections.items() if name not in counted.at_most} == {
        name: number for name, number in told.items() if name not in counted.at_most
    }
    assert told.keys() <= counted.sections.keys()
    assert held.left_out.keys() <= counted.left_out.keys()
    assert list(counted.sections) == [name for name in SECTIONS if name in counted.sections]


def test_nothing_is_opened_to_count(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    scene: Scene = a_scene()
    child_id = scene.assignment.child_id
    db.session.expunge_all()
    child = db.session.get_one(Child, child_id)

    def refuse(*_: object, **__: object) -> str:
        pytest.fail("a sealed text was opened only to be counted")

    monkeypatch.setattr("toolkit.vault.columns.open_text", refuse)
    assert sum(requests.look(scene.leader, child).sections.values()) > 5
    assert app


def test_another_units_child_is_counted_for_nobody(app: Flask) -> None:
    assert app
    scene = a_scene()
    stranger = make.actor(make.a_person(make.a_unit(), Role.UNIT_LEADER))
    with pytest.raises(NotFound):
        requests.get_child(stranger, scene.assignment.child_id)


def _child() -> Child:
    found = db.session.get_one(Assignment, a_neighbourhood().ids["assignment_id"])
    db.session.commit()
    return found.child

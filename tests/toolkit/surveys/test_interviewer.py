"""The interviewer's survey is the interviewer's own: saved as it is, sealed, and never lost to another window."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests import factories as make
from tests.toolkit.surveys.conftest import Year
from toolkit import clock
from toolkit.access import Role
from toolkit.db import db
from toolkit.interviews.models import Booking, Mark, Notes, Recording, RecordingSource, RecordingState, Remark
from toolkit.people.models import Person
from toolkit.surveys import interview_steps, interviewer, known
from toolkit.surveys.interview_steps import ReflectFacts

SignedIn = Callable[[Person], FlaskClient]

SENT = {
    "version": "0", "how_it_went": "well", "aids": ["rita", "tolk"],
    "developed": "4", "go_on": "yes", "learnt": make.CANARY,
}  # fmt: skip


def codes_of(name: str, year: Year) -> list[str]:
    fields = dict(interviewer.fields_for(make.actor(year.worker), year.assignment.id))
    return [option.code for field, options in fields.items() if field.id == name for option in options]


def test_it_is_saved_and_comes_back_filled(year: Year, signed_in: SignedIn) -> None:
    browser, address = signed_in(year.worker), f"/interviews/{year.assignment.id}/own-survey"
    sent = {**SENT, "aids": codes_of("aids", year)[:2]}
    assert browser.post(address, data=sent).status_code == 303
    db.session.expire_all()
    answers, version = interviewer.get_answers(make.actor(year.worker), year.assignment.id)
    assert version == 1
    assert answers["aids"] == codes_of("aids", year)[:2]
    assert "missed_support" not in answers
    page = browser.get(address).text
    assert make.CANARY in page
    assert len(re.findall(r"<input[^>]* checked", page)) == 5
    stored = db.session.connection().exec_driver_sql("SELECT answers FROM interviewer_response").scalar_one()
    assert make.CANARY.encode() not in bytes(stored)


def test_an_older_window_does_not_overwrite_a_newer_one(year: Year, signed_in: SignedIn) -> None:
    browser, address = signed_in(year.worker), f"/interviews/{year.assignment.id}/own-survey"
    browser.post(address, data={"version": "0", "learnt": "först"})
    answer = browser.post(address, data={"version": "0", "learnt": "sedan"})
    assert answer.status_code == 409
    assert "Ett annat fönster hann spara först" in answer.text
    assert '<dd class="written">först</dd>' in answer.text
    assert "sedan" in answer.text  # what was typed is still there
    assert interviewer.get_answers(make.actor(year.worker), year.assignment.id)[0]["learnt"] == "först"


def test_a_mark_outside_the_scale_is_refused(year: Year, signed_in: SignedIn) -> None:
    address = f"/interviews/{year.assignment.id}/own-survey"
    assert signed_in(year.worker).post(address, data={"version": "0", "developed": "9"}).status_code == 422


def test_what_is_known_is_shown_kept_and_never_asked(year: Year, signed_in: SignedIn) -> None:
    where = {"assignment_id": year.assignment.id}
    make.add(Booking(**where, starts_at=clock.now(), place="school", minutes=35, interpreter=True))
    make.add(Mark(**where, kind="nods", at_ms=1))
    make.add(Mark(**where, kind="too_hard", question_id="trust", at_ms=2))
    make.add(Mark(**where, kind="too_hard", question_id="trust", at_ms=3))
    make.add(Mark(**where, kind="repeated", question_id="advice", at_ms=4, undone_at=clock.now()))
    browser, address = signed_in(year.worker), f"/interviews/{year.assignment.id}/own-survey"
    page = browser.get(address).text
    assert "Hur fungerade det med tolken?" in page
    assert "<dt>Där ni sågs</dt><dd>I skolan</dd>" in page
    assert "<dt>Frågor som du märkte som för svåra</dt><dd>" in page
    assert 'name="place"' not in page
    browser.post(address, data={"version": "0", "go_on": "yes"})
    answers, _version = interviewer.get_answers(make.actor(year.worker), year.assignment.id)
    told = ("place", "minutes", "interpreter_needed", "silent_communication", "hard_questions")
    assert [answers[name] for name in told] == ["school", 35, "yes", "marked", ["trust"]]
    assert "repeated_questions" not in answers, "it was taken back"


def test_without_a_booking_nothing_is_made_up(year: Year, signed_in: SignedIn) -> None:
    facts = known.facts_of(year.assignment)
    assert not {"place", "minutes", "interpreter_needed"} & set(facts)
    assert "tolken" not in signed_in(year.worker).get(f"/interviews/{year.assignment.id}/own-survey").text


@pytest.mark.parametrize(
    ("recording", "told"),
    [
        ({}, "no_trouble"),
        ({"remark": Remark.GAPS}, "partly"),
        ({"state": RecordingState.REFUSED}, "failed"),
        ({"state": RecordingState.RECEIVING}, "notes_only"),
        ({"state": RecordingState.RECEIVING}, None),
    ],
)
def test_the_recording_tells_how_it_went(year: Year, recording: dict[str, object], told: str | None) -> None:
    """Where there is neither sound nor notes the text has come from elsewhere: then nothing is said."""
    make.a_yes(year.assignment, year.worker, who="guardian_1")
    make.a_yes(year.assignment, year.worker)
    where = {"assignment_id": year.assignment.id, "number": 1, "client_key": "k", "duration_ms": 90_000}
    row = {"source": RecordingSource.BROWSER, "state": RecordingState.WHOLE, **recording}
    make.add(Recording(**where, **row))
    if told == "notes_only":
        make.add(Notes(assignment_id=year.assignment.id, text="Hej", finished_at=clock.now()))
    facts = known.facts_of(year.assignment)
    assert facts.get("recording") == told
    assert facts.get("minutes") == (None if told in {"notes_only", None} else 2)


def test_a_broken_version_is_taken_as_none(year: Year, signed_in: SignedIn) -> None:
    address = f"/interviews/{year.assignment.id}/own-survey"
    assert signed_in(year.worker).post(address, data={"version": "x", "learnt": "a"}).status_code == 303


def test_nobody_else_reads_it(year: Year, signed_in: SignedIn) -> None:
    address = f"/interviews/{year.assignment.id}/own-survey"
    for person in (
        year.facilitator,
        make.a_person(year.unit, Role.SOCIAL_WORKER),
        make.a_person(year.unit, Role.UNIT_LEADER),
    ):
        assert signed_in(person).get(address).status_code == 404


def reflect_step(year: Year) -> ReflectFacts:
    facts = interview_steps.step_facts(make.actor(year.worker), year.assignment)["reflect"]
    assert isinstance(facts, ReflectFacts)
    return facts


@pytest.mark.one_database
@pytest.mark.parametrize("sent", [{}, {"learnt": "  "}, {"aids": []}])
def test_an_empty_survey_is_not_answered(year: Year, signed_in: SignedIn, sent: dict[str, str]) -> None:
    answer = signed_in(year.worker).post(f"/interviews/{year.assignment.id}/own-survey", data={"version": "0", **sent})
    assert answer.status_code == 422
    assert "Svara på minst en fråga, eller säg att du inte har något att tillägga." in answer.text
    assert not interviewer.is_answered(year.assignment)


@pytest.mark.one_database
def test_who_has_nothing_to_add_says_so_and_is_done_with_the_step(year: Year, signed_in: SignedIn) -> None:
    browser, way = signed_in(year.worker), f"/interviews/{year.assignment.id}"
    assert reflect_step(year).done_at is None
    for page in ("own-survey", "reflection"):
        assert 'name="nothing"' in browser.get(f"{way}/{page}").text
        assert browser.post(f"{way}/{page}", data={"version": "0", "nothing": "1"}).status_code == 303
    facts = reflect_step(year)
    assert facts.done_at
    assert (facts.has_reflected, facts.has_written, facts.has_answered, facts.has_answers) == (True, False, True, False)


@pytest.mark.one_database
def test_who_wrote_something_after_all_has_answered(year: Year, signed_in: SignedIn) -> None:
    browser, way = signed_in(year.worker), f"/interviews/{year.assignment.id}"
    for page, field in (("own-survey", "learnt"), ("reflection", "text")):
        browser.post(f"{way}/{page}", data={"version": "0", "nothing": "1"})
        browser.post(f"{way}/{page}", data={"version": "1", field: "Att vänta in."})
    facts = reflect_step(year)
    assert (facts.has_written, facts.has_answers) == (True, True)


@pytest.mark.one_database
def test_an_empty_reflection_is_not_done(year: Year, signed_in: SignedIn) -> None:
    browser, address = signed_in(year.worker), f"/interviews/{year.assignment.id}/reflection"
    answer = browser.post(address, data={"version": "0", "text": " "})
    assert answer.status_code == 422
    assert "Skriv något först, eller säg att du inte har något att tillägga." in answer.text
    assert not reflect_step(year).has_reflected


@pytest.mark.one_database
def test_a_reflection_that_was_emptied_while_it_saved_itself_is_not_done_any_more(
    year: Year, signed_in: SignedIn
) -> None:
    browser, address = signed_in(year.worker), f"/interviews/{year.assignment.id}/reflection"
    browser.post(address, data={"version": "0", "text": "Jag avbröt."})
    assert reflect_step(year).has_reflected
    browser.post(address, data={"version": "1", "text": ""}, headers={"Accept": "application/json"})
    assert not reflect_step(year).has_reflected

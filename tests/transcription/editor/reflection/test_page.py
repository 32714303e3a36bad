"""The page of one's own talk, and the reflection that saves itself: for the interviewer alone, in no export."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import factories as make
from tests.inspection import inspect_page
from tests.transcription.interviews import Interview, a_transcript
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.interviews.models import Reflection
from toolkit.people.models import Person
from transcription.exchange.writing import Kind
from transcription.transcripts import segment_rows
from transcription.transcripts.states import State

SignIn = Callable[[Person], FlaskClient]
AS_SCRIPT = {"Accept": "application/json"}


def opened(client: FlaskClient, place: str) -> str:
    answer = client.get(place)
    assert answer.status_code == 200
    inspect_page(answer.text, answer.headers)
    return answer.text


def place(interview: Interview, name: str) -> str:
    return f"/interviews/{interview.assignment.id}/{name}"


def test_before_there_is_a_text_the_page_says_what_will_be_there(interview: Interview, signed_in: SignIn) -> None:
    assert "ingen text att titta på än" in opened(signed_in(interview.worker), place(interview, "how-it-went"))


def test_the_page_shows_figures_and_every_sentence_behind_them(interview: Interview, signed_in: SignIn) -> None:
    transcript = a_transcript(interview, state=State.CORRECTED)
    segments = segment_rows.list_segments(transcript)
    segments[2].start_ms = 13_500
    page = opened(signed_in(interview.worker), place(interview, "how-it-went"))
    for words in (
        "Fick du veta varför?", "Du ställde en fråga", "Ja eller nej", "övningsmodellen", "få gånger",
        "Så är det räknat", "8 s", f"/transcripts/{transcript.id}#s2",
    ):  # fmt: skip
        assert words in page
    assert "style=" not in page
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.event == Event.TRANSCRIPT_READ)).one()
    assert entry.object_id == transcript.id


def test_a_silence_is_shown_where_it_was(interview: Interview, signed_in: SignIn) -> None:
    segments = segment_rows.list_segments(a_transcript(interview))
    segments[3].start_ms, segments[3].end_ms = 20_900, 22_000
    page = opened(signed_in(interview.worker), place(interview, "how-it-went"))
    assert "En gång väntade du tre sekunder eller mer." in page
    assert "6 sekunder" in page
    assert "Sedan talade barnet" in page


def test_nobody_else_finds_it(interview: Interview, signed_in: SignIn) -> None:
    a_transcript(interview)
    for person in (interview.colleague, interview.facilitator):
        for name in ("how-it-went", "reflection"):
            assert signed_in(person).get(place(interview, name)).status_code == 404


def test_the_reflection_saves_itself_and_two_windows_never_overwrite_each_other(
    interview: Interview, signed_in: SignIn
) -> None:
    client, where = signed_in(interview.worker), place(interview, "reflection")
    assert "Vad överraskade mig?" in opened(client, where)
    first = client.post(where, data={"text": "Jag väntade in henne.", "version": "0"}, headers=AS_SCRIPT)
    assert first.json == {"version": 1}
    kept = db.session.get_one(Reflection, interview.assignment.id)
    assert kept.done_at is None
    second = client.post(where, data={"text": "Annat", "version": "0"}, headers=AS_SCRIPT)
    assert second.status_code == 409
    assert second.json is not None
    assert "annat fönster" in second.json["error"]
    too_long = client.post(where, data={"text": "x" * 20_001, "version": "1"}, headers=AS_SCRIPT)
    assert too_long.status_code == 422
    assert too_long.json is not None
    assert "20 000" in too_long.json["error"]
    done = client.post(where, data={"text": "Jag väntade in henne, till sist.", "version": "1"})
    assert done.status_code == 303
    db.session.expire_all()
    kept = db.session.get_one(Reflection, interview.assignment.id)
    assert kept.done_at is not None
    assert "till sist" in opened(client, where)
    looks = db.session.scalars(select(AuditEntry).where(AuditEntry.event == Event.REFLECTION_READ)).all()
    assert len(looks) >= 1


@pytest.mark.parametrize("kind", Kind)
def test_the_reflection_is_in_no_export(interview: Interview, signed_in: SignIn, kind: Kind) -> None:
    transcript = a_transcript(interview)
    make.add(Reflection(assignment_id=interview.assignment.id, text="Hemligaste tanken"))
    client = signed_in(interview.worker)
    answer = client.post(f"/transcripts/{transcript.id}/export", data={"kind": kind, "has_understood": "y"})
    assert answer.status_code == 200
    assert not re.search(b"Hemligaste", answer.data)


def test_the_reflection_goes_with_the_interview(interview: Interview) -> None:
    make.add(Reflection(assignment_id=interview.assignment.id, text="Hemligaste tanken"))
    withdrawal.withdraw(interview.actor, interview.assignment)
    db.session.flush()
    assert db.session.scalars(select(Reflection)).all() == []

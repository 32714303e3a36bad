"""Stop, go on, start over: what is written stays, a person's text is never thrown away, and the queue is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import factories as make
from tests.inspection import inspect_page
from tests.transcription.interviews import Interview, a_sealed_recording, a_transcript
from tests.transcription.transcribing import Script, script, sentences
from tests.wall_clock import SetClock
from toolkit import clock
from toolkit.access import Role
from toolkit.config import Settings
from toolkit.db import begin_request, db
from toolkit.errors import InvalidInput, NotFound, WrongState
from toolkit.interviews import joining
from toolkit.interviews.models import Recording
from toolkit.jobs import leases, queue
from toolkit.jobs.worker import Worker
from toolkit.people.models import Person
from transcription.asr.messages import Message, Progress
from transcription.editor import editing
from transcription.queue import control, hours_settings, positions
from transcription.speech_models import speed
from transcription.speech_models.store import Model
from transcription.transcripts import segment_rows
from transcription.transcripts.models import Segment, Transcript
from transcription.transcripts.states import Source, State

__all__ = ["script"]

SignedIn = Callable[[Person], FlaskClient]


@pytest.fixture
def settings(settings: Settings, practice_model: Model) -> Settings:
    settings.models.mkdir(parents=True)
    for name in ("practice", "other"):
        (settings.models / name).symlink_to(practice_model.folder)
    return replace(settings, demo=True)


@pytest.fixture
def recording(interview: Interview) -> Recording:
    made = a_sealed_recording(interview.assignment, b"sound", duration_ms=20_000)
    queue.enqueue(interview.actor, joining.TRANSCRIBE, ref=made.id)
    db.session.commit()
    return made


def work(app: Flask) -> None:
    db.session.rollback()
    Worker(app).run(until_idle=True)
    db.session.rollback()


def texts() -> list[str]:
    return list(db.session.scalars(select(Segment.text).order_by(Segment.position)))


def stopping(interview: Interview, recording: Recording, told: list[Message]) -> list[Message]:
    """The interviewer stops the writing while the child goes on."""
    actor, recording_id = interview.actor, recording.id

    class Stops(list[Message]):
        def __iter__(self):  # type: ignore[no-untyped-def]  # as list's own
            for number, message in enumerate(told):
                if number == 5:
                    db.session.rollback()
                    _as_web(lambda: control.stop(actor, recording_id))
                yield message

    return Stops(told)


def _as_web(act: Callable[[], object]) -> None:
    begin_request(read_only=False)
    act()
    db.session.commit()
    begin_request(read_only=True)


def test_stopped_in_the_middle_it_keeps_what_is_written_and_goes_on_there(
    app: Flask, interview: Interview, recording: Recording, script: Script
) -> None:
    script.runs = [stopping(interview, recording, sentences(8)), sentences(8, after=4.0)]
    work(app)
    transcript = db.session.scalars(select(Transcript)).one()
    assert (transcript.state, transcript.transcribed_ms, texts()) == (State.PAUSED, 4000, ["Mening 0.", "Mening 1."])
    job = queue.find_job(joining.TRANSCRIBE, ref=recording.id)
    assert job
    assert job.state == "cancelled"
    work(app)
    assert len(script.asked) == 1, "nobody goes on by himself"
    control.transcribe_again(interview.actor, recording.id)
    db.session.commit()
    work(app)
    assert script.asked[1].after == 4.0
    assert texts() == [f"Mening {number}." for number in range(8)]


def test_start_over_with_another_model_throws_the_draft_away_and_nothing_else(
    app: Flask, interview: Interview, recording: Recording, script: Script
) -> None:
    script.runs = [sentences(3)]
    work(app)
    assert script.asked[0].model.name == "other"
    with pytest.raises(InvalidInput):
        control.start_over(interview.actor, recording.id, model="no-such-model")
    control.start_over(interview.actor, recording.id, model="practice")
    db.session.commit()
    transcript = db.session.scalars(select(Transcript)).one()
    assert (transcript.state, texts(), transcript.transcribed_ms) == (State.QUEUED, [], 0)
    script.runs = [sentences(4)]
    work(app)
    assert len(texts()) == 4
    assert (script.asked[-1].after, script.asked[-1].model.name) == (0, "practice")


@pytest.mark.parametrize("touched", ["edited", "corrected", "approved", "import"])
def test_what_a_person_has_worked_on_is_not_started_over(interview: Interview, touched: str) -> None:
    transcript = a_transcript(interview, state=State(touched) if touched in set(State) else State.DRAFT)
    transcript.source = Source.IMPORT if touched == "import" else Source.MACHINE
    assert transcript.recording_id
    if touched == "edited":
        segment = segment_rows.list_segments(transcript)[1]
        editing.save_segment(
            interview.actor, transcript.id,
            segment_id=segment.id, text="Jag undrar.", speaker="child", version=segment.version,
        )  # fmt: skip
    db.session.commit()
    with pytest.raises(WrongState):
        control.start_over(interview.actor, transcript.recording_id)
    db.session.rollback()
    assert len(texts()) == 4


def test_only_the_interviewer_steers(interview: Interview, recording: Recording) -> None:
    stranger = make.actor(interview.colleague)
    for act in (control.stop, control.start_over, control.transcribe_again):
        with pytest.raises(NotFound):
            act(stranger, recording.id)


@pytest.mark.one_database
def test_the_page_offers_what_can_be_done(interview: Interview, recording: Recording, signed_in: SignedIn) -> None:
    client, place = signed_in(interview.worker), f"/interviews/{interview.assignment.id}/transcript/progress"
    db.session.rollback()
    leases.beat("one")
    assert "Stoppa utskriften" in client.get(place).text
    assert client.post(f"/recordings/{recording.id}/stop-transcription").status_code == 303
    page = client.get(place)
    inspect_page(page.text, page.headers)
    assert "Du har stoppat utskriften" in page.text
    assert "Börja skriva ut" in page.text
    assert 'name="model"' in page.text
    assert client.post(f"/recordings/{recording.id}/start-over", data={"model": "practice"}).status_code == 303
    assert "Stoppa utskriften" in client.get(place).text


NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
EVENING = datetime(2026, 11, 23, 17, 30, tzinfo=UTC)


def an_administrator(interview: Interview) -> Person:
    return make.a_person(interview.worker.unit, Role.ADMINISTRATOR)


@pytest.fixture
def watchful(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hours are looked at after every word, and not every few seconds."""
    monkeypatch.setattr(hours_settings, "LOOK_EVERY_S", 0.0)


@pytest.mark.clock(NOON)
@pytest.mark.usefixtures("watchful")
def test_a_hearing_rests_outside_the_hours_and_goes_on_in_them(
    app: Flask, interview: Interview, recording: Recording, script: Script, set_clock: SetClock
) -> None:
    hours_settings.set_hours(make.actor(an_administrator(interview)), begins=time(18), ends=time(6), version=0)
    db.session.commit()
    script.runs = [sentences(3)]
    work(app)
    job = queue.find_job(joining.TRANSCRIBE, ref=recording.id)
    assert job
    assert (job.state, job.reason, job.failures, script.asked) == ("queued", "closed", 0, [])
    assert job.run_after == datetime(2026, 11, 23, 17, tzinfo=UTC)
    told = sentences(6)

    class Night(list[Message]):
        def __iter__(self):  # type: ignore[no-untyped-def]  # as list's own
            for message in told:
                if isinstance(message, Progress) and message.seconds == 6.0:
                    set_clock(datetime(2026, 11, 24, 5, tzinfo=UTC))  # six in the morning in Sweden
                yield message

    set_clock(EVENING)
    script.runs = [Night(told), sentences(6, after=4.0)]
    work(app)
    assert texts() == ["Mening 0.", "Mening 1."]
    set_clock(EVENING + timedelta(days=1))
    work(app)
    assert script.asked[-1].after == 4.0
    assert texts() == [f"Mening {number}." for number in range(6)]


@pytest.mark.clock(NOON)
def test_the_administrator_sees_the_queue_and_lets_it_begin_anyway(
    interview: Interview, recording: Recording, signed_in: SignedIn
) -> None:
    client = signed_in(an_administrator(interview))
    begins, ends = "15:00", "18:00"  # it is twelve in Sweden
    unfinished = client.post("/settings/transcription-hours", data={"when": "between", "begins": begins, "ends": ""})
    assert unfinished.status_code == 422
    inspect_page(unfinished.text, unfinished.headers)
    assert (
        client.post(
            "/settings/transcription-hours", data={"when": "between", "begins": begins, "ends": ends}
        ).status_code
        == 303
    )
    page = client.get("/settings/transcription-hours")
    inspect_page(page.text, page.headers)
    assert "Utskriften vilar till" in page.text
    db.session.rollback()
    leases.beat("one")
    progress = signed_in(interview.worker).get(f"/interviews/{interview.assignment.id}/transcript/progress").text
    assert "Utskriften börjar 15.00" in progress
    assert "Klar " in progress
    assert client.post("/settings/transcription-hours/open-now").status_code == 303
    assert "Utskriften vilar till" not in client.get("/settings/transcription-hours").text
    assert client.post("/settings/transcription-hours/open-now").status_code == 409
    assert client.post("/settings/transcription-hours", data={"when": "always", "version": "2"}).status_code == 303
    db.session.rollback()
    assert hours_settings.get_opening().hours is None


def test_a_place_in_the_queue_tells_when_it_should_be_ready(interview: Interview, recording: Recording) -> None:
    second = a_sealed_recording(interview.assignment, b"sound", duration_ms=3_600_000, number=2)
    queue.enqueue(interview.actor, joining.TRANSCRIBE, ref=second.id)
    db.session.commit()
    assert [place.ready for place in positions.list_positions()] == [None, None], "nobody works"
    db.session.rollback()
    db.session.rollback()
    leases.beat("one")
    places = positions.list_positions()
    assert [place.number for place in places] == [1, 2]
    assert places[0].ready
    assert places[1].ready
    assert clock.now() < places[0].ready < places[1].ready


def test_the_guess_reckons_with_the_model_that_was_asked_for(interview: Interview, recording: Recording) -> None:
    for model, work_ms in (("other", 300_000), ("practice", 30_000)):
        speed.note(db.session(), engine="faster-whisper", model=model, sound_ms=60_000, work_ms=work_ms)
    control.start_over(interview.actor, recording.id, model="practice")
    db.session.commit()
    leases.beat("one")

    def waits() -> timedelta:
        (place,) = positions.list_positions()
        assert place.ready
        return place.ready - clock.now()

    quick = waits()
    control.start_over(interview.actor, recording.id, model="other")
    db.session.commit()
    assert waits() - quick == pytest.approx(timedelta(seconds=20 * (5 - 0.5)), abs=timedelta(seconds=5))

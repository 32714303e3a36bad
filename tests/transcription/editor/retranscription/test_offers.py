"""Marked places are heard again: offered beside the old text, used or refused by a person, and never in its place."""

import json
import shutil
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import factories as make
from tests.inspection import inspect_fragment, inspect_page
from tests.transcription.interviews import Interview, a_sealed_recording, add_transcript, transcribing_with
from tests.transcription.transcribing import sentence
from toolkit import clock
from toolkit.config import Settings
from toolkit.db import db
from toolkit.errors import NotFound, WrongState
from toolkit.jobs import queue
from toolkit.jobs.models import Job
from toolkit.jobs.worker import Worker
from toolkit.people.models import Person
from transcription.asr import worker_host
from transcription.asr.confidence import ConfidenceFlag
from transcription.asr.messages import Failed, Finished, Message, SegmentRecognised, Started
from transcription.asr.types import FailureCode, RetryMode
from transcription.editor import editing
from transcription.editor.retranscription import applying, offers, retry_modes
from transcription.editor.retranscription.models import Retranscription
from transcription.speech_models import store
from transcription.speech_models.store import Model
from transcription.terms.models import UnitTerms
from transcription.transcripts import history, segment_rows
from transcription.transcripts.models import Segment, Transcript

SPAN = [9500, 2500]


@pytest.fixture
def settings(settings: Settings, practice_model: Model) -> Settings:
    return transcribing_with(settings, practice_model)


@pytest.fixture
def transcript(interview: Interview) -> Transcript:
    made = add_transcript(a_sealed_recording(interview.assignment, b"sound"))
    made.untranscribed = {"spans": [SPAN]}
    for one in segment_rows.list_segments(made)[2:]:
        one.start_ms, one.end_ms = one.start_ms + 5000, one.end_ms + 5000
    segment_rows.list_segments(made)[1].confidence_flag = ConfidenceFlag.UNSURE
    db.session.commit()
    return made


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> list[Message]:
    """What the worker reports of any span; what it was asked for is on `worker.asked`."""

    class Told(list[Message]):
        asked: list[dict[str, object]] = []

    told = Told()
    told.asked = []

    def transcribe(*_args: object, **asked: object) -> Iterator[Message]:
        told.asked.append(asked)
        yield Started(60.0)
        yield from told

    monkeypatch.setattr(worker_host, "transcribe", transcribe)
    return told


def work(app: Flask) -> None:
    db.session.rollback()
    Worker(app).run(until_idle=True)
    db.session.rollback()


def end() -> Finished:
    return Finished(12.0, False, (), b"")


def texts() -> list[str]:
    return list(db.session.scalars(select(Segment.text).order_by(Segment.position)))


def places(transcript: Transcript) -> list[tuple[int, int, Retranscription | None]]:
    return list(offers.list_offers(transcript, segment_rows.list_segments(transcript)).untranscribed)


def ask(interview: Interview, transcript: Transcript) -> Retranscription:
    segment = segment_rows.list_segments(transcript)[1]
    made = offers.ask_for_segment(interview.actor, transcript.id, segment_id=segment.id)
    db.session.commit()
    return made


def test_what_was_heard_again_is_offered_and_changes_nothing(
    app: Flask, interview: Interview, transcript: Transcript, worker: list[Message]
) -> None:
    worker[:] = [
        SegmentRecognised(sentence(5.0, 6.5, "Jag undrar varför")),
        SegmentRecognised(sentence(6.5, 9.0, "Petra gick.")),
        end(),
    ]
    made, before = ask(interview, transcript), texts()
    assert ask(interview, transcript).id == made.id, "asking twice is asking once"
    assert db.session.scalars(select(Job.is_brief)).all() == [True]
    work(app)
    assert (made.state, texts()) == ("offered", before)
    assert worker.asked[0]["span"] == (5.0, 9.0)  # type: ignore[attr-defined]
    used = applying.accept(interview.actor, made.id)
    db.session.commit()
    segment = db.session.get_one(Segment, made.segment_id)
    assert segment.text == "Jag undrar varför Petra gick."
    assert [word[2] for word in json.loads(segment.words)] == segment.text.split()
    assert (segment.confidence_flag, used.lines, transcript.revision) == (None, "[]", 2)
    history.undo(interview.actor, transcript.id)
    db.session.commit()
    assert texts() == before


def test_ones_own_text_is_kept(app: Flask, interview: Interview, transcript: Transcript, worker: list[Message]) -> None:
    worker[:] = [SegmentRecognised(sentence(5.0, 9.0, "Något annat.")), end()]
    made, before = ask(interview, transcript), texts()
    work(app)
    offers.reject(interview.actor, made.id)
    db.session.commit()
    assert (made.state, made.lines, texts()) == ("rejected", "[]", before)
    with pytest.raises(WrongState):
        applying.accept(interview.actor, made.id)


def test_each_way_of_hearing_is_tried_once(
    app: Flask, interview: Interview, transcript: Transcript, worker: list[Message]
) -> None:
    """The same way would say the same again; a larger model or silence about our own words may say something else."""
    make.add(UnitTerms(unit_id=interview.worker.unit_id, text="Solgläntan", changed_at=clock.now()))
    worker[:] = [SegmentRecognised(sentence(5.0, 9.0, "Något annat.")), end()]
    segment = (5000, 9000)
    for mode in (RetryMode.CAREFUL, RetryMode.WITHOUT_TERMS):
        stopped = ask(interview, transcript)
        offers.reject(interview.actor, stopped.id)
        db.session.commit()
        made = ask(interview, transcript)
        assert (stopped.retry_mode, made.retry_mode) == (mode, mode), "what was stopped has not been tried"
        work(app)
        offers.reject(interview.actor, made.id)
        db.session.commit()
    spent = offers.list_offers(transcript, segment_rows.list_segments(transcript)).exhausted
    assert spent == {segment}
    with pytest.raises(WrongState):
        ask(interview, transcript)


def test_a_larger_model_is_one_of_the_ways(
    app: Flask, settings: Settings, interview: Interview, transcript: Transcript, practice_model: Model
) -> None:
    assert retry_modes.list_modes(transcript) == [RetryMode.CAREFUL]
    with store.gathering(settings.models, "larger") as draft:
        for name in practice_model.files:
            shutil.copy(practice_model.folder / name, draft)
        store.keep(draft, name="larger", origin="test", practice=False, settings={})
    assert retry_modes.list_modes(transcript) == [RetryMode.CAREFUL, RetryMode.LARGER]
    chosen = retry_modes.find_model(transcript, RetryMode.LARGER)
    assert chosen
    assert chosen.name == "larger"
    assert chosen != retry_modes.find_model(transcript, RetryMode.CAREFUL)


def test_a_segment_that_was_divided_meanwhile_is_not_overwritten(
    app: Flask, interview: Interview, transcript: Transcript, worker: list[Message]
) -> None:
    worker[:] = [SegmentRecognised(sentence(5.0, 9.0, "Något annat.")), end()]
    made = ask(interview, transcript)
    work(app)
    segment = db.session.get_one(Segment, made.segment_id)
    editing.split_segment(
        interview.actor, transcript.id, segment_id=segment.id, text=segment.text, at=10, version=segment.version
    )
    db.session.commit()
    with pytest.raises(WrongState):
        applying.accept(interview.actor, made.id)


def test_a_place_without_words_gets_segments_where_it_is(
    app: Flask, interview: Interview, transcript: Transcript, worker: list[Message]
) -> None:
    worker[:] = [
        SegmentRecognised(sentence(9.6, 10.5, "Mm.")),
        SegmentRecognised(sentence(10.5, 11.8, "Jag vet inte.")),
        end(),
    ]
    with pytest.raises(NotFound):
        offers.ask_for_span(interview.actor, transcript.id, start_ms=1)
    made = offers.ask_for_span(interview.actor, transcript.id, start_ms=SPAN[0])
    db.session.commit()
    before = texts()
    work(app)
    applying.accept(interview.actor, made.id)
    db.session.commit()
    assert texts() == [*before[:2], "Mm.", "Jag vet inte.", *before[2:]]
    assert [one.position for one in segment_rows.list_segments(transcript)] == list(range(6))
    assert places(transcript) == []
    history.undo(interview.actor, transcript.id)
    db.session.commit()
    assert texts() == before
    assert places(transcript) == [(9500, 12000, None)], "what was undone is no longer written, so the place is marked"
    history.redo(interview.actor, transcript.id)
    db.session.commit()
    assert places(transcript) == []


def test_a_person_who_has_listened_says_that_there_is_nothing(interview: Interview, transcript: Transcript) -> None:
    offers.leave_out(interview.actor, transcript.id, start_ms=SPAN[0])
    db.session.commit()
    assert transcript.untranscribed == {"spans": []}


def test_only_the_interviewer_asks(interview: Interview, transcript: Transcript) -> None:
    made = ask(interview, transcript)
    stranger = make.actor(interview.colleague)
    for act in (applying.accept, offers.reject, offers.open_offer):
        with pytest.raises(NotFound):
            act(stranger, made.id)
    with pytest.raises(NotFound):
        offers.ask_for_span(stranger, transcript.id, start_ms=SPAN[0])


@pytest.mark.one_database
def test_the_review_page_shows_the_place_and_the_answer(
    app: Flask, interview: Interview, transcript: Transcript, worker: list[Message],
    signed_in: Callable[[Person], FlaskClient],
) -> None:  # fmt: skip
    client, place = signed_in(interview.worker), f"/transcripts/{transcript.id}"
    segment_id = segment_rows.list_segments(transcript)[1].id
    db.session.rollback()

    def opened() -> str:
        page = client.get(place)
        inspect_page(page.text, page.headers)
        db.session.rollback()
        return page.text

    page = opened()
    assert "Något låter här i 2 sekunder" in page
    assert "Datorn är osäker på det här stycket." in page
    assert client.post(f"{place}/segments/{segment_id}/retranscribe").location.endswith("#t5000")
    assert client.post(f"{place}/untranscribed/{SPAN[0]}/retranscribe").status_code == 303
    assert "Hörs igen" in opened()
    worker[:] = [SegmentRecognised(sentence(5.0, 9.0, "Något <b>annat</b>.")), end()]
    work(app)
    page = opened()
    assert "Hört igen, noggrannare:" in page
    assert "&lt;b&gt;annat&lt;/b&gt;" in page
    made = db.session.scalars(select(Retranscription).where(Retranscription.segment_id == segment_id)).one()
    made_id = made.id
    db.session.rollback()
    fragment = client.get(f"/retranscriptions/{made_id}").text
    inspect_fragment(fragment)
    assert "Behåll min" in fragment
    assert client.post(f"/retranscriptions/{made_id}/accept").status_code == 303
    assert "Något &lt;b&gt;annat&lt;/b&gt;." in opened()


@pytest.mark.one_database
def test_a_place_that_cannot_be_heard_says_so(
    app: Flask, interview: Interview, transcript: Transcript, worker: list[Message]
) -> None:
    worker[:] = [Failed(FailureCode.NOT_OPENED)]
    made = ask(interview, transcript)
    work(app)
    assert (made.state, made.failure) == ("failed", "not_opened")
    job = queue.find_job(offers.RETRANSCRIBE, ref=made.id)
    assert job
    assert job.state == "failed"

"""A recording by the protocol: opened, sent in chunks, joined, heard. Whatever is repeated is harmless."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import factories as make
from tests.sounds import film, large_wav, sound
from tests.toolkit.interviews.conftest import Talk
from tests.wall_clock import ahead
from toolkit import clock
from toolkit.access import Role
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.interviews import intake, joining, removing
from toolkit.interviews.models import Recording, RecordingChunk
from toolkit.jobs.models import Job
from toolkit.participation.models import Consent
from toolkit.people.models import Person
from toolkit.vault.columns import vault


def the_recording() -> Recording:
    db.session.expire_all()
    return db.session.scalars(select(Recording)).one()


def content_of(recording: Recording) -> bytes:
    with vault().reading(joining.sealed_file(recording)) as reader:
        return reader.read()


@pytest.mark.parametrize("kind", ["webm", "ogg", "mp4", "wav", "mp3"])
def test_a_recording_of_each_kind_arrives_whole(talk: Talk, kind: str) -> None:
    data = sound(kind)
    recording = talk.send(data)
    answer = talk.finish(recording, -(-len(data) // 4000))
    assert answer.json == {"said": "Inspelningen är sparad: 2 sekunder.", "state": "whole"}
    row = the_recording()
    assert content_of(row) == data
    assert (row.plain_length, row.remark) == (len(data), None)
    assert row.duration_ms == pytest.approx(2000, abs=150)
    assert vault().store.list_names("chunk-") == []
    job = db.session.scalars(select(Job)).one()
    assert (job.kind, job.ref) == ("transcription:transcribe", row.id)


def test_repeats_are_harmless(talk: Talk) -> None:
    data, key = sound("webm"), uuid.uuid4().hex
    first, again = talk.open(key=key), talk.open(key=key)
    assert first.json
    assert again.json
    assert first.json["url"] == again.json["url"]
    recording = first.json["url"]
    assert talk.put(recording, 0, data).json == {"number": 0, "new": True}
    assert talk.put(recording, 0, data).json == {"number": 0, "new": False}
    assert [talk.finish(recording, 1).status_code for _ in range(2)] == [200, 200]
    assert len(db.session.scalars(select(Job)).all()) == 1
    assert len(vault().store.list_names()) == 1


def test_another_chunk_under_the_same_number_is_not_delivered(talk: Talk) -> None:
    data = sound("webm")
    recording = talk.send(data, size=len(data))
    answer = talk.put(recording, 0, data[:-1] + b"x")
    assert answer.status_code == 409
    assert len(vault().store.list_names("chunk-")) == 1
    assert talk.finish(recording, 1).status_code == 200
    assert content_of(the_recording()) == data


def test_a_gap_is_named_and_can_be_filled(talk: Talk) -> None:
    data = sound("wav")
    recording = talk.open().json["url"]  # type: ignore[index]  # a dict, or the test fails here
    parts = [data[at : at + 50_000] for at in range(0, len(data), 50_000)]
    for number in (0, 2, 3):
        talk.put(recording, number, parts[number])
    answer = talk.finish(recording, 4)
    assert answer.status_code == 409
    assert answer.json
    assert answer.json["missing"] == [1]
    talk.put(recording, 1, parts[1])
    assert talk.finish(recording, 4).status_code == 200
    assert content_of(the_recording()) == data


@pytest.mark.parametrize("chunks", ["-1", "100001", "20000000", "9" * 5000])
def test_nobody_makes_the_program_count_to_more_than_there_may_be(talk: Talk, chunks: str) -> None:
    recording = talk.send(sound("webm"))
    answer = talk.client.post(f"{recording}/finish", data={"chunks": chunks}, headers={"Accept": "application/json"})
    assert answer.status_code == 422


def test_a_thousand_missing_numbers_are_named_at_most(talk: Talk) -> None:
    recording = talk.send(sound("webm"))
    answer = talk.finish(recording, intake.MOST_CHUNKS)
    assert answer.status_code == 409
    assert answer.json
    assert len(answer.json["missing"]) == 1000


@pytest.mark.parametrize("digest", ["å" * 64, "\xff", "", "x" * 5000])
def test_a_checksum_of_any_shape_is_a_wrong_one(talk: Talk, digest: str) -> None:
    opened = talk.open()
    assert opened.json
    answer = talk.put(opened.json["url"], 0, sound("webm"), digest=digest or " ")
    assert answer.status_code == 422


def test_what_has_arrived_can_be_kept_without_the_rest(talk: Talk) -> None:
    data = sound("webm", seconds=6.0)
    recording = talk.open().json["url"]  # type: ignore[index]  # a dict, or the test fails here
    half = len(data) // 2
    for number, start in enumerate(range(0, half, 4000)):
        talk.put(recording, number, data[start : start + 4000])
    answer = talk.client.post(f"{recording}/finish")
    assert answer.status_code == 303
    assert "Det som fanns är sparat" in talk.client.get(answer.headers["Location"]).text
    assert the_recording().state == intake.WHOLE


def test_a_chunk_that_was_damaged_on_the_way_is_not_taken(talk: Talk) -> None:
    recording = talk.open().json["url"]  # type: ignore[index]  # a dict, or the test fails here
    assert talk.put(recording, 0, sound("webm"), digest="0" * 64).status_code == 422
    assert talk.put(recording, 0, b"").status_code == 422
    assert talk.put(recording, 0, b"\x1a\x45\xdf\xa3" * 600_000).status_code == 413
    assert vault().store.list_names() == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (film(), "en film"),
        (sound("mp4")[:3000], "Slutet av filen saknas"),
        (b"\x1a\x45\xdf\xa3" + b"rubbish" * 900, "skadad"),
    ],
)
def test_what_is_no_recording_is_refused_in_words_and_gone(talk: Talk, data: bytes, words: str) -> None:
    recording = talk.send(data, source="upload")
    answer = talk.finish(recording, -(-len(data) // 4000))
    assert answer.status_code == 422
    assert answer.json
    assert words in answer.json["said"]
    assert the_recording().state == intake.REFUSED
    assert vault().store.list_names() == []
    assert words in talk.client.get(f"{talk.url}/recording").text


def test_text_named_webm_is_refused_at_its_first_chunk(talk: Talk) -> None:
    recording = talk.open(source="upload").json["url"]  # type: ignore[index]  # a dict, or the test fails here
    answer = talk.put(recording, 0, b"Detta \xc3\xa4r en vanlig text. " * 10)
    assert answer.status_code == 422
    assert answer.json
    assert "ingen inspelning" in answer.json["error"]


def test_what_was_refused_at_its_first_chunk_leaves_no_gap_in_the_numbers(talk: Talk) -> None:
    """And each keeps its number when another is removed."""
    for kind in ("webm", "ogg", "mp3"):
        wrong = talk.open(source="upload").get_json()["url"]
        assert talk.put(wrong, 0, b"MZ" + b"\x00" * 4096).status_code == 422
        right = talk.open(source="upload").get_json()["url"]
        talk.put(right, 0, sound(kind))
        talk.finish(right, 1)
    rows = db.session.scalars(select(Recording).where(Recording.number.is_not(None)).order_by(Recording.number)).all()
    assert [row.number for row in rows] == [1, 2, 3]
    talk.client.post(f"{talk.url}/recordings/{rows[1].id}/remove")
    page = talk.client.get(f"{talk.url}/recording").text
    assert [number for number in (1, 2, 3) if f"<h3>Inspelning {number} " in page] == [1, 3]
    text = talk.client.get(f"{talk.url}/transcript/progress").text
    assert ("Inspelning 3" in text, "Inspelning 2" in text) == (True, False), "the text page counts as the list does"


def test_a_recording_of_our_own_is_kept_even_when_it_cannot_be_heard_now(talk: Talk) -> None:
    recording = talk.send(b"\x1a\x45\xdf\xa3" + b"rubbish" * 900, source="browser")
    assert talk.finish(recording, 2).status_code == 422
    assert len(vault().store.list_names("recording-")) == 1


def test_a_truncated_file_is_kept_and_said_to_be_cut_short(talk: Talk) -> None:
    data = sound("wav", seconds=4.0)
    recording = talk.send(data[: len(data) // 2], size=100_000, source="upload")
    answer = talk.finish(recording, 2)
    assert answer.json == {"said": "Filen slutar mitt i. Det som fanns är sparat: 2 sekunder.", "state": "whole"}
    assert the_recording().remark == "cut_short"


def test_no_consent_no_recording_and_it_is_asked_for_every_chunk(talk: Talk) -> None:
    data = sound("webm")
    recording = talk.open().json["url"]  # type: ignore[index]  # a dict, or the test fails here
    assert talk.put(recording, 0, data[:4000]).status_code == 200
    answer = db.session.scalars(select(Consent).where(Consent.who == "child")).one()
    answer.withdrawn_at = clock.now()
    db.session.commit()
    assert talk.put(recording, 1, data[4000:8000]).status_code == 409
    assert talk.finish(recording, 1).status_code == 409
    assert talk.open().status_code == 409
    assert len(vault().store.list_names()) == 1


def test_yes_to_the_interview_is_not_yes_to_recording_it(talk: Talk) -> None:
    answer = db.session.scalars(select(Consent).where(Consent.who == "child")).one()
    answer.to_recording = False
    db.session.commit()
    assert talk.open().status_code == 409
    page = talk.client.get(f"{talk.url}/recording").text
    assert "Öppna intervjurummet" not in page
    assert "Skriv anteckningar" in page


def test_another_worker_sees_nothing(talk: Talk, signed_in: Callable[[Person], FlaskClient]) -> None:
    data = sound("webm")
    recording = talk.send(data, size=len(data))
    other = Talk(
        talk.worker, talk.assignment, signed_in(make.a_person(db.session.merge(talk.worker).unit, Role.SOCIAL_WORKER))
    )
    for status in (
        other.open().status_code,
        other.put(recording, 1, data).status_code,
        other.finish(recording, 1).status_code,
        other.client.get(f"{recording}/sound").status_code,
        other.client.post(f"{recording}/remove").status_code,
        other.client.post(f"{recording}/resume").status_code,
        other.client.get(f"{talk.url}/recording").status_code,
        other.client.get(f"{talk.url}/room").status_code,
        other.client.get(f"{talk.url}/token").status_code,
    ):
        assert status == 404


def test_removing_leaves_neither_bytes_nor_key(talk: Talk) -> None:
    data = sound("webm")
    recording = talk.send(data)
    talk.finish(recording, -(-len(data) // 4000))
    talk.send(data)
    assert removing.destroy(None, db.session.get_one(Assignment, talk.assignment.id)) == 2
    assert vault().store.list_names()  # not before the commit
    db.session.commit()
    assert vault().store.list_names() == []
    assert {row.wrapped_key for row in db.session.scalars(select(Recording))} == {None}
    assert db.session.scalars(select(RecordingChunk)).all() == []


def test_a_rollback_spares_the_bytes(talk: Talk) -> None:
    data = sound("webm")
    talk.finish(talk.send(data), -(-len(data) // 4000))
    removing.destroy(None, db.session.get_one(Assignment, talk.assignment.id))
    with db.session.begin_nested():
        pass  # the end of a savepoint is no commit
    assert content_of_vault() == 1
    db.session.rollback()
    db.session.commit()
    assert content_of(the_recording()) == data


def content_of_vault() -> int:
    return len(vault().store.list_names())


def test_the_sweep_takes_what_a_crash_left_and_nothing_else(talk: Talk) -> None:
    data = sound("webm")
    talk.send(data)
    chunks = content_of_vault()
    parts = [joining.Part(row.number, joining.sealed_file(row)) for row in intake.list_chunks(the_recording())]
    with joining.joined(parts):
        pass  # killed before it was settled: a joined file that nobody owns
    talk.open()  # a recording that never got a chunk
    db.session.rollback()
    assert removing.sweep() == 0  # they may be under way
    db.session.rollback()
    with ahead(timedelta(days=2)):
        assert removing.sweep() == 2
    db.session.commit()
    assert content_of_vault() == chunks
    assert talk.finish(f"{talk.url}/recordings/{the_recording().id}", chunks).status_code == 200


def test_no_plaintext_anywhere(talk: Talk, find_plaintext: Callable[[], list[Path]]) -> None:
    data = large_wav(3_000_000)
    recording = talk.send(data, size=1_000_000)
    assert find_plaintext() == []
    assert talk.finish(recording, 4).status_code == 200
    assert find_plaintext() == []
    assert content_of(the_recording()) == data

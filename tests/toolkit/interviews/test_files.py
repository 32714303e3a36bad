"""A file from an ordinary form: sealed while it arrives, refused at once when it is too large, never spooled."""

import hashlib
import io
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.sounds import film, large_wav, sound
from tests.toolkit.interviews.conftest import JSON, Talk
from tests.toolkit.sound.files import KINDS, Kind, kind, recording, torn, wav, written
from tests.transcription.sounds import tone
from toolkit import config
from toolkit.app_context import installation_of
from toolkit.config import Settings
from toolkit.db import db
from toolkit.errors import StorageFull
from toolkit.interviews.models import Recording
from toolkit.vault import store
from toolkit.vault.columns import vault


def post(client: FlaskClient, talk: Talk, data: bytes, *, name: str = "intervju.webm", key: str = "") -> TestResponse:
    fields = {"client_key": key or uuid.uuid4().hex, "file": (io.BytesIO(data), name)}
    return client.post(f"{talk.url}/recording", data=fields, content_type="multipart/form-data")


@pytest.mark.parametrize("kind", ["webm", "ogg", "mp4", "wav", "mp3"])
def test_a_file_of_each_kind_is_taken_in(talk: Talk, kind: str) -> None:
    answer = post(talk.client, talk, sound(kind), name=f"samtal.{kind}")
    assert answer.status_code == 303
    assert "Inspelningen är sparad: 2 sekunder." in talk.client.get(answer.headers["Location"]).text
    assert db.session.scalars(select(Recording.state)).all() == ["whole"]


@pytest.mark.parametrize("of", {of.container: of for of in KINDS}.values(), ids=str)
def test_whatever_recorders_and_phones_write_is_taken_in_and_can_be_listened_to(talk: Talk, of: Kind) -> None:
    answer = post(talk.client, talk, recording(of, seconds=2.0), name="samtal.dat")
    assert answer.status_code == 303
    assert "Inspelningen är sparad: 2 sekunder." in talk.client.get(answer.headers["Location"]).text
    (row,) = db.session.scalars(select(Recording)).all()
    played = talk.client.get(f"{talk.url}/recordings/{row.id}/sound")
    assert played.mimetype == (of.container.media_type if of.is_played else "audio/wav")
    assert len(played.data) == int(played.headers["Content-Length"])


SAID = {
    "cut": (wav(tone(2), data=200_000), "Filen slutar mitt i. Det som fanns är sparat: 2 sekunder."),
    "unknown size": (wav(tone(2), data=0x7FFFFFFF), "Inspelningen är sparad: 2 sekunder."),
    "late": (
        written(kind("matroska"), [tone(2)], begins=5),
        "är sparad: 7 sekunder. Ljudet börjar 5 sekunder in i filen.",
    ),
    "tracks": (written(kind("matroska"), [tone(2)] * 2), "Filen har 2 ljudspår. De hörs och skrivs ut tillsammans."),
    "torn": (torn(), "är sparad: 12 sekunder. Det saknas ljud i den, sammanlagt "),
    "torn and cut": (torn()[:-100], "Filen slutar mitt i. Det som fanns är sparat: 12 sekunder. Det saknas ljud i den"),
}


@pytest.mark.parametrize("what", SAID)
def test_what_is_missing_is_said_where_the_upload_ends_and_on_the_page_from_then_on(talk: Talk, what: str) -> None:
    content, words = SAID[what]
    page = talk.client.get(post(talk.client, talk, content).headers["Location"]).text
    assert page.count(words) == 2, "as a message, and at the recording"
    assert ("notice--warn" in page) is (what in {"cut", "torn", "torn and cut"})


def test_the_name_decides_nothing(talk: Talk) -> None:
    assert post(talk.client, talk, sound("mp3"), name="samtal.webm").status_code == 303
    assert db.session.scalars(select(Recording.media_type)).one() == "audio/mpeg"


def test_the_same_form_sent_twice_is_one_recording(talk: Talk) -> None:
    for _ in range(2):
        assert post(talk.client, talk, sound("webm"), key="k" * 32).status_code == 303
    assert len(db.session.scalars(select(Recording)).all()) == 1
    assert len(vault().store.list_names()) == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Filen är tom"),
        (b"Hej, detta \xc3\xa4r text. " * 40, "ingen inspelning som vi kan läsa"),
        (film(), "en film"),
        (sound("wav")[:40], "skadad"),
        (sound("mp4")[:2000], "Slutet av filen saknas"),
        (b"\x03ds2" + bytes(900), "diktafonens eget format"),
    ],
    ids=["0 bytes", "text named webm", "film", "damaged", "cut", "dictaphone"],
)
def test_what_cannot_be_used_is_refused_beside_the_field(talk: Talk, data: bytes, words: str) -> None:
    answer = post(talk.client, talk, data)
    assert answer.status_code == 422
    assert words in answer.text
    assert 'id="file-error"' in answer.text
    assert vault().store.list_names() == []
    assert db.session.scalars(select(Recording)).all() == []


def test_no_file_chosen(talk: Talk) -> None:
    answer = post(talk.client, talk, b"", name="")
    assert answer.status_code == 422
    assert "Välj inspelningen först." in answer.text
    assert vault().store.list_leftovers() == []


def test_a_truncated_file_is_kept_and_said_so(talk: Talk) -> None:
    answer = post(talk.client, talk, sound("wav", seconds=4.0)[:200_000])
    assert "Filen slutar mitt i" in talk.client.get(answer.headers["Location"]).text


def test_four_gigabytes_are_refused_before_they_are_read(talk: Talk) -> None:
    class Untouched:
        def read(self, _size: int = -1) -> bytes:
            raise AssertionError("somebody read the body")

        readinto = read

    answer = talk.client.post(
        f"{talk.url}/recording",
        environ_overrides={"wsgi.input": Untouched(), "CONTENT_LENGTH": str(4 * 1024**3)},
        content_type="multipart/form-data; boundary=x",
    )
    assert answer.status_code == 413
    assert "större än" in answer.text or "mer än" in answer.text


def test_elsewhere_the_small_limit_stands(talk: Talk) -> None:
    answer = talk.client.post(f"{talk.url}/notes", data={"text": "x" * 5_000_000, "version": 0})
    assert answer.status_code == 413


def test_no_plaintext_while_it_arrives_nor_after(talk: Talk, find_plaintext: Callable[[], list[Path]]) -> None:
    data, looked = large_wav(6_000_000), list[int]()
    seen: list[Path] = []

    class Watched(io.BytesIO):
        def readinto(self, buffer: Any, /) -> int:
            looked.append(self.tell())
            if len(looked) % 30 == 0:
                seen.extend(find_plaintext())
            return super().readinto(buffer)

    head = (
        b'--x\r\nContent-Disposition: form-data; name="client_key"\r\n\r\n' + b"k" * 32 + b"\r\n"
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\n'
    )
    body = head + data + b"\r\n--x--\r\n"
    answer = talk.client.post(
        f"{talk.url}/recording",
        environ_overrides={
            "wsgi.input": Watched(body),
            "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": "multipart/form-data; boundary=x",
        },
    )
    assert answer.status_code == 303, answer.text
    assert len(looked) > 40
    assert seen == find_plaintext() == []


def test_a_broken_off_upload_leaves_nothing(talk: Talk) -> None:
    whole = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\n' + large_wav(2_000_000)
    answer = talk.client.post(f"{talk.url}/recording", data=whole, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 422
    assert vault().store.list_names() == vault().store.list_leftovers() == []


def test_a_stranger_writes_nothing(app: Flask, talk: Talk) -> None:
    answer = post(app.test_client(), talk, large_wav(300_000))
    assert answer.status_code == 401
    assert vault().store.list_names() == vault().store.list_leftovers() == []


@contextmanager
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """From here on the disk takes nothing more."""

    def refuse(_self: object, _data: bytes, /) -> int:
        raise StorageFull("There is no room left.")

    with monkeypatch.context() as patch:
        patch.setattr(store._FileDraft, "write", refuse)
        yield


def test_a_full_disk_is_said_and_what_arrived_before_stays(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    data = sound("wav")
    recording = talk.open().json["url"]  # type: ignore[index]  # a dict, or the test fails here
    assert talk.put(recording, 0, data[:100_000]).status_code == 200
    with full_disk(monkeypatch):
        assert talk.put(recording, 1, data[100_000:]).status_code == 507
        assert post(talk.client, talk, sound("webm")).status_code == 507
    assert vault().store.list_leftovers() == []
    assert talk.put(recording, 1, data[100_000:]).status_code == 200
    with full_disk(monkeypatch):
        assert talk.finish(recording, 2).status_code == 507
    assert talk.finish(recording, 2).status_code == 200


def test_a_session_that_ended_during_the_upload_loses_nothing(app: Flask, talk: Talk) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    data = sound("wav")
    csrf = talk.client.get(f"{talk.url}/token").json["csrf"]  # type: ignore[index]  # a dict, or the test fails here
    talk.client.environ_base["HTTP_X_CSRFTOKEN"] = csrf
    recording = talk.open().json["url"]  # type: ignore[index]  # a dict, or the test fails here
    assert talk.put(recording, 0, data[:100_000]).status_code == 200
    session = talk.client.get_cookie("who")
    assert session
    talk.client.delete_cookie("who")
    talk.client.delete_cookie("form")
    assert talk.put(recording, 1, data[100_000:]).status_code == 401
    assert talk.client.get(f"{talk.url}/token", headers=JSON).status_code == 303
    talk.client.set_cookie("who", session.value)  # signed in again, in another tab
    assert talk.put(recording, 1, data[100_000:]).status_code == 400  # the old token died with the old form cookie
    g.pop("csrf_token", None)  # the tests' requests share one g
    fresh = talk.client.get(f"{talk.url}/token").json["csrf"]  # type: ignore[index]  # a dict, or the test fails here
    talk.client.environ_base["HTTP_X_CSRFTOKEN"] = fresh
    assert talk.put(recording, 1, data[100_000:]).status_code == 200
    assert talk.finish(recording, 2).status_code == 200


def test_the_whole_recording_has_a_limit_and_what_has_arrived_stays(app: Flask, talk: Talk, settings: Settings) -> None:
    config.SETTINGS.put(replace(settings, largest_recording=150_000), installation_of(app))
    data = large_wav(400_000)
    recording = talk.open().json["url"]  # type: ignore[index]  # a dict, or the test fails here
    assert talk.put(recording, 0, data[:100_000]).status_code == 200
    answer = talk.put(recording, 1, data[100_000:200_000])
    assert answer.status_code == 413
    assert answer.json
    assert "Det som har kommit fram är kvar" in answer.json["error"]
    assert talk.finish(recording, 1).status_code == 200


def test_the_request_holds_no_write_lock_while_the_body_arrives(talk: Talk, settings: Settings) -> None:
    if not settings.database_url.startswith("sqlite"):
        pytest.skip("only SQLite has one lock for everybody")
    data, reads = sound("wav"), list[int]()

    class Slow(io.BytesIO):
        def readinto(self, buffer: Any, /) -> int:
            other = sqlite3.connect(settings.database_url.removeprefix("sqlite:///"), timeout=0)
            with closing(other):
                other.execute("BEGIN IMMEDIATE")  # fails at once when somebody holds the lock
                other.rollback()
            reads.append(self.tell())
            return super().readinto(buffer)

    recording = talk.open().json["url"]  # type: ignore[index]  # a dict, or the test fails here
    digest = hashlib.sha256(data).hexdigest()
    answer = talk.client.put(
        f"{recording}/chunks/0",
        environ_overrides={"wsgi.input": Slow(data), "CONTENT_LENGTH": str(len(data))},
        headers={**JSON, "X-Chunk-SHA256": digest},
        content_type="application/octet-stream",
    )
    assert answer.status_code == 200
    assert reads

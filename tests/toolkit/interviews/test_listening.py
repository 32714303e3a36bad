"""Listening: any part of the sound, for its interviewer, with a line on the trail."""

import pytest
from sqlalchemy import select

from tests.sounds import sound
from tests.toolkit.interviews.conftest import Talk
from tests.toolkit.sound.files import heard, kind, pulses, written
from toolkit.audit.events import Event
from toolkit.audit.models import AuditEntry
from toolkit.db import db

DATA = sound("wav", seconds=3.0)


@pytest.fixture
def recording(talk: Talk) -> str:
    address = talk.send(DATA, size=100_000)
    assert talk.finish(address, 3).status_code == 200
    return address


def listened() -> int:
    db.session.rollback()
    return len(db.session.scalars(select(AuditEntry).where(AuditEntry.event == Event.RECORDING_LISTENED)).all())


def test_the_whole_sound(talk: Talk, recording: str) -> None:
    answer = talk.client.get(f"{recording}/sound")
    assert (answer.status_code, answer.data) == (200, DATA)
    assert answer.mimetype == "audio/wav"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Cache-Control"] == "no-store"
    assert listened() == 1


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-", 0, len(DATA)),
        ("bytes=65530-65545", 65530, 65546),
        ("bytes=-100", len(DATA) - 100, len(DATA)),
        ("bytes=200000-99999999", 200000, len(DATA)),
    ],
)
def test_any_part_of_it(talk: Talk, recording: str, asked: str, start: int, stop: int) -> None:
    answer = talk.client.get(f"{recording}/sound", headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.data == DATA[start:stop]
    assert answer.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{len(DATA)}"
    assert answer.headers["Content-Length"] == str(stop - start)


def test_a_part_that_is_not_there(talk: Talk, recording: str) -> None:
    answer = talk.client.get(f"{recording}/sound", headers={"Range": "bytes=99999999-"})
    assert answer.status_code == 416


def test_what_browsers_do_not_play_at_the_true_times_is_sent_as_a_wav_any_part_of_it(talk: Talk) -> None:
    content = written(kind("matroska"), [pulses((1, 3), seconds=4)], begins=5)
    address = talk.send(content, size=100_000)
    assert talk.finish(address, 1).status_code == 200
    whole = talk.client.get(f"{address}/sound")
    assert (whole.mimetype, whole.headers["Accept-Ranges"]) == ("audio/wav", "bytes")
    assert heard(whole.data[44:]) == pytest.approx([6, 8], abs=0.06), "at the times that the text will have"
    part = talk.client.get(f"{address}/sound", headers={"Range": f"bytes={44 + 7 * 32_000}-"})
    assert part.headers["Content-Range"] == f"bytes {44 + 7 * 32_000}-{len(whole.data) - 1}/{len(whole.data)}"
    assert heard(part.data) == pytest.approx([1], abs=0.06)
    assert listened() == 2


def test_nothing_is_heard_without_its_line_on_the_trail(
    talk: Talk, recording: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("toolkit.audit.trail._append", fail)
    with pytest.raises(RuntimeError):
        talk.client.get(f"{recording}/sound")


def test_an_unfinished_recording_has_no_sound(talk: Talk) -> None:
    recording = talk.send(DATA[:1000])
    assert talk.client.get(f"{recording}/sound").status_code == 409

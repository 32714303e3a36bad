"""A recording that was broken off and went on is one recording: marked, joined, and said to be so."""

import io

import pytest
from sqlalchemy import select

from tests.sounds import sound
from tests.toolkit.interviews.conftest import Talk
from tests.transcription.sounds import encoded, tone
from toolkit.db import db
from toolkit.interviews import joining, recorder_runs
from toolkit.interviews.models import Mark, Recording, RecordingChunk
from toolkit.sound import splicing
from toolkit.sound.containers import Container
from toolkit.sound.probing import probe
from toolkit.vault.columns import vault

KINDS = {Container.WEBM: "libopus", Container.OGG: "libopus", Container.MP4: "aac"}
SIZE = 4000


def _in_chunks(talk: Talk, *files: bytes) -> str:
    """Send the files one after the other as the chunks of one recording; its address."""
    opened = talk.open()
    assert opened.json
    pieces = [data[start : start + SIZE] for data in files for start in range(0, len(data), SIZE)]
    for number, piece in enumerate(pieces):
        assert talk.put(str(opened.json["url"]), number, piece).status_code == 200
    return str(opened.json["url"])


def _count(*files: bytes) -> int:
    return sum(len(range(0, len(data), SIZE)) for data in files)


def _bytes() -> bytes:
    with vault().reading(joining.sealed_file(db.session.scalars(select(Recording)).one())) as reader:
        return reader.read()


def _at(kind: Container, hertz: float, seconds: float) -> bytes:
    return encoded(tone(seconds, hertz=hertz), container=kind.value, codec=KINDS[kind], rate=48_000)


@pytest.mark.parametrize("kind", KINDS)
def test_three_runs_become_one_sound_in_their_order(talk: Talk, kind: Container) -> None:
    files = (_at(kind, 440, 2.0), _at(kind, 880, 3.0), _at(kind, 440, 1.0))
    recording = _in_chunks(talk, *files)
    answer = talk.finish(recording, _count(*files))
    assert answer.json == {
        "said": "Inspelningen är sparad: 6 sekunder. Den bröts av 2 gånger och gick vidare i samma inspelning.",
        "state": "whole",
    }
    assert probe(io.BytesIO(_bytes())).seconds == pytest.approx(6, abs=0.2)
    row = db.session.scalars(select(Recording)).one()
    assert (row.breaks, row.remark) == (2, None)
    marks = db.session.scalars(select(Mark.at_ms).where(Mark.kind == "broken_off").order_by(Mark.at_ms)).all()
    assert [round(at / 1000) for at in marks] == [2, 5]


def test_what_breaks_off_and_never_goes_on_is_said_to_be_broken_off(talk: Talk) -> None:
    data = sound("webm")
    recording = talk.send(data, size=SIZE)
    form = {"chunks": _count(data), "broken_off": "1"}
    answer = talk.client.post(f"{recording}/finish", data=form, headers={"Accept": "application/json"})
    assert answer.json
    assert answer.json["said"] == "Inspelningen bröts av. Det som fanns är sparat: 2 sekunder."
    assert db.session.scalars(select(Recording)).one().is_broken_off


def test_a_recording_that_somebody_ended_was_not_broken_off(talk: Talk) -> None:
    data = sound("webm")
    answer = talk.finish(talk.send(data, size=SIZE), _count(data))
    assert answer.json
    assert answer.json["said"] == "Inspelningen är sparad: 2 sekunder."


def test_a_chosen_file_is_never_taken_for_runs(talk: Talk) -> None:
    data = sound("webm")
    recording = talk.send(data + data, size=len(data), source="upload")
    assert talk.finish(recording, 2).status_code == 200
    assert _bytes() == data + data


def test_runs_of_different_kinds_keep_their_bytes_and_say_that_something_is_missing(talk: Talk) -> None:
    files = (sound("webm"), sound("mp4"))
    answer = talk.finish(_in_chunks(talk, *files), _count(*files))
    assert answer.json
    assert "aldrig fram" in answer.json["said"]
    assert _bytes() == b"".join(files)


def test_a_run_that_died_before_its_first_sound_is_left_out(talk: Talk) -> None:
    files = (sound("webm"), sound("webm")[:90], sound("webm"))
    answer = talk.finish(_in_chunks(talk, *files), _count(*files))
    assert answer.json
    assert "4 sekunder" in answer.json["said"]
    assert db.session.scalars(select(Recording)).one().has_gaps


@pytest.mark.parametrize("kind", KINDS)
def test_only_the_head_of_a_file_begins_a_run(kind: Container) -> None:
    data = _at(kind, 440, 1.0)
    assert splicing.begins_a_run(data[: splicing.HEAD], kind)
    assert not splicing.begins_a_run(data[200:300], kind)


def test_a_later_page_of_an_ogg_is_no_beginning() -> None:
    data = sound("ogg")
    later = data.index(b"OggS", 4)
    assert not splicing.begins_a_run(data[later : later + splicing.HEAD], Container.OGG)


def test_a_run_reads_like_a_file(talk: Talk) -> None:
    data = sound("webm")
    talk.send(data, size=1000)
    rows = db.session.scalars(select(RecordingChunk).order_by(RecordingChunk.number)).all()
    with recorder_runs.Run([joining.sealed_file(row) for row in rows]) as file:
        assert file.seek(0, io.SEEK_END) == len(data)
        assert file.seek(995) == 995
        assert io.BufferedReader(file).read(3000) == data[995:3995]


def test_chunks_are_parted_where_a_recorder_began() -> None:
    assert recorder_runs.split("abcde", [True, False, True, True, False]) == ["ab", "c", "de"]
    assert recorder_runs.split("ab", [False, False]) == ["ab"]


def test_without_any_sound_nothing_can_be_spliced() -> None:
    with pytest.raises(splicing.UnspliceableError):
        splicing.splice([io.BytesIO(b"\x1a\x45\xdf\xa3"), io.BytesIO(b"")], io.BytesIO(), kind=Container.WEBM)

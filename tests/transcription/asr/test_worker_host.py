"""The child process: what it says, how it goes on, and that nobody is left waiting or alive when somebody dies."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest

from tests.transcription.sounds import demo_truth, encoded, film, tone, words_wrong
from tests.transcription.vault import Recording, sealed_recording
from transcription.asr import limits, worker_host
from transcription.asr.limits import Limits
from transcription.asr.messages import Failed, Finished, Message, Progress, SegmentRecognised, Started, Waiting
from transcription.asr.types import FailureCode, TranscriptionOptions
from transcription.speech_models import practice
from transcription.speech_models.store import Model

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    return sealed_recording(tmp_path_factory.mktemp("vault"), practice.DEMO_INTERVIEW.read_bytes())


@pytest.fixture(scope="module")
def whole(demo: Recording, practice_model: Model) -> list[Message]:
    return [message for message in demo.transcribe(practice_model) if not isinstance(message, Waiting)]


def test_the_demo_interview_goes_the_whole_way(whole: list[Message]) -> None:
    first = whole[0]
    assert isinstance(first, Started)
    assert first.device == "cpu"
    assert first.seconds == pytest.approx(150.9, abs=0.1)
    said = " ".join(message.segment.text for message in whole if isinstance(message, SegmentRecognised))
    assert words_wrong(" ".join(text for _, _, text in demo_truth()), said) <= 8
    last = whole[-1]
    assert isinstance(last, Finished)
    assert (last.cut_short, last.gaps, last.untranscribed) == (False, (), ())
    assert len(last.peaks) == pytest.approx(604, abs=1)


def test_progress_only_grows_and_follows_what_was_said(whole: list[Message]) -> None:
    seconds = [message.seconds for message in whole if isinstance(message, Progress)]
    assert seconds == sorted(seconds)
    for message, following in pairwise(whole):
        if isinstance(message, SegmentRecognised):
            assert following == Progress(message.segment.end)


def test_killing_the_worker_is_told_as_a_failure(demo: Recording, practice_model: Model) -> None:
    messages = demo.transcribe(practice_model)
    assert isinstance(_first(messages, Started), Started)
    os.kill(_worker_of(os.getpid()), signal.SIGKILL)
    rest = [message for message in messages if not isinstance(message, Waiting | SegmentRecognised | Progress)]
    assert rest == [Failed(FailureCode.KILLED, "SIGKILL")]


def test_closing_the_iterator_ends_the_child(demo: Recording, practice_model: Model) -> None:
    with closing(cast(Any, demo.transcribe(practice_model))) as messages:
        next(messages)
        worker = _worker_of(os.getpid())
    assert not _lives(worker)


def test_a_worker_that_goes_over_a_limit_is_ended(demo: Recording, practice_model: Model) -> None:
    def end(limits: Limits) -> Message:
        return list(demo.transcribe(practice_model, limits=limits, heartbeat=0.05))[-1]

    assert end(Limits(patience=0.3)) == Failed(FailureCode.SILENT)
    assert end(Limits(memory=30_000_000)) == Failed(FailureCode.OUT_OF_MEMORY, "limit 30 MB")
    assert not _workers_of(os.getpid())


def test_a_worker_that_takes_too_long_is_ended(
    demo: Recording, practice_model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "AT_LEAST_HOURS", 0)
    messages = list(demo.transcribe(practice_model, limits=Limits(times=0.001), heartbeat=0.05))
    assert messages[-1] == Failed(FailureCode.TOO_SLOW)
    assert Limits().longest(100) == 3000


def test_an_old_processor_is_told_before_anything_is_started(
    demo: Recording, practice_model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_host, "list_missing_instructions", lambda: ["sse4_2", "popcnt"])
    assert list(demo.transcribe(practice_model)) == [Failed(FailureCode.PROCESSOR, "sse4_2, popcnt")]


@pytest.mark.parametrize(
    ("device", "signals", "last"),
    [
        ("auto", ["SIGABRT", ""], Failed(FailureCode.NO_MODEL)),
        ("auto", ["SIGABRT", "SIGABRT"], Failed(FailureCode.KILLED, "SIGABRT")),
        ("cpu", ["SIGABRT"], Failed(FailureCode.KILLED, "SIGABRT")),
        ("auto", ["SIGILL"], Failed(FailureCode.PROCESSOR, "SIGILL")),
    ],
)
def test_a_crash_while_loading_is_tried_again_on_the_processor(
    device: str, signals: list[str], last: Message, demo: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def start(_command: Any, **told: Any) -> Any:
        asked.append(_that_ends_with(signals[len(asked)]))
        return popen(asked[-1], **told)

    popen = subprocess.Popen
    monkeypatch.setattr(worker_host.subprocess, "Popen", start)  # type: ignore[attr-defined]  # reaching in
    nowhere = Model("none", Path("nowhere"), "", practice=True, added="", files={})
    told = demo.transcribe(nowhere, options=TranscriptionOptions(device=device))
    assert [message for message in told if not isinstance(message, Waiting)] == [last]
    assert len(asked) == len(signals)


def _that_ends_with(name: str) -> list[str]:
    if not name:
        return [sys.executable, "-m", "transcription.asr.worker_process"]
    return [sys.executable, "-c", f"import os, signal, sys; sys.stdin.readline(); os.kill(os.getpid(), signal.{name})"]


PARENT = """
import sys, pickle
from pathlib import Path
from transcription.asr import worker_host
from transcription.asr.messages import Started
with open(sys.argv[1], "rb") as kept:
    path, sealed, keyring, model, options = pickle.load(kept)
what = {"engine": "faster-whisper", "model": model, "options": options}
with path.open("rb") as source:
    for message in worker_host.transcribe(source, sealed, keyring=keyring, **what):
        print(type(message).__name__, flush=True)
"""


def test_the_worker_goes_when_its_host_is_killed(demo: Recording, practice_model: Model, tmp_path: Path) -> None:
    import pickle

    content = (
        demo.path,
        demo.sealed,
        demo.keyring,
        practice_model.folder,
        practice_model.options(TranscriptionOptions()),
    )
    (tmp_path / "told").write_bytes(pickle.dumps(content))
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, tmp_path / "told"], stdout=subprocess.PIPE, cwd=worker_host.ROOT
    )
    assert parent.stdout is not None
    with parent:
        while parent.stdout.readline() not in {b"Started\n", b""}:
            pass
        worker = _worker_of(parent.pid)
        parent.kill()
    deadline = time.monotonic() + 5
    while _lives(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _lives(worker)


@pytest.mark.parametrize(
    ("content", "trouble"),
    [(b"text" * 500, FailureCode.NOT_SOUND), (b"", FailureCode.NOT_SOUND), (film(), FailureCode.NOT_SOUND)],
    ids=["text", "nothing", "film"],
)
def test_what_is_no_sound_fails_with_a_code(
    content: bytes, trouble: FailureCode, tmp_path: Path, practice_model: Model
) -> None:
    assert _end(sealed_recording(tmp_path, content), practice_model) == Failed(trouble)


def test_a_changed_recording_is_not_opened(tmp_path: Path, practice_model: Model) -> None:
    recording = sealed_recording(tmp_path, encoded(tone(2)))
    content = bytearray(recording.path.read_bytes())
    content[-40] ^= 1
    recording.path.write_bytes(content)
    assert _end(recording, practice_model) == Failed(FailureCode.NOT_OPENED)


def test_a_damaged_model_and_an_unknown_engine_fail_with_a_code(tmp_path: Path, practice_model: Model) -> None:
    recording = sealed_recording(tmp_path, encoded(tone(2)))
    nowhere = replace(practice_model, folder=tmp_path / "none")
    assert _end(recording, nowhere) == Failed(FailureCode.NO_MODEL)
    assert _end(recording, practice_model, engine="crystal-ball") == Failed(FailureCode.ENGINE_MISSING, "crystal-ball")


def test_a_recording_cut_off_is_transcribed_as_far_as_it_goes_and_says_so(
    tmp_path: Path, practice_model: Model
) -> None:
    whole = practice.DEMO_INTERVIEW.read_bytes()
    end = _end(sealed_recording(tmp_path, whole[: len(whole) // 8]), practice_model)
    assert isinstance(end, Finished)
    assert end.cut_short


def test_the_worker_is_told_nothing_by_argument_environment_or_disk(
    demo: Recording, practice_model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("BR_SECRET", "a secret of the worker")
    with closing(cast(Any, demo.transcribe(practice_model))) as messages:
        _first(messages, SegmentRecognised)
        process = Path(f"/proc/{_worker_of(os.getpid())}")
        assert process.joinpath("cmdline").read_bytes().split(b"\0")[1:-1] == [
            b"-m",
            b"transcription.asr.worker_process",
        ]
        assert b"secret" not in process.joinpath("environ").read_bytes()
        opened = {str(handle.readlink()) for handle in (process / "fd").iterdir()}
        for _ in messages:
            pass
    kept = {
        name
        for name in opened
        if re.match(r"/(?!dev/(?!shm/))", name) and not name.startswith(str(practice_model.folder))
    }
    assert kept == {str(demo.path)}
    assert list(tmp_path.iterdir()) == []


def _end(recording: Recording, model: Model, **told: Any) -> Message:
    return list(recording.transcribe(model, **told))[-1]


def _first(messages: Iterator[Message], kind: type[Message]) -> Message:
    return next(message for message in messages if isinstance(message, kind))


def _workers_of(pid: int) -> list[int]:
    """Worker processes. A test run has others: its database server, its browser, the recogniser that stays warm."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(p) for p in children if b"transcription.asr.worker_process" in Path(f"/proc/{p}/cmdline").read_bytes()]


def _worker_of(pid: int) -> int:
    workers = _workers_of(pid)
    assert len(workers) == 1
    return workers[0]


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False

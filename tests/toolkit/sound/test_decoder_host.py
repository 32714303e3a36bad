"""A recording is opened in a process of its own: the same answers, and what brings the process down does no harm."""

import io
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.toolkit.sound.files import KINDS, Kind, recording, wav
from tests.transcription.sounds import tone
from toolkit.config import ROOT
from toolkit.sound import decoder_host, probing, rendering, splicing
from toolkit.sound.containers import Container
from toolkit.sound.refusals import NotARecording, Refusal

MS = 4000
ODD = [kind for kind in KINDS if not kind.is_played][:2]


def instead(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let another process stand in for the one that decodes."""
    monkeypatch.setattr(decoder_host, "COMMAND", (*decoder_host.COMMAND[:1], "-c", code))


@pytest.mark.parametrize("of", KINDS[::4], ids=str)
def test_what_a_recording_is_is_found_as_within_the_process(of: Kind) -> None:
    content = recording(of)
    assert decoder_host.probe(io.BytesIO(content)) == probing.probe(io.BytesIO(content))


@pytest.mark.parametrize(
    ("content", "refusal"),
    [(b"", Refusal.EMPTY), (b"%PDF-1.7 nothing", Refusal.UNKNOWN), (b"\x02dss" + bytes(600), Refusal.DICTAPHONE)],
)
def test_a_refusal_says_why(content: bytes, refusal: Refusal) -> None:
    with pytest.raises(NotARecording) as refused:
        decoder_host.probe(io.BytesIO(content))
    assert refused.value.refusal is refusal


@pytest.mark.parametrize("of", ODD, ids=str)
def test_any_part_of_what_the_player_gets_is_the_same(of: Kind) -> None:
    content, stop = recording(of), rendering.length(MS)
    for start, end in ((0, stop), (20, 5000), (70_001, stop)):
        here = b"".join(rendering.parts(io.BytesIO(content), milliseconds=MS, start=start, stop=end))
        there = b"".join(decoder_host.parts(io.BytesIO(content), milliseconds=MS, start=start, stop=end))
        assert there == here


def test_whoever_stops_listening_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[subprocess.Popen[bytes]] = []

    class Seen(subprocess.Popen[bytes]):
        def __init__(self, *args: object, **values: object) -> None:
            super().__init__(*args, **values)  # type: ignore[call-overload]  # whatever it is begun with
            begun.append(self)

    monkeypatch.setattr(subprocess, "Popen", Seen)
    listening = decoder_host.parts(io.BytesIO(recording(ODD[0])), milliseconds=60_000, start=0, stop=1_000_000)
    next(listening)
    listening.close()  # type: ignore[attr-defined]  # it is a generator
    assert [process.returncode for process in begun] == [-signal.SIGKILL]


def test_runs_are_spliced_as_within_the_process() -> None:
    run = recording(next(kind for kind in KINDS if kind.container is Container.WEBM))
    here, there = io.BytesIO(), io.BytesIO()
    expected = splicing.splice([io.BytesIO(run), io.BytesIO(run)], here, kind=Container.WEBM)
    found = decoder_host.splice([io.BytesIO(run), io.BytesIO(run)], there, kind=Container.WEBM)
    assert found == expected
    assert probing.probe(there).seconds == probing.probe(here).seconds
    for runs, kind in (([run, b"nothing"], Container.WEBM), ([run], Container.WAV), ([run], None)):
        with pytest.raises(splicing.UnspliceableError):
            decoder_host.splice([io.BytesIO(each) for each in runs], io.BytesIO(), kind=kind)


CRASHES = [
    "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
    "raise SystemExit(3)",
    "print('what nobody understands' * 1000)",
    "import struct, sys; sys.stdout.buffer.write(struct.pack('!cQ', b'?', 13) + bytes([9]) * 13)",
    "import struct, sys; sys.stdout.buffer.write(struct.pack('!cQ', b'+', 2**60))",
]


@pytest.mark.parametrize("code", CRASHES)
def test_what_brings_the_process_down_is_a_damaged_file_and_silence(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    instead(code, monkeypatch)
    content = wav(tone(1.0))
    with pytest.raises(NotARecording) as refused:
        decoder_host.probe(io.BytesIO(content))
    assert refused.value.refusal is Refusal.DAMAGED
    stop = rendering.length(1000)
    heard = b"".join(decoder_host.parts(io.BytesIO(content), milliseconds=1000, start=10, stop=stop))
    assert heard == b"".join(rendering.silence(milliseconds=1000, start=10, stop=stop))
    assert len(heard) == stop - 10
    with pytest.raises(splicing.UnspliceableError):
        decoder_host.splice([io.BytesIO(content)], io.BytesIO(), kind=Container.WEBM)


def test_a_file_that_takes_for_ever_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    instead("import time; time.sleep(60)", monkeypatch)
    monkeypatch.setattr(decoder_host, "PATIENCE_S", 0.3)
    began = time.monotonic()
    with pytest.raises(NotARecording):
        decoder_host.probe(io.BytesIO(wav(tone(1.0))))
    assert time.monotonic() - began < 30


LIMITS = """
import io, os, sys
from toolkit.sound import decoder_process
decoder_process._limit()
said = []
try:
    bytearray(3 * 1024 ** 3)
except MemoryError:
    said.append("memory")
try:
    with open({file!r}, "wb", buffering=0) as file:
        file.write(b"sound")
except OSError:
    said.append("files")
sys.stdout.write(" ".join(said))
"""


def test_the_process_has_so_much_memory_and_writes_no_file(tmp_path: Path) -> None:
    code = "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n" + LIMITS.format(file=str(tmp_path / "f"))
    command: Sequence[str] = (decoder_host.COMMAND[0], "-c", code)
    said = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert said.stdout == "memory files", said.stderr

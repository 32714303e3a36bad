"""Has a recording opened in a process of its own, which gets its bytes through a pipe and can do no harm (decision 18).

The same promises as `probing.probe`, `rendering.parts` and `splicing.splice`, for the web server. Pure.
"""

import io
import json
import os
import subprocess
import sys
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from threading import Timer
from typing import Any, BinaryIO

from toolkit.config import ROOT
from toolkit.sound import rendering
from toolkit.sound.containers import Container
from toolkit.sound.decoder_messages import ASKS, BLOCK, ENDS, GIVES, MAKES, PLACE, BrokenOffError, receive, send
from toolkit.sound.playback import Playback
from toolkit.sound.probing import Sound
from toolkit.sound.refusals import NotARecording, Refusal
from toolkit.sound.splicing import WRITERS, Spliced, Target, UnspliceableError
from toolkit.sound.timeline import Gap

COMMAND = (sys.executable, "-m", "toolkit.sound.decoder_process")
ENVIRONMENT = ("PATH", "LANG", "LD_LIBRARY_PATH", "SYSTEMROOT")
PATIENCE_S = 300.0
"""So long may a whole recording take. A player takes its time, and has the process's own limit only."""


def probe(source: BinaryIO) -> Sound:
    """As `probing.probe`. What brings the process down is damaged."""
    try:
        found = _result(_work("probe", [source], patience=PATIENCE_S))
    except BrokenOffError as error:
        raise NotARecording(Refusal.DAMAGED) from error
    gaps = tuple(Gap(**gap) for gap in found.pop("gaps"))
    container, playback = Container(found.pop("container")), Playback(found.pop("playback"))
    return Sound(container=container, playback=playback, gaps=gaps, **found)


def parts(source: BinaryIO, *, milliseconds: int, start: int, stop: int, from_start: bool = False) -> Iterator[bytes]:
    """As `rendering.parts`; silence from where the process went down."""
    sent = 0
    options = {"milliseconds": milliseconds, "start": start, "stop": stop, "from_start": from_start}
    try:
        for part in _work("render", [source], patience=None, **options):
            sent += len(part)
            yield part
    except BrokenOffError:
        yield from rendering.silence(milliseconds=milliseconds, start=start + sent, stop=stop)


def splice(runs: Sequence[BinaryIO], target: Target, *, kind: Container | None) -> Spliced:
    """As `splicing.splice`. What brings the process down cannot be spliced."""
    if kind is None or kind not in WRITERS:
        raise UnspliceableError
    try:
        found = _result(_work("splice", runs, patience=PATIENCE_S, kind=kind.value), target)
    except BrokenOffError as error:
        raise UnspliceableError from error
    return Spliced(tuple(found["resumed_at"]), has_gaps=found["has_gaps"])


def _result(work: Generator[bytes, None, dict[str, Any]], target: Target | None = None) -> dict[str, Any]:
    while True:
        try:
            made = next(work)
        except StopIteration as end:
            return dict(end.value)
        if target is not None:
            target.write(made)


def _work(
    work: str, files: Sequence[BinaryIO], *, patience: float | None, **options: object
) -> Generator[bytes, None, dict[str, Any]]:
    """What the process makes, and its result. Raises `BrokenOffError`, `NotARecording`, `UnspliceableError`."""
    asked = {"work": work, "sizes": [file.seek(0, io.SEEK_END) for file in files], "options": options}
    environment = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    with subprocess.Popen(  # noqa: S603 - our own command
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, env=environment
    ) as process:
        watch = Timer(patience or 0, process.kill)
        if patience:
            watch.start()
        try:
            return (yield from _talk(process, files, asked))
        finally:
            watch.cancel()
            process.kill()
            with suppress(BrokenPipeError):
                process.communicate()


def _talk(
    process: subprocess.Popen[bytes], files: Sequence[BinaryIO], asked: Mapping[str, object]
) -> Generator[bytes, None, dict[str, Any]]:
    if process.stdin is None or process.stdout is None:
        raise BrokenOffError
    send(process.stdin, GIVES, json.dumps(asked).encode())
    while True:
        kind, content = receive(process.stdout)
        if kind == MAKES:
            yield content
        elif kind == ASKS:
            send(process.stdin, GIVES, _read(files, content))
        elif kind == ENDS:
            return _checked(json.loads(content))
        else:
            raise BrokenOffError


def _read(files: Sequence[BinaryIO], question: bytes) -> bytes:
    if len(question) != PLACE.size:
        raise BrokenOffError
    number, place, count = PLACE.unpack(question)
    if number >= len(files) or count > BLOCK:
        raise BrokenOffError
    files[number].seek(place)
    found: bytes = files[number].read(count)
    return found


def _checked(result: dict[str, Any]) -> dict[str, Any]:
    if "refusal" in result:
        raise NotARecording(Refusal(result["refusal"]))
    if "unspliceable" in result:
        raise UnspliceableError
    return result

"""The process in which a recording is opened for the web server: `python -m toolkit.sound.decoder_process`.

FFmpeg reads what strangers' devices wrote. Should a file bring it down, or make it work without end, this process ends
and nothing else does. It has no key, no file and no address: bytes come through a pipe, when it asks for them.
"""

import io
import json
import os
import resource
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any, BinaryIO

from toolkit.sound import probing, rendering, splicing
from toolkit.sound.containers import Container
from toolkit.sound.decoder_messages import BLOCK, ENDS, MAKES, AskedFor, BrokenOffError, receive, send
from toolkit.sound.refusals import NotARecording, Refusal

MEMORY = 1536 * 1024 * 1024
CPU_S = 600

Work = Callable[..., Mapping[str, Any]]


def main() -> None:
    """Do the one thing that is asked for, and end."""
    answers, questions = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no message
    _limit()
    try:
        asked = json.loads(receive(answers)[1])
        files = [
            io.BufferedReader(AskedFor(answers, questions, number=number, size=size), BLOCK)
            for number, size in enumerate(asked["sizes"])
        ]
        result = _done(WORKS[asked["work"]], files, partial(_make, questions), asked["options"])
        send(questions, ENDS, json.dumps(result).encode())
    except BrokenOffError:
        return  # nobody is interested any more


def _done(
    work: Work, files: Sequence[BinaryIO], make: Callable[[bytes], int], options: Mapping[str, Any]
) -> Mapping[str, Any]:
    try:
        return work(files, make, **options)
    except NotARecording as error:
        return {"refusal": error.refusal}
    except splicing.UnspliceableError:
        return {"unspliceable": True}
    except MemoryError:
        return {"refusal": Refusal.DAMAGED}


def _probe(files: Sequence[BinaryIO], _nothing_is_made: object) -> Mapping[str, Any]:
    return asdict(probing.probe(files[0]))


def _render(files: Sequence[BinaryIO], make: Callable[[bytes], int], **options: Any) -> Mapping[str, Any]:
    for part in rendering.parts(files[0], **options):
        make(part)
    return {}


def _splice(files: Sequence[BinaryIO], make: Callable[[bytes], int], *, kind: str) -> Mapping[str, Any]:
    return asdict(splicing.splice(files, _Target(make), kind=Container(kind)))


WORKS: Mapping[str, Work] = {"probe": _probe, "render": _render, "splice": _splice}


class _Target:
    def __init__(self, make: Callable[[bytes], int]) -> None:
        self.write = make


def _make(questions: BinaryIO, data: bytes) -> int:
    for start in range(0, len(data), BLOCK):
        send(questions, MAKES, data[start : start + BLOCK])
    return len(data)


def _limit() -> None:
    """So much memory and time, and no file may be written."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_S),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(what)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (least, least))


if __name__ == "__main__":
    main()

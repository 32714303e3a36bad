"""Talks for the practice model: its utterances in any order, read by its two voices, as a browser records them.

It writes every one of them as it was said when it stands alone; one after the other it hears some of them wrong.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.sound.decoding import RATE, Decoding
from transcription.speech_models.practice import SOURCE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

UTTERANCES = SOURCE / "utterances"
PAUSE = 2.0
"""Seconds of silence after each utterance."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is said from second to second of a talk."""

    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Talk:
    """A recording (WebM, as browsers make it), and what is said in it."""

    content: bytes
    spoken: tuple[Spoken, ...]


def utterances() -> list[tuple[Path, str]]:
    """Each utterance's file and exactly what is said in it."""
    with (UTTERANCES / "utterances.tsv").open(encoding="utf-8") as table:
        return [(UTTERANCES / row["file"], row["text"]) for row in csv.DictReader(table, delimiter="\t")]


def record(texts: Sequence[str]) -> Talk:
    """A talk in which this is said, a pause after each. Raises KeyError for what no utterance says."""
    import numpy as np  # the web starts without it

    files = {text: file for file, text in utterances()}
    pause = np.zeros(round(PAUSE * RATE), np.int16)
    parts: list[NDArray[np.int16]] = []
    spoken, at = [], 0
    for text in texts:
        said = _samples(files[text])
        spoken.append(Spoken(at / RATE, (at + len(said)) / RATE, text))
        parts += [said, pause]
        at += len(said) + len(pause)
    return Talk(_encoded(np.concatenate(parts)), tuple(spoken))


def _samples(file: Path) -> "NDArray[np.int16]":
    import numpy as np

    with file.open("rb") as source:
        return np.frombuffer(b"".join(Decoding(source)), np.int16)


def _encoded(samples: "NDArray[np.int16]") -> bytes:
    import av

    target = io.BytesIO()
    with av.open(target, "w", format="webm") as media:
        track: Any = media.add_stream("libopus", rate=RATE)
        track.layout = "mono"
        for packets in (track.encode(frame) for frame in (*_frames(samples), None)):
            media.mux(packets)
    return target.getvalue()


def _frames(samples: "NDArray[np.int16]") -> Iterable[Any]:
    import av

    step = RATE // 50
    whole = len(samples) - len(samples) % step
    for at in range(0, whole, step):
        frame = av.AudioFrame.from_ndarray(samples[at : at + step].reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate, frame.pts = RATE, at
        yield frame

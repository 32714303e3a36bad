"""Talks for the practice model: its utterances in any order, read by its two voices, as a browser records them.

It writes every one of them as it was said when it stands alone; one after the other it hears some of them wrong.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.sound.decoding import RATE, Decoding
from transcription.speech_models.practice import SOURCE

UTTERANCES = SOURCE / "utterances"
PAUSE = 2.0
"""Seconds of silence after each utterance."""
WIDTH = 2  # bytes of a sample


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
    files = {text: file for file, text in utterances()}
    pause = bytes(round(PAUSE * RATE) * WIDTH)
    parts: list[bytes] = []
    spoken, at = [], 0
    for text in texts:
        said = _samples(files[text])
        spoken.append(Spoken(at / RATE, (at + len(said) // WIDTH) / RATE, text))
        parts += [said, pause]
        at += (len(said) + len(pause)) // WIDTH
    return Talk(_encoded(b"".join(parts)), tuple(spoken))


def _samples(file: Path) -> bytes:
    with file.open("rb") as source:
        return b"".join(Decoding(source))


def _encoded(samples: bytes) -> bytes:
    import av

    target = io.BytesIO()
    with av.open(target, "w", format="webm") as media:
        track: Any = media.add_stream("libopus", rate=RATE)
        track.layout = "mono"
        for packets in (track.encode(frame) for frame in (*_frames(samples), None)):
            media.mux(packets)
    return target.getvalue()


def _frames(samples: bytes) -> Iterable[Any]:
    import av

    step = RATE // 50
    whole = len(samples) // WIDTH // step
    for number in range(whole):
        frame = av.AudioFrame(format="s16", layout="mono", samples=step)
        frame.planes[0].update(samples[number * step * WIDTH : (number + 1) * step * WIDTH])
        frame.sample_rate, frame.pts = RATE, number * step
        yield frame

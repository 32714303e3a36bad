"""Sounds that the tests make themselves, and the practice model's own recordings with what is said in them."""

import io
import json
import re
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from transcription.asr.audio import Decoding
from transcription.asr.engine import SAMPLE_RATE, Samples
from transcription.speech_models import practice


def demo_truth() -> list[tuple[float, float, str]]:
    """Start, end and text of each utterance of the demo interview."""
    content = json.loads((practice.SOURCE / "demo_interview.json").read_text(encoding="utf-8"))
    return [(said["start"], said["end"], said["text"]) for said in content["utterances"]]


def samples_of(content: bytes) -> Samples:
    """A whole recording, decoded."""
    return np.concatenate(list(Decoding(io.BytesIO(content))))


def tone(seconds: float, *, hertz: float = 440.0, loudness: float = 0.3) -> Samples:
    """A steady tone."""
    times = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    wave: NDArray[np.float64] = np.sin(2 * np.pi * hertz * times) * loudness * 32767
    return wave.astype(np.int16)


def encoded(samples: Samples, *, container: str = "wav", codec: str = "pcm_s16le", rate: int = SAMPLE_RATE) -> bytes:
    """The samples as a file of the given kind."""
    target = io.BytesIO()
    with av.open(target, "w", format=container) as out:
        stream: Any = out.add_stream(codec, rate=rate)
        stream.layout = "mono"
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = SAMPLE_RATE
        resampler = av.AudioResampler(
            format=stream.format.name, layout="mono", rate=rate, frame_size=stream.codec_context.frame_size
        )
        for part in (*resampler.resample(frame), *resampler.resample(None)):
            out.mux(stream.encode(part))
        out.mux(stream.encode(None))
    return target.getvalue()


def film(seconds: float = 1.0) -> bytes:
    """A small film without sound."""
    target = io.BytesIO()
    with av.open(target, "w", format="matroska") as out:
        stream = out.add_stream("mpeg4", rate=10)
        stream.width = stream.height = 64
        stream.pix_fmt = "yuv420p"
        for _ in range(int(seconds * 10)):
            picture = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")
            out.mux(stream.encode(picture))
        out.mux(stream.encode(None))
    return target.getvalue()


def words_wrong(truth: str, heard: str) -> int:
    """How many words must be changed, added or left out, without counting case and punctuation."""
    expected, got = (re.sub(r"[^\w ]", "", text.lower()).split() for text in (truth, heard))
    row = list(range(len(got) + 1))
    for i, word in enumerate(expected, 1):
        above, row = row, [i]
        for j, other in enumerate(got, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (word != other)))
    return row[-1]

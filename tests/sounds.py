"""Sound files of every kind for the tests, made on the spot: a tone, short, and a film that has one too."""

import io
import struct
from functools import cache

import av
import numpy as np

RATE = 48_000
CODECS = {"webm": "libopus", "ogg": "libopus", "mp4": "aac", "wav": "pcm_s16le", "mp3": "libmp3lame"}
MARKER = b"Kanariefagel-Zorro i klartext. "
"""Plaintext that must be found nowhere on a disk."""


@cache
def sound(kind: str, *, seconds: float = 2.0) -> bytes:
    """A file of that kind with a tone in it."""
    target = io.BytesIO()
    with av.open(target, "w", format=kind) as media:
        _speak(media, CODECS[kind], seconds)
    return target.getvalue()


@cache
def film(*, seconds: float = 1.0) -> bytes:
    """An mp4 with a picture and a tone."""
    target = io.BytesIO()
    with av.open(target, "w", format="mp4") as media:
        video = media.add_stream("mpeg4", rate=10)
        video.width, video.height, video.pix_fmt = 32, 32, "yuv420p"
        for _number in range(round(seconds * 10)):
            frame = av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), dtype=np.uint8), format="rgb24")
            media.mux(video.encode(frame))
        media.mux(video.encode())
    return target.getvalue()


def large_wav(size: int) -> bytes:
    """A wav of about `size` bytes that holds the marker over and over: plaintext that is easy to find."""
    data = (MARKER * (size // len(MARKER) + 1))[: size - size % 2]
    head = (
        b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, RATE, RATE * 2, 2, 16) + b"data" + struct.pack("<I", len(data))
    )
    return b"RIFF" + struct.pack("<I", len(head) + len(data)) + head + data


def _speak(media: av.container.OutputContainer, codec: str, seconds: float) -> None:
    track = media.add_stream(codec, rate=RATE)
    track.layout = "mono"
    tone = (8000 * np.sin(np.arange(int(RATE * seconds)) * 2 * np.pi * 440 / RATE)).astype(np.int16)
    resampler = av.AudioResampler(format=track.format, layout="mono", rate=RATE, frame_size=track.frame_size or 1024)
    frame = av.AudioFrame.from_ndarray(tone.reshape(1, -1), format="s16", layout="mono")
    frame.sample_rate, frame.pts = RATE, 0
    for part in (*resampler.resample(frame), *resampler.resample(None)):
        media.mux(track.encode(part))
    media.mux(track.encode(None))

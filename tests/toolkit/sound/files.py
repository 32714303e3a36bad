"""One small recording of each kind that is read, and ways to spoil it. Everything is made here or by us: see `samples`.

PyAV's build has no encoder for AMR-WB, Speex and GSM, and writes no Opus or AAC into CAF; WMA Pro, Voice and Lossless
cannot be made by anything free, so that they are let through untried.
"""

import io
import struct
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import av
import numpy as np

from tests.transcription.sounds import tone
from toolkit.sound.containers import Container
from transcription.asr.engine import SAMPLE_RATE, Samples

SAMPLES = Path(__file__).parent / "samples"


class Kind(NamedTuple):
    """How a file is made, and what it should be taken for."""

    muxer: str
    encoder: str
    rate: int
    container: Container
    codec: str
    is_played: bool = False
    """Whether browsers play it as it is."""
    options: tuple[tuple[str, str], ...] = ()
    layout: str = "mono"

    def __str__(self) -> str:
        return "-".join((self.muxer, self.encoder, *(value for _, value in self.options)))


FRAGMENTED = (("movflags", "frag_keyframe+empty_moov+default_base_moof"), ("frag_duration", "1000000"))
KINDS = (
    Kind("webm", "libopus", 48_000, Container.WEBM, "opus", is_played=True),
    Kind("webm", "libopus", 48_000, Container.WEBM, "opus", is_played=True, options=(("live", "1"),)),
    Kind("matroska", "libopus", 48_000, Container.MATROSKA, "opus"),
    Kind("matroska", "aac", 44_100, Container.MATROSKA, "aac"),
    Kind("ogg", "libopus", 48_000, Container.OGG, "opus", is_played=True),
    Kind("ogg", "vorbis", 44_100, Container.OGG, "vorbis", is_played=True, layout="stereo"),
    Kind("ogg", "flac", 16_000, Container.OGG, "flac"),
    Kind("mp4", "aac", 44_100, Container.MP4, "aac", is_played=True),
    Kind("mp4", "aac", 44_100, Container.MP4, "aac", is_played=True, options=FRAGMENTED),
    Kind("ipod", "alac", 44_100, Container.MP4, "alac"),
    Kind("3gp", "libopencore_amrnb", 8_000, Container.MP4, "amr_nb"),
    Kind("3gp", "aac", 16_000, Container.MP4, "aac", is_played=True),
    Kind("mov", "pcm_s16be", 44_100, Container.MOV, "pcm_s16be"),
    Kind("mov", "aac", 44_100, Container.MOV, "aac"),
    Kind("wav", "pcm_s16le", 44_100, Container.WAV, "pcm_s16le", is_played=True),
    Kind("wav", "pcm_s16le", 44_100, Container.WAV, "pcm_s16le", is_played=True, options=(("rf64", "always"),)),
    Kind("wav", "pcm_s24le", 48_000, Container.WAV, "pcm_s24le"),
    Kind("wav", "pcm_mulaw", 8_000, Container.WAV, "pcm_mulaw"),
    Kind("wav", "pcm_alaw", 8_000, Container.WAV, "pcm_alaw"),
    Kind("wav", "adpcm_ms", 22_050, Container.WAV, "adpcm_ms"),
    Kind("wav", "adpcm_ima_wav", 22_050, Container.WAV, "adpcm_ima_wav"),
    Kind("w64", "pcm_s16le", 44_100, Container.W64, "pcm_s16le"),
    Kind("mp3", "libmp3lame", 44_100, Container.MP3, "mp3", is_played=True),
    Kind("mp2", "mp2", 44_100, Container.MP3, "mp2"),
    Kind("flac", "flac", 44_100, Container.FLAC, "flac", is_played=True),
    Kind("adts", "aac", 44_100, Container.AAC, "aac"),
    Kind("amr", "libopencore_amrnb", 8_000, Container.AMR, "amr_nb"),
    Kind("asf", "wmav2", 44_100, Container.ASF, "wmav2"),
    Kind("asf", "wmav1", 44_100, Container.ASF, "wmav1"),
    Kind("aiff", "pcm_s16be", 44_100, Container.AIFF, "pcm_s16be"),
    Kind("aiff", "pcm_mulaw", 8_000, Container.AIFF, "pcm_mulaw"),
    Kind("caf", "pcm_s16be", 44_100, Container.CAF, "pcm_s16be"),
    Kind("caf", "alac", 44_100, Container.CAF, "alac"),
)
MADE_ELSEWHERE = (
    ("speex.ogg", Container.OGG, "speex"),
    ("gsm.wav", Container.WAV, "gsm_ms"),
    ("opus.caf", Container.CAF, "opus"),
    ("amrwb.awb", Container.AMR, "amr_wb"),
)


def kind(muxer: str, encoder: str = "") -> Kind:
    """The first kind of that muxer (and encoder)."""
    return next(one for one in KINDS if one.muxer == muxer and encoder in one.encoder)


@cache
def recording(of: Kind, *, seconds: float = 4.0) -> bytes:
    """A tone, as a file of that kind."""
    return written(of, [tone(seconds)])


def written(of: Kind, tracks: list[Samples], *, begins: float = 0.0) -> bytes:
    """Each of the samples as a track of its own; the file's clock has counted so many seconds before."""
    target = io.BytesIO()
    with av.open(target, "w", format=of.muxer, options=dict(of.options)) as out:
        streams = [_stream(out, of) for _ in tracks]
        packets = [_packets(stream, samples, of, begins) for stream, samples in zip(streams, tracks, strict=True)]
        for each in sorted((one for track in packets for one in track), key=lambda one: float(one.pts * one.time_base)):
            out.mux(each)
    return target.getvalue()


def _stream(out: Any, of: Kind) -> Any:
    stream = out.add_stream(of.encoder, rate=of.rate)
    stream.layout = of.layout
    if of.encoder == "vorbis":
        stream.codec_context.options = {"strict": "-2"}
    if of.encoder.startswith("wma"):
        stream.bit_rate = 32_000
    stream.codec_context.open()
    return stream


def _packets(stream: Any, samples: Samples, of: Kind, begins: float) -> list[Any]:
    frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
    frame.sample_rate = SAMPLE_RATE
    size = stream.codec_context.frame_size or of.rate // 10
    made = av.AudioResampler(format=stream.format.name, layout=of.layout, rate=of.rate, frame_size=size)
    packets: list[Any] = []
    at = round(begins * of.rate)
    for part in (*made.resample(frame), *made.resample(None)):
        part.pts, part.time_base = at, Fraction(1, of.rate)
        at += part.samples
        packets += stream.encode(part)
    return [*packets, *stream.encode(None)]


def pulses(at: tuple[float, ...], *, seconds: float) -> Samples:
    """Silence with a fifth of a second of tone at each of those seconds."""
    made = np.zeros(int(seconds * SAMPLE_RATE), np.int16)
    for second in at:
        made[int(second * SAMPLE_RATE) : int((second + 0.2) * SAMPLE_RATE)] = tone(0.2)
    return made


def heard(sound: bytes) -> list[float]:
    """The seconds where something begins to sound, in 16 kHz mono."""
    loud = np.abs(np.frombuffer(sound, np.int16).astype(np.int32)) > 1000
    frames = loud[: len(loud) // 800 * 800].reshape(-1, 800).any(axis=1)
    return [round(int(at) / 20, 2) for at in np.flatnonzero(np.diff(frames.astype(np.int8), prepend=0) == 1)]


def wav(samples: Samples, *, riff: int | None = None, data: int | None = None) -> bytes:
    """A plain wav with whatever it says of its sizes."""
    body = samples.tobytes()
    shape = struct.pack("<IHHIIHH", 16, 1, 1, SAMPLE_RATE, 2 * SAMPLE_RATE, 2, 16)
    sizes = (36 + len(body) if riff is None else riff, len(body) if data is None else data)
    head = b"RIFF" + struct.pack("<I", sizes[0]) + b"WAVEfmt " + shape + b"data" + struct.pack("<I", sizes[1])
    return head + body


def index_first(mp4: bytes) -> bytes:
    """An MP4 with its table of contents before its sound, as a file made for the web has it."""
    at = mp4.index(b"mdat") - 4
    index = mp4.index(b"moov") - 4
    moov = bytearray(mp4[index:])
    places = moov.index(b"stco") + 12
    for number in range(int.from_bytes(moov[places - 4 : places], "big")):
        entry = slice(places + 4 * number, places + 4 * number + 4)
        moov[entry] = (int.from_bytes(moov[entry], "big") + len(moov)).to_bytes(4, "big")
    return mp4[:at] + bytes(moov) + mp4[at:index]


def without_length(webm: bytes) -> bytes:
    """What a browser's recorder writes: the Duration element (44 89, eight bytes) turned into an empty Void."""
    at = webm.index(b"\x44\x89\x88")
    return webm[:at] + b"\xec\x89" + bytes(9) + webm[at + 11 :]


def torn() -> bytes:
    """Twelve seconds from a browser's recorder, with about four torn out of the middle."""
    live = next(of for of in KINDS if of.options == (("live", "1"),))
    whole = recording(live, seconds=12.0)
    return whole[: len(whole) // 3] + whole[len(whole) * 2 // 3 :]

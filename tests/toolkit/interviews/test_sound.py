"""What a file is, told by its content."""

import io

import pytest

from tests.sounds import film, large_wav, sound
from toolkit.interviews.sound import Container, NotARecording, Refusal, probe


@pytest.mark.parametrize("kind", ["webm", "ogg", "mp4", "wav", "mp3"])
def test_each_kind_is_recognised_and_measured(kind: str) -> None:
    heard = probe(io.BytesIO(sound(kind)))
    assert heard.container == Container(kind)
    assert heard.seconds == pytest.approx(2.0, abs=0.15)
    assert not heard.cut_short


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", Refusal.EMPTY),
        (b"text " * 100, Refusal.UNKNOWN),
        (b"%PDF-1.7 " * 100, Refusal.UNKNOWN),
        (film(), Refusal.FILM),
        (sound("mp4")[:2000], Refusal.DAMAGED),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", Refusal.DAMAGED),
    ],
)
def test_what_is_no_recording_says_why(data: bytes, refusal: Refusal) -> None:
    with pytest.raises(NotARecording) as caught:
        probe(io.BytesIO(data))
    assert caught.value.refusal == refusal


def test_half_a_wav_is_cut_short() -> None:
    heard = probe(io.BytesIO(large_wav(400_000)[:200_000]))
    assert heard.cut_short
    assert heard.seconds == pytest.approx(200_000 / 96_000, abs=0.1)

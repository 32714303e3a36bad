import io

import pytest

from tests.transcription.sounds import encoded, film, tone
from toolkit.errors import InvalidInput
from toolkit.interviews import sound
from toolkit.interviews.sound import Container

KINDS = [
    ("webm", "libopus", 48_000, Container.WEBM, "opus"),
    ("ogg", "libopus", 48_000, Container.OGG, "opus"),
    ("mp4", "aac", 44_100, Container.MP4, "aac"),
    ("wav", "pcm_s16le", 44_100, Container.WAV, "pcm_s16le"),
    ("mp3", "libmp3lame", 44_100, Container.MP3, "mp3"),
]


@pytest.mark.parametrize(("container", "codec", "rate", "kind", "shown"), KINDS)
def test_each_kind_of_recording_is_known_by_its_content(
    container: str, codec: str, rate: int, kind: Container, shown: str
) -> None:
    found = sound.probe(io.BytesIO(encoded(tone(3), container=container, codec=codec, rate=rate)))
    assert found.container is kind
    assert found.codec.startswith(shown)
    assert found.seconds == pytest.approx(3, abs=0.1)
    assert not found.cut_short


def test_a_recording_without_a_length_is_measured() -> None:
    live = _without_length(encoded(tone(4), container="webm", codec="libopus", rate=48_000))
    assert sound.probe(io.BytesIO(live)).seconds == pytest.approx(4, abs=0.1)


def _without_length(webm: bytes) -> bytes:
    """What a browser's recorder writes: the Duration element (44 89, eight bytes) turned into an empty Void."""
    at = webm.index(b"\x44\x89\x88")
    return webm[:at] + b"\xec\x89" + bytes(9) + webm[at + 11 :]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"Hej, det h\xc3\xa4r \xc3\xa4r text som heter n\xc3\xa5got.webm" * 50, "not a recording"),
        (b"PK\x03\x04" + bytes(500), "not a recording"),
        (b"\x1a\x45\xdf\xa3" + b"x" * 5000, "damaged"),
        (b"OggS" + b"x" * 5000, "damaged"),
        (b"RIFFxxxxWAVE" + b"x" * 500, "damaged"),
        (b"ID3" + b"x" * 500, "damaged"),
        (b"\xff\xfb" + b"x" * 500, "damaged"),
        (b"\x00\x00\x00\x18ftypM4A " + b"x" * 500, "damaged"),
        (film(), "film"),
    ],
    ids=["empty", "text", "zip", "webm", "ogg", "wav", "mp3 with a tag", "mp3", "mp4", "film"],
)
def test_what_is_no_recording_is_refused_in_words_beside_the_field(content: bytes, says: str) -> None:
    with pytest.raises(InvalidInput, match=says) as refused:
        sound.probe(io.BytesIO(content))
    assert refused.value.field == "file"


def test_a_cut_file_is_read_as_far_as_it_goes_and_says_so() -> None:
    whole = encoded(tone(10))
    found = sound.probe(io.BytesIO(whole[: len(whole) // 2]))
    assert found.cut_short
    assert found.seconds == pytest.approx(5, abs=0.1)


def test_a_phone_file_that_lost_its_end_cannot_be_read_at_all() -> None:
    whole = encoded(tone(10), container="mp4", codec="aac", rate=44_100)
    with pytest.raises(InvalidInput, match="damaged"):
        sound.probe(io.BytesIO(whole[: len(whole) // 2]))

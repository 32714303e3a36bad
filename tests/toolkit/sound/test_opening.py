import io
from typing import Any

import av
import pytest

from tests.toolkit.sound.files import kind, recording
from tests.transcription.sounds import film
from toolkit.sound import containers, opening, probing
from toolkit.sound.containers import Container
from toolkit.sound.refusals import SENTENCES, NotARecording, Refusal

TAG = b"ID3\x04\0\0\0\0\0\x20" + bytes(32)


def why(content: bytes) -> Refusal:
    """Why these bytes are refused, which is said beside the field."""
    with pytest.raises(NotARecording) as refused:
        probing.probe(io.BytesIO(content))
    assert refused.value.field == "file"
    assert refused.value.message == SENTENCES[refused.value.refusal]
    return refused.value.refusal


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", Refusal.EMPTY),
        (b"Hej, det h\xc3\xa4r \xc3\xa4r text som heter n\xc3\xa5got.webm" * 50, Refusal.UNKNOWN),
        (b"PK\x03\x04" + bytes(500), Refusal.UNKNOWN),
        (b"#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nfile:///etc/passwd\n", Refusal.UNKNOWN),
        (b"ffconcat version 1.0\nfile /etc/hostname\n", Refusal.UNKNOWN),
        (b"\x02dss" + bytes(2000), Refusal.DICTAPHONE),
        (b"\x03ds2" + bytes(2000), Refusal.DICTAPHONE),
        (b"RIFF\0\0\0\0AVI LIST" + bytes(500), Refusal.FILM),
        (b"\x1a\x45\xdf\xa3" + b"x" * 5000, Refusal.DAMAGED),
        (b"OggS" + b"x" * 5000, Refusal.DAMAGED),
        (b"RIFFxxxxWAVE" + b"x" * 500, Refusal.DAMAGED),
        (b"ID3" + b"x" * 500, Refusal.DAMAGED),
        (TAG, Refusal.DAMAGED),
        (b"\xff\xfb" + b"x" * 500, Refusal.DAMAGED),
        (b"\0\0\0\x18ftypM4A " + b"x" * 500, Refusal.NO_INDEX),
        (film(), Refusal.FILM),
    ],
    ids=["empty", "text", "zip", "playlist", "list of files", "dss", "ds2", "avi", "webm", "ogg", "wav", "tagged mp3",
         "only a tag", "mp3", "mp4", "film"],
)  # fmt: skip
def test_what_is_no_recording_is_refused_in_words_with_a_way_out(content: bytes, refusal: Refusal) -> None:
    assert why(content) is refusal


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_says_what_to_do(refusal: Refusal) -> None:
    assert any(word in SENTENCES[refusal] for word in ("Choose", "choose", "Save", "Copy", "save"))


def test_a_tag_in_front_does_not_hide_what_the_file_is() -> None:
    for made, container in (
        (kind("adts"), Container.AAC),
        (kind("flac"), Container.FLAC),
        (kind("mp3"), Container.MP3),
    ):
        found = probing.probe(io.BytesIO(TAG + recording(made)))
        assert (found.container, round(found.seconds)) == (container, 4)


def test_a_codec_that_is_not_let_through_is_refused_by_a_sentence_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "DECODERS", containers.DECODERS - {"adpcm_ms"})
    assert why(recording(kind("wav", "adpcm_ms"))) is Refusal.CODEC


def test_a_rate_that_no_recorder_has_is_damage() -> None:
    content = bytearray(recording(kind("wav")))
    content[24:28] = (3).to_bytes(4, "little")
    assert why(bytes(content)) is Refusal.CODEC


def test_the_one_demuxer_is_used_whatever_the_content_leads_to(monkeypatch: pytest.MonkeyPatch) -> None:
    content = recording(kind("ogg"))
    used: list[dict[str, Any]] = []
    real: Any = av.open

    def noted(source: object, **options: Any) -> object:
        used.append(options)
        return real(source, **options)

    monkeypatch.setattr(av, "open", noted)
    with opening.opened(io.BytesIO(content)) as recorded:
        assert recorded.kind is Container.OGG
    (options,) = used
    assert (options["format"], options["mode"]) == ("ogg", "r")
    assert options["options"]["protocol_whitelist"] == "none"
    assert set(options["options"]["codec_whitelist"].split(",")) == containers.DECODERS
    with pytest.raises(PermissionError):
        options["io_open"]("file:///etc/passwd", 1, {})

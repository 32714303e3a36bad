import pytest

from toolkit.sound import containers
from toolkit.sound.containers import Container

BEGINNINGS = [
    (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm", Container.WEBM),
    (b"\x1a\x45\xdf\xa3\xa3\x42\x82\x88matroska", Container.MATROSKA),
    (b"OggS\0\x02", Container.OGG),
    (b"\0\0\0\x1cftypM4A ", Container.MP4),
    (b"\0\0\0\x1cftyp3gp4", Container.MP4),
    (b"\0\0\0\x14ftypqt  ", Container.MOV),
    (b"\0\0\0\x08wide\0\0\0\0mdat", Container.MOV),
    (b"RIFF\x24\0\0\0WAVEfmt ", Container.WAV),
    (b"RF64\xff\xff\xff\xffWAVEds64", Container.WAV),
    (b"BW64\xff\xff\xff\xffWAVEds64", Container.WAV),
    (containers.W64_RIFF, Container.W64),
    (b"fLaC\0\0\0\x22", Container.FLAC),
    (b"#!AMR\n\x3c", Container.AMR),
    (b"#!AMR-WB\n\x04", Container.AMR),
    (containers.ASF_HEADER, Container.ASF),
    (b"FORM\0\0\0\0AIFF", Container.AIFF),
    (b"FORM\0\0\0\0AIFC", Container.AIFF),
    (b"caff\0\x01\0\0", Container.CAF),
    (b"ID3\x04\0\0", Container.MP3),
    (b"\xff\xfb\x90\x64", Container.MP3),
    (b"\xff\xfd\x90\x64", Container.MP3),
    (b"\xff\xf1\x50\x80", Container.AAC),
    (b"\xff\xf9\x50\x80", Container.AAC),
]
OTHERS = [
    b"", b"\xff", b"\xff\xfe<\0x\0m\0l\0", b"\xff\xd8\xff\xe0", b"PK\x03\x04", b"%PDF-1.7", b"#EXTM3U\n#EXTINF:5,\nfile:///etc/passwd",
    b"ffconcat version 1.0\nfile a.wav", b"[playlist]\nFile1=http://a",
    b"<?xml version='1.0'?><MPD/>", b"v=0\no=- 0 0 IN IP4 127.0.0.1",
    b"RIFF\x24\0\0\0WEBP", b"FORM\0\0\0\0ILBM", b".snd\0\0\0\x18",
]  # fmt: skip


@pytest.mark.parametrize(("head", "kind"), BEGINNINGS, ids=[str(head[:12]) for head, _ in BEGINNINGS])
def test_a_kind_is_known_by_how_the_file_begins(head: bytes, kind: Container) -> None:
    assert containers.recognise(head) is kind


@pytest.mark.parametrize("head", OTHERS, ids=[str(head[:12]) for head in OTHERS])
def test_texts_pictures_playlists_and_scripts_are_no_kind_of_recording(head: bytes) -> None:
    assert containers.recognise(head) is None


def test_every_kind_is_known_and_read_by_one_demuxer_that_opens_nothing_else() -> None:
    assert {kind for _, kind in BEGINNINGS} == set(Container)
    assert {kind.demuxer for kind in Container} == {
        "matroska", "ogg", "mov", "wav", "w64", "mp3", "flac", "aac", "amr", "asf", "aiff", "caf",
    }  # fmt: skip
    assert all(kind.media_type.startswith("audio/") for kind in Container)


def test_no_decoder_of_pictures_is_let_through_and_every_one_that_browsers_play_is() -> None:
    import av

    for name in containers.DECODERS & av.codecs_available:
        assert av.Codec(name, "r").type == "audio", name
    played = set().union(*containers.PLAYED_BY_BROWSERS.values())
    assert played <= containers.DECODERS


@pytest.mark.parametrize(
    ("head", "length"),
    [
        (b"ID3\x03\0\0\0\0\x01\x7f", 10 + 255),
        (b"ID3\x04\0\x10\0\0\0\x0a", 30),
        (b"ID3\x04\0\0\xff\0\0\0", 0),
        (b"ID3", 0),
        (b"fLaC\0\0\0\0\0\0", 0),
    ],
    ids=["two bytes of length", "with a footer", "a length that cannot be", "cut", "no tag"],
)
def test_the_length_of_a_tag(head: bytes, length: int) -> None:
    assert containers.tag_length(head) == length


def test_dictaphones_and_films_are_known_too() -> None:
    assert all(map(containers.is_dictaphone, (b"\x02dss", b"\x03ds2", b"\x03enc", b"MS_VOICE")))
    assert containers.is_film(b"RIFF\0\0\0\0AVI LIST")
    assert containers.is_film(b"\x00\x00\x01\xba\x44")
    assert not any(containers.is_film(head) or containers.is_dictaphone(head) for head, _ in BEGINNINGS)

"""Each look on bytes made by hand, where a muxer would never put them."""

import io
import struct

import pytest

from tests.toolkit.sound import files
from tests.toolkit.sound.files import KINDS, Kind, kind, recording
from toolkit.sound import endings
from toolkit.sound.containers import W64_RIFF, Container

EBML = b"\x1a\x45\xdf\xa3\x80"
SEGMENT, CLUSTER = b"\x18\x53\x80\x67", b"\x1f\x43\xb6\x75"
UNKNOWN = b"\x01\xff\xff\xff\xff\xff\xff\xff"
BLOCK = b"\xa3\x85\x81\0\0\x80x"


def is_cut(container: Container, content: bytes) -> bool:
    return endings.is_cut(container, io.BytesIO(content))


@pytest.mark.parametrize("of", KINDS, ids=str)
def test_no_whole_file_ends_in_the_middle_whatever_follows_its_sound(of: Kind) -> None:
    assert not is_cut(of.container, recording(of))
    if of.container in (Container.WAV, Container.AIFF, Container.AAC, Container.MP3, Container.OGG):
        assert not is_cut(of.container, recording(of) + b"TAG" + bytes(125))


@pytest.mark.parametrize("less", [1, 7, 100])
@pytest.mark.parametrize(
    "of", [kind("ogg"), kind("adts"), kind("amr"), kind("wav"), kind("aiff", "s16"), kind("w64")], ids=str
)
def test_a_few_bytes_less_are_noticed(of: Kind, less: int) -> None:
    assert is_cut(of.container, recording(of)[:-less])


@pytest.mark.parametrize("of", KINDS, ids=str)
def test_a_look_at_half_a_header_says_something_and_never_stops(of: Kind) -> None:
    for length in (0, 1, 5, 11, 13, 20, 41, 60, 90):
        assert is_cut(of.container, recording(of)[:length]) in (True, False)


@pytest.mark.parametrize(
    ("content", "cut"),
    [
        (EBML + SEGMENT + b"\x90" + bytes(16), False),
        (EBML + SEGMENT + b"\x91" + bytes(16), True),
        (EBML + SEGMENT + UNKNOWN + CLUSTER + UNKNOWN + BLOCK * 3, False),
        (EBML + SEGMENT + UNKNOWN + CLUSTER + UNKNOWN + BLOCK * 3 + BLOCK[:-1], True),
        (EBML + SEGMENT + UNKNOWN + CLUSTER + UNKNOWN + BLOCK * 3 + BLOCK[:1], True),
        (EBML + SEGMENT + UNKNOWN + CLUSTER + b"\x8e" + BLOCK * 2, False),
        (EBML + SEGMENT + UNKNOWN + CLUSTER + b"\x8f" + BLOCK * 2, True),
        (EBML + SEGMENT + UNKNOWN + CLUSTER + UNKNOWN + BLOCK + b"\x99\xff" + bytes(50), False),
        (EBML + SEGMENT + UNKNOWN + CLUSTER + UNKNOWN + BLOCK + bytes(50), False),
    ],
    ids=[
        "whole",
        "segment cut",
        "live",
        "block cut",
        "block's name cut",
        "cluster",
        "cluster cut",
        "strange",
        "filled up",
    ],
)
def test_a_webm_is_gone_through_block_by_block(content: bytes, *, cut: bool) -> None:
    assert is_cut(Container.WEBM, content) is cut


@pytest.mark.parametrize(
    ("content", "cut"),
    [
        (struct.pack(">I4s", 16, b"ftyp") + bytes(8) + struct.pack(">I4s", 12, b"mdat") + bytes(4), False),
        (struct.pack(">I4s", 13, b"mdat") + bytes(4), True),
        (struct.pack(">I4sQ", 1, b"mdat", 20) + bytes(4), False),
        (struct.pack(">I4sQ", 1, b"mdat", 21) + bytes(4), True),
        (struct.pack(">I4s", 0, b"mdat") + bytes(4), False),
        (struct.pack(">I4s", 8, b"mdat") + struct.pack(">I4s", 900, b"udta"), False),
        (struct.pack(">I4s", 8, b"moof") + struct.pack(">I4s", 900, b"moof"), True),
        (struct.pack(">I4s", 3, b"mdat"), False),
    ],
    ids=["whole", "cut", "large", "large cut", "to the end", "what is no sound", "fragment", "nonsense"],
)
def test_an_mp4_names_the_size_of_each_box(content: bytes, *, cut: bool) -> None:
    assert is_cut(Container.MP4, content) is cut


@pytest.mark.parametrize(("named", "cut"), [(20, False), (21, True), (0, False), (0xFFFFFFFFFFFFFFFF, False)])
def test_the_larger_kinds_of_wav_name_their_sound_elsewhere(named: int, *, cut: bool) -> None:
    large = struct.pack("<4sIQQQI", b"ds64", 28, 0, named, 0, 0)
    rf64 = b"RF64\xff\xff\xff\xffWAVE" + large + struct.pack("<4sI", b"data", 0xFFFFFFFF) + bytes(20)
    assert is_cut(Container.WAV, rf64) is cut
    body = struct.pack("<16sQ", b"data", named + 24 if 0 < named < 1 << 62 else named) + bytes(20)
    assert is_cut(Container.W64, W64_RIFF + bytes(24) + body) is cut


@pytest.mark.parametrize(("named", "cut"), [(20, False), (21, True), (-1, False)])
def test_a_caf_may_leave_its_length_open(named: int, *, cut: bool) -> None:
    assert is_cut(Container.CAF, b"caff\0\x01\0\0" + struct.pack(">4sq", b"data", named) + bytes(20)) is cut


def test_a_wma_that_was_sent_while_it_was_made_cannot_be_cut() -> None:
    content = bytearray(recording(kind("asf"))[:-5000])
    assert is_cut(Container.ASF, bytes(content))
    content[content.index(endings.FILE_PROPERTIES) + 88] |= 1
    assert not is_cut(Container.ASF, bytes(content))


def test_only_what_needs_a_table_of_contents_can_lack_it() -> None:
    whole = recording(kind("mp4"))
    assert endings.lacks_index(Container.MP4, io.BytesIO(whole[: len(whole) // 2]))
    assert not endings.lacks_index(Container.MP4, io.BytesIO(whole))
    assert not endings.lacks_index(Container.WAV, io.BytesIO(whole[: len(whole) // 2]))


def test_a_wav_names_its_length_or_does_not() -> None:
    samples = files.pulses((), seconds=1)
    assert not endings.lacks_length(Container.WAV, io.BytesIO(files.wav(samples)))
    assert endings.lacks_length(Container.WAV, io.BytesIO(files.wav(samples, data=0xFFFFFFFF)))


def test_the_length_of_an_mp3_is_believed_where_it_stands_in_the_file() -> None:
    assert endings.names_length(Container.MP3, io.BytesIO(recording(kind("mp3"))))
    assert not endings.names_length(Container.MP3, io.BytesIO(recording(kind("mp2"))))
    assert not endings.names_length(Container.WAV, io.BytesIO(recording(kind("wav"))))

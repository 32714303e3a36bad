"""A zip that is written while it is sent: whole, as long as it said, and never half taken for whole."""

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime

import pytest

from toolkit.subject_access import packing
from toolkit.subject_access.packing import Part

AT = datetime(2026, 11, 29, 20, 30)  # noqa: DTZ001 - a zip knows no time zone


def blocks(*lengths: int) -> Iterator[bytes]:
    for number, length in enumerate(lengths):
        yield bytes([number]) * length


def collect(sent: Iterator[bytes], into: bytearray) -> None:
    for block in sent:
        into += block


def test_what_comes_out_is_what_went_in_and_as_long_as_it_was_said_to_be() -> None:
    parts = (
        Part.of("översikt.html", "<p>å</p>".encode()),
        Part("sound/01.webm", 300_007, blocks(100_000, 200_000, 7)),
        Part.of("tom.txt", b""),
    )
    said = packing.length_of(parts, at=AT)
    sent = b"".join(packing.stream(parts, at=AT))
    assert said == len(sent)
    with zipfile.ZipFile(io.BytesIO(sent)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["översikt.html", "sound/01.webm", "tom.txt"]
        assert archive.read("sound/01.webm") == b"".join(blocks(100_000, 200_000, 7))
        assert archive.getinfo("tom.txt").date_time == (2026, 11, 29, 20, 30, 0)


def test_never_more_than_a_block_is_held() -> None:
    sent = packing.stream([Part("a", 5_000_000, blocks(*[1_000_000] * 5))], at=AT)
    assert max(map(len, sent)) < 1_001_000


@pytest.mark.parametrize("length", [9, 11])
def test_a_part_of_another_length_than_it_said_leaves_no_zip(length: int) -> None:
    sent = bytearray()
    with pytest.raises(ValueError, match="not as long"):
        collect(packing.stream([Part("a", length, blocks(10))], at=AT), sent)
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(io.BytesIO(bytes(sent)))


def test_of_a_very_large_one_the_length_is_not_told() -> None:
    assert packing.length_of([Part("a", packing.LARGEST_KNOWN + 1, ())], at=AT) is None

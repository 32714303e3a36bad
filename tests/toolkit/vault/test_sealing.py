"""Files: what goes in comes out, from any place; whatever was touched is refused."""

import io
import os
import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import Misconfigured, Tampered, WrongState
from toolkit.vault.keyring import TAG, Keyring
from toolkit.vault.sealing import (
    CHUNK,
    FILE_HEADER,
    SealedFile,
    SealedReader,
    SealingWriter,
    rewrap,
    seal_stream,
)

KEYS = {"old": b"o" * 32, "new": b"n" * 32}
RING = Keyring(KEYS, active="new")
MARKER = b"Skata-i-granen-4711"

near_borders = st.builds(
    lambda chunks, off: max(0, chunks * CHUNK + off), st.integers(0, 3), st.integers(-2, 2)
) | st.integers(0, 3 * CHUNK)


def seal(plain: bytes, *, file_id: str = "a-file", ring: Keyring = RING) -> tuple[bytes, SealedFile]:
    target = io.BytesIO()
    sealed = seal_stream(io.BytesIO(plain), target, keyring=ring, file_id=file_id)
    return target.getvalue(), sealed


def unseal(blob: bytes, sealed: SealedFile, *, ring: Keyring = RING) -> bytes:
    with SealedReader(io.BytesIO(blob), sealed, keyring=ring) as reader:
        return reader.read()


def body(blob: bytes) -> list[bytes]:
    rest, step = blob[len(FILE_HEADER) :], CHUNK + TAG
    return [rest[start : start + step] for start in range(0, len(rest), step)]


def content(length: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(length)


@settings(max_examples=40)
@given(near_borders)
def test_what_is_sealed_comes_out_again_with_its_true_length(length: int) -> None:
    plain = content(length)
    blob, sealed = seal(plain)
    assert (sealed.plain_length, sealed.blob_length) == (length, len(blob))
    assert unseal(blob, sealed) == plain


@settings(max_examples=40)
@given(near_borders, st.lists(st.integers(0, 2 * CHUNK), max_size=6))
def test_pieces_of_any_size_make_the_same_file(length: int, cuts: list[int]) -> None:
    plain, target = content(length), io.BytesIO()
    writer = SealingWriter(target, keyring=RING, file_id="a-file")
    places = sorted({0, length, *(cut for cut in cuts if cut < length)})
    for start, end in pairwise(places):
        assert writer.write(plain[start:end]) == end - start
    sealed = writer.close()
    assert unseal(target.getvalue(), sealed) == plain


@settings(max_examples=60)
@given(near_borders, st.data())
def test_reading_from_any_place_equals_a_slice(length: int, data: st.DataObject) -> None:
    plain = content(length)
    blob, sealed = seal(plain)
    reader = SealedReader(io.BytesIO(blob), sealed, keyring=RING)
    for _ in range(5):
        start = data.draw(st.integers(0, length + 3))
        size = data.draw(st.integers(0, 2 * CHUNK))
        assert reader.seek(start) == start
        assert reader.read(size) == plain[start : start + size]
        assert reader.tell() == max(start, min(start + size, length))


def test_seeking_is_as_in_any_file() -> None:
    plain = content(CHUNK + 10)
    blob, sealed = seal(plain)
    reader = SealedReader(io.BytesIO(blob), sealed, keyring=RING)
    assert reader.seekable()
    assert reader.readable()
    assert len(reader) == len(plain)
    assert reader.seek(-5, os.SEEK_END) == CHUNK + 5
    assert reader.read() == plain[-5:]
    assert reader.seek(-3, os.SEEK_CUR) == CHUNK + 7
    with pytest.raises(ValueError, match="before the start"):
        reader.seek(-1)


@pytest.mark.parametrize("length", [0, 1, 100, CHUNK, 2 * CHUNK + 7])
def test_every_flipped_byte_is_noticed(length: int) -> None:
    blob, sealed = seal(content(length))
    edges = {*range(40), len(blob) // 2, CHUNK + 3, CHUNK + TAG + 4, len(blob) - 1}
    sample = {*edges, *random.Random(length).sample(range(len(blob)), min(60, len(blob)))}
    for place in sample & set(range(len(blob))):
        damaged = bytearray(blob)
        damaged[place] ^= 1 << (place % 8)
        with pytest.raises(Tampered):
            unseal(bytes(damaged), sealed)


def test_a_flipped_byte_in_the_wrapped_key_is_noticed() -> None:
    blob, sealed = seal(b"x")
    for place in range(len(sealed.wrapped_key)):
        wrapped = bytearray(sealed.wrapped_key)
        wrapped[place] ^= 1
        with pytest.raises(Tampered):
            unseal(blob, SealedFile(**{**vars(sealed), "wrapped_key": bytes(wrapped)}))


@pytest.mark.parametrize("lost", [1, TAG, CHUNK + TAG, 2 * (CHUNK + TAG)])
def test_a_shortened_file_is_refused_even_when_the_row_was_shortened_with_it(lost: int) -> None:
    blob, sealed = seal(content(3 * CHUNK))
    shorter = blob[:-lost]
    with pytest.raises(Tampered):
        unseal(shorter, sealed)
    chunks = -(-(len(shorter) - len(FILE_HEADER)) // (CHUNK + TAG))
    plain_length = len(shorter) - len(FILE_HEADER) - chunks * TAG
    with pytest.raises(Tampered):
        unseal(shorter, SealedFile(**{**vars(sealed), "blob_length": len(shorter), "plain_length": plain_length}))


def test_a_lengthened_file_is_refused_even_when_the_row_was_lengthened_with_it() -> None:
    blob, sealed = seal(content(2 * CHUNK))
    longer = blob + body(blob)[-1]
    for row in (
        sealed,
        SealedFile(**{**vars(sealed), "blob_length": len(longer), "plain_length": 3 * CHUNK}),
    ):
        with pytest.raises(Tampered):
            unseal(longer, row)


def test_swapped_and_repeated_chunks_are_refused() -> None:
    blob, sealed = seal(content(3 * CHUNK + 5))
    first, second, third, last = body(blob)
    for order in ((second, first, third, last), (first, first, third, last), (first, third, second, last)):
        with pytest.raises(Tampered):
            unseal(FILE_HEADER + b"".join(order), sealed)


def test_a_file_is_refused_under_another_id_and_with_another_files_key() -> None:
    (blob, sealed), (other_blob, other) = seal(b"one", file_id="one"), seal(b"two", file_id="two")
    for stored, row in (
        (other_blob, sealed),
        (blob, SealedFile(**{**vars(sealed), "file_id": "two"})),
        (blob, SealedFile(**{**vars(sealed), "wrapped_key": other.wrapped_key})),
    ):
        with pytest.raises(Tampered):
            unseal(stored, row)


def test_nothing_of_the_plaintext_stands_in_the_sealed_bytes_and_no_two_files_are_alike() -> None:
    plain = MARKER * 20_000
    (blob, sealed), (again, _) = seal(plain), seal(plain)
    assert MARKER not in blob + sealed.wrapped_key
    assert not set(body(blob)) & set(body(again))
    assert len(set(body(blob))) == len(body(blob))


def test_a_file_moves_to_another_keyring_and_its_bytes_stay() -> None:
    blob, sealed = seal(b"said long ago", ring=Keyring(KEYS, active="old"))
    moved = rewrap(RING, sealed, to=RING)
    assert (sealed.key_id, moved.key_id) == ("old", "new")
    only_new = Keyring({"new": KEYS["new"]}, active="new")
    assert unseal(blob, moved, ring=only_new) == b"said long ago"
    with pytest.raises(Misconfigured):
        unseal(blob, sealed, ring=only_new)


def test_a_writer_whose_target_failed_is_of_no_more_use() -> None:
    class Full(io.BytesIO):
        def write(self, data: object, /) -> int:
            if self.tell():
                raise OSError
            return super().write(data)  # type: ignore[arg-type]  # a stand-in for any buffer

    writer = SealingWriter(Full(), keyring=RING, file_id="a-file")
    with pytest.raises(OSError):  # noqa: PT011 - the target's own error comes through as it is
        writer.write(content(CHUNK + 1))
    for attempt in (lambda: writer.write(b"x"), writer.close, lambda: writer.sealed):
        with pytest.raises(WrongState):
            attempt()


def test_a_closed_writer_tells_the_same_and_takes_no_more() -> None:
    writer = SealingWriter(io.BytesIO(), keyring=RING, file_id="a-file")
    assert writer.close() is writer.close() is writer.sealed
    with pytest.raises(WrongState):
        writer.write(b"x")

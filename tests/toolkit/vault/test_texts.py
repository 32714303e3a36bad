"""Sealed columns and the keyring: bound to their column, movable to a new key, refused when touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import Misconfigured, Tampered
from toolkit.vault.keyring import Keyring
from toolkit.vault.texts import open_text, reseal_text, seal_text, text_key_id

KEYS = {"old": b"o" * 32, "new": b"n" * 32}
RING = Keyring(KEYS, active="new")
LABEL = "child.note"


@given(st.text())
def test_a_text_comes_out_as_it_went_in(text: str) -> None:
    assert open_text(RING, LABEL, seal_text(RING, LABEL, text)) == text


def test_the_same_text_never_looks_the_same_and_never_shows() -> None:
    sealed = {seal_text(RING, LABEL, "Vera bor hos mormor") for _ in range(200)}
    assert len(sealed) == 200
    assert not any(b"mormor" in blob for blob in sealed)


def test_a_text_moved_to_another_column_is_refused() -> None:
    with pytest.raises(Tampered):
        open_text(RING, "child.name", seal_text(RING, LABEL, "Vera"))


def test_every_flipped_byte_is_refused() -> None:
    blob = seal_text(RING, LABEL, "åäö 🌲")
    for place in range(len(blob)):
        damaged = bytearray(blob)
        damaged[place] ^= 0x80
        with pytest.raises((Tampered, Misconfigured)):
            open_text(RING, LABEL, bytes(damaged))


@pytest.mark.parametrize("cut", range(20))
def test_a_shortened_text_is_refused(cut: int) -> None:
    with pytest.raises(Tampered):
        open_text(RING, LABEL, seal_text(RING, LABEL, "kort")[:cut])


def test_rotation_reseals_under_the_active_key_once() -> None:
    old = seal_text(Keyring(KEYS, active="old"), LABEL, "sagt förut")
    new = reseal_text(RING, LABEL, old)
    assert (text_key_id(old), text_key_id(new)) == ("old", "new")
    assert reseal_text(RING, LABEL, new) is new
    assert open_text(Keyring({"new": KEYS["new"]}, active="new"), LABEL, new) == "sagt förut"


def test_a_key_that_is_gone_is_named_by_its_id() -> None:
    blob = seal_text(RING, LABEL, "text")
    with pytest.raises(Misconfigured) as refused:
        open_text(Keyring({"old": KEYS["old"]}, active="old"), LABEL, blob)
    assert refused.value.values == {"key_id": "new"}


def test_a_message_sealed_for_one_purpose_is_refused_for_another() -> None:
    key_id, sealed = RING.seal(b"file", b"secret")
    with pytest.raises(Tampered):
        RING.open(key_id, b"text", sealed)


@pytest.mark.parametrize(
    ("keys", "active"),
    [({}, "new"), ({"new": b"short"}, "new"), ({"": b"n" * 32}, ""), ({"x": b"n" * 32}, "y")],
)
def test_a_keyring_without_a_sound_active_key_is_refused(keys: dict[str, bytes], active: str) -> None:
    with pytest.raises(Misconfigured):
        Keyring(keys, active=active)

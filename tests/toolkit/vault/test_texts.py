"""Sealed columns and the keyring: bound to their column, movable to a new key, refused when touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import Misconfigured, Tampered
from toolkit.vault.keyring import Keyring
from toolkit.vault.texts import open_text, seal_text, text_key_id

KEYS = {"old": b"o" * 32, "new": b"n" * 32}
RING = Keyring(KEYS, active="new")
LABEL = "child.note"


@given(st.text())
def test_a_text_comes_out_as_it_went_in(text: str) -> None:
    assert open_text(RING, LABEL, seal_text(RING, LABEL, text, row="1"), row="1") == text


def test_the_same_text_never_looks_the_same_and_never_shows() -> None:
    sealed = {seal_text(RING, LABEL, "Vera bor hos mormor", row="1") for _ in range(200)}
    assert len(sealed) == 200
    assert not any(b"mormor" in blob for blob in sealed)


def test_a_text_moved_to_another_column_is_refused() -> None:
    with pytest.raises(Tampered):
        open_text(RING, "child.name", seal_text(RING, LABEL, "Vera", row="1"), row="1")


@pytest.mark.parametrize(("label", "row"), [(LABEL, "2"), (LABEL, ""), ("child.note1", ""), ("child.not", "e1")])
def test_a_text_moved_to_another_row_is_refused(label: str, row: str) -> None:
    with pytest.raises(Tampered):
        open_text(RING, label, seal_text(RING, LABEL, "Vera", row="1"), row=row)


def test_every_flipped_byte_is_refused() -> None:
    blob = seal_text(RING, LABEL, "åäö 🌲", row="1")
    for place in range(len(blob)):
        damaged = bytearray(blob)
        damaged[place] ^= 0x80
        with pytest.raises((Tampered, Misconfigured)):
            open_text(RING, LABEL, bytes(damaged), row="1")


@pytest.mark.parametrize("cut", range(20))
def test_a_shortened_text_is_refused(cut: int) -> None:
    with pytest.raises(Tampered):
        open_text(RING, LABEL, seal_text(RING, LABEL, "kort", row="1")[:cut], row="1")


def test_a_text_says_which_key_it_lies_under() -> None:
    assert text_key_id(seal_text(Keyring(KEYS, active="old"), LABEL, "sagt förut", row="1")) == "old"


@pytest.mark.parametrize("blob", [b"", b"\x02", b"\x01\x03new", b"\x02\x09new", b"\x02\x02\xff\xfe rest"])
def test_what_is_no_sealed_text_is_refused(blob: bytes) -> None:
    with pytest.raises(Tampered):
        text_key_id(blob)


def test_a_key_that_is_gone_is_named_by_its_id() -> None:
    blob = seal_text(RING, LABEL, "text", row="1")
    with pytest.raises(Misconfigured) as refused:
        open_text(Keyring({"old": KEYS["old"]}, active="old"), LABEL, blob, row="1")
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


def test_what_is_derived_depends_on_key_and_purpose_and_on_nothing_else() -> None:
    again, other = Keyring({"new": KEYS["new"]}, active="new"), Keyring(KEYS, active="old")
    assert RING.derive(b"codes") == again.derive(b"codes")
    assert len({RING.derive(b"codes"), RING.derive(b"other"), other.derive(b"codes"), KEYS["new"]}) == 4


def test_a_check_value_tells_the_right_key_from_a_wrong_one_under_its_name() -> None:
    right, wrong = RING.check_values(), Keyring({"new": b"x" * 32}, active="new").check_values()
    assert set(right) == {"old", "new"}
    assert wrong["new"] != right["new"]
    assert KEYS["new"].hex() not in right["new"]
    renamed = Keyring({"now": KEYS["new"]}, active="now").check_values()
    assert renamed["now"] != right["new"]

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.decoding import ONE_BYTE, UNREADABLE, decode

SENTENCE = "Åsa säger: «jag vill bo kvar», och så är det."
SWEDISH = (
    "grön-3", "Kod;Ålder\rgrön-3;11;f", SENTENCE, "ÅSA SÄGER NEJ. ÖRJAN OCKSÅ.", "Änglar och ängar", "ångest",
    "”Jag vill inte”, sa hon – kanske … i går.", "”Hej” sa Eva", "Jag bor på Åvägen 5 — ja", "Öst, är det så?",
)  # fmt: skip
NAMES = (
    "Šime",
    "50 % à 3 €",
    "Žana bor här",
    "Renée, é du där?",
    "Zoë och Chloé",
    "Peña, José",
    "Østergård",
    "Don’t",
    "Müller",
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("cp1252", "cp1252"), ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be"), ("mac_roman", "mac_roman"), ("utf-32", "utf-32-le"),
    ],
)  # fmt: skip
def test_swedish_is_read_in_every_usual_encoding(written: str, read: str) -> None:
    assert decode(SENTENCE.encode(written)) == (SENTENCE, read)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(text, one) for text in SWEDISH for one in ONE_BYTE if text.encode(one, "replace").decode(one) == text],
)
def test_windows_the_old_mac_and_dos_are_told_apart_by_a_few_letters(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize("text", NAMES)
def test_names_of_other_languages_stay_what_windows_saved(text: str) -> None:
    assert decode(text.encode("cp1252")) == (text, "cp1252")


@pytest.mark.parametrize(
    "data",
    [SENTENCE.encode()[:-1] + b"\xc3", SENTENCE.encode().replace(b"\xc2\xab", b"\xc2", 1), b"\xff" + SENTENCE.encode()],
)
def test_a_byte_that_was_lost_does_not_turn_every_letter_of_the_file(data: bytes) -> None:
    text, encoding = decode(data)
    assert encoding == "utf-8"
    assert text.count(UNREADABLE) == 1
    assert "säger" in text


def test_letters_in_two_pieces_become_one() -> None:
    assert decode("A\u030asa".encode())[0] == "Åsa"


@given(st.binary(max_size=200))
def test_any_bytes_become_some_text(data: bytes) -> None:
    text, encoding = decode(data)
    assert isinstance(text, str)
    assert encoding


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzåäöABCÅÄÖ ,.\n0123456789", min_size=1))
def test_whatever_is_written_in_utf_8_is_read_as_it_stands(text: str) -> None:
    assert decode(text.encode("utf-8-sig")) == (text, "utf-8")

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.decoding import decode

SENTENCE = "Åsa säger: «jag vill bo kvar», och så är det."


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("cp1252", "cp1252"), ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be"),
    ],
)  # fmt: skip
def test_swedish_is_read_in_every_usual_encoding(written: str, read: str) -> None:
    assert decode(SENTENCE.encode(written)) == (SENTENCE, read)


def test_letters_in_two_pieces_become_one() -> None:
    assert decode("A\u030asa".encode())[0] == "Åsa"


@given(st.binary(max_size=200))
def test_any_bytes_become_some_text(data: bytes) -> None:
    text, encoding = decode(data)
    assert isinstance(text, str)
    assert encoding

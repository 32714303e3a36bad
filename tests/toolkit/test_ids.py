import uuid

import pytest

from toolkit import ids
from toolkit.errors import InvalidInput

ONE = uuid.UUID("11111111-2222-3333-4444-555555555555")


@pytest.mark.parametrize("value", [ONE, str(ONE), ONE.hex])
def test_an_id_is_read_from_whatever_holds_it(value: object) -> None:
    assert ids.as_id(value) == ids.optional_id(value) == ids.read_id(str(value)) == ONE


@pytest.mark.parametrize("value", ["", None])
def test_the_empty_choice_is_nobody(value: str | None) -> None:
    assert ids.optional_id(value) is None


@pytest.mark.parametrize("value", ["", None, "7", "../etc", "å" * 36])
def test_what_no_page_sends_is_refused_in_words(value: str | None) -> None:
    with pytest.raises(InvalidInput, match="Choose somebody") as refused:
        ids.read_id(value, refusal="Choose somebody.", field="reader")
    assert refused.value.field == "reader"
    if value:
        with pytest.raises(ValueError, match="hexadecimal"):
            ids.as_id(value)


@pytest.mark.parametrize(
    ("text", "holds"), [("6f1c0f5e-8d5b-4a57-9a52-6a1d3c1e0b11", True), ("6F1C", False), ("", False), ("Alva", False)]
)
def test_what_is_an_id(text: str, holds: bool) -> None:
    assert ids.is_id(text) is holds

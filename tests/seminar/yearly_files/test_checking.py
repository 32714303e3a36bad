"""A file from somebody else is believed when everything in it holds; else a sentence says why not."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import fastjsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar.yearly_files import checking, signing
from seminar.yearly_files.contents import Change, Decided, FollowedUp, Number, Share, Steps, Theme
from tests.seminar.yearly_files.making import KEY, NOW, OTHER_KEY, contents, exactly, plain, signed, signed_plain
from toolkit.config import ROOT
from toolkit.errors import InvalidInput

SCHEMA = json.loads((ROOT / "seminar/yearly_files/yearly_file.schema.json").read_text("utf-8"))
VALID = fastjsonschema.compile(SCHEMA)


def why_not(data: bytes) -> str:
    with pytest.raises(InvalidInput) as refused:
        checking.read(data, now=NOW)
    assert refused.value.field == "file"
    return refused.value.message


def test_what_is_signed_is_read_as_it_was_written_and_as_the_schema_says() -> None:
    file = checking.read(signed(), now=NOW)
    assert file.contents == contents()
    VALID(json.loads(signed()))


@pytest.mark.parametrize("page", ["sv/arsfil.md", "en/yearly-file.md"])
def test_every_field_is_explained(page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    fields = SCHEMA["properties"]["contents"]["properties"]
    for name in (*fields, *SCHEMA["properties"]["signature"]["properties"], "count", "at_least", "followed_up_on"):
        assert f"`{name}`" in text, name


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"  \n", checking.EMPTY),
        (b'"' + b"x" * checking.LARGEST + b'"', checking.HUGE),
        (b"\xff\xfe\x00", checking.NOT_JSON),
        (b"kommun;antal", checking.NOT_JSON),
        (b"[" * 100_000, checking.NOT_JSON),
        (b'{"contents": ' * 20_000 + b"1" + b"}" * 20_000, checking.NOT_JSON),
        (b'{"contents": NaN}', checking.NOT_JSON),
        (b'{"contents": 1, "contents": 2}', checking.NOT_JSON),
        (b"[]", checking.SOMETHING_ELSE),
        (b'{"format": "barnens-roster/open-data", "version": 1}', checking.SOMETHING_ELSE),
        (signed_plain({**plain(), "version": 2}), checking.OTHER_VERSION),
        (signed_plain({**plain(), "version": "1"}), checking.NOT_AS_DESCRIBED),
        (signed_plain({**plain(), "quotes": ["Jag orkar inte"]}), checking.NOT_AS_DESCRIBED),
        (signed_plain({**plain(), "year": 2026.0}), checking.NOT_AS_DESCRIBED),
        (signed_plain({**plain(), "is_practice": 1}), checking.NOT_AS_DESCRIBED),
        (signed_plain({**plain(), "municipality": "\ud800"[:0] + "A\u202eB"}), checking.NOT_AS_DESCRIBED),
        (json.dumps({"contents": plain()}).encode(), checking.NOT_AS_DESCRIBED),
    ],
)  # fmt: skip
def test_what_is_no_yearly_file_is_refused(data: bytes, message: str) -> None:
    assert why_not(data) == message


def wrong(**more: Any) -> bytes:
    return signed(contents(**more))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (wrong(themes=(Theme("contact", "Byten", Share(exactly(4), exactly(84))),)), checking.TOO_SMALL),
        (wrong(themes=(Theme("contact", "Byten", Share(Number(None, 2), exactly(84))),)), checking.TOO_SMALL),
        (wrong(steps=Steps(*[exactly(3)] * 4)), checking.TOO_SMALL),
        (wrong(themes=(Theme("contact", "Byten", Share(exactly(85), exactly(84))),)), checking.IMPOSSIBLE),
        (wrong(themes=(Theme("contact", "Byten", Share(Number(9, 8), exactly(84))),)), checking.NOT_AS_DESCRIBED),
        (wrong(themes=(Theme("contact", "Byten", Share(exactly(-6), exactly(84))),)), checking.NOT_AS_DESCRIBED),
        (wrong(themes=(Theme("school", "Byten", Share(exactly(6), exactly(84))),)), checking.NOT_AS_DESCRIBED),
        (wrong(threshold=0), checking.NOT_AS_DESCRIBED),
        (wrong(reports=0), checking.NOT_AS_DESCRIBED),
        (wrong(year=20_260), checking.NOT_AS_DESCRIBED),
        (wrong(municipality=""), checking.NOT_AS_DESCRIBED),
        (wrong(municipality="x" * 601), checking.NOT_AS_DESCRIBED),
        (wrong(changes=(Change("", "a\x00b", "", Decided.NO, None, ""),)), checking.NOT_AS_DESCRIBED),
        (wrong(last_year=(FollowedUp("I bruk", -1),)), checking.NOT_AS_DESCRIBED),
        (wrong(last_year=(FollowedUp("I bruk", 1),) * 301), checking.NOT_AS_DESCRIBED),
        (wrong(made_at=NOW + timedelta(days=3)), checking.FROM_TOMORROW),
    ],
)  # fmt: skip
def test_a_file_that_breaks_its_own_rules_is_refused(data: bytes, message: str) -> None:
    assert why_not(data) == message


def test_whatever_is_changed_after_signing_is_seen() -> None:
    file = json.loads(signed())
    file["contents"]["steps"]["read"] = {"count": 85, "at_least": 85}
    assert why_not(json.dumps(file).encode()) == checking.NOT_SIGNED
    file = json.loads(signed())
    file["signature"]["public_key"] = signing.public_key_of(OTHER_KEY)
    assert why_not(json.dumps(file).encode()) == checking.NOT_SIGNED
    file = json.loads(signed())
    file["signature"]["algorithm"] = "none"
    assert why_not(json.dumps(file).encode()) == checking.NOT_SIGNED
    file["signature"]["public_key"] = file["signature"]["public_key"].upper()
    assert why_not(json.dumps(file).encode()) == checking.NOT_AS_DESCRIBED


def test_another_order_and_other_blanks_are_the_same_contents() -> None:
    file = json.loads(signed())
    turned = {"signature": file["signature"], "contents": dict(reversed(file["contents"].items()))}
    assert checking.read(json.dumps(turned, indent=4).encode(), now=NOW).contents == contents()


def test_a_key_is_six_groups_of_figures_and_another_key_reads_otherwise() -> None:
    figures = signing.fingerprint(signing.public_key_of(KEY))
    assert [len(group) for group in figures.split()] == [5] * 6
    assert figures.replace(" ", "").isdigit()
    assert figures != signing.fingerprint(signing.public_key_of(OTHER_KEY))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def _places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(found for key, inner in items for found in _places(inner, (*way, key)))]


def _with(value: Any, way: tuple[Any, ...], new: Any) -> Any:
    if not way:
        return new
    copied = dict(value) if isinstance(value, dict) else list(value)
    copied[way[0]] = _with(copied[way[0]], way[1:], new)
    return copied


@given(st.sampled_from(_places(plain())), json_values)
def test_whoever_signs_nonsense_is_refused_in_a_sentence_or_says_what_the_schema_allows(
    way: tuple[Any, ...], new: Any
) -> None:
    """An attacker with a key of their own: any part of a file is replaced by anything, and signed."""
    try:
        data = signed_plain(_with(plain(), way, new))
    except UnicodeEncodeError:
        return  # half a letter: nobody can sign it either
    try:
        file = checking.read(data, now=NOW)
    except InvalidInput:
        return
    VALID(json.loads(data))
    assert all(not 0 < number.at_least < file.contents.threshold for _, number in checking._numbers(file.contents))


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_bytes_that_are_anything_are_refused(data: bytes) -> None:
    why_not(data)


def test_half_a_letter_is_refused() -> None:
    changed = json.dumps(json.loads(signed())).replace('"Byten"', '"\\ud800"', 1).encode()
    assert why_not(changed) == checking.NOT_SIGNED


def test_a_hidden_number_may_stand_below_the_threshold_of_nothing() -> None:
    hidden = replace(contents(), themes=(Theme("contact", "Byten", Share(Number(None, 0), exactly(84))),))
    assert checking.read(signed(hidden), now=NOW).contents == hidden

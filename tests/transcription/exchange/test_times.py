"""Times as people and programs write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcription.exchange import times


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("1:02", 62_000),
        ("00:01:02,500", 62_500),
        ("00:01:02.5", 62_500),
        ("1.02", 62_000),
        ("1.02.03,04", 3_723_040),
        ("00:00:05-5", 5500),
        (" 100:00:00 ", 360_000_000),
        ("00:01:02:12", 62_480),
        ("00:01:02;24", 62_960),
    ],
)
def test_a_time_is_read(text: str, ms: int) -> None:
    assert times.read_clock(text) == ms


@pytest.mark.parametrize("text", ["", "102", "1:2", "0:60", "1:60:00", "-1:00", "1:02:03:4", "1:02:03:04:05", "ett"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert times.read_clock(text) is None


@given(st.integers(0, 24 * 3600 * 1000), st.sampled_from(".,"))
def test_what_is_written_is_read_back(ms: int, mark: str) -> None:
    assert times.read_clock(times.write_clock(ms, mark=mark)) == ms


def test_a_time_for_people_has_no_fractions_and_none_is_before_the_beginning() -> None:
    assert times.short_clock(3_723_999) == "01:02:03"
    assert times.write_clock(-5) == "00:00:00.000"


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("[00:01]", (1000, None)), ("[0:01 - 0:05]", (1000, 5000)),
        ("(1.02)", (62_000, None)), ("{{0:03}}", (3000, None)),
        ("[[0:03]]", (3000, None)), ("#00:00:05-5#", (5500, None)), ("#00:00:03-4#", (3400, None)),
        ("[0:01-0:05]", (1000, 5000)), ("[00:00:01.500 --> 00:00:02.250]", (1500, 2250)),
        ("[0:01 till 0:05]", (1000, 5000)),
        ("[0:01 – 0:05]", (1000, 5000)), ("[00:00:01:12]", (1480, None)), ("[11]", None),
        ("[0:01 - 5]", None), ("[0:75]", None),
    ],
)  # fmt: skip
def test_a_time_in_brackets_is_found_with_its_end(text: str, span: tuple[int, int | None] | None) -> None:
    found = times.BRACKETED.fullmatch(text)
    assert (times.read_span(found["inner"]) if found else None) == span


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("0:05-5 Ja", (5500, None)), ("0:05 - 0:09 Ja", (5000, 9000)), ("0:05-0:09 Ja", (5000, 9000)),
        ("1:02,5 Ja", (62_500, None)),
    ],
)  # fmt: skip
def test_a_time_without_brackets_may_have_a_tenth_or_an_end(text: str, span: tuple[int, int | None]) -> None:
    found = times.BARE.match(text)
    assert found is not None
    assert times.read_span(found["inner"]) == span

"""Marks for what may be wrong: nothing is left out, everything is told."""

from dataclasses import replace

import pytest

from transcription.asr.confidence import Doubt, find_doubt, says_the_same
from transcription.asr.types import Heard

SURE = Heard(10.0, 12.0, "Jag vill träffas varje vecka.", (), -0.2, 0.01, 1.1)


@pytest.mark.parametrize(
    ("changed", "doubt"),
    [
        ({}, None),
        ({"sounding": 0.0}, Doubt.SILENCE),
        ({"sounding": 0.3}, Doubt.SILENCE),
        ({"sounding": 0.5}, None),
        ({"no_speech_prob": 0.7}, Doubt.SILENCE),
        ({"compression_ratio": 3.1}, Doubt.LOOP),
        ({"text": "Tack för att du tittade. " * 4}, Doubt.LOOP),
        ({"avg_logprob": -0.9}, Doubt.UNSURE),
        ({"text": "Ja.", "end": 10.3, "sounding": 0.5}, None),
    ],
)
def test_each_doubt_has_its_sign(changed: dict[str, object], doubt: Doubt | None) -> None:
    assert find_doubt(replace(SURE, **changed)) == doubt  # type: ignore[arg-type]  # the table mixes kinds of values


@pytest.mark.parametrize(
    ("text", "looped"),
    [
        ("nej nej nej", False),
        ("Nej, nej, nej, nej, nej, nej!", True),
        ("jag vet inte jag vet inte", False),
        ("Och sen, och sen, och sen, och sen gick vi.", True),
        ("Mamma och pappa och min bror och min syster och farmor", False),
        ("", False),
    ],
)
def test_a_loop_is_more_than_a_child_repeats(text: str, looped: bool) -> None:
    assert says_the_same(text) is looped

"""Marks for what may be wrong: nothing is left out, everything is told."""

from dataclasses import replace

import pytest

from transcription.asr.confidence import ConfidenceFlag, find_flag, repeats_itself
from transcription.asr.types import RecognisedSegment

SURE = RecognisedSegment(10.0, 12.0, "Jag vill träffas varje vecka.", (), -0.2, 0.01, 1.1)


@pytest.mark.parametrize(
    ("changed", "confidence_flag"),
    [
        ({}, None),
        ({"active_share": 0.0}, ConfidenceFlag.SILENCE),
        ({"active_share": 0.3}, ConfidenceFlag.SILENCE),
        ({"active_share": 0.5}, None),
        ({"no_speech_prob": 0.7}, ConfidenceFlag.SILENCE),
        ({"compression_ratio": 3.1}, ConfidenceFlag.LOOP),
        ({"text": "Tack för att du tittade. " * 4}, ConfidenceFlag.LOOP),
        ({"avg_logprob": -0.9}, ConfidenceFlag.UNSURE),
        ({"text": "Ja.", "end": 10.3, "active_share": 0.5}, None),
    ],
)
def test_each_reason_to_listen_has_its_flag(changed: dict[str, object], confidence_flag: ConfidenceFlag | None) -> None:
    assert find_flag(replace(SURE, **changed)) == confidence_flag  # type: ignore[arg-type]  # mixed values


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
    assert repeats_itself(text) is looped

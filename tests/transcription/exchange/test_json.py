"""JSON of the Whisper family and our own: words with times, doubts, and clear words about what is something else."""

import json
from typing import Any

import pytest

from toolkit.config import ROOT
from toolkit.errors import InvalidInput
from transcription.exchange import json_reading, own_json, reading
from transcription.exchange.transcript_file import TranscriptFile

OPENAI = {
    "text": " Hej. Ja.",
    "language": "sv",
    "segments": [
        {
            "id": 0, "seek": 0, "start": 0.0, "end": 1.5, "text": " Hej.", "tokens": [1, 2], "temperature": 0.0,
            "avg_logprob": -0.25, "compression_ratio": 1.1, "no_speech_prob": 0.01,
            "words": [{"word": " Hej.", "start": 0.1, "end": 0.52, "probability": 0.9}],
        },
        {"start": 2.0, "end": 3.0, "text": " Ja.", "avg_logprob": -0.9, "compression_ratio": 1.0},
        {"start": 3.0, "end": 4.0, "text": " Tack.", "avg_logprob": -0.1, "compression_ratio": 3.0},
        {"start": 4.0, "end": 5.0, "text": " Tack.", "avg_logprob": -0.1, "no_speech_prob": 0.9},
    ],
}  # fmt: skip
WHISPERX = {
    "segments": [
        {
            "start": 1.0, "end": 2.0, "text": "Hej 9 du", "speaker": "SPEAKER_01",
            "words": [
                {"word": "Hej", "start": 1.0, "end": 1.2, "score": 0.8, "speaker": "SPEAKER_01"}, {"word": "9"},
                {"word": "du", "start": 1.6, "end": 1.9, "score": 0.7},
            ],
        }
    ],
    "word_segments": [{"word": "Hej", "start": 1.0, "end": 1.2}],
}  # fmt: skip
CPP = {
    "systeminfo": "AVX",
    "transcription": [{"timestamps": {"from": "00:00:00,000"}, "offsets": {"from": 0, "to": 1200}, "text": " Hej"}],
}


def read(content: Any) -> TranscriptFile:
    return reading.read(json.dumps(content).encode())


def test_openai_whisper_with_its_words_and_doubts() -> None:
    found = read(OPENAI)
    first = found.segments[0]
    assert (first.text, first.start_ms, first.end_ms, first.confidence) == ("Hej.", 0, 1500, 0.779)
    assert first.words == ((100, 520, "Hej.", 0.9),)
    assert [one.confidence_flag for one in found.segments] == [None, "unsure", "loop", "silence"]
    assert (found.kind, found.problems) == ("whisper", ())


def test_whisperx_names_voices_and_leaves_some_words_without_a_time() -> None:
    (one,) = read(WHISPERX).segments
    assert (one.label, one.text) == ("SPEAKER_01", "Hej 9 du")
    assert one.words == ((1000, 1200, "Hej", 0.8), (1600, 1900, "du", 0.7))


def test_whisper_cpp_and_a_bare_list() -> None:
    assert [(one.text, one.end_ms) for one in read(CPP).segments] == [("Hej", 1200)]
    assert [(one.text, one.start_ms) for one in read([{"start": 1, "end": 2, "text": "Hej"}]).segments] == [
        ("Hej", 1000)
    ]


def test_what_is_wrong_in_one_segment_does_not_lose_the_others() -> None:
    items = [
        {"start": "x", "end": 2, "text": "utan tid"}, "skräp", {"start": 1, "end": 2},
        {"start": 5, "end": 3, "text": "kort"},
        {"start": float("nan"), "end": -1, "text": "nan"}, {"start": 10**400, "end": 1, "text": "stort"},
    ]  # fmt: skip
    found = read({"segments": items})
    assert [(one.text, one.start_ms, one.end_ms) for one in found.segments] == [
        ("utan tid", None, None), ("kort", 5000, 5000), ("nan", None, None), ("stort", None, None),
    ]  # fmt: skip
    assert [(one.place, one.unit, one.message) for one in found.problems] == [
        (1, "segment", json_reading.NO_TIME), (4, "segment", json_reading.BACKWARDS),
        (5, "segment", json_reading.NO_TIME), (6, "segment", json_reading.NO_TIME),
    ]  # fmt: skip
    assert [(one.place, one.text, one.message) for one in found.left_out] == [
        (2, "skräp", json_reading.NOT_A_SEGMENT),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"segments": [', json_reading.BROKEN),
        ("[" * 200_000, json_reading.BROKEN),
        ('{"results": {"transcripts": []}}', json_reading.OTHER),
        ('{"segments": "Barn: hej"}', json_reading.OTHER),
        ('[{"name": "hej"}]', json_reading.OTHER),
        (json.dumps({"format": own_json.FORMAT, "version": 2, "segments": []}), own_json.NEWER),
        (json.dumps({"format": own_json.FORMAT, "version": "1", "segments": []}), own_json.DAMAGED),
        (json.dumps({"format": own_json.FORMAT, "version": 1}), own_json.DAMAGED),
    ],
)
def test_json_of_another_kind_is_told_apart(text: str, sentence: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        reading.read(text.encode())
    assert refused.value.message == sentence


@pytest.mark.parametrize(
    "change",
    [
        {"speaker": "nobody"}, {"start_ms": -1}, {"end_ms": "1"}, {"start_ms": True}, {"text": 5},
        {"confidence_flag": "maybe"}, {"confidence": 2}, {"words": [{"start_ms": 1}]},
        {"words": [{"start_ms": None, "end_ms": 1, "text": "a", "probability": 1}]},
    ],
)  # fmt: skip
def test_our_own_file_changed_by_hand_loses_only_what_was_changed(change: dict[str, Any]) -> None:
    good = {"speaker": "child", "start_ms": 0, "end_ms": 1, "text": "Hej"}
    found = read({"format": own_json.FORMAT, "version": 1, "segments": [good, {**good, **change}]})
    assert [one.text for one in found.segments] == ["Hej"]
    told = [(one.place, one.message) for ones in (found.problems, found.left_out) for one in ones]
    assert told == [(2, own_json.LEFT_OUT)]


@pytest.mark.parametrize("page", ["en/transcript-json.md", "sv/utskrift-json.md"])
def test_the_example_in_the_documentation_is_a_file_of_ours(page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    found = reading.read("\n".join(line for line in text.splitlines() if line.startswith("    ")).encode())
    assert (found.kind, found.problems) == ("json", ())
    (one,) = found.segments
    assert (one.label, one.confidence_flag, one.words) == ("child", "unsure", ((4200, 4400, "Jag", 0.93),))

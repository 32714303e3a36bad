"""Our own file: everything that a transcript holds about what was said, and nothing about whose it is. Pure.

The schema stands in docs/en/transcript-json.md. What `write` gives, `read` gives back exactly.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from toolkit.errors import N_, InvalidInput
from transcription.asr.confidence import ConfidenceFlag
from transcription.exchange.times import LONGEST_TIME_MS
from transcription.exchange.transcript_file import FileSegment, Reading, Row, clean
from transcription.transcripts.speaker_turns import Speaker
from transcription.transcripts.word_alignment import RecognisedWord

FORMAT = "barnens-roster/transcript"
VERSION = 1
KIND = "json"
NEWER = N_("The file comes from a newer version of the program. Export it again from there as text, or update here.")
DAMAGED = N_("The file is one of ours but has been changed by hand so that it cannot be read.")
LEFT_OUT = N_("This segment has been changed by hand so that it cannot be read. It was left out.")


def write(segments: Sequence[FileSegment], *, language: str, deidentified: bool) -> str:
    """The segments as JSON. A label is a value of `Speaker`; times are whole milliseconds from the beginning."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        "language": language,
        "deidentified": deidentified,
        "segments": [_item(segment) for segment in segments],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def read(content: Mapping[str, Any]) -> tuple[list[Row], Reading]:
    """The words and the talk of a file of ours. Raises `InvalidInput` for a newer version, and without segments."""
    version, items = content.get("version"), content.get("segments")
    if isinstance(version, int) and version > VERSION:
        raise InvalidInput(NEWER, field="file")
    if version != VERSION or not isinstance(items, list):
        raise InvalidInput(DAMAGED, field="file")
    reading, rows = Reading("segment"), []
    for number, item in enumerate(items, 1):
        text = item.get("text") if isinstance(item, dict) else item
        rows.append(Row(number, text if isinstance(text, str) else ""))
        try:
            reading.segments.append(_segment(item, number))
        except (AttributeError, KeyError, TypeError, ValueError):
            if rows[-1].text:
                reading.leave_out(LEFT_OUT, rows[-1].text, number)
            else:
                reading.warn(LEFT_OUT, number, json.dumps(item, ensure_ascii=False))
    return rows, reading


def _item(segment: FileSegment) -> dict[str, Any]:
    item: dict[str, Any] = {
        "speaker": segment.label,
        "start_ms": segment.start_ms,
        "end_ms": segment.end_ms,
        "text": segment.text,
    }
    if segment.words:
        item["words"] = [
            {"start_ms": start, "end_ms": end, "text": text, "probability": probability}
            for start, end, text, probability in segment.words
        ]
    if segment.confidence is not None:
        item["confidence"] = segment.confidence
    if segment.confidence_flag is not None:
        item["confidence_flag"] = segment.confidence_flag
    return item


def _segment(item: Mapping[str, Any], number: int) -> FileSegment:
    flag = item.get("confidence_flag")
    confidence = item.get("confidence")
    return FileSegment(
        clean(item["text"]),
        label=Speaker(item["speaker"]).value,
        start_ms=_time(item["start_ms"]),
        end_ms=_time(item["end_ms"]),
        words=tuple(_word(word) for word in item.get("words", ())),
        confidence=None if confidence is None else _share(confidence),
        confidence_flag=None if flag is None else ConfidenceFlag(flag).value,
        place=number,
    )


def _word(item: Mapping[str, Any]) -> RecognisedWord:
    start, end = _time(item["start_ms"]), _time(item["end_ms"])
    if start is None or end is None:
        raise ValueError
    return start, end, clean(item["text"]), _share(item["probability"])


def _time(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LONGEST_TIME_MS:
        raise ValueError
    return value


def _share(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError
    return float(value)

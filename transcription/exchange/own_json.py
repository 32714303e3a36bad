"""Our own file: everything that a transcript holds about what was said, and nothing about whose it is. Pure.

The schema stands in docs/en/transcript-json.md. What `write` gives, `read` gives back exactly.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from toolkit.errors import N_, InvalidInput
from transcription.asr.confidence import Doubt
from transcription.exchange.script import LONGEST_TIME_MS, Problem, Script, Stretch, clean, excerpt
from transcription.transcripts.speaker_turns import Speaker
from transcription.transcripts.word_alignment import HeardWord

FORMAT = "barnens-roster/transcript"
VERSION = 1
KIND = "json"
NEWER = N_("The file comes from a newer version of the program. Export it again from there as text, or update here.")
DAMAGED = N_("The file is one of ours but has been changed by hand so that it cannot be read.")
LEFT_OUT = N_("This stretch has been changed by hand so that it cannot be read. It was left out.")


def write(stretches: Sequence[Stretch], *, language: str, deidentified: bool) -> str:
    """The stretches as JSON. A label is a value of `Speaker`; times are whole milliseconds from the beginning."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        "language": language,
        "deidentified": deidentified,
        "segments": [_item(stretch) for stretch in stretches],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def read(content: Mapping[str, Any]) -> Script:
    """The talk in a file of ours. Raises `InvalidInput` for one from a newer version, and without segments."""
    version, items = content.get("version"), content.get("segments")
    if isinstance(version, int) and version > VERSION:
        raise InvalidInput(NEWER, field="file")
    if version != VERSION or not isinstance(items, list):
        raise InvalidInput(DAMAGED, field="file")
    problems: list[Problem] = []
    stretches = []
    for number, item in enumerate(items, 1):
        try:
            stretches.append(_stretch(item))
        except (AttributeError, KeyError, TypeError, ValueError):
            shown = excerpt(json.dumps(item, ensure_ascii=False))
            problems.append(Problem(LEFT_OUT, number, "stretch", shown))
    return Script(KIND, tuple(stretches), tuple(problems))


def _item(stretch: Stretch) -> dict[str, Any]:
    item: dict[str, Any] = {
        "speaker": stretch.label,
        "start_ms": stretch.start_ms,
        "end_ms": stretch.end_ms,
        "text": stretch.text,
    }
    if stretch.words:
        item["words"] = [
            {"start_ms": start, "end_ms": end, "text": text, "probability": probability}
            for start, end, text, probability in stretch.words
        ]
    if stretch.confidence is not None:
        item["confidence"] = stretch.confidence
    if stretch.doubt is not None:
        item["doubt"] = stretch.doubt
    return item


def _stretch(item: Mapping[str, Any]) -> Stretch:
    doubt = item.get("doubt")
    confidence = item.get("confidence")
    return Stretch(
        clean(item["text"]),
        label=Speaker(item["speaker"]).value,
        start_ms=_time(item["start_ms"]),
        end_ms=_time(item["end_ms"]),
        words=tuple(_word(word) for word in item.get("words", ())),
        confidence=None if confidence is None else _share(confidence),
        doubt=None if doubt is None else Doubt(doubt).value,
    )


def _word(item: Mapping[str, Any]) -> HeardWord:
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

"""Reads what speech programs write as JSON: openai-whisper, faster-whisper, WhisperX, whisper.cpp, our own. Pure."""

import json
import math
from collections.abc import Mapping
from typing import Any

from toolkit.errors import N_, InvalidInput
from transcription.asr.confidence import ConfidenceFlag
from transcription.exchange import own_json
from transcription.exchange.transcript_file import LONGEST_TIME_MS, FileSegment, Problem, TranscriptFile, clean, excerpt
from transcription.transcripts.word_alignment import RecognisedWord

WHISPER = "whisper"
BROKEN = N_("The file ends in the middle or is damaged, so it cannot be read as JSON. Save it once more and try again.")
OTHER = N_("This is JSON of another kind. We read what Whisper programs write, and our own export.")
NOT_A_SEGMENT = N_("This is no segment of speech. It was left out.")
NO_TIME = N_("The times cannot be read. The words were kept without a time.")


def is_json(text: str) -> bool:
    """Whether the text begins as JSON does; «[00:01] Hej» does not."""
    start = text.lstrip()[:200]
    return start.startswith("{") or (start.startswith("[") and start[1:].lstrip()[:1] in {"{", "]", "["})


def read(text: str) -> TranscriptFile:
    """The talk in the file. Raises `InvalidInput` for damaged JSON, and for JSON that holds no talk."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidInput(BROKEN, field="file") from error
    if isinstance(content, dict) and content.get("format") == own_json.FORMAT:
        return own_json.read(content)
    items = _items(content)
    if items is None:
        raise InvalidInput(OTHER, field="file")
    problems: list[Problem] = []
    found = (_segment(item, number, problems) for number, item in enumerate(items, 1))
    return TranscriptFile(WHISPER, tuple(one for one in found if one is not None), tuple(problems))


def _items(content: Any) -> list[Any] | None:
    """The list of segments, wherever the program puts it."""
    if isinstance(content, dict):
        content = next((content[name] for name in ("segments", "transcription") if name in content), None)
    if not isinstance(content, list):
        return None
    looks = [item for item in content if isinstance(item, dict) and isinstance(item.get("text"), str)]
    return content if looks else None


def _segment(item: Any, number: int, problems: list[Problem]) -> FileSegment | None:
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        problems.append(Problem(NOT_A_SEGMENT, number, "segment", excerpt(json.dumps(item, ensure_ascii=False))))
        return None
    text = clean(item["text"])
    start, end = _span(item)
    if start is None and text:
        problems.append(Problem(NO_TIME, number, "segment", excerpt(text)))
    logprob = _number(item.get("avg_logprob"))
    return FileSegment(
        text,
        label=_label(item),
        start_ms=start,
        end_ms=end,
        words=_words(item.get("words")),
        confidence=None if logprob is None else round(min(1.0, math.exp(min(logprob, 0.0))), 3),
        confidence_flag=_flag(item, logprob),
    )


def _span(item: Mapping[str, Any]) -> tuple[int | None, int | None]:
    offsets = item.get("offsets")
    if isinstance(offsets, dict):  # whisper.cpp counts in thousandths
        start, end = _ms(offsets.get("from"), 1), _ms(offsets.get("to"), 1)
    else:
        start, end = _ms(item.get("start")), _ms(item.get("end"))
    if start is None or end is None:
        return start, None
    return start, max(start, end)


def _label(item: Mapping[str, Any]) -> str:
    label = item.get("speaker")
    if isinstance(label, int) and not isinstance(label, bool):
        label = f"SPEAKER_{label:02}"
    return clean(label)[:60] if isinstance(label, str) else ""


def _words(items: Any) -> tuple[RecognisedWord, ...]:
    if not isinstance(items, list):
        return ()
    return tuple(word for word in map(_word, items) if word is not None)


def _word(item: Any) -> RecognisedWord | None:
    if not isinstance(item, dict):
        return None
    text = item.get("word", item.get("text"))
    start, end = _ms(item.get("start")), _ms(item.get("end"))
    if not isinstance(text, str) or not clean(text) or start is None or end is None:
        return None
    sure = next((item[name] for name in ("probability", "score", "confidence") if name in item), 1.0)
    return start, max(start, end), clean(text), min(1.0, max(0.0, _number(sure) or 0.0))


def _flag(item: Mapping[str, Any], logprob: float | None) -> str | None:
    """The same marks of uncertainty as for our own recognition, where the program says how sure it was."""
    compression, silence = _number(item.get("compression_ratio")), _number(item.get("no_speech_prob"))
    if compression is not None and compression > 2.4:
        return ConfidenceFlag.LOOP
    if silence is not None and silence > 0.6:
        return ConfidenceFlag.SILENCE
    return ConfidenceFlag.UNSURE if logprob is not None and logprob < -0.8 else None


def _ms(value: Any, factor: int = 1000) -> int | None:
    number = _number(value)
    if number is None:
        return None
    ms = round(number * factor)
    return ms if 0 <= ms <= LONGEST_TIME_MS else None


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None

"""Reads what speech programs write as JSON: openai-whisper, faster-whisper, WhisperX, whisper.cpp, our own. Pure."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from toolkit.errors import N_, InvalidInput
from transcription.asr.confidence import ConfidenceFlag
from transcription.exchange import accounting, json_times, own_json
from transcription.exchange.json_times import read_ms, read_number
from transcription.exchange.transcript_file import LONGEST_LABEL, FileSegment, Reading, Row, clean
from transcription.transcripts.word_alignment import RecognisedWord

WHISPER = "whisper"
UNIT = "segment"
LISTS = ("segments", "transcription", "utterances", "chunks", "monologues")
TEXTS = ("text", "transcript", "content", "utterance", "sentence")
SETTINGS = frozenset(
    "language model task id type systeminfo params format version speaker tokens status duration device".split()  # noqa: SIM905
)
"""Keys under which a program writes about itself and not what was said."""
CLOCKS = frozenset(name for pair in json_times.PAIRS for name in pair)
SLACK_MS = 1000
"""How far a word may stand outside its segment: programs round."""

BROKEN = N_("The file ends in the middle or is damaged, so it cannot be read as JSON. Save it once more and try again.")
OTHER = N_("This is JSON of another kind. We read what Whisper programs write, and our own export.")
NOT_A_SEGMENT = N_("This is no segment of speech. It was left out.")
NO_TIME = N_("The times cannot be read. The words were kept without a time.")
NO_END = N_("The end cannot be read. It was given the next one's beginning.")
BACKWARDS = N_("It ends before it begins. It was given no length.")
WORDS_OUTSIDE = N_("Its words have times outside the segment. The words were kept, and their times were left out.")
BESIDE = N_("These words stand in the file, but in no segment. They were left out.")
LONG_NAME = N_("A name that is too long for somebody who speaks. It was left out.")


def is_json(text: str) -> bool:
    """Whether the text begins as JSON does; «[00:01] Hej», «[[0:01]] Hej» and «{{0:01}} Hej» do not."""
    start = text.lstrip()[:200]
    inner = start[1:].lstrip()[:1]
    if start.startswith("{"):
        return inner in {'"', "}", ""}
    return start.startswith("[") and (
        inner in {"{", "]", ""} or (inner == "[" and not start.lstrip("[ ")[:1].isdigit())
    )


def read(text: str) -> tuple[str, int, list[Row], Reading]:
    """Kind, ticks a second where the file does not say them (else 0), its own words, and the talk.

    Raises `InvalidInput` for damaged JSON, and for JSON that holds no talk.
    """
    try:
        content = json.loads(text, object_pairs_hook=_every_pair)
    except (ValueError, RecursionError) as error:
        raise InvalidInput(BROKEN, field="file") from error
    if isinstance(content, dict) and content.get("format") == own_json.FORMAT:
        return (own_json.KIND, 0, *own_json.read(content))
    items = _items(content)
    if items is None:
        raise InvalidInput(OTHER, field="file")
    reader = _Reader(items)
    for number, item in enumerate(items, 1):
        reader.read(item, number)
    reader.read_rest(content, items)
    return WHISPER, reader.said_ticks, reader.rows, reader.reading


def _every_pair(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """An object in which a name may stand twice: the first keeps it, and the others get a number."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        free = name if name not in found else next(f"{name} {n}" for n in count(2) if f"{name} {n}" not in found)
        found[free] = value
    return found


def _items(content: Any) -> list[Any] | None:
    """The list of segments, wherever the program puts it."""
    if isinstance(content, dict):
        content = next((content[name] for name in LISTS if name in content), None)
    if not isinstance(content, list):
        return None
    return content if any(_text_of(item) is not None for item in content) else None


def _text_of(item: Any) -> tuple[str, str] | None:
    """(key, words) of a segment: its text, or else its words one after the other."""
    if not isinstance(item, dict):
        return None
    key = next((key for key in TEXTS if isinstance(item.get(key), str)), None)
    if key is not None:
        return key, item[key]
    words = item.get("words")
    said = [_said(word) for word in words] if isinstance(words, list) else []
    return ("words", " ".join(said)) if any(said) else None


def _said(word: Any) -> str:
    text = word.get("word", word.get("text")) if isinstance(word, dict) else word
    return clean(text) if isinstance(text, str) else ""


class _Reader:
    """Takes the segments one by one, with one idea of what the times count in."""

    def __init__(self, items: Sequence[Any]) -> None:
        self.reading = Reading(UNIT)
        self.rows: list[Row] = []
        found = [json_times.find_pair(item) for item in items if isinstance(item, dict)]
        spans = [(start, end) for start, end, ticks in filter(None, found) if ticks == 0]
        words = sum(len(text[1].split()) for item in items if (text := _text_of(item)) is not None)
        ticks = json_times.guess_ticks(spans, words)
        self._ticks = 100 if ticks != 1 and json_times.have_stop(items) else ticks
        self.said_ticks = self._ticks if self._ticks != 1 else 0

    def read(self, item: Any, number: int) -> None:
        """A segment, or what stands in its place."""
        text = _text_of(item)
        if text is None:
            words = " ".join(value for _key, value in _strings(item))
            self.rows.append(Row(number, words))
            self.reading.leave_out(NOT_A_SEGMENT, words, number)
            return
        key, said = text
        self.rows.append(Row(number, said))
        start, end = self._span(item, number, said)
        logprob = read_number(item.get("avg_logprob"))
        self.reading.segments.append(
            FileSegment(
                clean(said),
                label=self._label(item, number),
                start_ms=start,
                end_ms=end,
                words=self._words(item.get("words"), start, end, number),
                confidence=None if logprob is None else round(min(1.0, math.exp(min(logprob, 0.0))), 3),
                confidence_flag=_flag(item, logprob),
                place=number,
            )
        )
        self._tell_more(said, item, key, number)

    def read_rest(self, content: Any, items: Sequence[Any]) -> None:
        """Words outside the segments, but for the whole text once more, and the words once more with their times."""
        if not isinstance(content, dict):
            return
        around = [(key, text) for key, text in _strings({k: v for k, v in content.items() if v is not items})]
        said = accounting.count_words(row.text for row in self.rows)
        for key, text in around:
            more = accounting.count_words([text]) - said
            if key not in SETTINGS and more:
                words = text if len(more) == len(accounting.count_words([text])) else " ".join(more.elements())
                self.rows.append(Row(len(self.rows) + 1, words))
                self.reading.leave_out(BESIDE, words, None)

    def _tell_more(self, said: str, item: Mapping[str, Any], used: str, number: int) -> None:
        """Words of the item that are not in its text."""
        inside = accounting.count_words([said])
        listed = item.get("words")
        words = " ".join(_said(word) for word in listed) if isinstance(listed, list) else ""
        rest = {key: value for key, value in item.items() if key not in {used, "words"}}
        others = [words, *(text for key, text in _strings(rest) if key not in SETTINGS | CLOCKS)]
        for text in others:
            more = accounting.count_words([text]) - inside
            if more:
                self.rows.append(Row(number, " ".join(more.elements())))
                self.reading.leave_out(BESIDE, " ".join(more.elements()), number)

    def _span(self, item: Mapping[str, Any], number: int, said: str) -> tuple[int | None, int | None]:
        pair = json_times.find_pair(item)
        ticks = (pair[2] if pair else 0) or self._ticks
        start, end = (read_ms(value, ticks=ticks) for value in pair[:2]) if pair else (None, None)
        if start is None:
            if said.strip():
                self.reading.warn(NO_TIME, number, said)
            return None, None
        if end is None:
            if pair and pair[1] is not None:
                self.reading.warn(NO_END, number, said)
            return start, None
        if end < start:
            self.reading.warn(BACKWARDS, number, said)
        return start, max(start, end)

    def _label(self, item: Mapping[str, Any], number: int) -> str:
        label = item.get("speaker")
        if isinstance(label, int) and not isinstance(label, bool):
            return f"SPEAKER_{label:02}"
        label = clean(label) if isinstance(label, str) else ""
        if len(label) <= LONGEST_LABEL:
            return label
        self.reading.leave_out(LONG_NAME, label, number)
        return ""

    def _words(self, items: Any, start: int | None, end: int | None, number: int) -> tuple[RecognisedWord, ...]:
        """The words with their times, held within the segment; none of them when one stands far outside."""
        found = [word for word in (self._word(one) for one in (items if isinstance(items, list) else ())) if word]
        if not found or start is None:
            return ()
        last = end if end is not None else max(word[1] for word in found)
        if any(word[0] < start - SLACK_MS or word[1] > last + SLACK_MS for word in found):
            self.reading.warn(WORDS_OUTSIDE, number, " ".join(word[2] for word in found))
            return ()
        return tuple((min(max(a, start), last), min(max(b, start), last), text, sure) for a, b, text, sure in found)

    def _word(self, item: Any) -> RecognisedWord | None:
        pair = json_times.find_pair(item) if isinstance(item, dict) else None
        if pair is None or not _said(item):
            return None
        start, end = (read_ms(value, ticks=pair[2] or self._ticks) for value in pair[:2])
        if start is None or end is None:
            return None
        sure = next((item[name] for name in ("probability", "score", "confidence") if name in item), 1.0)
        return start, max(start, end), _said(item), min(1.0, max(0.0, read_number(sure) or 0.0))


def _strings(value: Any) -> Iterator[tuple[str, str]]:
    """Every text in a value with the name under which it stands, in order; pieces of words are none."""
    waiting = [("", value)]
    while waiting:
        key, one = waiting.pop()
        if isinstance(one, str):
            yield key, one
        elif isinstance(one, dict):
            waiting += [(name, inner) for name, inner in reversed(one.items()) if name != "tokens"]
        elif isinstance(one, list):
            waiting += [(key, inner) for inner in reversed(one)]


def _flag(item: Mapping[str, Any], logprob: float | None) -> str | None:
    """The same marks of uncertainty as for our own recognition, where the program says how sure it was."""
    compression, silence = read_number(item.get("compression_ratio")), read_number(item.get("no_speech_prob"))
    if compression is not None and compression > 2.4:
        return ConfidenceFlag.LOOP
    if silence is not None and silence > 0.6:
        return ConfidenceFlag.SILENCE
    return ConfidenceFlag.UNSURE if logprob is not None and logprob < -0.8 else None

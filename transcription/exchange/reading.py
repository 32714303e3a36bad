"""One file in, one talk out, whatever kind of transcript it is: the content decides, never the name. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from transcription.exchange import (
    accounting,
    bytes_reading,
    json_reading,
    own_json,
    plain_text,
    segment_times,
    subtitles,
    word_reading,
)
from transcription.exchange.transcript_file import Reading, Row, TranscriptFile, checked


def read(data: bytes) -> TranscriptFile:
    """The talk in a file. Raises `InvalidInput` on the field «file» for what is no transcript, with the way out.

    Every word of the file is in a segment, in `left_out`, or is a time, a number or a name of who speaks.
    """
    bytes_reading.check(data)
    if bytes_reading.is_zip(data):
        return _whole("docx", *word_reading.read(data))
    text, encoding = bytes_reading.decode(data)
    if json_reading.is_json(text):
        kind, ticks, rows, found = json_reading.read(text)
        return _whole(kind, rows, found, ticks=ticks)
    rows = [Row(number, line) for number, line in enumerate(text.split("\n"), 1)]
    is_web = text.startswith("WEBVTT")
    if is_web or subtitles.is_subtitles(text):
        words = [Row(row.place, subtitles.plain(row.text)) for row in rows]
        return _whole("vtt" if is_web else "srt", words, subtitles.read(rows, is_web=is_web), encoding=encoding)
    return _whole("txt", rows, plain_text.read_rows(rows), encoding=encoding)


def _whole(kind: str, rows: Sequence[Row], found: Reading, *, encoding: str = "", ticks: int = 0) -> TranscriptFile:
    """The file, with what is odd about it as a whole."""
    left_out = [*found.left_out, *accounting.list_missing(rows, found)]
    file = checked(
        TranscriptFile(
            kind, tuple(found.segments), encoding=encoding, rows=tuple(rows), unit=found.unit, ticks=ticks,
            left_out=tuple(sorted(left_out, key=lambda one: one.place or 0)),
        )
    )  # fmt: skip
    is_ours = kind == own_json.KIND  # a person has seen to its times already
    odd = () if is_ours else segment_times.list_oddities(found.segments, unit=found.unit)
    broken = accounting.list_broken(rows, unit=found.unit)
    return replace(file, problems=(*found.problems, *odd, *broken))

"""Writes subtitles, .srt and .vtt, with the speaker's name at every cue. Pure."""

import html
from collections.abc import Iterable

from transcription.exchange import times
from transcription.exchange.transcript_file import FileSegment

ARROW = "-->"


def write_srt(segments: Iterable[FileSegment]) -> str:
    """SubRip, with the speaker's name in front of the words."""
    return "\n".join(
        f"{number}\n{_span(segment, mark=',')}\n{_named(segment)}\n" for number, segment in enumerate(segments, 1)
    )


def write_vtt(segments: Iterable[FileSegment], *, language: str) -> str:
    """WebVTT, with the speaker as its voice."""
    cues = (f"{_span(segment, mark='.')}\n{_voiced(segment)}\n" for segment in segments)
    return "\n".join((f"WEBVTT\nLanguage: {language}\n", *cues))


def _span(segment: FileSegment, *, mark: str) -> str:
    start = segment.start_ms or 0
    end = max(segment.end_ms or 0, start)
    return f"{times.write_clock(start, mark=mark)} {ARROW} {times.write_clock(end, mark=mark)}"


def _named(segment: FileSegment) -> str:
    return f"{segment.label}: {segment.text}" if segment.label else segment.text


def _voiced(segment: FileSegment) -> str:
    words = html.escape(segment.text, quote=False)
    return f"<v {html.escape(segment.label, quote=False)}>{words}</v>" if segment.label else words

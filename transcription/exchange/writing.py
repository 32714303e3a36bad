"""A talk as a file that can be taken along, in each of the kinds. Pure: segments in, bytes out, nothing on disk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from transcription.exchange import own_json, subtitles_writing, times, word_writing
from transcription.exchange.transcript_file import FileSegment
from transcription.exchange.word_writing import Words
from transcription.transcripts.speaker_turns import Speaker


class Kind(StrEnum):
    """What kind of file; the values are endings of file names."""

    DOCX = "docx"
    TXT = "txt"
    SRT = "srt"
    VTT = "vtt"
    JSON = "json"


MIME: Mapping[Kind, str] = {
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.TXT: "text/plain; charset=utf-8",
    Kind.SRT: "application/x-subrip; charset=utf-8",
    Kind.VTT: "text/vtt; charset=utf-8",
    Kind.JSON: "application/json",
}
NEEDS_TIMES = frozenset({Kind.SRT, Kind.VTT})


@dataclass(frozen=True, slots=True)
class ExportedTranscript:
    """What is written. A segment's label is a value of `Speaker`; `words` are the sentences around it."""

    segments: Sequence[FileSegment]
    words: Words
    deidentified: bool

    @property
    def has_times(self) -> bool:
        """Whether any segment has a length."""
        return any(segment.end_ms for segment in self.segments)


def write(kind: Kind, talk: ExportedTranscript) -> bytes:
    """The file's bytes. Texts are UTF-8; .txt has a mark and Windows line ends, so that every program reads åäö."""
    language = talk.words.about.language
    if kind is Kind.DOCX:
        return word_writing.write(talk.segments, talk.words)
    if kind is Kind.JSON:
        return own_json.write(talk.segments, language=language, deidentified=talk.deidentified).encode()
    named = [replace(one, label=talk.words.names[Speaker(one.label)]) for one in talk.segments]
    if kind is Kind.SRT:
        return subtitles_writing.write_srt(named).encode()
    if kind is Kind.VTT:
        return subtitles_writing.write_vtt(named, language=language[:2]).encode()
    return "".join(_line(one, has_times=talk.has_times) for one in named).encode("utf-8-sig")


def _line(segment: FileSegment, *, has_times: bool) -> str:
    time = f"[{times.short_clock(segment.start_ms or 0)}]" if has_times else ""
    head = " ".join(filter(None, (segment.label, time)))
    colon = ":" if segment.label else ""
    return f"{head}{colon} {segment.text}\r\n\r\n".lstrip(" ")

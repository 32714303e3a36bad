"""A talk as a file that can be taken along, in each of the kinds. Pure: stretches in, bytes out, nothing on disk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from transcription.exchange import own_json, subtitles, times, word_writing
from transcription.exchange.script import Stretch
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
class Talk:
    """What is written. A stretch's label is a value of `Speaker`; `words` are the sentences around it."""

    stretches: Sequence[Stretch]
    words: Words
    deidentified: bool

    @property
    def has_times(self) -> bool:
        """Whether any stretch has a length."""
        return any(stretch.end_ms for stretch in self.stretches)


def write(kind: Kind, talk: Talk) -> bytes:
    """The file's bytes. Texts are UTF-8; .txt has a mark and Windows line ends, so that every program reads åäö."""
    language = talk.words.about.language
    if kind is Kind.DOCX:
        return word_writing.write(talk.stretches, talk.words)
    if kind is Kind.JSON:
        return own_json.write(talk.stretches, language=language, deidentified=talk.deidentified).encode()
    named = [replace(one, label=talk.words.names[Speaker(one.label)]) for one in talk.stretches]
    if kind is Kind.SRT:
        return subtitles.write_srt(named).encode()
    if kind is Kind.VTT:
        return subtitles.write_vtt(named, language=language[:2]).encode()
    return "".join(_line(one, has_times=talk.has_times) for one in named).encode("utf-8-sig")


def _line(stretch: Stretch, *, has_times: bool) -> str:
    time = f"[{times.short_clock(stretch.start_ms or 0)}]" if has_times else ""
    head = " ".join(filter(None, (stretch.label, time)))
    colon = ":" if stretch.label else ""
    return f"{head}{colon} {stretch.text}\r\n\r\n".lstrip(" ")

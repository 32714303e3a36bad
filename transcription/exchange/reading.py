"""One file in, one talk out, whatever kind of transcript it is: the content decides, never the name. Pure."""

from dataclasses import replace

from transcription.exchange import bytes_reading, json_reading, plain_text, subtitles, word_reading
from transcription.exchange.transcript_file import TranscriptFile, checked


def read(data: bytes) -> TranscriptFile:
    """The talk in a file. Raises `InvalidInput` on the field «file» for what is no transcript, with the way out."""
    bytes_reading.check(data)
    if bytes_reading.is_zip(data):
        rows, left_out = word_reading.read_rows(data)
        segments, problems = plain_text.read_rows(rows)
        return checked(
            TranscriptFile("docx", tuple(segments), (*left_out, *(replace(one, unit="paragraph") for one in problems)))
        )
    text, encoding = bytes_reading.decode(data)
    if json_reading.is_json(text):
        return checked(json_reading.read(text))
    if subtitles.is_subtitles(text) or text.startswith("WEBVTT"):
        segments, problems = subtitles.read(text)
        kind = "vtt" if text.startswith("WEBVTT") else "srt"
    else:
        segments, problems = plain_text.read_text(text)
        kind = "txt"
    return checked(TranscriptFile(kind, tuple(segments), tuple(problems), encoding))

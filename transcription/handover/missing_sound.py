"""Says within the copy where sound is missing: in brackets, as replaced words stand, so that every file of it does.

Whoever reads it at the seminar has no recording to look at. The notes are in Swedish, like the tokens and the talk.
"""

from collections.abc import Iterator, Sequence

from toolkit.interviews.room import BROKEN_OFF
from toolkit.language import force_locale, ngettext
from toolkit.language import gettext as _
from transcription.transcripts import nonverbal_marks
from transcription.transcripts.models import Segment, Transcript

Note = tuple[int, str]


def add_to(texts: Sequence[tuple[Segment, str]], transcript: Transcript) -> list[tuple[Segment, str]]:
    """The texts with every note in front of the first one that begins after it, or behind the last."""
    before: dict[int, list[str]] = {}
    behind: list[str] = []
    with force_locale("sv"):
        notes = sorted(_notes(transcript))
    for at, words in notes:
        place = next((index for index, (segment, _text) in enumerate(texts) if segment.start_ms >= at), None)
        (behind if place is None else before.setdefault(place, [])).append(f"[{words}]")
    last = len(texts) - 1
    return [
        (segment, " ".join((*before.get(index, ()), text, *(behind if index == last else ()))))
        for index, (segment, text) in enumerate(texts)
    ]


def _notes(transcript: Transcript) -> Iterator[Note]:
    for start, length in transcript.gaps.get("spans", ()):
        if start:  # a clock that begins before its sound lacks nothing
            seconds = max(1, round(length / 1000))
            yield start, ngettext("%(num)d second of sound is missing", "%(num)d seconds of sound are missing", seconds)
    for sign in nonverbal_marks.list_signs(transcript):
        if sign.kind == BROKEN_OFF:
            yield sign.at_ms, sign.name
    if transcript.is_cut:
        yield transcript.transcribed_ms, _("the recording ends here, in the middle")

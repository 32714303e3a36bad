"""What the child said without words, within the copy: «[nickar]» in the child's own line, where it happened.

Whoever reads at the seminar has no recording to look at. In Swedish, like the tokens and the talk.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from toolkit import content
from toolkit.interviews.room import BROKEN_OFF
from toolkit.language import force_locale
from transcription.transcripts import nonverbal_marks
from transcription.transcripts.models import Transcript
from transcription.transcripts.speaker_turns import Speaker


@dataclass(frozen=True, slots=True)
class CopiedLine:
    """A line of the copy."""

    start_ms: int
    end_ms: int
    speaker: Speaker
    text: str


def add_to(lines: Sequence[CopiedLine], transcript: Transcript) -> list[CopiedLine]:
    """The lines with every silent sign that the room noted."""
    with force_locale("sv"):
        written = {one.code: one.written for one in content.current().nonverbal_marks}
        signs = nonverbal_marks.list_signs(transcript)
    silent = [one for one in signs if not one.is_question and one.kind != BROKEN_OFF]
    return place(lines, [(one.at_ms, written.get(one.kind, f"[{one.name.lower()}]")) for one in silent])


def place(lines: Sequence[CopiedLine], signs: Iterable[tuple[int, str]]) -> list[CopiedLine]:
    """The lines with signs (when, how it is written). Pure.

    A sign stands at the end of what the child was saying; before what it says next, when somebody else was speaking;
    and on a line of its own when the child says nothing there.
    """
    found = list(lines)
    for at, words in signs:
        here = max((n for n, line in enumerate(found) if line.start_ms <= at), default=-1)
        before, after = found[max(here, 0) : here + 1], found[here + 1 : here + 2]
        if before and before[0].speaker is Speaker.CHILD:
            found[here] = replace(before[0], text=f"{before[0].text} {words}")
        elif after and after[0].speaker is Speaker.CHILD:
            found[here + 1] = replace(after[0], text=f"{words} {after[0].text}")
        else:
            found.insert(here + 1, CopiedLine(at, at, Speaker.CHILD, words))
    return found

"""What struck the readers of a text before it is coded: later rooms say it (`READERS`), the coding page lists it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from seminar.texts.passages import Spoken
from toolkit.access import Actor
from toolkit.hooks import Hook
from transcription.transcripts.models import DeidentifiedTranscript


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderMark:
    """Words that somebody marked, the position of the segment where they begin, and a name where names are shown.

    A reader may mark a question, too: `spoken` tells who says what.
    """

    position: int
    spoken: tuple[Spoken, ...]
    note: str
    name: str


Reader = Callable[[Actor, DeidentifiedTranscript], Sequence[ReaderMark]]

READERS: Hook[Reader] = Hook("a text is coded", "seminars")
"""Each tells what is shared of a text that the caller holds, in the order of the text; nothing while all is blind."""


def list_marks(actor: Actor, transcript: DeidentifiedTranscript) -> list[ReaderMark]:
    """Everything that readers share of a text that the caller holds."""
    return [one for tell in READERS.each() for one in tell(actor, transcript)]

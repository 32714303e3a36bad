"""What the page knows of a text that is said to be finished: it tells, and the interviewer decides."""

import uuid
from dataclasses import dataclass

from toolkit.access import Actor
from transcription.editor import lines, time_spent
from transcription.transcripts import access, segment_rows
from transcription.transcripts.models import Transcript
from transcription.transcripts.states import State

SHORT_MS = 60_000  # a minute is soon listened to, and soon read
FASTEST = 2  # the player's highest speed


@dataclass(frozen=True, slots=True)
class LeftToDo:
    """What speaks against a text being ready. `sound_ms` is the recording's length, 0 without one."""

    transcript: Transcript
    unsure: int
    spent_ms: int
    sound_ms: int

    @property
    def is_unheard(self) -> bool:
        """Whether less time was spent here than listening takes at the player's highest speed."""
        return self.sound_ms > SHORT_MS and self.spent_ms * FASTEST < self.sound_ms

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.unsure or self.is_unheard)


def look(actor: Actor, transcript_id: uuid.UUID) -> LeftToDo:
    """What is left in a text of one's own. Nothing is left in one that was said to be corrected. Raises `NotFound`."""
    transcript = access.get_own(actor, transcript_id)
    if transcript.state != State.DRAFT:
        return LeftToDo(transcript, 0, 0, 0)
    drawn = list(lines.draw(segment_rows.list_segment_rows(transcript)))
    recording = transcript.recording
    return LeftToDo(
        transcript,
        unsure=lines.count_unsure(drawn),
        spent_ms=time_spent.own_ms(actor, transcript_id),
        sound_ms=(recording.duration_ms or 0) if recording else 0,
    )

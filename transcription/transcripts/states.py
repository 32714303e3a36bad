"""How far a transcript has come, where its text came from, and which of the states mean what. Pure."""

from enum import StrEnum


class State(StrEnum):
    """How far a transcript has come; the values are stored."""

    QUEUED = "queued"
    TRANSCRIBING = "transcribing"
    DRAFT = "draft"
    CORRECTED = "corrected"
    APPROVED = "approved"
    HANDED_OVER = "handed_over"
    PAUSED = "paused"
    FAILED = "failed"

    @property
    def is_readable(self) -> bool:
        """Whether there is a text to read."""
        return self in READABLE

    @property
    def is_handed_over(self) -> bool:
        """Whether the seminar reads it, so that nothing here may change."""
        return self is State.HANDED_OVER


WAITING = frozenset({State.QUEUED, State.TRANSCRIBING, State.PAUSED, State.FAILED})
READABLE = frozenset({State.DRAFT, State.CORRECTED, State.APPROVED, State.HANDED_OVER})
CHECKED = frozenset({State.CORRECTED, State.APPROVED, State.HANDED_OVER})
SAFE = frozenset({State.APPROVED, State.HANDED_OVER})


class Source(StrEnum):
    """Where a transcript's text came from; the values are stored."""

    MACHINE = "machine"
    NOTES = "notes"
    IMPORT = "import"


class EditState(StrEnum):
    """Where one step of the correction stands; the values are stored.

    A step is dropped when it was undone and somebody then went on in another way.
    """

    DONE = "done"
    UNDONE = "undone"
    DROPPED = "dropped"


class EditKind(StrEnum):
    """What one step of the correction did; the values are stored."""

    TEXT = "text"
    SPEAKER = "speaker"
    ALIKE = "alike"
    ACCEPTED = "accepted"
    SURE = "sure"
    TIMES = "times"
    SPLIT = "split"
    JOINED = "joined"
    RETRANSCRIBED = "retranscribed"
    RESTORED = "restored"

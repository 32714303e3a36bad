"""The kinds of material that a decision on disposal is about, and from what each one's term may be counted.

The suggestions agree with what the letters say. They are only where a form begins: the board decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from toolkit.vault.columns import KeyPart


class Material(StrEnum):
    """What is kept and disposed of by itself."""

    RECORDING = "recording"  # the sound
    FULL_TEXT = "full_text"  # the words with names in them: transcript, corrections, notes, known names
    CONTACT = "contact"  # how to reach the child and its guardians, and what was noted about it
    INTERVIEW = "interview"  # the de-identified text, quotes, and all else that hangs on the interview
    ANSWERS = "answers"  # to the surveys of a year
    SIGN_IN = "sign_in"  # sessions and one-time codes that have ended
    TRAIL = "trail"  # the log of who did what


class CountedFrom(StrEnum):
    """Where a term begins."""

    INTERVIEW = "interview"  # the day of the interview; without one, the day on which it was given up
    REPORT = "report"  # the day on which the year's report stood, or the last day of the year's plan
    END = "end"  # of the session


@dataclass(frozen=True, slots=True)
class Rule:
    """What a decision may say of one kind of material. No `starts`: the program only keeps it."""

    starts: tuple[CountedFrom, ...]
    suggested_months: int | None
    parts: tuple[KeyPart, ...] = ()  # the data keys that go with it


RULES: Mapping[Material, Rule] = {
    Material.RECORDING: Rule((CountedFrom.INTERVIEW,), 6, (KeyPart.RECORDING,)),
    Material.FULL_TEXT: Rule((CountedFrom.REPORT, CountedFrom.INTERVIEW), 3, (KeyPart.FULL_TEXT,)),
    Material.CONTACT: Rule((CountedFrom.REPORT, CountedFrom.INTERVIEW), 3, (KeyPart.CONTACT,)),
    Material.INTERVIEW: Rule((CountedFrom.REPORT,), 24, tuple(KeyPart)),
    Material.ANSWERS: Rule((CountedFrom.REPORT,), 24, (KeyPart.ANSWERS,)),
    Material.SIGN_IN: Rule((CountedFrom.END,), 24),
    Material.TRAIL: Rule((), None),
}
OF_AN_INTERVIEW = (Material.RECORDING, Material.FULL_TEXT, Material.CONTACT, Material.INTERVIEW)
"""What is disposed of one interview at a time."""

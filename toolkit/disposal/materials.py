"""The kinds of material that a decision on disposal is about, and from what each one's term may be counted.

The suggestions agree with what the letters say. They are only where a form begins: the board decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import InstrumentedAttribute

from toolkit.cycles.models import Assignment
from toolkit.disposal.models import CountedFrom, Material
from toolkit.errors import NotFound
from toolkit.vault.columns import KeyPart


@dataclass(frozen=True, slots=True)
class Rule:
    """What a decision may say of one kind of material."""

    starts: tuple[CountedFrom, ...]
    suggested_months: int
    parts: tuple[KeyPart, ...] = ()  # the data keys that go with it
    least_months: int = 1


RULES: Mapping[Material, Rule] = {
    Material.RECORDING: Rule((CountedFrom.INTERVIEW,), 6, (KeyPart.RECORDING,)),
    Material.FULL_TEXT: Rule((CountedFrom.REPORT, CountedFrom.INTERVIEW), 3, (KeyPart.FULL_TEXT,)),
    Material.CONTACT: Rule((CountedFrom.REPORT, CountedFrom.INTERVIEW), 3, (KeyPart.CONTACT,)),
    Material.INTERVIEW: Rule((CountedFrom.REPORT,), 24, tuple(KeyPart)),
    Material.ANSWERS: Rule((CountedFrom.REPORT,), 24, (KeyPart.ANSWERS,)),
    Material.SIGN_IN: Rule((CountedFrom.END,), 24),
    # Accesses are checked each month and asked about long after; a pseudonym of the log is resolved two years back.
    Material.TRAIL: Rule((CountedFrom.WRITTEN,), 60, least_months=24),
}
OF_AN_INTERVIEW = (Material.RECORDING, Material.FULL_TEXT, Material.CONTACT, Material.INTERVIEW)
"""What is disposed of one interview at a time."""
DISPOSED_AT: Mapping[Material, InstrumentedAttribute[datetime | None]] = {
    Material.RECORDING: Assignment.recording_disposed_at,
    Material.FULL_TEXT: Assignment.full_text_disposed_at,
    Material.CONTACT: Assignment.contact_disposed_at,
    Material.INTERVIEW: Assignment.disposed_at,
}
"""Where an interview's row says that it went by a decision, so that no list of what is due reads it again."""
LINES = (Material.SIGN_IN, Material.TRAIL)
"""What is disposed of as lines that ended before a moment: they are counted, not listed, and lie under no key."""


def read(name: str) -> Material:
    """The material of this name in an address. Raises `NotFound`."""
    try:
        return Material(name)
    except ValueError as error:
        raise NotFound from error


def is_sound(material: Material) -> bool:
    """Whether nobody can listen once it is gone."""
    return material is Material.RECORDING

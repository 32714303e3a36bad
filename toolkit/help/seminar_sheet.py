"""The seminar on one sheet of A4, as PDF. Pure."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from interview_guides.help_pages import SeminarGuide
from toolkit.documents import pdf

TEMPLATE = "help/seminar.typ"


@dataclass(frozen=True, slots=True)
class SeminarSheet:
    """What stands on the sheet: the guide, the board's columns as (heading, what goes there), how its time is said."""

    guide: SeminarGuide
    columns: Sequence[tuple[str, str]]
    language: str
    unit: str
    minutes_word: str


def write(sheet: SeminarSheet, *, made_at: datetime) -> bytes:
    """The bytes of a PDF. Raises `WrongState` for a character that has no sign."""
    return pdf.make(TEMPLATE, {**asdict(sheet), "title": sheet.guide.title}, made_at=made_at)

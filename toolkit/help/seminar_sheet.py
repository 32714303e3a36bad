"""The seminar on one sheet of A4, for the group and for each who takes part, as PDF. Pure."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from interview_guides.help_pages import HelpPage, SeminarGuide
from toolkit.documents import pdf

TEMPLATE = "help/seminar.typ"
PAGE_TEMPLATE = "help/taking_part.typ"


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


def write_page(page: HelpPage, *, unit: str, language: str, made_at: datetime) -> bytes:
    """A page of help as PDF. Raises `WrongState` for a character that has no sign."""
    return pdf.make(PAGE_TEMPLATE, {**asdict(page), "unit": unit, "language": language}, made_at=made_at)

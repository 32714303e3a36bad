"""A short paper as PDF: tagged, in its language, A4. Pure."""

from typing import Any

from seminar.report.sheets import Part, Sheet
from toolkit.documents import pdf
from toolkit.drawings.catalogue import draw

TEMPLATE = "report/sheet.typ"


def write(sheet: Sheet) -> bytes:
    """The bytes of the PDF. Raises `WrongState` for a character that has no sign."""
    return pdf.make(TEMPLATE, facts(sheet), made_at=sheet.made_at)


def picture(sheet: Sheet) -> bytes:
    """A small picture of the first page, as PNG. Raises `WrongState` as `write` does."""
    return pdf.draw(TEMPLATE, facts(sheet))


def count_pages(sheet: Sheet) -> int:
    """How many pages it takes. Raises `WrongState` as `write` does."""
    return int(pdf.ask(TEMPLATE, facts(sheet), label="pages"))


def facts(sheet: Sheet) -> dict[str, Any]:
    """What the paper says, as the template takes it."""
    return {
        "title": sheet.title,
        "language": sheet.language,
        "author": sheet.author,
        "sender": sheet.sender,
        "note": sheet.note,
        "lead": sheet.lead,
        "parts": [_part(part, sheet) for part in sheet.parts],
        "closing": list(sheet.closing),
        "points": sheet.points,
        "voice": sheet.is_voice,
        "pictured": sheet.is_pictured,
    }


def _part(part: Part, sheet: Sheet) -> dict[str, Any]:
    return {
        "heading": part.heading,
        "paragraphs": part.text.splitlines(),
        "items": [{"text": item.text, "more": item.more} for item in part.items],
        "quotes": [{"text": voice.text, "signature": voice.signature} for voice in part.quotes],
        "drawing": draw(part.drawing) if part.drawing else "",
        "shows": sheet.drawings.get(part.drawing, ""),
    }

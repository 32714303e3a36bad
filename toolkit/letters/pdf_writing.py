"""Letters as PDF: tagged, A4, each and its slip on sheets of their own, also printed on both sides. Pure."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from toolkit.documents import pdf
from toolkit.drawings.catalogue import draw
from toolkit.letters.sheet import Bundle, Cover, LetterSheet

TEMPLATE = "letters/letter.typ"


def write(bundle: Bundle, *, made_at: datetime) -> bytes:
    """The bytes of a PDF with every letter of the bundle. Raises `WrongState` for a character that has no sign."""
    about = {
        "title": bundle.title,
        "author": bundle.author,
        "language": bundle.language,
        "cover": None,
        "only_slips": bundle.only_slips,
        "letters": [_facts(each) for each in bundle.letters],
    }
    return pdf.make(TEMPLATE, about, made_at=made_at)


def write_list(cover: Cover, *, author: str, language: str, made_at: datetime) -> bytes:
    """The bytes of a PDF that says whose each letter is. Raises `WrongState` as `write` does."""
    about = {
        "title": cover.title, "author": author, "language": language, "cover": asdict(cover), "only_slips": False,
        "letters": [],
    }  # fmt: skip
    return pdf.make(TEMPLATE, about, made_at=made_at)


def _facts(sheet: LetterSheet) -> dict[str, Any]:
    letter = sheet.letter
    return {
        "title": letter.title,
        "greeting": letter.greeting,
        "sections": [
            {
                "heading": part.heading,
                "text": part.text,
                "drawing": draw(part.drawing) if part.drawing else "",
                "shows": sheet.drawings.get(part.drawing, ""),
            }
            for part in letter.sections
        ],
        "closing": letter.closing,
        "signature": letter.signature,
        "slip": asdict(letter.slip),
        "understood": asdict(letter.understood) if letter.understood else None,
        "sender": sheet.sender,
        "note": sheet.note,
        "language": sheet.language,
        "rtl": sheet.right_to_left,
        "to_child": sheet.to_child,
        "large": sheet.is_pictured,
        "foot": sheet.foot,
    }

"""The thank-you card that the child takes home, as PDF: tagged, in our hand, in words for the child's age. Pure."""

from datetime import datetime

from interview_guides.own_codes import OwnCodeWords
from toolkit import qr_codes
from toolkit.documents import pdf
from toolkit.drawings.catalogue import draw

TEMPLATE = "own_codes/card.typ"


def write(
    words: OwnCodeWords, *, code: str, address: str, shown_address: str, day: str, phone: str, sender: str,
    language: str, made_at: datetime,
) -> bytes:  # fmt: skip
    """The bytes of a PDF of half an A4. `address` is what the square opens, `shown_address` what a child types.

    Raises `WrongState` for a character that has no sign.
    """
    card = words.card
    about = {
        "title": card.heading,
        "author": sender,
        "language": language,
        "picture": draw(words.picture),
        "lead": card.lead,
        "points": card.points,
        "qr": qr_codes.draw(address),
        "how": card.how.format(address=shown_address),
        "code_label": card.code,
        "code": code,
        "until": card.until.format(day=day),
        "contact": card.contact.format(phone=phone) if phone else "",
    }
    return pdf.make(TEMPLATE, about, made_at=made_at)

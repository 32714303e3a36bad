"""The certificate of what was disposed of, as PDF: by which decision, what, how many, when and by whom. Pure.

It names no child: an interview is a number in it.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from toolkit.documents import pdf

TEMPLATE = "disposals/certificate.typ"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What stands on the paper, in its language: a title, rows of label and value, and a sentence at the end."""

    title: str
    sender: str
    rows: Sequence[tuple[str, str]]
    end: str
    language: str


def write(certificate: Certificate, *, made_at: datetime) -> bytes:
    """The bytes of a PDF of one A4. Raises `WrongState` for a character that has no sign."""
    return pdf.make(TEMPLATE, asdict(certificate), made_at=made_at)

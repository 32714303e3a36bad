"""What a short paper is made of, before it is a file or a page: a title, a few parts with lists and quotes. Pure.

Letters, the board's two pages, the page for the staff meeting and the easy report are all of this shape. `sheet_pdf`
and `sheet_word` make files of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from seminar.report.outline import Voice


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list, and what is added under it in smaller letters."""

    text: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with what stands under it, in this order. `text` has a paragraph a line."""

    heading: str
    text: str = ""
    items: tuple[Item, ...] = ()
    quotes: tuple[Voice, ...] = ()
    drawing: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole paper. `author` is an organisation; `note` stands above everything else on every copy.

    `points` is the size of its letters; `is_voice` says that a child reads it, in the letters of the child's voice;
    `drawings` says what each drawing shows.
    """

    title: str
    language: str  # "sv"
    author: str
    sender: str
    made_at: datetime
    parts: tuple[Part, ...]
    lead: str = ""
    closing: tuple[str, ...] = ()
    note: str = ""
    points: float = 11
    is_voice: bool = False
    drawings: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_pictured(self) -> bool:
        """Whether drawings stand beside its parts."""
        return any(part.drawing for part in self.parts)

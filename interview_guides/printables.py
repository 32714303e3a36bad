"""What is printed beside the letters: our drawings in words, and the sheets and cards that lie on the table."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What one of our drawings shows, for whoever hears it read instead of seeing it."""

    id: str
    shows: str


class Deck(StrEnum):
    """What kind of cards a sheet is cut into: a drawing with a word, a few words, or a card of notes."""

    PICTURES = "pictures"
    WORDS = "words"
    NOTES = "notes"


class BlockKind(StrEnum):
    """What a part of a sheet is for."""

    LINES = "lines"
    SPACE = "space"
    RINGS = "rings"
    TIMELINE = "timeline"
    FACES = "faces"
    PANELS = "panels"
    CHOICES = "choices"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardField:
    """A line of a card that the program fills in where it knows the answer."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardText:
    """What one card says. `lines` are to write on; `age_to` is the oldest reader, when it is not that of the sheet."""

    heading: str = ""
    drawing: str = ""
    words: str = ""
    points: tuple[str, ...] = ()
    fields: tuple[CardField, ...] = ()
    lines: int = 0
    age_to: int = 0

    def texts(self) -> Iterator[str]:
        """Everything that stands on it."""
        yield from (self.heading, self.words, *self.points, *(each.label for each in self.fields))


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part of a sheet that is not cut: a heading with lines to write on, rings, faces, a place to draw in."""

    kind: BlockKind
    heading: str = ""
    drawing: str = ""
    words: tuple[str, ...] = ()
    lines: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintableSheet:
    """A sheet to print. `title` and `about` are for whoever prints it; all else is read by a child of at most
    `age_to` years, or together with one.

    `aids` are the conversation aids that it is the sheet of. It is cut into cards (`deck`; `blank` fills what is left
    of the paper) or it is one whole (`heading`, `lead`, `blocks`).
    """

    id: str
    title: str
    about: str
    picture: str
    age_to: int
    aids: tuple[str, ...] = ()
    deck: Deck | None = None
    cards: tuple[CardText, ...] = ()
    blank: CardText | None = None
    heading: str = ""
    lead: str = ""
    blocks: tuple[Block, ...] = ()

    @property
    def written_cards(self) -> tuple[CardText, ...]:
        """Every card that the content itself writes."""
        return (*self.cards, self.blank) if self.blank else self.cards

    def drawings(self) -> Iterator[str]:
        """The name of every drawing on it."""
        named = (self.picture, *(one.drawing for one in self.written_cards), *(one.drawing for one in self.blocks))
        yield from (name for name in named if name)

    def texts(self) -> Iterator[tuple[str, int]]:
        """Everything that a child reads on it, with the age of the oldest that it is for."""
        for card in self.written_cards:
            yield from ((text, card.age_to or self.age_to) for text in card.texts() if text)
        for block in self.blocks:
            yield from ((text, self.age_to) for text in (block.heading, *block.words) if text)
        yield from ((text, self.age_to) for text in (self.heading, self.lead) if text)

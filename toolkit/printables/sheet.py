"""A sheet on its way to paper: its cards dealt onto papers of a size, or one whole with its parts. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from interview_guides.printables import Block, BlockKind, CardText, Deck, PrintableSheet


class PaperSize(StrEnum):
    """What it is printed on. Cards lie several on an A4 with lines to cut along, or each on an A6 of its own."""

    A4 = "a4"
    A6 = "a6"


SHORT_SIDE = {PaperSize.A4: 210, PaperSize.A6: 105}  # millimetres
LONG_SIDE = {PaperSize.A4: 297, PaperSize.A6: 148}
ON_A4 = {Deck.PICTURES: (4, 2), Deck.WORDS: (2, 4), Deck.NOTES: (2, 2)}
"""Columns and rows: eight cards of A7, upright or across, or four of A6."""
LIES_ON_A4 = frozenset({Deck.PICTURES})
LIES_ON_A6 = frozenset({Deck.WORDS})
WIDE = frozenset({BlockKind.TIMELINE, BlockKind.FACES})


@dataclass(frozen=True, slots=True)
class Point:
    """Something that a card says, and what stands small beneath it."""

    text: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One card. `fields` are labels with what is filled in, empty where one writes by hand; `lines` to write on."""

    heading: str = ""
    drawing: str = ""
    words: str = ""
    points: tuple[Point, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    lines: int = 0

    @classmethod
    def written(cls, card: CardText, known: Mapping[str, str] | None = None) -> "Card":
        """A card of the content, its fields filled with what is known."""
        values = known or {}
        fields = tuple((each.label, values.get(each.id, "")) for each in card.fields)
        points = tuple(Point(text) for text in card.points)
        return cls(card.heading, card.drawing, card.words, points, fields, card.lines)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it is printed. `drawings` says what each drawing shows; `sender` is the organisation."""

    text: PrintableSheet
    size: PaperSize
    language: str
    sender: str
    drawings: Mapping[str, str] = field(default_factory=dict)
    cards: Sequence[Card] = ()
    blank: Card | None = None

    @property
    def lies(self) -> bool:
        """Whether the paper lies on its long side."""
        if self.text.deck is None:
            return any(block.kind in WIDE for block in self.text.blocks)
        return self.text.deck in (LIES_ON_A4 if self.size is PaperSize.A4 else LIES_ON_A6)

    @property
    def width(self) -> int:
        """Of the paper, in millimetres."""
        return (LONG_SIDE if self.lies else SHORT_SIDE)[self.size]

    @property
    def height(self) -> int:
        """Of the paper, in millimetres."""
        return (SHORT_SIDE if self.lies else LONG_SIDE)[self.size]

    @property
    def grid(self) -> tuple[int, int]:
        """Columns and rows of cards on a paper."""
        return ON_A4[self.text.deck] if self.text.deck and self.size is PaperSize.A4 else (1, 1)

    @property
    def papers(self) -> Sequence[Sequence[Card]]:
        """The cards of each paper. A blank card fills what is left, and is there at least once."""
        columns, rows = self.grid
        room, cards = columns * rows, list(self.cards)
        if self.blank is not None:
            cards += [self.blank] * (room - len(cards) % room)
        return [cards[first : first + room] for first in range(0, len(cards), room)]

    def list_faces(self, block: Block) -> Sequence[tuple[str, str]]:
        """The faces of a scale from the best to the worst: a drawing and its word."""
        kind = "five" if len(block.words) == 5 else "face"
        return [
            (f"{kind}_{value}", word) for value, word in zip(range(len(block.words), 0, -1), block.words, strict=True)
        ]

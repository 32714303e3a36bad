"""A sheet as PDF: tagged, on its paper size, with lines to cut along. Pure."""

from datetime import datetime
from typing import Any

from interview_guides.printables import Block, BlockKind
from toolkit.documents import pdf
from toolkit.drawings.catalogue import draw
from toolkit.printables.sheet import Card, Sheet

TEMPLATE = "printables/sheet.typ"
LARGE = {BlockKind.RINGS: "large_rings", BlockKind.TIMELINE: "large_timeline"}


def write(sheet: Sheet, *, made_at: datetime) -> bytes:
    """The bytes of a PDF. Raises `WrongState` for a character that has no sign."""
    columns, rows = sheet.grid
    about = {
        "title": sheet.text.title,
        "author": sheet.sender,
        "language": sheet.language,
        "size": sheet.size.value,
        "width": sheet.width,
        "height": sheet.height,
        "columns": columns,
        "rows": rows,
        "deck": sheet.text.deck.value if sheet.text.deck else "",
        "papers": [[_card(card, sheet) for card in paper] for paper in sheet.papers],
        "heading": sheet.text.heading,
        "lead": sheet.text.lead,
        "blocks": [_block(block, sheet) for block in sheet.text.blocks],
    }
    return pdf.make(TEMPLATE, about, made_at=made_at)


def _drawing(name: str, sheet: Sheet) -> dict[str, str]:
    return {"svg": draw(name) if name else "", "shows": sheet.drawings.get(name, "")}


def _card(card: Card, sheet: Sheet) -> dict[str, Any]:
    return {
        "heading": card.heading,
        "drawing": _drawing(card.drawing, sheet),
        "words": card.words,
        "points": [[point.text, point.more] for point in card.points],
        "fields": card.fields,
        "lines": card.lines,
    }


def _block(block: Block, sheet: Sheet) -> dict[str, Any]:
    faces = sheet.list_faces(block) if block.kind is BlockKind.FACES else ()
    return {
        "kind": block.kind.value,
        "heading": block.heading,
        "drawing": _drawing(block.drawing, sheet),
        "large": draw(LARGE[block.kind]) if block.kind in LARGE else "",
        "words": block.words,
        "lines": block.lines,
        "faces": [{**_drawing(name, sheet), "word": word} for name, word in faces],
    }

"""Writes a document as PDF: tagged (PDF/UA-1), with contents that say the page and lead there. Pure.

It is laid out in fonts of the house, so its page numbers are right wherever it is opened.
"""

import json
import re
import unicodedata
from typing import Any

from seminar.report.document import Block, Bullets, Cell, Chapter, Document, Paragraph, Quote, Subheading, Table
from seminar.report.writer import QUOTATION_MARKS
from toolkit.documents import pdf
from toolkit.documents.wordxml import CRAYONS, clean

TEMPLATE = "report/document.typ"
EMOJI = "[emoji]"
JOINED = re.compile(r"(?:\[emoji\]\u200d?)+")  # a family is one picture
PICTURES = frozenset({"So", "Sk", "Cf", "Mn", "Me"})
"""What an emoji is made of, by Unicode's categories: a picture, a tone of skin, a joiner, a mark."""


def write(document: Document) -> bytes:
    """The bytes of the PDF. Where a child's words have a picture that no font draws, [emoji] stands.

    Raises `WrongState` for a letter that has no sign.
    """
    facts = json.dumps(_facts(document), ensure_ascii=False)
    for sign in pdf.list_unprintable(facts):
        if all(unicodedata.category(one) in PICTURES for one in sign):
            facts = facts.replace(sign, EMOJI)
    facts = JOINED.sub(EMOJI, facts)
    return pdf.make(TEMPLATE, json.loads(facts), made_at=document.written_at)


def _facts(document: Document) -> dict[str, Any]:
    opening, closing = QUOTATION_MARKS.get(document.language[:2], QUOTATION_MARKS["en"])
    return {
        "title": clean(document.title),
        "subtitle": clean(document.subtitle),
        "author": clean(document.author),
        "language": document.language[:2],
        "region": document.language[3:],
        "contents": clean(document.contents_heading),
        "page_of": document.page_of,
        "marks": [opening, closing],
        "crayons": [f"#{colour}" for colour in CRAYONS],
        "opening": [_block(one) for one in document.opening],
        "chapters": [_chapter(one) for one in document.chapters],
    }


def _chapter(chapter: Chapter) -> dict[str, Any]:
    """A level is never left out on the way down: what stands under a chapter at the third begins at the second."""
    blocks, deepest = [], 1
    for one in chapter.blocks:
        block = _block(one)
        if "level" in block:
            block["level"] = deepest = min(block["level"], deepest + 1)
        blocks.append(block)
    return {"heading": clean(chapter.heading), "blocks": blocks}


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "tone": str(block.tone), "parts": _parts(block.text)}
    if isinstance(block, Bullets):
        return {"kind": "list", "items": [clean(item) for item in block.items]}
    if isinstance(block, Quote):
        return {"kind": "quote", "text": clean(block.text).strip(), "signature": clean(block.signature)}
    if isinstance(block, Subheading):
        return {"kind": "heading", "level": block.level, "text": clean(block.text)}
    if isinstance(block, Table):
        return _table(block)
    return {
        "kind": "theme", "level": block.level, "text": clean(block.name), "note": clean(block.note),
        "crayon": block.crayon,
    }  # fmt: skip


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "caption": clean(table.caption) if table.is_captioned else "",
        "header": [clean(text) for text in table.header],
        "widths": list(table.widths),
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
    }


def _cell(cell: Cell) -> list[dict[str, Any]]:
    return [_block(block) for block in cell]


def _parts(text: str) -> list[str]:
    return [part.strip("\n") for part in clean(text).split("\n\n")]

"""No text runs out of its card or off its paper, with the longest words of both languages and a long name."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
import typst

from interview_guides.content import Content
from interview_guides.loader import load
from interview_guides.printables import Deck
from tests.toolkit.printables.test_pdfs import AT, LANGUAGES, POINTS, a_sheet
from toolkit.documents import pdf
from toolkit.printables import pdf_writing
from toolkit.printables.sheet import Card, PaperSize, Point, Sheet

LONG_NAME = "Ann-Charlotte Wahlström-Lindgrensson Bergenståhl"
OWN = {"sv": "Socialtjänstlagstiftningsändringarna", "en": "Deinstitutionalisationarrangements"}
"""As a unit might write in a card of its own."""


def longest_of(content: Content, count: int = 3) -> list[str]:
    said = " ".join(text for letter in content.letters for _key, text in letter.texts())
    said += " ".join(question.text for guide in content.guides for question in guide.questions)
    return [OWN[content.language], *sorted(set(re.findall(r"[^\W\d_]+", said)), key=len, reverse=True)[:count]]


def full_cards(content: Content) -> list[Card]:
    words = longest_of(content)
    return [
        *(Card(drawing="hello", words=word) for word in words),
        *(Card(heading=word, points=(Point(word, word),), words=word) for word in words),
        Card(heading=words[0], drawing="hello", points=(Point(f"{words[0]} {words[1]}"),)),
        Card(
            heading=words[0], fields=(("Ring", LONG_NAME), ("Ring", words[0]), ("Ring", "0610-55 10 00, 0610-55 10 99"))
        ),
    ]


def lines_of(sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, float, float, float]]:
    """Every line of text as it is drawn: its paper, where it begins and ends, and how far down, in millimetres."""
    told: dict[str, Any] = {}
    with monkeypatch.context() as patch:
        patch.setattr(pdf, "make", lambda _template, about, made_at: told.update(about=about, at=made_at) or b"")
        pdf_writing.write(sheet, made_at=AT)
    compiler = typst.Compiler(
        pdf.TEMPLATES / pdf_writing.TEMPLATE, root=pdf.TEMPLATES, font_paths=pdf._fonts(), ignore_system_fonts=True,
        sys_inputs={"about": json.dumps(told["about"])},
    )  # fmt: skip
    made = compiler.compile(format="svg")
    for number, paper in enumerate(made if isinstance(made, list) else [made]):
        yield from ((number, *line) for line in _lines(ElementTree.fromstring(paper or b""), 0, 0))  # noqa: S314 - our own


def _lines(node: ElementTree.Element, x: float, y: float) -> Iterator[tuple[float, float, float]]:
    shift = [float(part) for part in re.findall(r"-?[\d.]+(?:e-?\d+)?", node.get("transform", ""))]
    x, y = (x + shift[-2], y + shift[-1]) if len(shift) in (2, 6) else (x, y)
    signs = [float(each.get("x", 0)) for each in node if each.tag.endswith("}use")]
    if len(signs) > 1:  # where the last sign ends is told by how far the others reach
        yield x / POINTS, (x + signs[-1] + signs[-1] / (len(signs) - 1)) / POINTS, y / POINTS
    for each in node:
        yield from _lines(each, x, y)


def stray(sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, float, float, float]]:
    """The lines that do not keep within one box: a card, or the paper."""
    columns, rows = sheet.grid
    wide, tall, edge = sheet.width / columns, sheet.height / rows, 3.0
    found = list[tuple[int, float, float, float]]()
    for paper, left, right, down in lines_of(sheet, monkeypatch):
        column, row = int(left // wide), int(down // tall)
        inside = left >= column * wide + edge and right <= (column + 1) * wide - edge
        if not inside or not row * tall + edge <= down <= (row + 1) * tall - 1:
            found.append((paper, round(left), round(right), round(down)))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", PaperSize)
def test_no_sheet_has_a_text_outside_of_its_box(
    language: str, size: PaperSize, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = load(language=language)
    for text in content.printables:
        assert stray(a_sheet(content, text, size), monkeypatch) == [], text.id


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", PaperSize)
@pytest.mark.parametrize("deck", Deck)
def test_the_longest_words_keep_within_their_card(
    language: str, size: PaperSize, deck: Deck, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = load(language=language)
    text = replace(next(one for one in content.printables if one.deck is deck), cards=())
    sheet = replace(a_sheet(content, text, size), cards=full_cards(content), blank=None)
    assert stray(sheet, monkeypatch) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", PaperSize)
def test_long_headings_keep_within_their_paper(language: str, size: PaperSize, monkeypatch: pytest.MonkeyPatch) -> None:
    content = load(language=language)
    word = OWN[language]
    for name in ("agenda", "family_home", "scale_five"):
        text = content.printable(name)
        blocks = tuple(
            replace(block, heading=word, words=tuple(word for _word in block.words)) if block.heading else
            replace(block, words=tuple(word for _word in block.words)) for block in text.blocks
        )  # fmt: skip
        sheet = a_sheet(content, replace(text, heading=f"{word} {word}", blocks=blocks), size)
        assert stray(sheet, monkeypatch) == [], name

"""Every sheet in both languages and both sizes: on its paper, with its words, readable without colour."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from pypdf import PageObject, PdfReader

from interview_guides.content import Content
from interview_guides.loader import load
from interview_guides.printables import PrintableSheet
from toolkit.documents import pdf
from toolkit.drawings.catalogue import DRAWINGS, draw
from toolkit.drawings.large import LARGE
from toolkit.drawings.pen import INK
from toolkit.printables import cards, pdf_writing
from toolkit.printables.sheet import Card, PaperSize, Sheet

AT = datetime(2026, 8, 31, 12, tzinfo=UTC)
POINTS = 72 / 25.4  # to a millimetre
LANGUAGES = ("sv", "en")
HEADINGS = {name: name for name in ("before", "opening", "rules", "practice", "probes", "avoid", "closing")}
LONGEST = "Vad " + "tycker du om allt det som vi har pratat om i dag " * 6  # 300 signs, as a unit might write


def a_sheet(content: Content, text: PrintableSheet, size: PaperSize) -> Sheet:
    guide, more = content.guides[1].fitting(()), list[Card]()
    if text.id == "questions":
        more = [*cards.of_questions(guide), Card(words=LONGEST)]
    elif text.id == "pocket_guide":
        more = list(cards.of_guide(guide, variants=(), content=content, headings=HEADINGS))
    elif text.id == "places":
        more = list(cards.of_places(content))
    return Sheet(
        text, size, content.language, "Barn och unga", {each.id: each.shows for each in content.drawings},
        [*more, *(Card.written(card) for card in text.cards)], Card.written(text.blank) if text.blank else None,
    )  # fmt: skip


def bare(text: str) -> str:
    return "".join(text.split())


def measures(page: PageObject) -> tuple[int, int]:
    return round(float(page.mediabox.width) / POINTS), round(float(page.mediabox.height) / POINTS)


def words_of(sheet: Sheet) -> Iterator[str]:
    yield from (text for text, _age in sheet.text.texts())
    for card in sheet.cards:
        yield from (card.words, *(point.text for point in card.points), *(point.more for point in card.points))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", PaperSize)
def test_every_sheet_is_on_its_paper_with_all_its_words(language: str, size: PaperSize) -> None:
    content = load(language=language)
    for text in content.printables:
        sheet = a_sheet(content, text, size)
        file = PdfReader(BytesIO(pdf_writing.write(sheet, made_at=AT)))
        assert {measures(page) for page in file.pages} == {(sheet.width, sheet.height)}, text.id
        assert {sheet.width, sheet.height} == ({210, 297} if size is PaperSize.A4 else {105, 148})
        if text.deck:
            assert len(file.pages) == len(sheet.papers), text.id
        else:
            assert len(file.pages) <= (2 if text.id in {"agenda", "family_home"} else 1), text.id
        if text.deck and size is PaperSize.A6:
            continue  # the same cards as on A4, each drawn by the same lines: reading them once more takes seconds
        told = bare("".join(page.extract_text() for page in file.pages))
        for words in words_of(sheet):
            assert bare(words) in told, (text.id, words)


def told_pictures(file: PdfReader) -> list[str]:
    """What a screen reader hears of each picture."""
    root: Any = file.root_object
    waiting, found = [root["/StructTreeRoot"].get_object()], []
    while waiting:
        one = waiting.pop()
        if hasattr(one, "get"):
            if one.get("/S") == "/Figure":
                found.append(str(one["/Alt"]))
            kids = one.get("/K", [])
            waiting += [kid.get_object() for kid in (kids if isinstance(kids, list) else [kids])]
    return found


def test_a_screen_reader_hears_what_each_picture_shows() -> None:
    content = load()
    sheet = a_sheet(content, content.printable("strengths"), PaperSize.A4)
    told = told_pictures(PdfReader(BytesIO(pdf_writing.write(sheet, made_at=AT))))
    assert sorted(told) == sorted(sheet.drawings[card.drawing] for card in sheet.cards)


def without_colour(svg: str) -> str:
    """The lines of ink alone, without the name of the drawing in its wavering."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own
    inked = [each for each in root.iter() if INK in (each.get("stroke"), each.get("fill"))]
    return " ".join(str(round(float(n))) for each in inked for n in re.findall(r"\d+\.\d", str(each.attrib)))


def test_no_two_drawings_of_a_sheet_differ_by_colour_alone() -> None:
    for sheet in load().printables:
        inked = [without_colour(draw(name)) for name in {*sheet.drawings()}]
        assert all(inked)
        assert len(set(inked)) == len(inked), sheet.id


def luminance(colour: str) -> float:
    """As WCAG reckons it, which is also what a grey print shows."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_everything_that_is_read_is_dark_on_white() -> None:
    look = (pdf.TEMPLATES / "paper" / "look.typ").read_text("utf-8")
    colours = dict(re.findall(r'#let ([\w-]+) = rgb\("(#\w{6})"\)', look))
    assert set(colours) == {"ink", "soft", "line-colour"}
    for name, least in (("ink", 7), ("soft", 7), ("line-colour", 3)):
        assert 1.05 / (luminance(colours[name]) + 0.05) >= least, name
    sheet = (pdf.TEMPLATES / pdf_writing.TEMPLATE).read_text("utf-8")
    assert "rgb(" not in sheet, "a sheet has no colours of its own"


@pytest.mark.parametrize("name", LARGE)
def test_what_fills_a_paper_stays_on_it(name: str) -> None:
    width, height, _drawn = LARGE[name]
    assert name not in DRAWINGS
    root = ElementTree.fromstring(draw(name))  # noqa: S314 - our own
    assert root.get("viewBox") == f"0 0 {width} {height}"
    numbers = [float(one) for each in root.iter() for one in re.findall(r"\d+\.\d", each.get("d", ""))]
    assert numbers
    assert max(numbers) <= max(width, height)

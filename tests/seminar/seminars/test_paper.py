"""The paper for the pen: what is dealt and nothing else, in a tagged PDF, put on the trail."""

from io import BytesIO

import pytest
from flask import Flask
from pypdf import PageObject, PdfReader

from seminar.seminars import paper, reading
from tests import factories as make
from tests.seminar import making
from tests.seminar.seminars import days
from toolkit import clock
from toolkit.errors import WrongState


def placed_on(page: PageObject) -> list[tuple[float, str]]:
    """Every piece of text on a page, with how far from the left it begins."""
    placed: list[tuple[float, str]] = []
    page.extract_text(visitor_text=lambda text, cm, _tm, _font, _size: placed.append((cm[4], text.strip())))
    return placed


def test_it_holds_what_is_dealt_with_its_signature_and_its_parts(app: Flask) -> None:
    material = making.a_seminar((13, "girl"), (10, "boy"))
    reader = days.readers_of(material, 1)[0]
    making.another_part(material.transcripts[0])
    material.transcripts[0].is_practice = True
    day = days.a_day(material, reader)
    with pytest.raises(WrongState):
        paper.collect(make.actor(reader), *days.ids(material, day))
    days.give(material, day, [(reader, material.transcripts[0])])
    made = paper.write(paper.collect(make.actor(reader), *days.ids(material, day)), made_at=clock.now())
    pages = [page.extract_text() for page in PdfReader(BytesIO(made)).pages]
    for words in ("Intervju 1", "Flicka, 13–14 år", "Övning", "Del 2", "Åka hem själv.", "Lämna in papperet"):
        assert any(words in page for page in pages), words
    assert not any("Pojke" in page for page in pages)
    events = making.events_of(material.transcripts[0].id)
    assert events == ["transcription:deidentified:read", "transcription:transcript:exported"]


def test_each_interview_is_numbered_as_on_the_screen_and_the_margin_is_wide(app: Flask) -> None:
    material = making.a_seminar((13, "girl"), (10, "boy"))
    reader = days.readers_of(material, 1)[0]
    making.another_part(material.transcripts[0])
    long = " ".join(["Man orkar inte säga allt igen."] * 9)
    material.transcripts[0].segments[1].text = long
    day, who = days.a_day(material, reader), make.actor(reader)
    days.give(material, day, [(reader, text) for text in material.transcripts])
    made = paper.write(paper.collect(who, *days.ids(material, day)), made_at=clock.now())
    pages = [placed_on(page) for page in PdfReader(BytesIO(made)).pages]
    assert len(pages) == 2
    for page, text in zip(pages, material.transcripts, strict=True):
        shown = reading.open_text(who, *days.ids(material, day), assignment_id=text.assignment_id)
        on_screen = [str(line.number + 1) for part in shown.parts for line in part.lines]
        assert [words for x, words in page if words.isdigit() and x < 24 / 25.4 * 72] == on_screen
    body = [x for x, words in pages[0] if "orkar" in words]
    assert len(body) > 1
    assert min(body) > 24 / 25.4 * 72 - 1
    assert max(body) < (210 - 68) / 25.4 * 72

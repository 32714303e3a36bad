"""The paper for the pen: what is dealt and nothing else, in a tagged PDF, put on the trail."""

from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from seminar.seminars import paper
from tests import factories as make
from tests.seminar import making
from tests.seminar.seminars import days
from toolkit import clock
from toolkit.errors import WrongState


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


def test_every_line_is_numbered_and_the_margin_is_wide(app: Flask) -> None:
    material = making.a_seminar()
    reader = days.readers_of(material, 1)[0]
    day = days.a_day(material, reader)
    days.give(material, day, [(reader, material.transcripts[0])])
    made = paper.write(paper.collect(make.actor(reader), *days.ids(material, day)), made_at=clock.now())
    page = PdfReader(BytesIO(made)).pages[0]
    placed: list[tuple[float, str]] = []
    page.extract_text(visitor_text=lambda text, _cm, tm, _font, _size: placed.append((tm[4], text.strip())))
    numbers = [text for x, text in placed if text.isdigit() and x < 24 / 25.4 * 72]
    assert numbers[:4] == ["1", "2", "3", "4"]
    body = [x for x, text in placed if "orkar" in text]
    assert body
    assert max(body) < (210 - 68) / 25.4 * 72

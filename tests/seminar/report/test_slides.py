"""The slides say what the pages say: titles on every slide, a chart that is told in words, notes, a language."""

import io
from dataclasses import replace
from typing import Any

import pptx
import pytest

from interview_guides import loader
from seminar.report import board_pages, slides
from tests.seminar.report.conftest import empty_report
from tests.seminar.report.test_board_pages import a_year, said

pytestmark = pytest.mark.usefixtures("words")
SV = loader.load(language="sv")
RUN = "{http://schemas.openxmlformats.org/drawingml/2006/main}r"


@pytest.fixture
def show() -> Any:
    return pptx.Presentation(io.BytesIO(slides.write(a_year(), SV, "sv")))


def lines(slide: Any) -> list[str]:
    return [line.text for shape in slide.shapes if shape.has_text_frame for line in shape.text_frame.paragraphs]


def test_every_slide_has_a_title_of_its_own_and_it_is_read_first(show: Any) -> None:
    titles = [slide.shapes.title.text for slide in show.slides]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    for slide in show.slides:
        assert slide.shapes[0].shape_id == slide.shapes.title.shape_id
        assert all(shape.has_chart or shape.text_frame.text for shape in slide.shapes), "no empty place"


def test_a_slide_by_itself_says_whose_it_is_and_that_it_is_an_exercise() -> None:
    practice = pptx.Presentation(io.BytesIO(slides.write(replace(a_year(), practice=True), SV, "sv")))
    first, *others = list(practice.slides)
    assert others
    for number, slide in enumerate(others, start=2):
        foot = lines(slide)[-1]
        assert foot.startswith(f"{number}. Norrviks kommun")
        assert "påhittade" in foot
    assert "påhittade" in " ".join(lines(first))
    assert "påhittade" not in " ".join(lines(pptx.Presentation(io.BytesIO(slides.write(a_year(), SV, "sv"))).slides[1]))


def test_the_slides_say_what_the_pages_say(show: Any) -> None:
    shown = " ".join(line for slide in show.slides for line in lines(slide)).replace("\u00a0", " ")
    sheet = board_pages.compose(a_year(), SV, "sv")
    for part in sheet.parts:
        if part.heading == SV.outputs.board.told:
            continue
        for item in part.items:
            assert item.text.replace("\u00a0", " ") in shown, item.text
        for voice in part.quotes:
            assert voice.text in shown
    assert "Kanske" not in shown
    assert "Kanske" not in said(sheet)


def test_the_chart_is_one_that_powerpoint_draws_and_its_numbers_are_told() -> None:
    report = a_year()
    first = report.areas[0].rows[0]
    other = replace(first, name="Tillit", children=type(first.children).among(5, 15), promises=(), voices=())
    report = replace(report, areas=(replace(report.areas[0], rows=(other, first)),))
    show = pptx.Presentation(io.BytesIO(slides.write(report, SV, "sv")))
    (frame,) = [shape for slide in show.slides for shape in slide.shapes if shape.has_chart]
    plot = frame.chart.plots[0]
    assert list(plot.categories) == ["Tillit", "Byten och övergångar"]
    assert list(plot.series[0].values) == [5, 7]
    assert frame.chart.value_axis.maximum_scale == 15
    told = frame._element.nvGraphicFramePr.cNvPr.get("descr").replace("\u00a0", " ")
    assert told == "Stapeldiagram. Byten och övergångar: 7 av 15 barn; Tillit: 5 av 15 barn."


def test_every_word_has_its_language_and_every_slide_its_notes(show: Any) -> None:
    for slide in show.slides:
        notes = slide.notes_slide.notes_text_frame
        assert SV.outputs.board.says in notes.text
        for root in (slide._element, slide.notes_slide._element):
            runs = [run for run in root.iter(RUN) if run.findtext(RUN.replace("}r", "}t"))]
            assert {run.find(RUN.replace("}r", "}rPr")).get("lang") for run in runs} == {"sv-SE"}


def test_the_file_names_an_organisation_and_the_day_of_the_report(show: Any) -> None:
    about = show.core_properties
    assert (about.author, about.last_modified_by, about.language) == ("Norrviks kommun", "Norrviks kommun", "sv-SE")
    assert about.created.date() == a_year().written_at.date()
    assert show.slide_width * 9 == pytest.approx(show.slide_height * 16, rel=0.01)


def test_a_year_with_nothing_in_it_still_opens() -> None:
    show = pptx.Presentation(io.BytesIO(slides.write(empty_report(), SV, "sv")))
    assert [slide.shapes.title.text for slide in show.slides] == [
        "Barnens röster 2026", "Det här har vi beslutat", "Barnen får veta",
    ]  # fmt: skip


def test_no_slide_has_more_than_has_room_on_it() -> None:
    long = (
        "Vid varje byte kommer den gamla och den nya till barnet tillsammans, och barnet får veta det av en människa."
    )
    report = a_year()
    row = report.areas[0].rows[0]
    promises = tuple(replace(row.promises[0], text=f"{long} {number}", indicator=long) for number in range(7))
    report = replace(report, areas=(replace(report.areas[0], rows=(replace(row, promises=promises),)),))
    show = pptx.Presentation(io.BytesIO(slides.write(report, SV, "sv")))
    decided = [slide for slide in show.slides if slide.shapes.title.text.startswith("Det här har vi beslutat")]
    assert len(decided) == 4
    counts = [sum(long in line for line in lines(slide) if not line.startswith("Team")) for slide in decided]
    assert counts == [2, 2, 2, 1]

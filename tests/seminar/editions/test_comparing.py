"""What is new is said in chapters and numbers, and no word of a child is in it, whatever was taken away."""

from dataclasses import replace

from flask import Flask

from seminar.editions import comparing, wording
from seminar.editions.comparing import Moved
from seminar.report.outline import AnnualReport, Voice, WrittenText
from tests.seminar.report.conftest import full_report, words
from toolkit.disclosure.shares import Share
from toolkit.disclosure.shown import Shown

__all__ = ["words"]


def without_a_quote(report: AnnualReport) -> AnnualReport:
    """As after a withdrawal: a quote less, a child less."""
    area = report.areas[0]
    row = replace(area.rows[0], voices=area.rows[0].voices[:1], children=Share.among(6, 14, threshold=5))
    method = replace(report.method, steps=(("Tillfrågade", Shown(20)), ("Intervjuade", Shown(14))))
    return replace(report, areas=(replace(area, rows=(row, *area.rows[1:])), *report.areas[1:]), method=method)


def test_the_same_says_nothing() -> None:
    report = full_report()
    again = replace(report, edition=2, changes=("Något",), is_draft=True)
    assert comparing.compare(report, again).is_nothing


def test_chapters_numbers_and_themes_are_told() -> None:
    before = full_report()
    found = comparing.compare(before, without_a_quote(before))
    assert found.chapters == ("method", "matrix")
    assert found.numbers == (Moved("step", Shown(15), Shown(14), "Intervjuade"), Moved("quotes", 4, 3))
    assert found.themes == 1


def test_every_field_that_is_another_is_said_somewhere() -> None:
    before = full_report()
    for name, value in {"unit": "x", "practice": True, "phone": "1", "last_year": None}.items():
        changed = replace(before, **{name: value})  # type: ignore[arg-type]  # a field and a value of its own
        assert not comparing.compare(before, changed).is_nothing, name


def test_a_section_that_is_written_otherwise_is_named() -> None:
    before = full_report()
    for section, chapter in {"summary": "summary", "area_contact": "matrix", "reference": "first_page"}.items():
        changed = replace(before, written=(*before.written, WrittenText(section, "Något helt annat.")))
        assert chapter in comparing.compare(before, changed).chapters, section


def test_two_small_numbers_are_not_told_apart() -> None:
    before = full_report()
    area = before.areas[0]

    def few(count: int) -> AnnualReport:
        row = replace(area.rows[0], children=Share.among(count, 15, threshold=5))
        return replace(before, areas=(replace(area, rows=(row, *area.rows[1:])), *before.areas[1:]))

    assert comparing.compare(few(2), few(3)).themes == 0
    assert comparing.compare(few(2), few(6)).themes == 1


def test_the_sentences_name_no_quote_and_no_theme(words: Flask) -> None:
    before = full_report()
    gone = Voice("Det här sa bara jag.", "Flicka, 13–14 år")
    area = before.areas[0]
    row = replace(area.rows[0], voices=(*area.rows[0].voices, gone))
    before = replace(before, areas=(replace(area, rows=(row, *area.rows[1:])), *before.areas[1:]))
    told = " ".join(wording._number(one) for one in comparing.compare(before, without_a_quote(before)).numbers)
    assert "Citat från barnen: 5 förut, 3 nu." in told
    for secret in (gone.text, gone.signature, row.name):
        assert secret not in told

"""The seminar as a file: who may take it, what stands in it, what the trail says, and that no cell is a formula."""

import csv
import io
import re
from collections.abc import Callable

import pytest
from docx import Document
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from seminar.coding import marking
from seminar.exchange import exporting
from seminar.exchange.exporting import Kind, Order
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.exchange import schemas
from tests.seminar.making import Seminar
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
QUOTE = making.LINES[1][1]
FORMULA = '=HYPERLINK("http://x";"tryck")'
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    seminar = making.a_seminar(*[(13, "girl")] * 5, (6, "boy"))
    seminar.unit.small_group = 3  # five girls of six children would tell of one boy, were he fewer than five
    return seminar


def exported(seminar: Seminar, kind: Kind, order: Order = Order.THEME) -> bytes:
    db.session.commit()
    return exporting.export(seminar.leads, seminar.cycle.id, kind=kind, order=order, language="sv")


def asked(seminar: Seminar, browser: FlaskClient, kind: str, **more: str) -> TestResponse:
    data = {"kind": kind, "order": "theme", "has_understood": "y", **more}
    return browser.post(f"/cycles/{seminar.cycle.id}/seminar/export", data=data)


def rows_of(made: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(made.decode("utf-8-sig")), delimiter=";"))


def a_formula(seminar: Seminar) -> None:
    making.a_theme(seminar, "+46 ring")
    text = making.a_handed_over(seminar.cycle, seminar.unit, lines=(("child", FORMULA),))
    theme = making.a_theme(seminar, "@tema")
    marking.mark_segment(seminar.leads, seminar.cycle.id, text.id, theme_id=theme.id, position=0)


def test_the_page_says_what_leaves_the_house(seminar: Seminar, signed_in: SignIn) -> None:
    making.an_excerpt(seminar, making.a_theme(seminar))
    page = signed_in(seminar.facilitator).get(f"/cycles/{seminar.cycle.id}/seminar/export")
    inspect_page(page.text, page.headers)
    assert "I filen står barns egna ord" in page.text
    assert "6 intervjuer" in page.text
    assert QUOTE not in page.text


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_file_is_handed_out_and_stands_on_the_trail(
    seminar: Seminar, signed_in: SignIn, kind: Kind
) -> None:
    making.an_excerpt(seminar, making.a_theme(seminar))
    answer = asked(seminar, signed_in(seminar.facilitator), kind)
    assert answer.status_code == 200
    assert re.search(rf"filename=[a-z-]+{seminar.cycle.year}\.{kind}$", answer.headers["Content-Disposition"])
    assert answer.headers["Cache-Control"] == "no-store"
    what = "codebook" if kind is Kind.CODEBOOK else "seminar"
    assert making.events_of(seminar.cycle.id)[-1] == f"seminar:{what}:exported"
    read = "transcription:deidentified:read" in making.events_of(seminar.transcripts[0].id)
    assert read is (kind is Kind.PROJECT)


def test_without_a_promise_only_the_themes_leave(seminar: Seminar, signed_in: SignIn) -> None:
    making.an_excerpt(seminar, making.a_theme(seminar))
    browser = signed_in(seminar.facilitator)
    for kind in Kind:
        answer = asked(seminar, browser, kind, has_understood="")
        assert answer.status_code == (200 if kind is Kind.CODEBOOK else 422)
        if answer.status_code == 422:
            assert "Läs vad filen innehåller" in answer.text


@pytest.mark.parametrize("kind", [*Kind, "exe"])
def test_where_there_is_nothing_the_page_says_so(app: Flask, signed_in: SignIn, kind: str) -> None:
    empty = making.another_cycle(making.a_seminar())
    answer = asked(empty, signed_in(empty.facilitator), kind)
    assert answer.status_code == 422
    inspect_page(answer.text, answer.headers)


@pytest.mark.parametrize("kind", Kind)
def test_a_withdrawn_interview_is_in_no_file(seminar: Seminar, kind: Kind) -> None:
    text = making.a_handed_over(seminar.cycle, seminar.unit, lines=(("child", "Just detta sa jag."),))
    theme = making.a_theme(seminar)
    making.an_excerpt(seminar, theme)
    marking.mark_segment(seminar.leads, seminar.cycle.id, text.id, theme_id=theme.id, position=0)
    withdrawal.withdraw(seminar.leads, text.assignment)
    made = exported(seminar, kind)
    parts = schemas.unpacked(made).values() if made.startswith(b"PK") else [made]
    assert all(b"Just detta" not in part for part in parts)


def test_a_list_opens_in_a_swedish_spreadsheet_and_holds_no_formula(seminar: Seminar) -> None:
    a_formula(seminar)
    made = exported(seminar, Kind.CSV)
    assert made.startswith("\ufeffOmråde;Tema;Barn;Vem som säger det;Citat;".encode())
    assert rows_of(made)[1][1] == "'@tema"
    assert rows_of(made)[1][4] == f"'{FORMULA}"


def test_a_workbook_holds_text_and_nothing_else(seminar: Seminar) -> None:
    a_formula(seminar)
    parts = schemas.unpacked(exported(seminar, Kind.XLSX))
    sheet = schemas.parsed(parts["xl/worksheets/sheet1.xml"])
    assert sheet.find(f".//{SHEET}f") is None
    assert {cell.get("t") for cell in sheet.iter(f"{SHEET}c")} == {"s"}
    assert "xl/externalLinks" not in str(parts.keys())
    assert FORMULA in "".join(schemas.parsed(parts["xl/sharedStrings.xml"]).itertext())
    assert seminar.facilitator.name.encode() not in b"".join(parts.values())


def test_quotes_are_signed_as_numbers_allow(seminar: Seminar) -> None:
    theme = making.a_theme(seminar)
    for number in range(6):
        making.an_excerpt(seminar, theme, transcript=number)
    assert [row[3] for row in rows_of(exported(seminar, Kind.CSV))[1:]] == [*["Flicka, 13–14 år"] * 5, "Ett barn"]


def test_by_child_keeps_what_one_child_says_together(seminar: Seminar) -> None:
    first, second = making.a_theme(seminar, "Ett"), making.a_theme(seminar, "Två")
    for theme in (first, second):
        for number in (1, 0):
            making.an_excerpt(seminar, theme, transcript=number)
    by_theme = [(row[1], row[2]) for row in rows_of(exported(seminar, Kind.CSV))[1:]]
    by_child = [(row[1], row[2]) for row in rows_of(exported(seminar, Kind.CSV, Order.CHILD))[1:]]
    assert by_theme == [("Ett", "Barn 2"), ("Ett", "Barn 1"), ("Två", "Barn 2"), ("Två", "Barn 1")]
    assert by_child == [("Ett", "Barn 1"), ("Två", "Barn 1"), ("Ett", "Barn 2"), ("Två", "Barn 2")]


@pytest.mark.parametrize("order", Order)
def test_the_document_holds_the_childs_words_and_never_the_interviewers(seminar: Seminar, order: Order) -> None:
    theme = making.a_theme(seminar)
    marking.mark(
        seminar.leads, seminar.cycle.id, seminar.transcripts[0].id, theme_id=theme.id, start=(1, 0), end=(3, 4)
    )
    words = [each.text for each in Document(io.BytesIO(exported(seminar, Kind.DOCX, order))).paragraphs]
    assert f"”{QUOTE}\n[…]\nMan”" in words or any("[…]" in each for each in words)
    assert not any(making.LINES[2][1] in each for each in words)
    assert theme.name in words


def test_what_is_set_aside_is_there_and_says_so(seminar: Seminar) -> None:
    row = making.an_excerpt(seminar, making.a_theme(seminar))
    marking.show(seminar.leads, seminar.cycle.id, row.id, on_board=False)
    assert rows_of(exported(seminar, Kind.CSV))[1][5] == "Nej"


@pytest.mark.parametrize("kind", [Kind.PROJECT, Kind.CODEBOOK])
def test_a_whole_seminar_is_valid(seminar: Seminar, kind: Kind) -> None:
    making.an_excerpt(seminar, making.a_theme(seminar, 'Tillit & <tro> "å" 🙂'))
    made = exported(seminar, kind)
    if kind is Kind.CODEBOOK:
        assert schemas.faults(made, schemas.CODEBOOK) == []
    else:
        assert schemas.faults(schemas.unpacked(made)["project.qde"], schemas.PROJECT) == []
        assert seminar.facilitator.name.encode() not in b"".join(schemas.unpacked(made).values())


@pytest.mark.parametrize("who", ["leader", "worker"])
def test_nobody_else_takes_it(seminar: Seminar, signed_in: SignIn, who: str) -> None:
    browser = signed_in({"leader": seminar.leader, "worker": seminar.worker}[who])
    assert asked(seminar, browser, "csv").status_code in {403, 404}


def test_another_unit_finds_nothing(seminar: Seminar, signed_in: SignIn) -> None:
    assert asked(seminar, signed_in(making.a_seminar().facilitator), "csv").status_code == 404


def test_a_child_is_never_called_by_code(seminar: Seminar) -> None:
    making.an_excerpt(seminar, making.a_theme(seminar))
    code = seminar.transcripts[0].assignment.child.code
    assert make.CANARY not in code
    for kind in Kind:
        made = exported(seminar, kind)
        parts = schemas.unpacked(made).values() if made.startswith(b"PK") else [made]
        assert all(code.encode() not in part for part in parts)

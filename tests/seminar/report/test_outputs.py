"""The list of what the report is made into: everything in it can be had, in both languages, by whoever may read it."""

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient

from interview_guides import loader
from seminar.report import exporting, outputs
from seminar.report.output_naming import output_names
from seminar.report.outputs import OUTPUTS, Output
from tests.seminar import making
from tests.seminar.making import Seminar
from tests.seminar.report.conftest import empty_report, full_report
from toolkit.db import db
from toolkit.errors import NotFound
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
EVERY = pytest.mark.parametrize("output", OUTPUTS, ids=[f"{one.name}.{one.extension}" for one in OUTPUTS])
BEGINS = {"docx": b"PK", "pptx": b"PK", "pdf": b"%PDF-", "json": b"{", "csv": "\ufeff".encode()}


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar((13, "girl"), (10, "boy"))


def test_each_is_there_once_and_has_a_name() -> None:
    assert len({(one.name, one.extension) for one in OUTPUTS}) == len(OUTPUTS)


@pytest.mark.usefixtures("app")
def test_each_has_words_for_its_name() -> None:
    assert output_names().keys() == {one.name for one in OUTPUTS}


@EVERY
@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.usefixtures("words")
def test_each_is_made_from_the_facts_alone_also_of_nothing(output: Output, language: str) -> None:
    words = loader.load(language=language)
    for report in (full_report(), empty_report()):
        made = outputs.make(output, report, words=words)
        assert made.startswith(BEGINS[output.extension])
        assert made == outputs.make(output, report, words=words) or zipfile.is_zipfile(io.BytesIO(made))


@EVERY
def test_each_is_handed_out_under_its_name_as_a_draft(output: Output, seminar: Seminar, signed_in: SignIn) -> None:
    address = f"/cycles/{seminar.cycle.id}/report/outputs/{output.name}.{output.extension}"
    answer = signed_in(seminar.leader).get(address)
    assert answer.status_code == 200
    assert answer.mimetype == output.mimetype
    assert f"-utkast.{output.extension}" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    db.session.expire_all()
    assert "seminar:report:exported" in making.events_of(seminar.cycle.id)


def test_a_word_file_is_in_the_language_of_the_page(seminar: Seminar, signed_in: SignIn) -> None:
    browser = signed_in(seminar.facilitator)
    browser.set_cookie("language", "en")
    answer = browser.get(f"/cycles/{seminar.cycle.id}/report/outputs/annual-report.docx")
    assert docx.Document(io.BytesIO(answer.data)).paragraphs[0].text.startswith("Annual report")


@pytest.mark.parametrize("name", ["annual-report.pptx", "nothing.docx"])
def test_what_is_in_no_list_is_missing(name: str, seminar: Seminar, signed_in: SignIn) -> None:
    assert signed_in(seminar.leader).get(f"/cycles/{seminar.cycle.id}/report/outputs/{name}").status_code == 404


def test_another_units_report_is_missing(seminar: Seminar) -> None:
    with pytest.raises(NotFound):
        exporting.export(
            making.a_seminar().leads, seminar.cycle.id, name="annual-report", extension="docx", language="sv"
        )

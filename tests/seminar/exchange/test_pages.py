"""The way in on the pages: a look that says what will arrive and what will not, and then all of it at once."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.coding import marked_texts, marking
from seminar.themes import codebook
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.exchange import taking_in, tools
from tests.seminar.exchange.sending import send
from tests.seminar.exchange.tools import Marked
from tests.seminar.making import Seminar
from toolkit import clock
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]
QUOTE = making.LINES[3][1]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    return making.a_seminar()


def a_file(tool: str = "nvivo") -> bytes:
    names = {"interviewer": "Intervjuare", "child": "Barnet"}
    text = "\n".join(f"{names[who]}: {said}" for who, said in making.LINES)
    at = text.index(QUOTE)
    marked = [Marked(at, at + len(QUOTE), "Orka"), Marked(at, at + 3, "Eget")]
    return tools.project(
        {"Intervju": text, "Okänd": "Annat."}, {"Intervju": marked}, {"Orka": "Kontakt", "Eget": ""}, tool=tool
    )


def sealed_of(page: str) -> str:
    found = re.search(r'name="sealed" value="([^"]+)"', page)
    assert found
    return found[1]


def test_the_look_says_what_will_arrive_and_what_will_not(seminar: Seminar, signed_in: SignIn) -> None:
    page = send(signed_in(seminar.facilitator), seminar, a_file())
    assert page.status_code == 200
    said = ("1 text som inte finns här", "2 är nya", "Intervju är intervju 1")
    for words in ("NVivo", "Orka", "Kontakt", "Okänd", QUOTE, *said):
        assert words in page.text
    db.session.expire_all()
    assert codebook.list_themes(seminar.leads, seminar.cycle.id) == []
    assert "transcription:deidentified:read" in making.events_of(seminar.transcripts[0].id)


def test_what_stays_in_the_other_program_is_named_by_its_kind(seminar: Seminar, signed_in: SignIn) -> None:
    coding = '<Coding guid="u"><CodeRef targetGUID="c"/></Coding>'
    xml = (
        '<Project xmlns="urn:QDA-XML:project:1.0" origin="MAXQDA 2024"><CodeBook><Codes><Code guid="c" name="Orka"/>'
        '</Codes></CodeBook><Sources><TextSource guid="t" name="Bara Word" richTextPath="internal://t.docx"/>'
        f'<PDFSource guid="p" name="Broschyr"><PDFSelection guid="s" page="1">{coding}</PDFSelection></PDFSource>'
        '</Sources><Links><Link guid="l"/></Links><Sets><Set guid="z" name="g"/></Sets><Graphs>'
        '<Graph guid="y" name="k"/></Graphs></Project>'
    )
    page = send(signed_in(seminar.facilitator), seminar, tools.packed({"a.qde": xml.encode()}))
    for words in (
        "1 text vars ord inte finns i filen: Bara Word", "1 bild, PDF, ljud eller film: Broschyr",
        "1 märkt ställe finns i en bild, en PDF", "1 grupp stannar", "1 ritning med koder stannar", "1 länk stannar",
    ):  # fmt: skip
        assert words in page.text
    inspect_page(page.text, page.headers)


def test_the_yes_takes_all_of_it_in(seminar: Seminar, signed_in: SignIn) -> None:
    browser = signed_in(seminar.facilitator)
    sealed = sealed_of(send(browser, seminar, a_file()).text)
    way = f"/cycles/{seminar.cycle.id}/seminar/import/keep"
    missing = browser.post(way, data={"sealed": sealed, "reading": "0", "area-0": "contact", "area-1": ""})
    inspect_page(missing.text, missing.headers)
    assert missing.status_code == 422
    assert "Välj var det hör hemma" in missing.text
    db.session.expire_all()
    assert codebook.list_themes(seminar.leads, seminar.cycle.id) == []
    sent = {"sealed": sealed, "reading": "0", "area-0": "contact", "area-1": "works_well"}
    assert browser.post(way, data=sent).status_code == 303
    followed = browser.post(way, data=sent, follow_redirects=True)
    assert followed.status_code == 200
    db.session.expire_all()
    assert [theme.name for theme in codebook.list_themes(seminar.leads, seminar.cycle.id)] == ["Orka", "Eget"]
    marked = marked_texts.list_codings(seminar.transcripts[0])
    assert sorted((row.theme.name, row.excerpt.quote) for row in marked) == [("Eget", QUOTE[:3]), ("Orka", QUOTE)]


def test_what_is_here_already_is_told_before_and_after(seminar: Seminar, signed_in: SignIn) -> None:
    browser = signed_in(seminar.facilitator)
    making.an_excerpt(seminar, making.a_theme(seminar, "Orka"))
    data = taking_in.exported(seminar)
    page = send(browser, seminar, data)
    inspect_page(page.text, page.headers)
    for words in ("1 finns redan här", "Ingenting skulle ändras", "Texter som känns igen: Intervju 1"):
        assert words in page.text
    assert ">Läs in<" not in page.text
    sent = {"sealed": sealed_of(page.text), "reading": "0"}
    kept = browser.post(f"/cycles/{seminar.cycle.id}/seminar/import/keep", data=sent, follow_redirects=True)
    assert "Inget var nytt" in kept.text


def test_some_are_new_and_a_renamed_theme_keeps_its_name(seminar: Seminar, signed_in: SignIn) -> None:
    theme = making.a_theme(seminar, "Orka")
    making.an_excerpt(seminar, theme)
    data = taking_in.exported(seminar)
    codebook.change(
        seminar.leads, seminar.cycle.id, theme.id, name="Att orka", area="contact", definition="", version=theme.version
    )  # fmt: skip
    for coding in marked_texts.list_codings(seminar.transcripts[0]):
        marking.remove(seminar.leads, seminar.cycle.id, coding.id)
    page = send(signed_in(seminar.facilitator), seminar, data).text
    assert "Heter ”Att orka” här" in page
    assert "1 togs bort eller väntar här" in page
    assert ">Läs in<" in page


def test_a_reading_that_is_none_of_the_choices_is_refused(seminar: Seminar, signed_in: SignIn) -> None:
    browser = signed_in(seminar.facilitator)
    sealed = sealed_of(send(browser, seminar, a_file()).text)
    sent = {"sealed": sealed, "reading": "77", "area-0": "contact", "area-1": "contact"}
    assert browser.post(f"/cycles/{seminar.cycle.id}/seminar/import/keep", data=sent).status_code == 422


def test_without_a_file_the_field_says_so(seminar: Seminar, signed_in: SignIn) -> None:
    browser, way = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/seminar/import"
    page = browser.get(way)
    inspect_page(page.text, page.headers)
    answer = browser.post(way, data={})
    assert answer.status_code == 422
    assert "Välj filen först" in answer.text


def test_the_name_of_the_file_says_nothing(seminar: Seminar, signed_in: SignIn) -> None:
    assert send(signed_in(seminar.facilitator), seminar, a_file(), "bild.png").status_code == 200
    assert send(signed_in(seminar.facilitator), seminar, tools.codebook({"a": ""}), "a.qdpx").status_code == 200


def test_nothing_comes_in_once_the_report_is_finished(seminar: Seminar, signed_in: SignIn) -> None:
    browser = signed_in(seminar.facilitator)
    sealed = sealed_of(send(browser, seminar, a_file()).text)
    seminar.cycle.state, seminar.cycle.reported_at = CycleState.REPORTED, clock.now()
    db.session.commit()
    assert browser.get(f"/cycles/{seminar.cycle.id}/seminar/import").status_code == 409
    sent = {"sealed": sealed, "reading": "0", "area-0": "contact", "area-1": "contact"}
    assert browser.post(f"/cycles/{seminar.cycle.id}/seminar/import/keep", data=sent).status_code == 409
    assert "Läs in från ett annat program" not in browser.get(f"/cycles/{seminar.cycle.id}/seminar").text

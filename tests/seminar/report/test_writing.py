"""A person's own text in place of a draft: versions, what is new since, the way back, and the history."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.report import drafting, writing
from seminar.report.models import ReportText
from seminar.report.sentences import Draft
from tests import factories as make
from tests.inspection import inspect_page
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.errors import NotFound
from toolkit.people.models import Person

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    seminar = making.a_seminar(*[(13, "girl")] * 5)
    making.an_excerpt(seminar, making.a_theme(seminar))
    return seminar


def draft_of(seminar: Seminar, section: str) -> Draft:
    return writing.get_draft(drafting.collect(seminar.leads, seminar.cycle.id), section)


def save(seminar: Seminar, text: str, version: int) -> ReportText:
    return writing.save_text(
        seminar.leads, seminar.cycle.id, section="area_contact", text=text, version=version,
        draft=draft_of(seminar, "area_contact"),
    )  # fmt: skip


def test_a_draft_follows_the_data_until_somebody_writes_and_then_says_what_is_new(seminar: Seminar) -> None:
    before = draft_of(seminar, "area_contact")
    row = save(seminar, "Barnen vill veta.", 0)
    assert not writing.list_news(row, before)
    making.an_excerpt(seminar, making.a_theme(seminar, "Väntan"), transcript=1)
    after = draft_of(seminar, "area_contact")
    assert after.text != before.text
    assert [one.text for one in writing.list_news(row, after)] == [
        one.text for one in after.sentences if one not in before.sentences
    ]
    save(seminar, "Barnen vill veta mer.", row.version)
    assert not writing.list_news(row, after)


def test_an_empty_text_lets_the_draft_stand_again_and_what_stood_is_kept(seminar: Seminar) -> None:
    row = save(seminar, "Barnen vill veta.", 0)
    save(seminar, "", row.version)
    assert not drafting.collect(seminar.leads, seminar.cycle.id).get_written("area_contact")
    [earlier] = writing.list_earlier(seminar.leads, seminar.cycle.id, section="area_contact")
    assert (earlier.text, earlier.number) == ("Barnen vill veta.", 1)
    assert not writing.list_news(row, draft_of(seminar, "area_contact"))


def test_only_what_is_a_section_is_written_in_and_only_in_ones_own_unit(seminar: Seminar) -> None:
    with pytest.raises(NotFound):
        writing.get_draft(drafting.collect(seminar.leads, seminar.cycle.id), "weather")
    with pytest.raises(NotFound):
        writing.list_earlier(seminar.leads, seminar.cycle.id, section="weather")
    stranger = make.actor(making.a_seminar().facilitator)
    with pytest.raises(NotFound):
        writing.list_earlier(stranger, seminar.cycle.id, section="summary")


@pytest.mark.one_database
def test_a_text_saves_itself_and_what_one_person_writes_in_a_while_is_kept_once(
    seminar: Seminar, signed_in: SignIn
) -> None:
    browser, address = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/report/text/summary"
    for version, text in enumerate(("Bar", "Barnen", "Barnen vill", "Barnen vill veta.")):
        saved = browser.post(address, data={"text": text, "version": version}, headers={"Accept": "application/json"})
        assert saved.get_json() == {"version": version + 1}
    late = browser.post(address, data={"text": "Annat", "version": 1}, headers={"Accept": "application/json"})
    assert late.status_code == 409
    assert late.get_json()["error"]
    assert len(writing.list_earlier(seminar.leads, seminar.cycle.id, section="summary")) == 1


@pytest.mark.one_database
def test_the_page_shows_the_report_and_each_section_can_be_written(seminar: Seminar, signed_in: SignIn) -> None:
    browser, address = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/report"
    page = browser.get(address)
    inspect_page(page.text, page.headers)
    assert making.LINES[1][1] in page.text, "the children's words are readable on the screen"
    for section in writing.EVERY:
        answer = browser.get(f"{address}/text/{section}")
        assert answer.status_code == 200, section
        inspect_page(answer.text, answer.headers)
    opened = browser.get(f"{address}/text/area_contact").text
    assert "Det som är markerat under teman, räknat i barn" in opened
    assert "talade om ”Tillit”" in opened.partition("<textarea")[2].partition("</textarea>")[0].replace("\u00a0", " ")
    own = "# Eget\n\n> Ja\n> – Flicka\n\n<b>inte fet</b>"
    assert browser.post(f"{address}/text/area_contact", data={"text": own, "version": 0}).status_code == 303
    told = browser.get(address).text
    assert "<h4>Eget</h4>" in told
    assert "&lt;b&gt;inte fet&lt;/b&gt;" in told
    browser.post(f"{address}/text/area_contact", data={"text": "Nytt", "version": 1})
    assert "Version 1, till" in browser.get(f"{address}/text/area_contact").text

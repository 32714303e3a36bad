"""The page that shows the code once, and the card as PDF: tagged, for the child's age, with nobody's name."""

import io
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from pypdf import PdfReader

from tests.inspection import inspect_page
from tests.toolkit.own_codes.conftest import Met
from toolkit.db import db
from toolkit.own_codes.models import OwnCode
from toolkit.people.models import Person

SignedIn = Callable[[Person], FlaskClient]


def given(browser: FlaskClient, met: Met) -> str:
    page = browser.post(f"/interviews/{met.assignment.id}/own-code/code")
    inspect_page(page.text, page.headers)
    return page.text.split('class="code-large">')[1].split("<")[0]


def test_the_code_is_shown_once_with_the_day_that_it_works_until(met: Met, signed_in: SignedIn) -> None:
    browser = signed_in(met.worker)
    code = given(browser, met)
    page = browser.get(f"/interviews/{met.assignment.id}/own-code")
    inspect_page(page.text, page.headers)
    assert code not in page.text
    assert f"31 december {met.assignment.cycle.year + 1}" in page.text
    assert "Ge en ny kod" in page.text


@pytest.mark.parametrize(
    ("age", "words"), [(6, "Du har lärt oss något."), (11, "hjälper oss att bli bättre"), (16, "citat")]
)
def test_the_card_speaks_to_the_child_s_age(met: Met, signed_in: SignedIn, age: int, words: str) -> None:
    met.assignment.child.age = age
    browser = signed_in(met.worker)
    code = given(browser, met)
    card = browser.post(f"/interviews/{met.assignment.id}/own-code/card", data={"code": code})
    assert card.mimetype == "application/pdf"
    assert "no-store" in card.headers["Cache-Control"]
    file = PdfReader(io.BytesIO(card.data))
    assert len(file.pages) == 1
    assert str(file.root_object["/Lang"]) == "sv"
    assert "/StructTreeRoot" in file.root_object
    said = " ".join(file.pages[0].extract_text().split())
    assert words in said
    assert code in said.replace(" ", "")  # a reader of PDFs sets spaces where letters are pushed together
    assert f"31 december {met.assignment.cycle.year + 1}" in said
    assert "0123-45 67 89" in said
    assert met.assignment.child.code not in said
    assert met.worker.name not in said


def test_the_card_is_made_only_of_the_code_that_works(met: Met, signed_in: SignedIn) -> None:
    browser = signed_in(met.worker)
    old, new = given(browser, met), given(browser, met)
    address = f"/interviews/{met.assignment.id}/own-code/card"
    assert browser.post(address, data={"code": old}).status_code == 409
    assert browser.post(address, data={}).status_code == 303
    assert browser.post(address, data={"code": new}).status_code == 200


def test_a_no_is_noted_on_the_step(met: Met, signed_in: SignedIn) -> None:
    browser = signed_in(met.worker)
    browser.post(f"/interviews/{met.assignment.id}/own-code/unwanted")
    assert db.session.scalars(sa.select(OwnCode)).one().is_wanted is False
    page = browser.get(f"/interviews/{met.assignment.id}/own-code").text
    assert "Barnet ville inte ha någon kod." in page

"""The pages of exchange in a real browser: judged by axe, also on a phone and in the dark."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from tests.inspection import axe
from tests.seminar import making
from tests.seminar.seminars.test_in_browser import carry
from toolkit.db import db
from toolkit.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]


def test_the_seminar_is_taken_along_with_a_promise(
    app: Flask, page: Page, signed_in: Callable[[Person], FlaskClient]
) -> None:
    seminar = making.a_seminar()
    making.an_excerpt(seminar, making.a_theme(seminar))
    way = f"http://127.0.0.1/cycles/{seminar.cycle.id}/seminar"
    db.session.commit()
    carry(page, signed_in(seminar.facilitator))
    page.goto(way)
    page.get_by_role("link", name="Ta med som fil").click()
    axe(page)
    page.get_by_label("Hela seminariet för ett annat analysprogram (.qdpx)").check()
    page.get_by_role("button", name="Spara filen").click()
    expect(page.get_by_text("Läs vad filen innehåller och kryssa sedan").first).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(color_scheme="dark")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

"""What is handed out, in a real browser: on a laptop and on a phone in the dark, checked by axe, never sideways."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.inspection import axe
from tests.seminar import making, promising
from tests.seminar.seminars.test_in_browser import carry
from toolkit import clock
from toolkit.db import db
from toolkit.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.one_database]
PROMISES = ("Du får ett sms dagen innan.", "Du får veta vem du ska träffa.", "Väntrummet blir finare.")


def test_all_of_it_is_read_on_a_laptop_and_on_a_phone_in_the_dark(
    app: Flask, page: Page, signed_in: Callable[[Person], FlaskClient]
) -> None:
    seminar = making.a_seminar((13, "girl"), (10, "boy"))
    for number, text in enumerate(PROMISES):
        promising.an_action(seminar, text, theme=text, due=clock.today() + timedelta(days=30 + 180 * number))
    begin = f"http://127.0.0.1/cycles/{seminar.cycle.id}/report"
    db.session.commit()
    carry(page, signed_in(seminar.facilitator))
    for width, height, scheme in ((1280, 800, "light"), (390, 844, "dark")):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for name in ("outputs", "papers/poster-a4", "papers/letter-child-5-8", "papers/board-pages"):
            page.goto(f"{begin}/{name}")
            expect(page.locator("h1")).to_have_count(1)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, width)
            axe(page)
    page.goto(f"{begin}/outputs")
    page.get_by_role("link", name="Affisch A3", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tack för att du har hjälpt oss")
    expect(page.get_by_text(PROMISES[0])).to_be_visible()
    page.goto(begin)
    expect(page.get_by_text("Rapporten på papper är pdf:en")).to_be_hidden()
    [printed] = PdfReader(BytesIO(page.pdf())).pages
    assert "Rapporten på papper är pdf:en" in " ".join(printed.extract_text().split())
    assert PROMISES[0] not in printed.extract_text(), "the working page is long, and no paper"

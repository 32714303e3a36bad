"""The words in the top bar: an administrator's many stand under few, and fit beside the name on a laptop."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import expect

from app import NAVIGATION
from tests import factories as make
from tests.inspection import axe
from tests.templates.conftest import Open
from toolkit.access import Role
from toolkit.navigation import Word, _shown
from toolkit.people.models import Person


def words(app: Flask, *roles: Role) -> list[Word]:
    with app.test_request_context("/"):
        return _shown([item for item in NAVIGATION if item.roles & {*roles} and item.only_when is None])


def test_every_word_of_a_role_stands_once_alone_or_in_a_group(app: Flask) -> None:
    for role in Role:
        wanted = {item.endpoint for item in NAVIGATION if role in item.roles and item.only_when is None}
        shown = [one for word in words(app, role) for one in word.inside or [word]]
        assert len({one.label for one in shown}) == len(shown) == len(wanted)
        assert all(one.url for one in shown)


def test_an_administrator_sees_few_words_and_nobody_else_a_group_of_one(app: Flask) -> None:
    shown = words(app, Role.ADMINISTRATOR)
    assert [word.label for word in shown] == ["Personer", "Enheter", "Inställningar", "Datorn", "Skydd"]
    assert all(len(word.inside) > 1 for word in shown[2:])
    alone = words(app, Role.UNIT_LEADER)
    assert "Gallring" in [word.label for word in alone]
    assert not any(word.inside for word in alone)


def test_a_group_says_that_one_is_in_it(app: Flask, signed_in: Callable[[Person], FlaskClient]) -> None:
    page = signed_in(make.a_person(make.a_unit(), Role.ADMINISTRATOR)).get("/admin/mail").text
    marked = page.partition("topnav__group")[2].partition("</nav>")[0]
    assert marked.count('aria-current="true"') == 1
    assert '<summary aria-current="true"><span>Inställningar' in marked
    assert marked.count('aria-current="page"') == 1


@pytest.mark.browser
@pytest.mark.one_database
def test_they_fit_on_a_laptop_and_open_by_keyboard_and_on_a_phone(opened: Open) -> None:
    page = opened("/help", who="administrator", width=1280)
    bar = page.locator(".topbar").bounding_box()
    assert bar is not None
    assert bar["height"] < 70, "one line"
    page.locator(".topnav__group summary", has_text="Skydd").focus()
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name="Dataskydd")
    expect(link).to_be_visible()
    axe(page)
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    phone = opened("/help", who="administrator", width=390, scheme="dark")
    for group in phone.locator(".topnav__group summary").all():
        group.click()
        sheet = phone.locator(".topnav__group[open] .menu__sheet").bounding_box()
        assert sheet is not None
        assert sheet["x"] >= 0
        assert sheet["x"] + sheet["width"] <= 390
    axe(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.locator(".topnav__group[open] a").last.click()
    expect(phone).not_to_have_url(re.compile("help"))

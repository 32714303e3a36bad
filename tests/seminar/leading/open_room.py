"""A running installation whose seminar is open, and windows in a browser that follow it."""

import uuid

from playwright.sync_api import Browser, Page

from seminar.seminars import planning
from tests.browser import modules_are_ready
from tests.seminar.live.room import Room
from tests.seminar.seminars.days import a_plan
from toolkit.access import Actor
from toolkit.db import db
from toolkit.people import directory, sessions
from toolkit.people.models import Person


class OpenRoom(Room):
    """The same unit, with a seminar that the worker takes part in and that is open."""

    day_id: uuid.UUID

    def _fill(self) -> None:
        super()._fill()

        def open_day() -> uuid.UUID:
            people = [db.session.get_one(Person, self.people[who]) for who in ("worker", "second")]
            day = planning.create(self.leads(), self.cycle_id, a_plan(*people))
            return planning.open_seminar(self.leads(), self.cycle_id, day.id).id

        self.day_id = self.in_app(open_day)

    def leads(self) -> Actor:
        """The facilitator as the one who asks; inside `in_app`."""
        return directory.as_actor(db.session.get_one(Person, self.people["first"]))


def window(browser: Browser, room: Room, path: str, who: str = "first", **more: object) -> Page:
    """A window of its own, as on another machine."""
    context = browser.new_context(locale="sv-SE", timezone_id="Europe/Stockholm", **more)  # type: ignore[arg-type]
    cookie = {"name": sessions.cookie_name(secure=False), "value": room.tokens[who], "url": room.root}
    context.add_cookies([cookie])  # type: ignore[list-item]  # as Playwright wants it
    page = context.new_page()
    page.goto(room.root + path)
    modules_are_ready(page)
    return page

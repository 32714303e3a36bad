"""The program on a port of this machine with a small year in it, and its pages in a real browser."""

import threading
from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from tests import factories as make
from tests.browser import modules_are_ready
from toolkit.access import Role
from toolkit.db import db
from toolkit.people import sessions
from toolkit.surveys import offering

Open = Callable[..., Page]


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """The program on a port of this machine."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def year(app: Flask) -> dict[str, str]:
    """Ids and a code of a small year, and the token of its interviewer, who also leads the seminar."""
    unit = make.a_unit()
    worker = make.a_person(unit, Role.SOCIAL_WORKER, Role.FACILITATOR, name="Sara Lindgren")
    cycle = make.a_cycle(unit, worker)
    following = make.a_cycle(unit, worker)
    following.year += 1
    assignment = make.an_assignment(make.a_child(cycle), worker)
    code = offering.offer(make.actor(worker), assignment.id)
    facts = {
        "assignment": str(assignment.id),
        "cycle": str(cycle.id),
        "following": following.name,
        "code": code,
        "token": sessions.begin(worker),
        "administrator": sessions.begin(make.a_person(unit, Role.ADMINISTRATOR)),
    }
    db.session.commit()
    db.session.remove()  # or a look at these rows would hold SQLite's write lock while the server wants it
    return facts


@pytest.fixture
def opened(browser: Browser, address: str, year: dict[str, str]) -> Iterator[Open]:
    """`opened("/help", width=390)` is the page; it fails the test when the browser complained about anything."""
    complaints: list[str] = []
    contexts = []

    def open_page(
        path: str,
        *,
        width: int = 1280,
        scheme: Literal["light", "dark"] = "light",
        signed_in: bool = True,
        who: str = "token",
        script: bool = True,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 844},
            color_scheme=scheme,
            java_script_enabled=script,
        )
        contexts.append(context)
        if signed_in:
            context.add_cookies([{"name": sessions.cookie_name(secure=False), "value": year[who], "url": address}])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Security" in said.text else None)
        page.goto(address + path.format(**year))
        if script:
            modules_are_ready(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints

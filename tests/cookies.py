"""Holds a law in every test: whatever a browser is given to keep holds no word of a person, signed or not.

Each cookie that an answer carries, in any test, is opened as whoever sits at the browser can open it, and each part of
it must look as its name says here. A name that stands here for the first time is a decision.
"""

import base64
import json
import re
import zlib
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import pytest
from flask import Flask, Response
from werkzeug.http import parse_cookie

TOKEN = r"[A-Za-z0-9_-]{32,44}"
HEX = r"[0-9a-f]{24,40}"
ID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00"
PATH = rf"/|(/([a-z0-9-]{{1,30}}|{ID}))+"
VISIT = {"key": rf"{ID}|{HEX}|[0-9a-f]{{64}}", "token": TOKEN, "at": MOMENT}

OF_THE_FORM_SESSION: dict[str, Any] = {
    "csrf_token": HEX,
    "messages": TOKEN,  # of what the next page says (`toolkit.flash_messages`)
    "child_survey": VISIT,
    "own_code": VISIT,
    "ended": "elsewhere|quiet|True|False",  # why a child's visit ended, and whether an answer went with it
    "came_from": PATH,  # of the grown-up who handed over the browser
    "passkeys": HEX,  # which browser was asked for one
}
PLAIN = {"who": TOKEN, "locked": "1", "language": "sv|en", "theme": "light|dark|system"}
"""Cookies that are no more than one word of ours, or a random token."""
ON_THE_WAY = [TOKEN, r"\d+", rf"({PATH})(\?next=[A-Za-z0-9/%_-]*)?", rf"{HEX}|"]
"""To the municipality's own sign-in: its state, when, where it leads, and the id of who shows anew who they are."""


def problems(name: str, value: str) -> Iterator[str]:
    """What a cookie holds that it should not, a sentence each."""
    name = name.removeprefix("__Host-")
    if name in PLAIN:
        yield from _mismatches(name, PLAIN[name], value or [])
    elif name in SIGNED:
        yield from SIGNED[name](read_signed(value) if value else {})
    else:
        yield f"tests/cookies.py does not know the cookie {name}"


def _of_the_form_session(held: dict[str, Any]) -> Iterator[str]:
    for part in held.keys() - OF_THE_FORM_SESSION.keys():
        yield f"the form session holds {part}, which tests/cookies.py does not know"
    for part in held.keys() & OF_THE_FORM_SESSION.keys():
        yield from _mismatches(part, OF_THE_FORM_SESSION[part], held[part])


def _of_a_known_browser(held: dict[str, str]) -> Iterator[str]:
    yield from _mismatches("known", HEX, [*held.keys(), *held.values()])


def _on_the_way(held: Any) -> Iterator[str]:
    for wanted, part in zip(ON_THE_WAY, held, strict=bool(held)):
        yield from _mismatches("provider", wanted, part)


SIGNED: dict[str, Callable[[Any], Iterator[str]]] = {
    "form": _of_the_form_session,
    "known": _of_a_known_browser,
    "provider": _on_the_way,
}
"""Cookies whose writing only the server can make, and anybody can read."""


def read_signed(value: str) -> Any:
    """What stands in a signed cookie, read without the key, as anybody can."""
    payload = value.lstrip(".").partition(".")[0]
    raw = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    return json.loads(zlib.decompress(raw) if value.startswith(".") else raw)


def _mismatches(name: str, wanted: Any, found: Any) -> Iterator[str]:
    if isinstance(wanted, dict):
        parts = found if isinstance(found, dict) else {"": found}
        yield from (f"{name} holds {part!r}" for part in parts.keys() - wanted.keys())
        for part in parts.keys() & wanted.keys():
            yield from _mismatches(f"{name}.{part}", wanted[part], parts[part])
        return
    for one in found if isinstance(found, list) else [found]:
        if not re.fullmatch(wanted, str(one)):
            yield f"{name} holds {str(one)[:80]!r}"


@pytest.fixture(scope="session", autouse=True)
def _cookies_hold_no_word() -> Iterator[None]:
    """Look into each cookie that an answer carries."""
    plain = Flask.process_response

    @wraps(plain)
    def process_response(self: Flask, response: Response) -> Response:
        answer = plain(self, response)
        for line in answer.headers.getlist("Set-Cookie"):
            for name, value in parse_cookie(line.partition(";")[0]).items():
                found = list(problems(name, value))
                assert not found, found
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flask, "process_response", process_response)
        yield

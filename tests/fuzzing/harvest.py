"""What the program's own pages send: every form of every page, as its person finds it, and what scripts send."""

import hashlib
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

from flask.testing import FlaskClient

from tests.architecture.access_rules import is_welcome
from tests.factories import actor
from tests.fuzzing.calls import Call, Encoding, Pairs
from tests.sweep import NOBODY, Address, Town, list_addresses
from toolkit import clock
from toolkit.db import db
from toolkit.surveys import offering

CHILD = "child"
SOUND = b"\x1aE\xdf\xa3" + b"\x42\x86\x81\x01" * 40
"""Begins as a recording does."""

FILES: dict[str, tuple[str, bytes]] = {
    "recordings.receive_file": ("ljud.webm", SOUND),
    "staff.send_list": ("personal.csv", b"namn;e-post\nAlva Ek;alva@exempel.se\n"),
    "children.send_list": ("barn.csv", "kod;ålder;kön\nA-1;9;flicka\n".encode()),
    "exchange.preview": ("samtal.srt", "1\n00:00:01,000 --> 00:00:02,000\nHej på dig.\n".encode()),
}
"""A file that the page would take."""

BY_SCRIPT: dict[str, Pairs] = {
    "recordings.open_recording": (("client_key", "k" * 32), ("source", "browser")),
    "recordings.finish": (("chunks", "1"),),
    "recordings.put_mark": (("mark_id", "6f1c0f5e-8d5b-4a57-9a52-6a1d3c1e0b11"), ("kind", "nods"), ("at_ms", "9")),
    "recordings.undo_mark": (("card", "1"),),
    "editor.add_time": (("active_ms", "1000"),),
    "pages.choose_language": (("locale", "en"), ("next", "/")),
    "pages.choose_theme": (("theme", "dark"), ("next", "/")),
}
"""What only a script sends, or a part of the page that every page has."""

QUERIES: dict[str, Pairs] = {
    "people.sign_in": (("next", "/account"),),
    "people.do_sign_in": (("next", "/account"),),
    "audit.index": (("page", "1"),),
    "cycles.new": (("year", "2026"),),
    "recordings.room": (("card", "2"), ("just", "6f1c0f5e-8d5b-4a57-9a52-6a1d3c1e0b11")),
    "transcription_queue.progress": (("part", "1"),),
    "exchange.export": (("who", "child"),),
}
"""What stands after the question mark and comes from no form."""


WRITTEN = {
    "text": "Några ord",
    "number": "1",
    "time": "10:00",
    "password": "en lång mening om kottar",
}
"""What a person writes into an empty field, by its type; a day is today."""


def _written(kind: str) -> str:
    return clock.today().isoformat() if kind == "date" else WRITTEN.get(kind, "")


@dataclass(frozen=True)
class Harvest:
    """The calls that pages make, and every browser's cookies."""

    calls: list[Call]
    cookies: dict[str, Pairs]


OPENED_BY = {"coding.transcript": "facilitator"}
"""Who opens a page that others see without its form: whoever held an interview is told so."""


def gather(town: Town) -> Harvest:
    """Open every page as somebody who may, and note the forms on it; then one call for each address without a form."""
    cookies = {who: _jar(town.browser(who)) for who in (*town.world.people, NOBODY)}
    cookies[CHILD] = _sign_child_in(town)
    calls: dict[tuple[str, str, Pairs], Call] = {}
    for address in list_addresses(town.app):
        who = next((each for each in (*town.world.people, NOBODY) if is_welcome(address, each)), NOBODY)
        who = CHILD if address.room == "child_survey" else OPENED_BY.get(address.endpoint, who)
        path = town.url(address, whose="here")
        found = [_bare(address, who, path)]
        if address.method == "GET":
            answer = town.app.test_client(use_cookies=False).get(
                path, headers={"Cookie": _head(cookies[who])}, buffered=True
            )
            if answer.mimetype == "text/html":
                found += _forms(answer.get_data(as_text=True), who, path)
        for call in found:
            calls.setdefault((call.method, call.path, call.fields), call)
    return Harvest(list(calls.values()), cookies)


def _bare(address: Address, who: str, path: str) -> Call:
    fields, query = BY_SCRIPT.get(address.endpoint, ()), QUERIES.get(address.endpoint, ())
    files = tuple(("file", *FILES[address.endpoint]) for _ in range(address.endpoint in FILES))
    call = Call(
        method=address.method, path=path, who=who, query=query, fields=fields, files=files,
        encoding=Encoding.MULTIPART if files else Encoding.FORM,
    )  # fmt: skip
    if address.endpoint != "recordings.put_chunk":
        return call
    checksum = hashlib.sha256(SOUND).hexdigest()
    return Call(method="PUT", path=path, who=who, raw_body=SOUND, headers=(("X-Chunk-SHA256", checksum),))


def _jar(client: FlaskClient) -> Pairs:
    return tuple((cookie.key, cookie.value) for cookie in (client._cookies or {}).values())


def _head(cookies: Pairs) -> str:
    return "; ".join("=".join(pair) for pair in cookies)


def _sign_child_in(town: Town) -> Pairs:
    """The cookies of a child who has written the code, which stays so when the town is restored."""
    with town.app.app_context():
        owner = db.session.merge(town.world.people["owner"])
        code = offering.offer(actor(owner), town.world.here.ids["assignment_id"])
        db.session.commit()
    client = town.browser(NOBODY)
    assert client.post("/s", data={"code": code}).status_code == 303
    with town.app.app_context():
        town.remember()
    return _jar(client)


class _Forms(HTMLParser):
    """Reads the forms of a page with what stands in their fields."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str | None]] = []
        self.fields: list[list[tuple[str, str]]] = []
        self._select = self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "form":
            self.forms.append(known)
            self.fields.append([])
        name = known.get("name") or ""
        if tag == "select":
            self._select = name
        elif tag == "textarea":
            self._text = name
            self._add(name, "ord ")
        elif tag == "option" and self._select:
            self._add(self._select, known.get("value") or "")
        elif tag in {"input", "button"} and name and name != "csrf_token":
            self._add(name, known.get("value") or _written(known.get("type") or "text"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._text = ""

    def handle_data(self, data: str) -> None:
        if self._text and self.fields and self.fields[-1]:
            name, said = self.fields[-1].pop()
            self._add(name, said + data)

    def _add(self, name: str, value: str) -> None:
        if self.fields:
            self.fields[-1].append((name, value))


def _forms(page: str, who: str, path: str) -> list[Call]:
    reader = _Forms()
    reader.feed(page)
    found = []
    for form, named in zip(reader.forms, reader.fields, strict=True):
        action = urlsplit(form.get("action") or path)
        is_post = (form.get("method") or "get").lower() == "post"
        # Of several values of one name, such as the choices of a list, the last one is sent.
        pairs = tuple(dict(named).items())
        is_multipart = form.get("enctype") == "multipart/form-data"
        found.append(
            Call(
                method="POST" if is_post else "GET", path=action.path, who=who,
                query=(*parse_qsl(action.query, keep_blank_values=True), *(() if is_post else pairs)),
                fields=pairs if is_post else (),
                encoding=Encoding.MULTIPART if is_multipart else Encoding.FORM,
            )
        )  # fmt: skip
    return found

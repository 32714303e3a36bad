"""Every page has a way to it: an address that nobody is led to is no page, however well it works."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from toolkit.config import ROOT

pytestmark = pytest.mark.one_database

ROOMS = ("interview_guides", "toolkit", "transcription", "seminar", "templates")
SPOKEN = {".py", ".html", ".yaml", ".js"}

# Whoever comes by another way than a name: what is asked for by machines, and what a page adds to its own address.
BY_ADDRESS = {
    "static": "toolkit.assets makes the addresses",
    "front.home": "/",
    "operations.whole": "watched from outside",
    "operations.web": "watched from outside",
    "operations.figures": "watched from outside",
    "oidc.come_back": "the municipality's sign-in leads here",
    "printables.pdf": "templates/printables/list.html adds the ending",
    "printables.pdf_for_interview": "templates/printables/list.html adds the ending",
    "subject_access.own_copy": "templates/subject_access/child.html adds the request to its own address",
}


def list_names() -> Iterator[str]:
    """Every name of an endpoint that is said anywhere, whole or with a point in place of its own room."""
    files = [ROOT / "app.py", ROOT / "speakers.py", *(file for room in ROOMS for file in (ROOT / room).rglob("*.*"))]
    for file in files:
        if file.suffix in SPOKEN:
            yield from re.findall(r"""["']([a-z_]*\.[a-z_]+)["']""", file.read_text("utf-8"))


def test_somebody_leads_to_every_page(app: Flask) -> None:
    said = set(list_names())
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    unsaid = {one for one in pages if one not in said and f".{one.rpartition('.')[2]}" not in said}
    assert unsaid == set(BY_ADDRESS)

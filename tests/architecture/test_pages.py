"""Every page that anybody can open is held to tests/inspection.py, in both languages, also when it says no."""

from collections.abc import Iterator

import pytest
from werkzeug.test import TestResponse

from tests.architecture.access_rules import is_welcome
from tests.architecture.source import expect_none
from tests.headers import problems_of_headers
from tests.inspection import inspect_page
from tests.sweep import NOBODY, Address, Town, list_addresses
from toolkit import language
from toolkit.config import ROOT

# Opened on one database: here their markup is read.
pytestmark = pytest.mark.one_database

Found = dict[str, list[str]]

# A script fetches these, or they replace a part of a page that is open: a document of their own they are not.
FRAGMENTS = frozenset(
    {
        "retranscription.show", "coding.now", "board.now", "cells.summary", "cells.new_voice", "cells.voice",
        "cells.new_proposal", "cells.proposal", "cells.responsible", "projector.now", "live.latest", "editions.files",
    }
)  # fmt: skip


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_every_page_is_sound(town: Town, code: str) -> None:
    """As whoever may open it, and as one who may not. In English as one of those who may: it is the same page."""
    town.language = code
    found: Found = {}
    for address in list_addresses(town.app, "GET"):
        for who in _one_of_each(address) if code == "sv" else [_whoever_may(town, address)]:
            _inspect(found, town, address, who)
    expect_none(_told(found))


def test_a_form_that_was_refused_is_sound(town: Town) -> None:
    """What comes back when nothing was filled in."""
    found: Found = {}
    for address in list_addresses(town.app, "POST"):
        _inspect(found, town, address, _whoever_may(town, address))
        town.restore()
    expect_none(_told(found))


def test_no_field_is_cut_by_the_browser() -> None:
    """What is pasted into a field with `maxlength` is cut, and sent as if it were all. We say that it is too long."""
    expect_none(str(path) for path in (ROOT / "templates").rglob("*.html") if "maxlength=" in path.read_text())


def _whoever_may(town: Town, address: Address) -> str:
    return next((each for each in (*town.world.people, NOBODY) if is_welcome(address, each)), NOBODY)


def _one_of_each(address: Address) -> Iterator[str]:
    people = ("owner", "colleague", "facilitator", "leader", "administrator", NOBODY)
    welcome = [who for who in people if is_welcome(address, who)]
    yield from welcome
    yield from [who for who in people if who not in welcome and who != NOBODY][:1]


def _inspect(found: Found, town: Town, address: Address, who: str) -> None:
    answer = town.visit(address, who)
    try:
        _look_at(answer, address, town.language)
    except AssertionError as error:
        for line in str(error).splitlines():
            found.setdefault(line.strip(), []).append(f"{address} ({who}, {answer.status_code})")


def _told(found: Found) -> Iterator[str]:
    """Each problem once, with the places where it stands."""
    for problem, places in found.items():
        if " to mend in the " not in problem:
            yield f"{problem}\n    {len(places)}: {'; '.join(places[:6])}"


def _look_at(answer: TestResponse, address: Address, code: str) -> None:
    is_unwell = address.endpoint == "operations.whole" and answer.status_code == 503  # nobody works in the town
    assert answer.status_code < 500 or is_unwell, answer.get_data(as_text=True)[:500]
    if answer.mimetype == "text/html" and answer.status_code not in range(300, 400):
        text = answer.get_data(as_text=True)
        if address.endpoint not in FRAGMENTS:
            inspect_page(text, answer.headers)
            assert f'lang="{code}"' in text, "in the wrong language"
        assert "%(" not in text, "a sentence with an empty place"
    elif address.endpoint != "static":
        problems = problems_of_headers(answer.headers)
        assert not problems, problems

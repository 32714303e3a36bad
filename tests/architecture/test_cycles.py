"""A cycle is always named: each of its pages says which year it belongs to, in the title and over the heading."""

import re
from collections.abc import Iterator

import pytest

from tests.architecture.access_rules import is_welcome
from tests.architecture.source import expect_none
from tests.sweep import Address, Town, list_addresses
from toolkit.cycles.models import Cycle
from toolkit.db import db

pytestmark = pytest.mark.one_database

# What belongs to one interview, and so to its cycle.
OF_AN_INTERVIEW = frozenset(
    {"assignment_id", "transcript_id", "deidentified_id", "reading_id", "segment_id", "recording_id"}
)
# A script fetches these, or a file is their answer.
NOT_PAGES = frozenset({"again.show", "coding.now", "board.now", "projector.now", "editions.files"})
WALLS = frozenset({"projector.index"})  # read from ten metres: its title says the cycle, the wall what is talked about
EVERY_YEAR = "subject_access."  # whoever asks what is held of a child means all of its years
CELLS = "cells."  # the parts of the board that open where they are


def test_every_page_of_a_cycle_says_its_name(town: Town) -> None:
    with town.app.app_context():
        cycle = db.session.get(Cycle, town.world.here.ids["cycle_id"])
        assert cycle is not None
        name = cycle.name
    seen: list[str] = []
    expect_none(
        problem
        for address in list_addresses(town.app, "GET")
        if _belongs_to_a_cycle(address) and address.endpoint not in NOT_PAGES and not address.endpoint.startswith(CELLS)
        for problem in _look(town, address, name, seen)
    )
    assert len(seen) > 40, "hardly any page was looked at"


def test_a_cycle_is_in_the_address_of_whatever_hangs_on_one(town: Town) -> None:
    """Nothing of a cycle is reached without it, but for what hangs on an interview, which names its cycle itself."""
    inside = {"child_id", "theme_id", "voice_id", "coding_id", "note_id", "proposal_id"}
    expect_none(
        f"{address} does not say in which cycle"
        for address in list_addresses(town.app)
        if inside & set(address.id_names)
        and "cycle_id" not in address.id_names
        and not address.endpoint.startswith(EVERY_YEAR)
    )


def _belongs_to_a_cycle(address: Address) -> bool:
    return "cycle_id" in address.id_names or bool(OF_AN_INTERVIEW & set(address.id_names))


def _look(town: Town, address: Address, name: str, seen: list[str]) -> Iterator[str]:
    who = next(who for who in town.world.people if is_welcome(address, who))
    answer = town.visit(address, who)
    if answer.mimetype != "text/html" or answer.status_code != 200:
        return
    seen.append(address.endpoint)
    page = answer.get_data(as_text=True)
    title = re.search(r"<title>([^<]*)</title>", page)
    if title is None or name not in title[1]:
        yield f"{address}: its title does not say the cycle"
    if address.endpoint not in WALLS and name not in page.partition("<body")[2].partition("</h1>")[0]:
        yield f"{address}: nothing at its heading says the cycle"

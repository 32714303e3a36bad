"""A list between two pages: only its sender can send it on, to the same page and within the day."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests import factories as make
from tests.wall_clock import SetClock
from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.errors import WrongState
from toolkit.people import directory
from toolkit.spreadsheets import carrying

LIST = "kod;ålder\r\nA-1;11\r\n".encode()
PAGE = "/cycles/1/children/list"


@pytest.fixture
def sender(app: Flask) -> Actor:
    return directory.as_actor(make.a_person(make.a_unit(), Role.FACILITATOR))


def test_a_list_comes_back_as_it_was_and_says_nothing_meanwhile(sender: Actor) -> None:
    sealed = carrying.seal(sender, LIST, page=PAGE)
    assert sealed.isascii()
    assert "A-1" not in sealed
    assert carrying.unseal(sender, sealed, page=PAGE) == LIST


def test_nobody_else_sends_it_on(sender: Actor) -> None:
    sealed = carrying.seal(sender, LIST, page=PAGE)
    other = directory.as_actor(make.a_person(make.a_unit(), Role.FACILITATOR))
    with pytest.raises(WrongState):
        carrying.unseal(other, sealed, page=PAGE)


def test_it_belongs_to_the_page_that_it_was_sent_to(sender: Actor) -> None:
    sealed = carrying.seal(sender, LIST, page=PAGE)
    with pytest.raises(WrongState):
        carrying.unseal(sender, sealed, page="/admin/units/1/staff")


@pytest.mark.clock(datetime(2026, 9, 1, 9, tzinfo=UTC))
def test_the_page_grows_stale_after_half_a_day(sender: Actor, set_clock: SetClock) -> None:
    began = clock.now()
    sealed = carrying.seal(sender, LIST, page=PAGE)
    set_clock(began + carrying.LASTS)
    assert carrying.unseal(sender, sealed, page=PAGE) == LIST
    set_clock(began + carrying.LASTS + timedelta(seconds=1))
    with pytest.raises(WrongState):
        carrying.unseal(sender, sealed, page=PAGE)


@pytest.mark.parametrize("written", ["x", "å", "AAAA", "=" * 40, "A" * 400])
def test_what_we_did_not_seal_is_refused_in_words(sender: Actor, written: str) -> None:
    with pytest.raises(WrongState, match="Choose the file once more"):
        carrying.unseal(sender, written, page=PAGE)

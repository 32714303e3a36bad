"""An edition is called back by one and destroyed by another: then nobody opens it, and the fact and hashes remain."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from seminar.editions import calling_back, reading, releasing
from seminar.editions import making as files_of
from seminar.editions.models import Edition
from tests import factories as make
from tests.seminar import making
from tests.seminar.editions.conftest import release
from tests.seminar.making import Seminar
from tests.wall_clock import ahead
from toolkit.access import Role
from toolkit.db import db
from toolkit.errors import NotFound, WrongState
from toolkit.vault import blobs
from toolkit.vault.columns import vault


@pytest.fixture
def edition(seminar: Seminar) -> Edition:
    return release(seminar)


def fetch(seminar: Seminar) -> bytes:
    return reading.fetch(seminar.leads, seminar.cycle.id, 1, name="annual-report", extension="docx", language="sv").file


def test_nobody_gets_it_until_it_is_handed_out_again(seminar: Seminar, edition: Edition) -> None:
    before = fetch(seminar)
    for _ in range(2):
        calling_back.call_back(seminar.leads, seminar.cycle.id, 1)
    with pytest.raises(WrongState, match="called back"):
        fetch(seminar)
    assert reading.find_released(seminar.cycle) is None
    calling_back.restore(seminar.decides, seminar.cycle.id, 1)
    assert fetch(seminar) == before
    told = [event for event in making.events_of(edition.id) if not event.endswith("fetched")]
    assert told[2:] == ["seminar:edition:called_back", "seminar:edition:handed_out"]


def test_somebody_else_destroys_it_and_the_fact_remains(seminar: Seminar, edition: Edition) -> None:
    sums, names = reading.list_sums(edition), vault().store.list_names(f"{files_of.BLOBS}-")
    calling_back.call_back(seminar.leads, seminar.cycle.id, 1)
    calling_back.destroy(seminar.decides, seminar.cycle.id, 1)
    db.session.commit()
    assert edition.id.hex not in vault().keys.names
    assert names
    assert vault().store.list_names(f"{files_of.BLOBS}-") == []
    assert (edition.number, edition.destroyed_by, reading.list_sums(edition)) == (1, seminar.leader, sums)
    for act in (calling_back.call_back, calling_back.restore, calling_back.destroy):
        with pytest.raises(WrongState, match="destroyed already"):
            act(seminar.leads, seminar.cycle.id, 1)
    releasing.begin_next(seminar.leads, seminar.cycle.id)
    second = release(seminar)
    assert (second.number, reading.facts_of(second)["sv"].changes) == (2, ())


def test_never_one_alone_and_a_leader_is_one_of_the_two(seminar: Seminar, edition: Edition) -> None:
    another = make.actor(make.a_person(seminar.unit, Role.FACILITATOR))
    refused: list[Callable[[], object]] = [
        lambda: calling_back.destroy(seminar.decides, seminar.cycle.id, 1),
        lambda: calling_back.call_back(seminar.leads, seminar.cycle.id, 1),
        lambda: calling_back.destroy(seminar.leads, seminar.cycle.id, 1),
        lambda: calling_back.destroy(another, seminar.cycle.id, 1),
    ]
    for number, act in enumerate(refused):
        if number == 1:
            act()
            continue
        with pytest.raises(WrongState):
            act()
    for stranger in (make.actor(seminar.worker), making.a_seminar().decides):
        for act_of in (calling_back.call_back, calling_back.restore, calling_back.destroy):
            with pytest.raises(NotFound):
                act_of(stranger, seminar.cycle.id, 1)
    assert not edition.is_destroyed


def test_the_sweep_takes_what_a_crash_left_and_nothing_else(seminar: Seminar, edition: Edition) -> None:
    before = fetch(seminar)
    with vault().writing(blobs.new_name(files_of.BLOBS)) as writer:
        writer.write(b"of an edition that never came to be")
    assert calling_back.sweep() == 0
    with ahead(timedelta(days=2)):
        assert calling_back.sweep() == 1
    assert not vault().store.exists(writer.sealed.file_id)
    assert fetch(seminar) == before


def test_the_sweep_destroys_the_key_that_a_crash_left(seminar: Seminar, edition: Edition) -> None:
    calling_back.call_back(seminar.leads, seminar.cycle.id, 1)
    calling_back.destroy(seminar.decides, seminar.cycle.id, 1)
    db.session.commit()
    vault().keys.create(edition.id.hex)
    assert calling_back.sweep() == 1
    db.session.commit()
    assert edition.id.hex not in vault().keys.names

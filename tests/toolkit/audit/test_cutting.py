"""The beginning of the log goes by an anchor: the rest stays a chain, and no other hand may remove a line."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import factories as make
from tests import wall_clock
from toolkit.access import Role
from toolkit.audit import chain, comparing, cutting, reading, trail, verifying
from toolkit.audit.events import Event
from toolkit.audit.models import AuditAnchor, AuditEntry
from toolkit.db import db

DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
LINES = 8
pytestmark = pytest.mark.clock(DAY + timedelta(days=LINES))


@pytest.fixture
def heads(app: Flask) -> list[chain.Head]:
    """A line a day, and the head after each."""
    found = []
    for number in range(LINES):
        with wall_clock.at(DAY + timedelta(days=number)):
            trail.record(None, Event.RECORDING_LISTENED, number=number)
            db.session.commit()
        found.append(trail.read_head(db.session()))
    return found


def cut(days: int) -> tuple[chain.Head, int]:
    """As two people do: anchor, and the line that says so."""
    anchor, removed = cutting.cut(db.session(), before=DAY + timedelta(days=days))
    if removed:
        trail.record(None, Event.LOG_DISPOSED, entries=anchor.seq, sha256=anchor.hash, removed=removed)
    db.session.commit()
    return anchor, removed


def remove() -> None:
    while cutting.remove_cut(db.session()):
        db.session.commit()


def numbers() -> list[int]:
    return list(db.session.scalars(sa.select(AuditEntry.seq).order_by(AuditEntry.seq)))


def test_the_rest_is_whole_before_and_after_the_bytes_are_gone(heads: list[chain.Head]) -> None:
    anchor, removed = cut(3)
    assert (anchor, removed) == (heads[2], 3)
    for _ in range(2):
        verdict = verifying.verify()
        assert verdict.is_whole
        assert (verdict.entries, verdict.disposed) == (LINES - 3 + 1, 3)
        remove()
    assert numbers() == list(range(4, LINES + 2))
    assert verifying.verify(heads[5]).is_whole
    assert verifying.verify(heads[2]).is_whole, "the anchor itself still stands"


def test_it_goes_on_from_an_earlier_time(heads: list[chain.Head]) -> None:
    cut(3)
    remove()
    anchor, removed = cut(5)
    assert (anchor.seq, removed) == (5, 2)
    remove()
    assert verifying.verify().is_whole
    assert cut(5)[1] == 0, "nothing more is due"
    assert len(db.session.scalars(sa.select(AuditAnchor)).all()) == 2


@pytest.mark.usefixtures("heads")
def test_the_last_line_stays_however_old() -> None:
    assert cut(1000)[1] == LINES - 1
    remove()
    assert numbers() == [LINES, LINES + 1]
    assert verifying.verify().is_whole


def test_of_a_seal_that_is_older_nothing_can_be_said(app: Flask, heads: list[chain.Head]) -> None:
    cut(4)
    remove()
    verdict = verifying.verify(heads[1])
    assert (verdict.is_older, verdict.is_cut, verdict.is_whole) == (True, False, False)
    told = app.test_cli_runner().invoke(args=["audit", "verify", "--head", str(heads[1])])
    assert told.exit_code == 1
    assert "rad 5" in told.output
    both = comparing.compare(f"{heads[1]} and {heads[6]}")
    assert both.agrees
    assert (both.missing, both.disposed) == ((), 1)
    assert not comparing.compare(str(heads[1])).agrees, "there was nothing to compare with"
    forged = chain.Head(heads[3].seq, "f" * 64)
    assert comparing.compare(f"{forged} {heads[6]}").missing == (forged,)


def test_what_is_disposed_of_is_on_no_page_at_once(heads: list[chain.Head]) -> None:
    assert heads
    actor = make.actor(make.a_person(make.a_unit(), Role.ADMINISTRATOR))
    cut(4)
    shown = reading.read_lines(actor, filters=reading.Filters()).rows
    assert min(line.seq for line in shown) == 5
    assert len(shown) == LINES - 4 + 1
    anchor = reading.find_anchor(actor)
    assert anchor is not None
    assert (anchor.seq, anchor.last_at) == (4, DAY + timedelta(days=3))


@pytest.mark.usefixtures("heads")
def test_a_cut_that_nobody_wrote_down_is_a_broken_log() -> None:
    """Somebody who owns the database anchors it, and leaves no line that says by which decision."""
    cutting.cut(db.session(), before=DAY + timedelta(days=3))
    db.session.commit()
    verdict = verifying.verify()
    assert verdict.broken_at == 4
    assert not verdict.is_whole


FORGED: dict[str, Callable[[list[chain.Head]], sa.Executable]] = {
    "a line after the anchor": lambda _: sa.delete(AuditEntry).where(AuditEntry.seq == 5),
    "all of it": lambda _: sa.delete(AuditEntry),
    "an anchor on another hash": lambda _: _anchor(5, "f" * 64),
    "an anchor on no line": lambda heads: _anchor(80, heads[4].hash),
    "an anchor on the last line": lambda _: _anchor(_last().seq, _last().hash),
    "an anchor before the last one": lambda heads: _anchor(2, heads[1].hash),
    "another anchor": lambda _: sa.update(AuditAnchor).values(hash="f" * 64),
    "no anchor": lambda _: sa.delete(AuditAnchor),
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_the_database_refuses(heads: list[chain.Head], forge: Callable[[list[chain.Head]], sa.Executable]) -> None:
    cut(3)
    with pytest.raises(sa.exc.DBAPIError, match=r"append-only|stands on no line"):
        db.session.execute(forge(heads))
    db.session.rollback()
    assert verifying.verify().is_whole


def _anchor(seq: int, hash_: str) -> sa.Executable:
    at = DAY + timedelta(days=seq - 1)
    return sa.insert(AuditAnchor).values(seq=seq, hash=hash_, last_at=at, made_at=at)


def _last() -> chain.Head:
    return trail.read_head(db.session())

"""A log whose beginning was disposed of goes into a copy and comes back whole, and goes on from where it stood."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.toolkit.audit.test_cutting import cut, remove
from tests.toolkit.backup.lab import Lab, empty_machine, opened, restore
from tests.wall_clock import at
from toolkit.audit import trail, verifying
from toolkit.audit.events import Event
from toolkit.audit.models import AuditAnchor, AuditEntry
from toolkit.db import db
from toolkit.vault import key_checks
from toolkit.vault.columns import vault

DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
pytestmark = pytest.mark.clock(DAY + timedelta(days=8))


@pytest.mark.parametrize("are_gone", [True, False])
def test_what_is_left_of_the_log_is_whole_where_it_is_put_back(lab: Lab, tmp_path: Path, *, are_gone: bool) -> None:
    """`are_gone`: the bytes before the anchor are removed when the copy is made, or still wait for the worker."""
    for number in range(6):
        with at(DAY + timedelta(days=number)):
            trail.record(None, Event.RECORDING_LISTENED, number=number)
            db.session.commit()
    anchor, removed = cut(4)
    assert removed == 4
    if are_gone:
        remove()
    key_checks.note(vault().keys, db.session.connection())
    lab.copy()
    kept = verifying.verify()
    assert kept.is_whole

    with empty_machine(lab, tmp_path) as environment:
        done = restore(lab, environment)
        assert done.exit_code == 0, done.output
        assert "The log is whole" in done.output
        with opened(environment):
            assert db.session.scalars(sa.select(AuditAnchor.seq)).all() == [anchor.seq]
            there = verifying.verify()
            assert there.is_whole
            assert there.disposed == 4
            assert there.entries == kept.entries + 1, "and that it was put back"
            first = db.session.scalar(sa.select(sa.func.min(AuditEntry.seq)))
            assert first == (anchor.seq + 1 if are_gone else 1)

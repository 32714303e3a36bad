"""After a release no act of any role changes a byte of it: every form of every page, and every address, is tried."""

import hashlib
from collections.abc import Mapping

import pytest
import sqlalchemy as sa

from seminar.editions.models import Edition, EditionFile
from tests.architecture.conftest import town
from tests.fuzzing.calls import send
from tests.fuzzing.harvest import gather
from tests.sealed import raw
from tests.sweep import Town
from toolkit.cycles.models import Cycle, CycleState
from toolkit.db import db
from toolkit.vault.columns import vault

__all__ = ["town"]

MAY_CHANGE = frozenset({"stopped_at", "stopped_by_id"})
"""That an edition is called back, and handed out again: neither is a change of what it says."""


def released(town: Town) -> Mapping[str, object]:
    """Everything that there is of editions: their rows, and the bytes in the vault."""
    with town.app.app_context():
        rows = {
            f"{table.name} {row['id']}": {name: value for name, value in row.items() if name not in MAY_CHANGE}
            for table in (raw(Edition.__table__), raw(EditionFile.__table__))
            for row in db.session.execute(sa.select(table)).mappings()
        }
        files: dict[str, object] = {}
        for name in vault().store.list_names("edition-"):
            with vault().store.open(name) as file:
                files[name] = hashlib.sha256(file.read()).hexdigest()
        return rows | files


@pytest.mark.slow
@pytest.mark.one_database
@pytest.mark.timeout(300)
def test_no_act_of_anybody_changes_a_byte(town: Town) -> None:
    with town.app.app_context():
        db.session.execute(
            sa.update(Cycle).values(
                state=CycleState.REPORTED, reported_at=sa.func.coalesce(Cycle.reported_at, Cycle.created_at)
            )
        )
        db.session.commit()
    before, harvest = released(town), gather(town)
    tried = [call for call in harvest.calls if not call.path.endswith("/destroyed")]  # tests/…/test_calling_back.py
    assert len({call.path for call in tried}) > 150
    assert sum(call.path.endswith(("/next", "/called-back", "/handed-out")) for call in tried) >= 3
    for call in tried:
        send(town.app, call, harvest.cookies[call.who])
        assert released(town) == before, call

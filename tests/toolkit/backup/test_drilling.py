"""A drill puts a copy back elsewhere, opens one of each kind, and leaves nothing."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.toolkit.backup.lab import Lab
from tests.world import a_world
from toolkit.backup import acting, drilling, recovery_code
from toolkit.db import db
from toolkit.errors import HouseError, InvalidInput, Misconfigured
from toolkit.vault import key_checks
from toolkit.vault.columns import vault


@pytest.fixture
def copied(lab: Lab) -> Lab:
    """Two whole units, with a report that has been released, and a copy of them."""
    a_world()
    key_checks.note(vault().keys, db.session.connection())
    lab.copy()
    return lab


def left_over(lab: Lab) -> list[str]:
    """What lies in the data folder, or in the database, of a drill."""
    folders = [path.name for path in lab.settings.instance.glob(f"{drilling.PREFIX}*")]
    if not lab.settings.database_url.startswith("sqlite"):
        found = db.session.scalars(sa.text("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'drill-%'"))
        folders += list(found)
        db.session.rollback()
    return folders


def test_a_drill_opens_one_of_each_kind_and_leaves_nothing(copied: Lab) -> None:
    found = acting.drill(one_in=drilling.EVERY_FILE)
    assert set(found.opened) == {"recording", "text", "report"}
    assert all(size for size in found.opened.values()), found.opened
    assert found.proved == found.files > 3
    assert found.entries > 0
    assert left_over(copied) == []
    assert acting.drill(code=copied.code).name == found.name, "the paper opens it as well"


def test_what_would_stop_a_restore_stops_a_drill_and_leaves_nothing(copied: Lab) -> None:
    with pytest.raises(InvalidInput, match="recovery code"):
        acting.drill(code=recovery_code.write(bytes(32)))
    kept = (copied.keys / "keys.sealed").read_bytes()
    (copied.keys / "keys.sealed").unlink()
    with pytest.raises(Misconfigured, match=r"keys\.sealed|%\(file\)s"):
        acting.drill()
    (copied.keys / "keys.sealed").write_bytes(kept)
    victim = next(path for path in sorted(copied.copies.rglob("recording-*")) if path.is_file())
    whole = victim.read_bytes()
    victim.write_bytes(whole[:-1] + bytes((whole[-1] ^ 1,)))
    with pytest.raises(HouseError):
        acting.drill(one_in=drilling.EVERY_FILE)
    victim.unlink()
    with pytest.raises(HouseError, match="is not there any more"):
        acting.drill()
    assert left_over(copied) == []


def test_what_a_killed_drill_has_left_goes_with_the_next(copied: Lab) -> None:
    (copied.settings.instance / "drill-killed" / "keys").mkdir(parents=True)
    if not copied.settings.database_url.startswith("sqlite"):
        db.session.execute(sa.text('CREATE SCHEMA "drill-killed"'))
        db.session.commit()
    acting.drill()
    assert left_over(copied) == []


def test_the_installation_itself_is_untouched(copied: Lab, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in copied.settings.keys.rglob("*") if path.is_file()}
    store = vault().store
    acting.drill()
    assert {path: path.read_bytes() for path in copied.settings.keys.rglob("*") if path.is_file()} == before
    assert vault().store is store

"""`doctor` says of the copies what the administrator's page says."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask

from toolkit import clock
from toolkit.backup import checking, status
from toolkit.backup.status import Status, Trouble
from toolkit.findings import CHECKS, Finding, Level

pytestmark = pytest.mark.one_database


def shown(monkeypatch: pytest.MonkeyPatch, *troubles: Trouble, folder: str | None = "/somewhere") -> list[Level]:
    return [one.level for one in _found(monkeypatch, *troubles, folder=folder)]


def _found(monkeypatch: pytest.MonkeyPatch, *troubles: Trouble, folder: str | None = "/somewhere") -> list[Finding]:
    made = SimpleNamespace(finished_at=clock.now() - timedelta(hours=5))
    found = Status(SimpleNamespace(place=folder), made, None, None, None, troubles)  # type: ignore[arg-type]
    monkeypatch.setattr(status, "find", lambda: found)
    return list(checking.check())


def test_where_no_copies_are_made_it_says_so_and_what_to_set(app: Flask) -> None:
    found = list(CHECKS.by_name()["backups"]())
    assert {(one.level, one.about) for one in found} == {(Level.WARNING, "Backup")}
    assert any("BR_BACKUP_FOLDER" in one.way_out for one in found)


def test_every_trouble_is_a_line_and_without_any_all_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    old, damaged = Trouble("It is old.", "Look."), Trouble("It is damaged.", "Look.")
    assert shown(monkeypatch, old, damaged) == [Level.WRONG, Level.WRONG]
    assert shown(monkeypatch, old, folder=None) == [Level.WARNING]
    assert shown(monkeypatch) == [Level.OK]
    (failed,) = _found(monkeypatch, Trouble("The latest copy failed:", "Again.", "full"))
    assert (failed.message, failed.cause) == ("The latest copy failed:", status.FAILURES["full"])
    shown(monkeypatch)
    assert [one.values for one in checking.check()] == [{"hours": 5}]

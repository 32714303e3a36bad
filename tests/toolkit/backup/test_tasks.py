"""The worker makes a copy each day, tries one each week, and keeps the copy of the keys up to date."""

import threading
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from tests.toolkit.backup.lab import Lab
from tests.toolkit.disposal.filling import a_filled_seminar
from tests.wall_clock import ahead
from toolkit import clock, config
from toolkit.backup import backup_key, keys_copy, place, runs, status
from toolkit.backup.models import Act, BackupRun
from toolkit.backup_settings import BackupSettings
from toolkit.db import begin_request, db
from toolkit.jobs import leases, queue
from toolkit.jobs.context import JobContext, Postponed
from toolkit.jobs.registry import handlers
from toolkit.vault.columns import vault
from toolkit.vault.data_key_file import parse
from toolkit.vault.store import FileStore

pytestmark = pytest.mark.clock(datetime(2026, 11, 10, 9, tzinfo=UTC))


def work(kind: str) -> Postponed:
    """Let a worker do this job once; how long it waits now. As the worker: a job reads, and writes only to save."""
    begin_request(read_only=False)
    db.session.commit()
    queue.enqueue(None, kind, ref=uuid.UUID(int=0))
    db.session.commit()
    held = leases.claim("a worker", kinds=[kind], lease=timedelta(minutes=5))
    assert held
    begin_request(read_only=True)
    with pytest.raises(Postponed) as waits:
        handlers()[kind].handle(JobContext(held, lost=threading.Event(), stop=threading.Event()))
    begin_request(read_only=False)
    db.session.rollback()
    queue.cancel(kind, ref=uuid.UUID(int=0))
    db.session.commit()
    return waits.value


def copies(lab: Lab) -> list[str]:
    return place.list_copies(FileStore(lab.copies))


def troubles() -> list[str]:
    found = [trouble.said for trouble in status.find().troubles]
    db.session.rollback()
    return found


def test_a_week_of_copies_and_a_drill(lab: Lab) -> None:
    a_filled_seminar()
    db.session.commit()
    assert troubles() == [
        "No copy has been made yet.",
        "The recovery code has never been shown. If this machine breaks, no copy can be opened without it.",
    ]
    assert work("backup:drill").reason == "no_backup_yet"
    waits = work("backup:copy")
    assert (waits.reason, waits.after) == ("backup_made", timedelta(days=1))
    assert runs.find_last(Act.KEYS, well=True), "the page would say that the keys were never copied"
    assert work("backup:copy").after == timedelta(days=1), "a worker that starts anew makes no second one"
    assert len(copies(lab)) == 1
    waits = work("backup:drill")
    assert (waits.reason, waits.after) == ("drill_done", timedelta(days=7))
    drilled = runs.find_last(Act.DRILL, well=True)
    assert drilled
    assert (drilled.name, drilled.opened) == (copies(lab)[0], 2)
    runs.note(db.session(), Act.CODE)
    db.session.commit()
    assert troubles() == []
    assert [path.name for path in lab.settings.instance.iterdir() if path.name.startswith("drill-")] == []
    with ahead(timedelta(days=1)):
        work("backup:copy")
        assert len(copies(lab)) == 2
        assert troubles() == []
    with ahead(timedelta(days=3)):
        assert troubles() == ["The last copy is old. What was done since then would be lost."]
    with ahead(timedelta(days=16)):
        assert "It is long since a copy was tried." in troubles()


def test_old_copies_go_and_the_newest_never(lab: Lab) -> None:
    a_filled_seminar()
    work("backup:copy")
    held = set(vault().store.list_names())
    for name in sorted(held)[:1]:
        vault().destroy(name)
    with ahead(timedelta(days=20)):
        work("backup:copy")
        assert held < set(FileStore(lab.copies).list_names()), "the older copy still needs it"
    with ahead(timedelta(days=40)):
        work("backup:copy")
        assert len(copies(lab)) == 2
        blobs = {name for name in FileStore(lab.copies).list_names() if not name.startswith("backup-")}
        assert blobs == set(vault().store.list_names())
    with ahead(timedelta(days=400)):
        place.remove_old(FileStore(lab.copies), backup_key.load_or_make(lab.settings), days=30)
        assert len(copies(lab)) == 1


def test_a_failure_is_said_with_its_way_out_and_tried_again(lab: Lab) -> None:
    work("backup:copy")
    lab.copies.rename(lab.copies.with_name("away"))
    with ahead(timedelta(days=1)):
        waits = work("backup:copy")
        assert (waits.reason, waits.after) == ("backup_failed", timedelta(hours=1))
        found = status.find().troubles[0]
        assert (found.said, found.failure) == ("The latest copy failed:", "not_there")
    lab.copies.mkdir()
    with ahead(timedelta(days=1, hours=1)):
        assert work("backup:copy").reason == "backup_failed", "an empty place is not taken for the right one"
        assert status.find().troubles[0].failure == "emptied"
    lab.copies.rmdir()
    lab.copies.with_name("away").rename(lab.copies)
    with ahead(timedelta(days=1, hours=2)):
        assert work("backup:copy").reason == "backup_made"
        assert "The latest copy failed:" not in troubles()
    assert set(status.FAILURES) >= {code for _kind, code in runs.FAILURES} | {runs.UNEXPECTED, "emptied"}


def test_a_damaged_copy_fails_its_drill(lab: Lab) -> None:
    a_filled_seminar()
    work("backup:copy")
    (name,) = copies(lab)
    (file,) = lab.copies.rglob(f"{name}-database")
    whole = file.read_bytes()
    file.write_bytes(whole[:5000] + bytes((whole[5000] ^ 1,)) + whole[5001:])
    assert work("backup:drill").reason == "drill_failed"
    assert status.find().troubles[0].failure == "damaged"


def test_a_key_that_is_destroyed_leaves_the_copy_of_the_keys_within_ten_minutes(lab: Lab) -> None:
    seminar = a_filled_seminar()
    gone = seminar.transcripts[0].assignment_id
    waits = work("backup:keys")
    assert (waits.reason, waits.after) == ("keys_copied", timedelta(minutes=10))
    before = (lab.keys / keys_copy.FILE).read_bytes()
    assert gone.hex in keys_copy.read(lab.keys, lab.code)["data_keys.json"]
    work("backup:keys")
    assert (lab.keys / keys_copy.FILE).read_bytes() == before, "nothing new, nothing written"
    vault().keys.destroy(gone.hex)
    work("backup:keys")
    held, destroyed = parse(keys_copy.read(lab.keys, lab.code)["data_keys.json"])
    assert (gone.hex in held, destroyed[gone.hex]) == (False, clock.today().isoformat())
    assert db.session.scalar(sa.select(sa.func.count()).select_from(BackupRun)) == 2


def test_without_places_nothing_is_done_and_the_page_says_so(lab: Lab) -> None:
    config.SETTINGS.put(replace(lab.settings, backup=BackupSettings()))
    assert {work(kind).reason for kind in ("backup:copy", "backup:keys", "backup:drill")} == {"backup_not_set"}
    assert troubles() == ["No copies are made. If this machine breaks, everything is lost."]

"""Files that a transaction lets go of stay until the commit, and files without an owner until a day later."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.wall_clock import ahead
from toolkit.db import db
from toolkit.vault import blobs, deferred_deletion
from toolkit.vault.columns import vault

pytestmark = pytest.mark.one_database


@pytest.fixture
def name(app: Flask) -> str:
    made = blobs.new_name("recording")
    with vault().writing(made) as writer:
        writer.write(b"sound")
    db.session.connection()
    return made


def test_a_file_goes_with_the_commit_and_not_before(name: str) -> None:
    deferred_deletion.remove_at_commit(db.session(), name, None)
    assert vault().store.exists(name)
    db.session.commit()
    assert not vault().store.exists(name)
    db.session.commit()


def test_what_is_rolled_back_is_kept(name: str) -> None:
    deferred_deletion.remove_at_commit(db.session(), name)
    db.session.rollback()
    db.session.commit()
    assert vault().store.exists(name)


def test_the_end_of_a_savepoint_is_no_commit_and_its_undoing_spares_what_it_let_go(name: str) -> None:
    with db.session.begin_nested():
        deferred_deletion.remove_at_commit(db.session(), name)
    assert vault().store.exists(name)
    db.session.rollback()
    savepoint = db.session.begin_nested()
    deferred_deletion.remove_at_commit(db.session(), name)
    savepoint.rollback()
    db.session.commit()
    assert vault().store.exists(name)


def test_a_file_without_an_owner_goes_once_it_is_old(name: str) -> None:
    day = timedelta(days=1)
    nobody: frozenset[str] = frozenset()
    assert blobs.remove_ownerless(vault(), "recording", owned=nobody, older_than=day) == 0
    with ahead(timedelta(days=2)):
        assert blobs.remove_ownerless(vault(), "chunk", owned=nobody, older_than=day) == 0
        assert blobs.remove_ownerless(vault(), "recording", owned=frozenset({name}), older_than=day) == 0
        assert blobs.remove_ownerless(vault(), "recording", owned=nobody, older_than=day) == 1
    assert not vault().store.exists(name)

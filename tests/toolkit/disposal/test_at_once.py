"""Two people press at the same moment, and the bytes of database, log, store and jobs after the promised term."""

import base64
import threading
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import factories as make
from tests.sealed import every_blob
from tests.toolkit.disposal.planning import Scene, a_scene, ahead, decide
from tests.toolkit.disposal.test_bytes import END, database_of
from toolkit.access import Actor, Role
from toolkit.audit.models import AuditEntry
from toolkit.config import Settings
from toolkit.db import db
from toolkit.disposal import carrying_out, two_people
from toolkit.disposal.models import DisposalProposal, Material
from toolkit.errors import WrongState
from toolkit.interviews.models import Recording
from toolkit.jobs.models import Job
from toolkit.vault.columns import KeyPart, key_name, vault
from toolkit.vault.texts import text_key_id

LATER = timedelta(days=190)


@pytest.fixture
def scene(app: Flask) -> Scene:
    found = a_scene()
    decide(found, Material.RECORDING)
    decide(found, Material.FULL_TEXT)
    return found


def test_two_who_confirm_at_the_same_moment_carry_it_out_once(app: Flask, scene: Scene) -> None:
    second = make.actor(make.a_person(scene.seminar.unit, Role.UNIT_LEADER))
    db.session.commit()
    with ahead(LATER):
        proposal_id = carrying_out.propose(scene.administrator, material=Material.RECORDING).id
        db.session.commit()
        start, told = threading.Barrier(2), []

        def press(actor: Actor) -> None:
            with app.app_context():
                start.wait()
                try:
                    carrying_out.confirm(actor, proposal_id)
                    db.session.commit()
                    told.append("done")
                except WrongState as refused:
                    db.session.rollback()
                    told.append(refused.message)
                finally:
                    db.session.remove()

        presses = [threading.Thread(target=press, args=(one,)) for one in (scene.leader, second)]
        for each in presses:
            each.start()
        for each in presses:
            each.join()
    assert sorted(told) == sorted(["done", two_people.SETTLED])
    assert db.session.get_one(DisposalProposal, proposal_id).disposed == 2
    lines = sa.select(sa.func.count()).where(AuditEntry.event == "disposal:material:disposed")
    assert db.session.scalar(lines) == 1


def test_after_the_promised_term_the_letters_sentence_is_true(
    app: Flask, scene: Scene, settings: Settings, tmp_path: Path
) -> None:
    """«Inspelningen ska tas bort senast 6 månader efter intervjun»: the bytes of sound and words are nowhere."""
    keys = {
        key_name(one.id, part)
        for one in (scene.assignment, scene.other)
        for part in (KeyPart.RECORDING, KeyPart.FULL_TEXT)
    }
    ends = {f"{blob.label} {blob.row}": blob.data[-END:] for blob in every_blob() if text_key_id(blob.data) in keys}
    ends |= {f"key of {name}": base64.b64encode(vault().keys._read().wrapped[name][1]) for name in keys}
    for recording in db.session.scalars(sa.select(Recording).where(Recording.wrapped_key.is_not(None))):
        assert recording.wrapped_key is not None
        ends[f"sound {recording.number}"] = recording.wrapped_key[-END:]
        with vault().store.open(str(recording.blob_id)) as file:
            ends[f"bytes {recording.number}"] = file.read()[-END:]
    assert all(end in everything(settings) for end in ends.values()) or database_of(settings) is None
    with ahead(LATER):
        for material in (Material.RECORDING, Material.FULL_TEXT):
            proposal = carrying_out.propose(scene.administrator, material=material)
            db.session.commit()
            carrying_out.confirm(scene.leader, proposal.id)
            db.session.commit()
    left = everything(settings)
    assert not [name for name, end in ends.items() if end in left]
    assert make.CANARY.encode() not in left
    for row in db.session.scalars(sa.select(Job)):
        assert make.CANARY not in repr((row.progress, row.reason))


def everything(settings: Settings) -> bytes:
    """All bytes of the instance: database and log, keys, vault, and whatever lies beside them."""
    database = database_of(settings)
    beside = [] if database is None else [database, Path(f"{database}-wal")]
    folders = [settings.vault, settings.keys, settings.instance]
    paths = {*beside, *(path for folder in folders for path in folder.rglob("*"))}
    return b"".join(path.read_bytes() for path in paths if path.is_file())

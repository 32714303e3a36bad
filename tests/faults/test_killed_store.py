"""The S3 server killed again and again while a recording arrives: nothing is lost, and nothing is there twice."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.engines import ENGINES, KeptEngine, being_killed, kills
from tests.sounds import sound
from tests.toolkit.interviews.conftest import Talk, talk
from tests.wall_clock import ahead
from toolkit.config import Settings
from toolkit.db import db
from toolkit.interviews import joining, removing
from toolkit.interviews.models import Recording, RecordingState
from toolkit.store_settings import StoreSettings
from toolkit.vault.columns import vault

__all__ = ["talk"]

KILLS, PATIENCE_S = max(kills(10), 4), 100

pytestmark = [ENGINES, pytest.mark.one_database, pytest.mark.timeout(6 * PATIENCE_S)]


@pytest.fixture
def settings(settings: Settings, s3_settings: StoreSettings) -> Settings:
    """The installation's recordings lie in the bucket."""
    return replace(settings, store=s3_settings)


def content_of(recording: Recording) -> bytes:
    with vault().reading(joining.sealed_file(recording)) as reader:
        return reader.read()


@dataclass
class Page:
    """The browser's part: what was not confirmed is sent again. `refused`: how often it had to be."""

    refused: int = 0

    def until_taken(self, send: Callable[[], TestResponse]) -> TestResponse:
        until = time.monotonic() + PATIENCE_S
        while (answer := send()).status_code != 200:
            assert answer.status_code == 503, answer.text
            assert time.monotonic() < until
            self.refused += 1
            time.sleep(0.02)
        return answer


@pytest.mark.slow
def test_a_recording_arrives_whole_and_once_however_often_the_store_is_killed(
    talk: Talk, s3_server: KeptEngine
) -> None:
    page, data, size = Page(), sound("webm", seconds=30.0), 3000
    recording = str((talk.open().json or {})["url"])
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    with being_killed(s3_server, KILLS - 3):
        for number, piece in enumerate(pieces):
            page.until_taken(partial(talk.put, recording, number, piece))
    with being_killed(s3_server, 3):
        page.until_taken(partial(talk.finish, recording, len(pieces)))
    row = db.session.scalars(select(Recording)).one()
    assert content_of(row) == data
    assert page.refused, "nothing was killed at work: the test showed nothing"
    with ahead(timedelta(days=2)):
        removing.sweep()
    assert vault().store.list_names() == [row.blob_id]
    assert vault().store.list_leftovers() == []


def test_while_the_store_is_away_a_chunk_waits_and_a_removal_stands(talk: Talk, s3_server: KeptEngine) -> None:
    data = sound("webm")
    recording = talk.send(data)
    s3_server.kill()
    try:
        answer = talk.put(recording, 90, data)
    finally:
        s3_server.start()
    assert answer.status_code == 503
    assert "svarar inte just nu" in (answer.json or {})["error"]
    assert talk.finish(recording, -(-len(data) // 4000)).status_code == 200
    [left] = vault().store.list_names()
    s3_server.kill()
    try:
        assert talk.client.post(f"{recording}/remove").status_code == 303
    finally:
        s3_server.start()
    row = db.session.scalars(select(Recording)).one()
    assert (row.state, row.wrapped_key) == (RecordingState.DESTROYED, None), "without its key it opens no more"
    assert vault().store.list_names() == [left]
    with ahead(timedelta(days=2)):
        removing.sweep()
    assert vault().store.list_names() == []

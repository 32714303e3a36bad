"""Four machines that share a database, a store, a broker and the folder of keys, and nothing else.

An interview is recorded by one web process, which is killed meanwhile, recognised by one worker of two, listened to,
corrected and taken back at the other web process; and what is marked at one is seen at once by who follows the seminar
at the other.
"""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.engines import ENGINES, ONE_BROKER, KeptEngine, being_killed, kills
from tests.journeys.installation import wait_until
from tests.journeys.machines import MODEL, Machines, Web
from tests.seminar.live.room import Window
from tests.servers import postgres_database
from tests.sounds import sound
from tests.wall_clock import ahead
from toolkit.interviews import removing
from toolkit.store_settings import StoreSettings
from toolkit.vault.object_store import ObjectStore

KILLS = kills(1)
pytestmark = [
    ENGINES, ONE_BROKER, pytest.mark.slow, pytest.mark.one_database, pytest.mark.timeout(300 + 30 * KILLS),
]  # fmt: skip
WORDS = "Jag vill veta vem som kommer."


@pytest.fixture
def machines(
    tmp_path: Path, s3_server: KeptEngine, s3_settings: StoreSettings, broker_server: KeptEngine
) -> Iterator[Machines]:
    assert s3_settings
    with postgres_database() as url:
        made = Machines(
            tmp_path, database_url=url,
            BR_STORE_URL=s3_server.url, BR_BROKER_URL=broker_server.url, BR_MODEL=MODEL,
        )  # fmt: skip
        try:
            yield made
        finally:
            made.kill()


def test_an_interview_and_a_seminar_cross_machines(machines: Machines, s3_settings: StoreSettings) -> None:
    here, there = machines, machines.neighbour()
    assert isinstance(there, Machines)
    here.start_all(there)
    data = sound("webm", seconds=4.0 * KILLS)
    web = Web(here)
    with being_killed(web, KILLS, at_work=web.is_recording):
        recording, refused = here.record(data)
    assert refused, "nothing was killed at work: the test showed nothing"
    _is_written_once(here, recording)

    whole = there._ask("GET", f"{recording}/sound", "worker", headers={"Range": "bytes=1000-"})
    assert whole == (206, data[1000:])
    transcript, segment, version = here.ask(
        "SELECT transcript_id, segment.id, version FROM segment JOIN transcript ON transcript.id = transcript_id"
        " ORDER BY position LIMIT 1"
    )
    line = f"/transcripts/{transcript}/segments/{segment}"
    assert there.send(line, act="save", version=version, text=WORDS, speaker="child")[0] == 200
    assert WORDS in here.get(f"/transcripts/{transcript}", "worker")[1].decode()
    _take_back(here, there, f"/transcripts/{transcript}", ObjectStore(s3_settings))
    _follow(here, there)


def _is_written_once(machines: Machines, recording: str) -> None:
    of = uuid.UUID(recording.rpartition("/")[2])
    written = "SELECT state FROM transcript WHERE recording_id = :of"
    wait_until(lambda: machines.ask(written, of=of) == ("draft",), "it was not written out")
    job = "SELECT state, attempt FROM job WHERE kind = 'transcription:transcribe'"
    assert machines.ask(job) == ("done", 1), "both workers took it"
    assert machines.ask(
        "SELECT count(*) FROM recording WHERE assignment_id IN (SELECT assignment_id FROM recording WHERE id = :of)",
        of=of,
    ) == (1,)


def _take_back(here: Machines, there: Machines, text: str, kept: ObjectStore) -> None:
    """At the other web process; its bytes are gone, with what a killed one left behind."""
    assert kept.list_names() != []
    assert there.send(f"{here.interview}/withdrawal")[0] == 303
    assert here.get(text, "worker")[0] == 404
    with ahead(timedelta(days=2)):
        here.in_app(removing.sweep)
    assert (kept.list_names(), kept.list_leftovers()) == ([], [])
    kept.close()


def _follow(here: Machines, there: Machines) -> None:
    window = Window(here)
    window.wait(lambda one: one.last > 0)
    told = len(window.changes)
    for number in (0, 1, 2):
        assert there.mark(number) == 204
    assert window.wait(lambda one: len(one.changes) == told + 3) < 1
    assert [each["seq"] for each in window.changes] == list(range(1, told + 4))
    window.close()

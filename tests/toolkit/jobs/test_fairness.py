"""The order of the queue: people take turns, the oldest of a round first, and what is brief before everything."""

import uuid

import pytest

from tests import factories as make
from toolkit.access import Actor, Role
from toolkit.db import db, writing
from toolkit.jobs import leases, queue
from toolkit.jobs.models import Job
from toolkit.jobs.worker import LEASE

pytestmark = pytest.mark.usefixtures("app")


def people(count: int) -> list[Actor]:
    unit = make.a_unit()
    return [make.actor(make.a_person(unit, Role.SOCIAL_WORKER)) for _ in range(count)]


class Line:
    """Puts jobs with names in the queue and tells in which order they are done."""

    def __init__(self) -> None:
        self.names: dict[uuid.UUID, str] = {}

    def put(self, actor: Actor, *names: str, **more: bool) -> None:
        for name in names:
            job: Job = queue.enqueue(actor, "hear", ref=uuid.uuid4(), **more)  # type: ignore[arg-type]  # is_brief only
            self.names[job.ref] = name
        db.session.commit()

    def foretold(self) -> list[str]:
        found = [self.names[job.ref] for job in queue.list_open("hear")]
        db.session.rollback()
        return found

    def serve(self, count: int = 1) -> list[str]:
        done = []
        for _ in range(count):
            held = leases.claim("one", kinds=["hear"], lease=LEASE)
            assert held
            with writing() as session:
                leases.finish(session, held)
            done.append(self.names[held.ref])
        return done


def test_somebody_with_five_recordings_does_not_keep_the_others_waiting() -> None:
    sara, amir, eva = people(3)
    line = Line()
    line.put(sara, "s1", "s2", "s3", "s4", "s5")
    line.put(amir, "a1", "a2")
    assert line.foretold() == ["s1", "a1", "s2", "a2", "s3", "s4", "s5"]
    assert line.serve(3) == ["s1", "a1", "s2"]
    line.put(eva, "e1", "e2")  # comes late, and takes part from this round on
    assert line.foretold() == ["a2", "e1", "s3", "e2", "s4", "s5"]
    assert line.serve(6) == ["a2", "e1", "s3", "e2", "s4", "s5"]


def test_nobody_can_be_passed_for_ever() -> None:
    sara, amir = people(2)
    line = Line()
    line.put(sara, *(f"s{number}" for number in range(4)))
    done: list[str] = []
    for number in range(4):  # a new one each time the last one is done
        line.put(amir, f"a{number}")
        done += line.serve(2)
    assert [name for name in done if name.startswith("s")] == ["s0", "s1", "s2", "s3"]


def test_what_is_brief_goes_first_and_what_runs_is_said_first() -> None:
    sara, amir = people(2)
    line = Line()
    line.put(sara, "s1", "s2")
    held = leases.claim("one", kinds=["hear"], lease=LEASE)
    assert held
    line.put(amir, "a1")
    line.put(amir, "again", is_brief=True)
    assert line.foretold() == ["s1", "again", "a1", "s2"]

"""The queue: one open job per thing, honest waiting, and fencing that leaves nothing of a late writer."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests.wall_clock import ahead
from toolkit import clock
from toolkit.db import db, writing
from toolkit.jobs import leases, queue
from toolkit.jobs.leases import Claim, Lost
from toolkit.jobs.models import Job, State

pytestmark = pytest.mark.usefixtures("app")

LEASE = timedelta(seconds=30)
KINDS = ("hear", "other")


def queued(kind: str = "hear", *, ref: uuid.UUID | None = None) -> Job:
    job = queue.enqueue(None, kind, ref=ref or uuid.uuid4())
    db.session.commit()
    return detached(job)


def detached(job: Job | None) -> Job:
    """The row as it is now, with no transaction left open that a worker would wait for."""
    assert job
    db.session.refresh(job)
    db.session.expunge(job)
    db.session.rollback()
    return job


def claimed(owner: str = "one") -> Claim:
    held = leases.claim(owner, kinds=KINDS, lease=LEASE)
    assert held
    return held


def later(span: timedelta) -> datetime:
    return clock.now() + span


def test_asking_twice_gives_one_job_until_it_has_ended() -> None:
    ref = uuid.uuid4()
    first = queued(ref=ref)
    assert queued(ref=ref).id == first.id
    assert queued("other", ref=ref).id != first.id
    held = leases.claim("one", kinds=["hear"], lease=LEASE)
    assert held
    assert queued(ref=ref).id == first.id
    with writing() as session:
        leases.finish(session, held)
    second = queued(ref=ref)
    assert second.id != first.id
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Job)) == 3


def test_the_database_itself_holds_one_open_job_per_thing() -> None:
    job = queued()
    db.session.add(Job(kind=job.kind, ref=job.ref))
    with pytest.raises(DBAPIError):
        db.session.flush()


def test_asking_again_for_a_job_that_pauses_lets_it_run_now() -> None:
    ref = uuid.uuid4()
    queue.enqueue(None, "hear", ref=ref, run_after=later(LEASE))
    db.session.commit()
    assert leases.claim("one", kinds=KINDS, lease=LEASE) is None
    queued(ref=ref)
    assert claimed().ref == ref


def test_a_job_is_claimed_once_and_the_oldest_first() -> None:
    refs = [queued().ref for _ in range(3)]
    assert [claimed().ref for _ in range(3)] == refs
    assert leases.claim("two", kinds=KINDS, lease=LEASE) is None


def test_a_kind_that_nobody_does_here_is_left_alone() -> None:
    queued("unknown")
    assert leases.claim("one", kinds=KINDS, lease=LEASE) is None
    assert leases.claim("one", kinds=[], lease=LEASE) is None


def test_a_silent_worker_is_replaced_and_can_write_nothing_more() -> None:
    queued()
    first = claimed("one")
    with writing() as session:
        leases.save(session, first, {"segments": 3})
    assert leases.claim("two", kinds=KINDS, lease=LEASE) is None
    with ahead(LEASE * 2):
        second = claimed("two")
        assert (second.job_id, second.attempt, second.progress, second.failures) == (
            first.job_id, 2, {"segments": 3}, 1,
        )  # fmt: skip
        assert leases.renew(second, lease=LEASE)
        assert not leases.renew(first, lease=LEASE)
        late: tuple[Callable[[Session], None], ...] = (
            lambda session: leases.save(session, first, {"segments": 4}),
            lambda session: leases.finish(session, first),
            lambda session: leases.fail(session, first, "x"),
            lambda session: leases.hand_back(session, first),
        )
        for write in late:
            with pytest.raises(Lost), writing() as session:
                write(session)
    job = queue.find_job("hear", ref=first.ref)
    assert job
    assert (job.state, job.owner, job.progress) == (State.RUNNING, "two", {"segments": 3})


def test_a_finished_unit_wipes_earlier_failures() -> None:
    queued()
    claimed()
    with ahead(LEASE * 2):
        held = claimed()
        assert held.failures == 1
        with writing() as session:
            leases.save(session, held, {"segments": 1})
            assert leases.held_failures(session, held) == 0


def test_a_cancelled_job_is_lost_to_its_worker() -> None:
    ref = queued().ref
    held = claimed()
    assert queue.cancel("hear", ref=ref) is True
    assert queue.cancel("hear", ref=ref) is False
    db.session.commit()
    assert not leases.renew(held, lease=LEASE)
    job = detached(queue.find_job("hear", ref=ref))
    assert job.state == State.CANCELLED


@pytest.mark.parametrize("progress", [{"text": "hej"}, {"Segments": 1}, {"segments": None}, {"a": [1]}])
def test_progress_is_numbers_and_a_reason_is_a_code(progress: dict[str, object]) -> None:
    queued()
    held = claimed()
    with pytest.raises(ValueError, match="numbers only"), writing() as session:
        leases.save(session, held, progress)  # type: ignore[arg-type]  # the mistake is the point
    with pytest.raises(ValueError, match="code"), writing() as session:
        leases.fail(session, held, "Filen innehöll inget ljud")


def test_what_is_open_comes_in_the_order_in_which_it_will_be_done() -> None:
    mine = [queued() for _ in range(3)]
    queued("other")
    claimed()
    assert [job.ref for job in queue.list_open("hear")] == [job.ref for job in mine]


def test_a_worker_is_known_while_it_beats_and_forgotten_when_it_stops() -> None:
    def is_known() -> bool:
        known = queue.has_worker()
        db.session.rollback()
        return known

    assert not is_known()
    leases.beat("one")
    assert is_known()
    with ahead(timedelta(minutes=2)):
        assert not is_known()
    leases.silence("one")
    assert not is_known()


def test_pauses_grow_and_end() -> None:
    assert [leases.pause_after(number).total_seconds() for number in (0, 1, 2, 50)] == [5, 10, 20, 600]

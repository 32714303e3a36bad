"""Whoever is left out is told a true reason, and what is said to help does help."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from tests.toolkit.cycles.test_rotation import TEAMS, child, person, units
from toolkit.cycles.rotation import Draw, Pair, draw
from toolkit.cycles.rules import Candidate, Interviewer, may_interview
from toolkit.cycles.shortage import Help, Reason

Unit = tuple[list[Candidate], list[Interviewer]]


@given(units(), st.integers(0, 2**53), st.data())
def test_every_reason_is_a_true_shortage(unit: Unit, seed: int, data: st.DataObject) -> None:
    """Hall: the workers named can, all together, only have the children named, and those are fewer."""
    children, workers = unit
    keep = [pair for pair in draw(children, workers, seed=seed).pairs if data.draw(st.booleans())]
    for one in draw(children, workers, seed=seed, keep=keep).left_out:
        concerned = [worker for worker in workers if worker.id in one.why.workers]
        possible = {child.id for child in children if any(may_interview(worker, child) for worker in concerned)}
        assert one.interviewer in one.why.workers
        assert set(one.why.children) == possible
        assert len(one.why.children) < len(one.why.workers)


@given(units(), st.integers(0, 2**53), st.integers(0, 2**53))
def test_the_same_is_told_before_the_draw_and_after_it(unit: Unit, seed: int, other: int) -> None:
    children, workers = unit
    before = draw(children, workers, seed=seed)
    after = draw(children, workers, seed=other, keep=draw(children, workers, seed=other).pairs)

    def told(outcome: Draw) -> set[tuple[Reason, tuple[UUID, ...], tuple[UUID, ...]]]:
        """Whom the shortages concern; who of a group is left out is decided by lot."""
        alone = {Reason.HANDLES_ALL, Reason.NO_CHILDREN, Reason.BARRED}
        return {(one.why.code, one.why.workers, one.why.children) for one in outcome.left_out} | {
            (code, (), ()) for code in alone if any(one.why.code is code for one in outcome.left_out)
        }

    assert told(before) == told(after)


@given(units(), st.integers(0, 2**53))
def test_adding_as_many_children_as_said_helps_everyone_in_the_group(unit: Unit, seed: int) -> None:
    children, workers = unit
    for one in draw(children, workers, seed=seed).left_out:
        need = next(way.count for way in one.what_would_help if way.code is Help.ADD_CHILDREN)
        more = [child(100 + n, 99) for n in range(need)]
        group = [worker for worker in workers if worker.id in one.why.workers]
        assert draw(children + more, group, seed=seed).left_out == ()
        fewer = draw(children + more[1:], group, seed=seed)
        assert len(fewer.left_out) == 1, "and one less would not have been enough"


def left_out(children: list[Candidate], many: int, keep: tuple[Pair, ...] = ()) -> list[tuple[Reason, int, int, int]]:
    outcome = draw(children, [Interviewer(person(n), TEAMS[n % 3]) for n in range(many)], seed=7, keep=keep)
    return [(one.why.code, len(one.why.workers), len(one.why.children), one.why.out_of) for one in outcome.left_out]


def test_three_workers_share_two_children() -> None:
    """Workers 0–2 handle everything but children 0 and 1; worker 3 can have any."""
    rest = [child(n, 0, 1, 2) for n in range(2, 8)]
    assert left_out([child(0, 9), child(1, 9), *rest], 4) == [(Reason.SHARED, 3, 2, 8)]


def test_more_workers_than_children() -> None:
    assert left_out([child(0, 9), child(1, 9)], 3) == [(Reason.TOO_FEW, 3, 2, 2)]


def test_a_worker_who_handles_every_child() -> None:
    assert left_out([child(n, 0) for n in range(4)], 2) == [(Reason.HANDLES_ALL, 1, 0, 4)]


def test_no_child_has_a_handler() -> None:
    children = [child(0), child(1)]
    assert left_out(children, 1) == [(Reason.NO_CHILDREN, 1, 0, 0)]
    (one,) = draw(children, [Interviewer(person(0))], seed=1).left_out
    assert (Help.ADD_HANDLERS, 2) in [(way.code, way.count) for way in one.what_would_help]


def test_what_fits_is_taken_and_a_colleague_could_exchange() -> None:
    children = [child(0, 9), child(1, 0)]
    keep = (Pair(person(1), children[0].id),)
    assert left_out(children, 2, keep) == [(Reason.ALL_TAKEN, 1, 0, 1)]
    outcome = draw(children, [Interviewer(person(0)), Interviewer(person(1))], seed=7, keep=keep)
    ways = {way.code: way.count for way in outcome.left_out[0].what_would_help}
    assert ways == {Help.ADD_CHILDREN: 1, Help.EXCHANGE: 1}


def test_another_team_helps_when_all_are_in_one() -> None:
    team = UUID(int=1)
    workers = [Interviewer(person(n), team) for n in range(3)]
    (one,) = draw([child(0, 9), child(1, 9)], workers, seed=1).left_out
    assert (Help.OTHER_TEAM, 1) in [(way.code, way.count) for way in one.what_would_help]
    mixed = [Interviewer(person(0), team), Interviewer(person(1), None)]
    (one,) = draw([child(0, 9)], mixed, seed=1).left_out
    assert Help.OTHER_TEAM not in [way.code for way in one.what_would_help]

"""The draw keeps its rule, gives as many as can be given, and is fair, reproducible and quick."""

from collections import Counter
from itertools import combinations, permutations
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_guides.age_bands import band_of
from toolkit.cycles.rotation import Draw, ForbiddenPair, Pair, Spread, draw, replacement
from toolkit.cycles.rules import Candidate, Interviewer, may_interview

TEAMS = [UUID(int=9000 + n) for n in range(3)]


def person(n: int) -> UUID:
    return UUID(int=1 + n)


def child(n: int, *handlers: int, age: int = 10, sex: str = "girl", team: int = 0) -> Candidate:
    return Candidate(UUID(int=500 + n), TEAMS[team], age, sex, frozenset(map(person, handlers)))


@st.composite
def units(draw_from: st.DrawFn, size: int = 5) -> tuple[list[Candidate], list[Interviewer]]:
    """A small unit where handlers may also be people who do not interview."""
    workers = draw_from(st.integers(0, size))
    people = st.frozensets(st.integers(0, size + 1).map(person), max_size=size)
    children = [
        Candidate(
            UUID(int=500 + n),
            draw_from(st.sampled_from(TEAMS)),
            draw_from(st.integers(5, 18)),
            draw_from(st.sampled_from(["girl", "boy"])),
            present=draw_from(people),
            former=draw_from(people),
            co_handlers=draw_from(people),
        )
        for n in range(draw_from(st.integers(0, size)))
    ]
    return children, [Interviewer(person(n), TEAMS[n % 3]) for n in range(workers)]


def largest(children: list[Candidate], workers: list[Interviewer]) -> int:
    """The most pairs that can be made, found by trying every subset: independent of the code under test."""
    memo: dict[tuple[int, frozenset[int]], int] = {}

    def best(at: int, used: frozenset[int]) -> int:
        if at == len(workers):
            return 0
        if (at, used) not in memo:
            ways = [best(at + 1, used)]
            for n, one in enumerate(children):
                handlers = one.present | one.former | one.co_handlers
                if n not in used and handlers and workers[at].id not in handlers:
                    ways.append(1 + best(at + 1, used | {n}))
            memo[at, used] = max(ways)
        return memo[at, used]

    return best(0, frozenset())


def drawn(outcome: Draw) -> dict[UUID, UUID]:
    return {pair.interviewer: pair.candidate for pair in outcome.pairs}


@given(units(), st.integers(0, 2**53), st.sampled_from(Spread))
def test_no_forbidden_pair_and_nobody_twice(
    unit: tuple[list[Candidate], list[Interviewer]], seed: int, spread: Spread
) -> None:
    children, workers = unit
    outcome = draw(children, workers, seed=seed, spread=spread)
    by_id = {one.id: one for one in children}
    for pair in outcome.pairs:
        one = by_id[pair.candidate]
        everybody = one.present | one.former | one.co_handlers
        assert pair.interviewer not in everybody
        assert everybody - {pair.interviewer}, "a colleague knows the child"
    assert len(drawn(outcome)) == len(set(drawn(outcome).values())) == len(outcome.pairs)
    assert {one.interviewer for one in outcome.left_out} == {one.id for one in workers} - set(drawn(outcome))
    assert set(outcome.unused) == set(by_id) - set(drawn(outcome).values())


@given(units(), st.integers(0, 2**53), st.sampled_from(Spread))
def test_as_many_pairs_as_can_be(unit: tuple[list[Candidate], list[Interviewer]], seed: int, spread: Spread) -> None:
    children, workers = unit
    assert len(draw(children, workers, seed=seed, spread=spread).pairs) == largest(children, workers)


@given(units(), st.integers(0, 2**53), st.randoms(use_true_random=False), st.sampled_from(Spread))
def test_the_same_seed_gives_the_same_draw_in_any_order(
    unit: tuple[list[Candidate], list[Interviewer]], seed: int, shuffler: Random, spread: Spread
) -> None:
    children, workers = unit
    first = draw(children, workers, seed=seed, spread=spread)
    shuffler.shuffle(children)
    shuffler.shuffle(workers)
    assert draw(children, workers, seed=seed, spread=spread) == first


def test_a_known_seed_gives_a_known_draw() -> None:
    """A stored seed must give the same draw in every later version; a new algorithm fails here."""
    children = [child(n, n % 4) for n in range(8)]
    outcome = draw(children, [Interviewer(person(n)) for n in range(4)], seed=2026)
    assert [pair.candidate.int - 500 for pair in outcome.pairs] == [5, 2, 7, 0]


def test_other_seeds_give_other_draws() -> None:
    children = [child(n, n % 5) for n in range(30)]
    workers = [Interviewer(person(n)) for n in range(5)]
    assert len({draw(children, workers, seed=seed).pairs for seed in range(20)}) > 15


@pytest.mark.parametrize("spread", list(Spread))
def test_every_child_and_every_pair_is_about_equally_likely(spread: Spread) -> None:
    children = [child(n, n % 4) for n in range(8)]
    workers = [Interviewer(person(n)) for n in range(4)]
    runs = 1000  # a share's standard deviation is then 0.016 and 0.012
    outcomes = [draw(children, workers, seed=seed, spread=spread) for seed in range(runs)]
    pairs = Counter(pair for outcome in outcomes for pair in outcome.pairs)
    chosen = Counter(pair.candidate for outcome in outcomes for pair in outcome.pairs)
    assert len(pairs) == 4 * 6
    assert all(abs(count / runs - 1 / 2) < 0.055 for count in chosen.values()), "4 of 8 children"
    assert all(abs(count / runs - 1 / 6) < 0.045 for count in pairs.values()), "one of 6 children that fit"


def test_who_is_left_out_is_decided_by_lot() -> None:
    workers = [Interviewer(person(n)) for n in range(4)]
    lots = Counter(
        draw([child(0, 9), child(1, 9), child(2, 9)], workers, seed=seed).left_out[0].interviewer
        for seed in range(1000)
    )
    assert all(abs(lots[worker.id] / 1000 - 1 / 4) < 0.05 for worker in workers)


@given(units(), st.integers(0, 2**53))
def test_the_even_draw_is_as_even_as_any(unit: tuple[list[Candidate], list[Interviewer]], seed: int) -> None:
    """Among all ways to seat as many, none has a smaller sum of squares over age band × sex."""
    children, workers = unit
    outcome = draw(children, workers, seed=seed, spread=Spread.EVEN)
    chosen = [one for one in children if one.id not in outcome.unused]
    ways = combinations([one for one in children if one.handlers], len(outcome.pairs))
    seatable = [way for way in ways if largest(list(way), workers) == len(way)]
    assert unevenness(chosen) == min(map(unevenness, seatable))


def unevenness(children: list[Candidate] | tuple[Candidate, ...]) -> int:
    cells = Counter((band_of(one.age), one.sex) for one in children)
    return sum(count * count for count in cells.values())


def test_teams_are_spread_too() -> None:
    children = [child(n, 9, team=min(n // 8, 2)) for n in range(18)]
    outcome = draw(children, [Interviewer(person(n)) for n in range(6)], seed=4)
    chosen = Counter(one.team for one in children if one.id not in outcome.unused)
    assert chosen == {TEAMS[0]: 2, TEAMS[1]: 2, TEAMS[2]: 2}


@given(units(), st.integers(0, 2**53), st.data())
def test_kept_pairs_stay(unit: tuple[list[Candidate], list[Interviewer]], seed: int, data: st.DataObject) -> None:
    children, workers = unit
    first = draw(children, workers, seed=seed)
    keep = [pair for pair in first.pairs if data.draw(st.booleans())]
    again = draw(children, workers, seed=seed + 1, keep=keep)
    assert set(keep) <= set(again.pairs)
    assert len(again.pairs) == len(first.pairs), "kept pairs of a full draw never cost a place"


def test_a_replacement_touches_nobody_else() -> None:
    children = [child(n, 9) for n in range(6)]
    workers = [Interviewer(person(n)) for n in range(4)]
    first = draw(children, workers, seed=1)
    gone = first.pairs[2]
    second = replacement(
        children, workers, interviewer=gone.interviewer, instead_of=gone.candidate, keep=first.pairs, seed=2
    )
    assert {pair for pair in first.pairs if pair != gone} < set(second.pairs)
    assert set(second.children_of(gone.interviewer)) < set(first.unused)
    assert second.left_out == ()


def test_a_pair_of_others_that_has_become_forbidden_hinders_no_replacement() -> None:
    workers = [Interviewer(person(n), TEAMS[0]) for n in range(3)]
    children = [child(0, 8), child(1, 1), child(2, 8), child(3, 8)]  # the second worker has come to handle her child
    keep = [Pair(person(0), children[0].id), Pair(person(1), children[1].id), Pair(person(2), children[2].id)]
    outcome = replacement(
        children, workers, interviewer=person(0), instead_of=children[0].id, keep=keep, seed=5,
    )  # fmt: skip
    assert outcome.children_of(person(0)) == (children[3].id,)
    assert outcome.children_of(person(2)) == (children[2].id,)


def test_a_pair_that_cannot_stand_is_refused() -> None:
    children, workers = [child(0, 1), child(1, 9)], [Interviewer(person(0)), Interviewer(person(1))]
    own = Pair(person(1), children[0].id)
    unknown = Pair(person(0), UUID(int=77))
    twice = [Pair(person(0), children[1].id), Pair(person(1), children[1].id)]
    for keep in ([own], [unknown], twice, [Pair(person(7), children[1].id)]):
        with pytest.raises(ForbiddenPair):
            draw(children, workers, seed=1, keep=keep)


def test_a_child_without_handlers_fits_nobody() -> None:
    assert not may_interview(Interviewer(person(0)), child(0))
    assert may_interview(Interviewer(person(0)), child(0, 1))
    assert not may_interview(Interviewer(person(0)), child(0, 0, 1))


@pytest.mark.parametrize("many", [600, 200])
def test_a_large_unit_is_drawn(many: int) -> None:
    picker = Random(3)
    workers = [Interviewer(person(n), TEAMS[n % 3]) for n in range(290)]
    children = [
        child(n, *picker.sample(range(290), 3), age=5 + n % 14, sex=picker.choice(["girl", "boy"]), team=n % 3)
        for n in range(many)
    ]
    outcome = draw(children, workers, seed=1)
    assert len(outcome.pairs) == min(290, many)


def test_the_independent_check_is_right() -> None:
    children, workers = (
        [child(0, 1, 2), child(1, 0, 2), child(2, 0, 1)],
        [Interviewer(person(n)) for n in range(3)],
    )
    ways = [
        sum(may_interview(worker, one) for worker, one in zip(workers, order, strict=True))
        for order in permutations(children)
    ]
    assert largest(children, workers) == max(ways) == 3

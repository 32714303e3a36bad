"""The draw: everybody is in it, what is not their own comes first, and it stays small."""

import random
from uuid import uuid4

import pytest

from toolkit.log_review.sampling import MOST, SIZE, Access, choose


def accesses(people: int, each: int, *, own: bool = True) -> list[Access]:
    ids = [uuid4() for _ in range(people)]
    return [Access(number, ids[number % people], own) for number in range(people * each)]


@pytest.mark.parametrize(("people", "each", "many"), [(1, 3, 3), (4, 100, SIZE), (40, 2, 40), (90, 3, MOST), (0, 0, 0)])
def test_so_many_lines_are_drawn(people: int, each: int, many: int) -> None:
    found = accesses(people, each) if people else []
    chosen = choose(found, dice=random.Random(1))
    assert len(chosen) == many
    assert chosen == sorted(set(chosen))
    assert {one.seq for one in found} >= set(chosen)


def test_everybody_who_read_something_is_in_it_however_little() -> None:
    much, little = uuid4(), uuid4()
    found = [Access(number, much, True) for number in range(500)] + [Access(999, little, True)]
    for seed in range(20):
        assert 999 in choose(found, dice=random.Random(seed))


def test_of_each_person_what_was_not_their_own_interview_comes_first() -> None:
    people = [uuid4() for _ in range(30)]
    found = [Access(100 * place + number, one, True) for place, one in enumerate(people) for number in range(9)]
    odd = [Access(100 * place + 50, one, False) for place, one in enumerate(people)]
    for seed in range(5):
        assert {one.seq for one in odd} <= set(choose(found + odd, dice=random.Random(seed)))


def test_every_copy_that_left_is_in_it_and_whoever_took_it_needs_no_other_line() -> None:
    found = accesses(30, 9)
    taken = [Access(1000 + number, found[number].actor_id, False, is_copy=True) for number in range(5)]
    for seed in range(5):
        chosen = choose([*found, *taken], dice=random.Random(seed))
        assert {one.seq for one in taken} <= set(chosen)
        assert len(chosen) == 30
        assert {one.actor_id for one in found if one.seq in chosen} | {one.actor_id for one in taken} == {
            one.actor_id for one in found
        }


def test_every_copy_is_in_it_however_many_and_people_beyond_the_bound_are_drawn() -> None:
    taken = [Access(number, uuid4(), False, is_copy=True) for number in range(3 * MOST)]
    readers = [Access(1000 + number, uuid4(), True) for number in range(2 * MOST)]
    chosen = choose([*taken, *readers], dice=random.Random(1))
    assert {one.seq for one in taken} <= set(chosen)
    assert len(chosen) == 4 * MOST


def test_it_is_the_dice_that_choose() -> None:
    found = accesses(3, 200)
    assert choose(found, dice=random.Random(1)) == choose(found, dice=random.Random(1))
    assert choose(found, dice=random.Random(1)) != choose(found, dice=random.Random(2))

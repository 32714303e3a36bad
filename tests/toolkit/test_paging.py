"""A page of a long list: every row on one page and no other, in two questions, and a place to go from each."""

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import factories as make
from tests.seminar.demo.test_queries import counted
from toolkit import paging
from toolkit.paging import SIZE, Page
from toolkit.people.models import Team


@pytest.mark.parametrize("total", [0, 1, SIZE, SIZE + 1, 3 * SIZE - 1])
def test_every_row_stands_on_one_page(total: int) -> None:
    pages = paging.pages_of(total)
    seen = [row for number in range(1, pages + 1) for row in paging.cut(range(total), number=number)]
    assert seen == [*range(total)]
    assert all(len(paging.cut(range(total), number=number)) <= SIZE for number in range(1, pages + 1))


def test_a_page_tells_which_rows_it_shows() -> None:
    last = paging.cut(range(SIZE + 7), number=2)
    assert (last.first, last.last, last.total) == (SIZE + 1, SIZE + 7, SIZE + 7)
    empty: Page[int] = paging.cut([], number=1)
    assert (empty.first, empty.last, empty.pages) == (0, 0, 1)


@pytest.mark.parametrize(("asked", "shown"), [(-3, 1), (0, 1), (2, 2), (99, 3)])
def test_a_number_that_is_not_there_gives_the_nearest_page(asked: int, shown: int) -> None:
    assert paging.cut(range(2 * SIZE + 1), number=asked).number == shown


@pytest.mark.parametrize(
    ("number", "pages", "offered"),
    [
        (1, 1, [1]),
        (1, 2, [1, 2]),
        (1, 5, [1, 2, None, 5]),
        (3, 5, [1, 2, 3, 4, 5]),
        (4, 9, [1, 2, 3, 4, 5, None, 9]),
        (100, 200, [1, None, 99, 100, 101, None, 200]),
        (200, 200, [1, None, 199, 200]),
    ],
)
def test_the_first_the_last_and_the_neighbours_are_offered(number: int, pages: int, offered: list[int | None]) -> None:
    assert Page([0], number, pages * SIZE).offered == offered


def test_a_page_is_made_of_other_rows_in_the_same_place() -> None:
    page = paging.cut(range(SIZE + 1), number=2).each(str)
    assert ([*page], page.number, page.total) == ([str(SIZE)], 2, SIZE + 1)


@pytest.mark.database
def test_a_query_is_asked_twice_however_many_rows_there_are(app: Flask) -> None:
    unit = make.a_unit()
    names = [f"Team {number:03}" for number in range(2 * SIZE + 1)]
    for name in names:
        make.a_team(unit, name=name)
    query = sa.select(Team).where(Team.unit_id == unit.id).order_by(Team.name)
    with counted() as asked:
        page = paging.read(query, number=2)
    assert len(asked) == 2
    assert [team.name for team in page] == names[SIZE : 2 * SIZE]
    assert (page.total, paging.read(query, number=9).number) == (2 * SIZE + 1, 3)
    assert paging.read(query.where(Team.name == "Ingen"), number=1).total == 0

"""A long list, fifty lines at a time: which of them a page shows, and what the page says of itself.

The order must be whole (two rows never in the same place), or a row could stand on two pages and another on none.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from toolkit.db import db

T = TypeVar("T")
S = TypeVar("S")

SIZE = 50
"""Rows on a page: as many as one scrolls through before one would rather search."""
AROUND = 1
"""Neighbours of the page whose numbers are offered beside the first and the last."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list of `total` rows. Pages are counted from 1, and an empty list has one."""

    rows: Sequence[T]
    number: int
    total: int

    def __iter__(self) -> Iterator[T]:
        """Its rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """How many rows stand on it."""
        return len(self.rows)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return pages_of(self.total)

    @property
    def first(self) -> int:
        """The place of its first row in the whole list, from 1; 0 when there is none."""
        return (self.number - 1) * SIZE + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """The place of its last row."""
        return self.first + len(self.rows) - 1 if self.rows else 0

    @property
    def offered(self) -> list[int | None]:
        """The numbers of pages to go to: the first, the last, those around this one; None where some are left out."""
        near = range(self.number - AROUND, self.number + AROUND + 1)
        wanted = sorted({1, self.pages, *(number for number in near if 0 < number <= self.pages)})
        offered: list[int | None] = []
        for before, number in zip([0, *wanted], wanted, strict=False):
            if number - before == 2:
                offered.append(number - 1)
            elif number - before > 1:
                offered.append(None)
            offered.append(number)
        return offered

    def holding(self, rows: Sequence[S]) -> "Page[S]":
        """The same page with other rows: what was chosen by ids alone, and then fetched."""
        return Page(rows, self.number, self.total)

    def each(self, make: Callable[[T], S]) -> "Page[S]":
        """The same page with something made of each row."""
        return self.holding([make(row) for row in self.rows])


@dataclass(frozen=True, slots=True)
class Span(Generic[T]):
    """A stretch of a list that is too long to be counted, the newest first: its rows are numbered, and `newer` and
    `older` are the numbers from which one goes on; None where there is no more."""

    rows: Sequence[T]
    newer: int | None
    older: int | None

    def each(self, make: Callable[[Sequence[T]], Sequence[S]]) -> "Span[S]":
        """The same stretch with something made of its rows."""
        return Span(make(self.rows), self.newer, self.older)


def pages_of(total: int) -> int:
    """How many pages so many rows take."""
    return max(1, -(-total // SIZE))


def nearest(number: int, total: int) -> int:
    """The page of this number, or the nearest that there is."""
    return min(max(1, number), pages_of(total))


def cut(rows: Sequence[T], *, number: int) -> Page[T]:
    """A page of rows that are at hand."""
    at = nearest(number, len(rows))
    return Page(rows[(at - 1) * SIZE : at * SIZE], at, len(rows))


def read(query: sa.Select[Any], *, number: int) -> Page[Any]:
    """A page of what a query finds, as scalars: two questions to the database, however many rows there are.

    The query is ordered, neither grouped nor distinct, and loads no list by a join.
    """
    counting = query.order_by(None).with_only_columns(sa.func.count(), maintain_column_froms=True)
    total = db.session.scalar(counting) or 0
    at = nearest(number, total)
    rows = db.session.scalars(query.limit(SIZE).offset((at - 1) * SIZE)).all() if total else []
    return Page(rows, at, total)


def read_span(
    numbers: sa.Select[Any], column: InstrumentedAttribute[int], *, before: int | None = None, after: int | None = None
) -> Span[int]:
    """The numbers of the rows just before one, or just after one, or of the newest, as many as a page holds.

    One question, which an index on the column answers as quickly a million rows down as at the top. Where nothing lies
    before the number, or too little after it to fill a page, the newest are given.
    """
    if after is not None:
        found = db.session.scalars(numbers.where(column > after).order_by(column).limit(SIZE + 1)).all()
        if len(found) > SIZE:
            return Span(found[SIZE - 1 :: -1], found[SIZE - 1], found[0])
        before = None
    here = numbers if before is None else numbers.where(column < before)
    found = db.session.scalars(here.order_by(column.desc()).limit(SIZE + 1)).all()
    if not found and before is not None:
        return read_span(numbers, column)
    rows = found[:SIZE]
    return Span(rows, rows[0] if before is not None else None, rows[-1] if len(found) > SIZE else None)

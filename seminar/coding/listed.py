"""Codings as a long list reads them: plain rows instead of objects of the database, with their words sealed at first.

A year of a thousand interviews has thousands of them, for a page that shows fifty. What is changed is fetched as a row.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import Select, select

from interview_guides.age_bands import AgeBand, band_of
from seminar.coding.models import Coding, Excerpt
from toolkit.cycles.models import Assignment, Child, Sex
from toolkit.db import db
from transcription.transcripts.models import DeidentifiedTranscript

PLAIN = (
    Coding.id, Coding.theme_id, Coding.on_board, Coding.excerpt_id, Excerpt.transcript_id, Excerpt.revision,
    Excerpt.start, Excerpt.end, Child.id, Child.age, Child.sex,
)  # fmt: skip
"""What tells which child raised what, and which words overlap, without the words."""


@dataclass(frozen=True, eq=False)
class ListedChild:
    """As much of a child as its words are signed with and counted by."""

    id: uuid.UUID
    age: int
    sex: Sex

    @cached_property
    def age_band(self) -> AgeBand:
        """The band that the child is counted and signed in."""
        return band_of(self.age)


@dataclass(eq=False, slots=True)
class ListedExcerpt:
    """An excerpt and whose words it holds. `words` are None until `open_words` has opened them."""

    id: uuid.UUID
    transcript_id: uuid.UUID
    revision: int
    start: int
    end: int
    child: ListedChild
    words: str | None = None
    asides: dict[str, Any] = field(default_factory=dict)  # as the table has them

    @property
    def quote(self) -> str:
        """The text's own words. Raises ValueError while they are sealed: an empty quote would be a wrong one."""
        if self.words is None:
            msg = "the words of this excerpt were listed sealed, and nobody has opened them"
            raise ValueError(msg)
        return self.words


@dataclass(eq=False, slots=True)
class ListedCoding:
    """An excerpt stands under a theme; `on_board` unless it was set aside."""

    id: uuid.UUID
    theme_id: uuid.UUID
    on_board: bool
    excerpt: ListedExcerpt

    @property
    def excerpt_id(self) -> uuid.UUID:
        """Of the excerpt that stands there."""
        return self.excerpt.id


def read(query: Select[*tuple[Any, ...]]) -> list[ListedCoding]:
    """The codings that a query of `PLAIN` finds, in its order. A child, and an excerpt under two themes, is one."""
    children: dict[uuid.UUID, ListedChild] = {}
    excerpts: dict[uuid.UUID, ListedExcerpt] = {}
    found = []
    for key, theme_id, on_board, excerpt_id, text_id, revision, start, end, child_id, age, sex in db.session.execute(
        query
    ):
        excerpt = excerpts.get(excerpt_id)
        if excerpt is None:
            child = children.get(child_id)
            if child is None:
                child = children[child_id] = ListedChild(child_id, age, sex)
            excerpt = excerpts[excerpt_id] = ListedExcerpt(excerpt_id, text_id, revision, start, end, child)
        found.append(ListedCoding(key, theme_id, on_board, excerpt))
    return found


def open_words(excerpts: Iterable[ListedExcerpt]) -> None:
    """Open the words of some of many, with one question; those that are open stay so."""
    sealed: dict[uuid.UUID, list[ListedExcerpt]] = {}
    for one in excerpts:
        if one.words is None:
            sealed.setdefault(one.id, []).append(one)
    if not sealed:
        return
    opened = select(Excerpt.id, Excerpt.quote, Excerpt.asides).where(Excerpt.id.in_(sealed))
    for key, words, asides in db.session.execute(opened):
        for one in sealed[key]:
            one.words, one.asides = words, asides
    for one in (one for same in sealed.values() for one in same if one.words is None):
        one.words = ""  # a child has taken them back between the two questions


def joined() -> Select[*tuple[Any, ...]]:
    """A query of `PLAIN`, with everything joined that it takes."""
    return (
        select(*PLAIN)
        .select_from(Coding)
        .join(Coding.excerpt)
        .join(Excerpt.transcript)
        .join(DeidentifiedTranscript.assignment)
        .join(Assignment.child)
    )

"""Texts that stand on pages and in the report: the steps, the worry routine, the annual report's outline."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WorryRoutine:
    """What to do when a child tells something that worries. Replaced by the unit's own routine."""

    version: int
    title: str
    lead: str
    say: tuple[str, ...]
    steps: tuple[str, ...]
    stored: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of the report with its explanation, and what to write when there is nothing to show."""

    id: str
    heading: str
    about: str
    empty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOutline:
    """The annual report: its ten sections and the four columns of the matrix."""

    version: int
    title: str
    about: str
    sections: tuple[Heading, ...]
    columns: tuple[Heading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """A place where people get stuck, and the way on."""

    when: str
    then: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the page My interview: what to do, how long it takes, how it can be said."""

    id: str
    title: str
    time: str
    what: str
    say: tuple[str, ...]
    stuck: tuple[Stuck, ...] = ()

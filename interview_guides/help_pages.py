"""Texts that teach the staff: a seminar on a page, helping a colleague, two minutes before, where complaints go."""

from dataclasses import dataclass
from enum import StrEnum


class StaffRole(StrEnum):
    """Who a text is for; the same words as the roles of the program."""

    SOCIAL_WORKER = "social_worker"
    FACILITATOR = "facilitator"
    UNIT_LEADER = "unit_leader"
    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpPart:
    """A heading with what there is to know, and what to do, line by line."""

    id: str
    heading: str
    text: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpPage:
    """A page to read from top to bottom."""

    version: int
    title: str
    lead: str
    parts: tuple[HelpPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What matters just before something; `step` is the step of My interview that it belongs to, if any."""

    when: str
    points: tuple[str, ...]
    step: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refresher:
    """What somebody with this role reminds themselves of, two minutes before."""

    role: StaffRole
    title: str
    lead: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeminarStep:
    """A part of the seminar, and how long it takes."""

    minutes: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeminarNeed:
    """Something to have in place before the seminar."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeminarGuide:
    """A seminar on one sheet of A4, for a group that has never seen the program. The four columns of the board stand
    in `report.yaml` and are quoted from there."""

    version: int
    title: str
    lead: str
    need: tuple[SeminarNeed, ...]
    rules_heading: str
    rules: tuple[str, ...]
    steps_heading: str
    steps: tuple[SeminarStep, ...]
    columns_heading: str
    after_heading: str
    after: tuple[str, ...]

    @property
    def minutes(self) -> int:
        """How long the whole seminar takes, breaks included."""
        return sum(step.minutes for step in self.steps)


class Sign(StrEnum):
    """What the program can see for itself of a unit's first year."""

    ROLES = "roles"
    DATA_PROTECTION = "data_protection"
    DISPOSAL = "disposal"
    WORRY_ROUTINE = "worry_routine"
    COMPLAINTS = "complaints"
    SPEECH_MODEL = "speech_model"
    CYCLE = "cycle"
    DRAW = "draw"
    INTERVIEW = "interview"
    SEMINAR = "seminar"
    REPORT = "report"
    DECISION = "decision"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstYearStep:
    """Something to have done in the first year, and by whom. With a sign the program ticks it, and nobody else."""

    id: str
    who: tuple[StaffRole, ...]
    title: str
    text: str
    sign: Sign | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstYearPart:
    """The steps of one part of the year."""

    heading: str
    steps: tuple[FirstYearStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstYear:
    """The checklist of a unit that begins."""

    version: int
    title: str
    lead: str
    parts: tuple[FirstYearPart, ...]

    @property
    def steps(self) -> tuple[FirstYearStep, ...]:
        """Every step, in order."""
        return tuple(step for part in self.parts for step in part.steps)


class HoursPart(StrEnum):
    """What an interview takes time for, and the seminar that follows."""

    PREPARE = "prepare"
    CONTACT = "contact"
    TALK = "talk"
    CORRECT = "correct"
    DEIDENTIFY = "deidentify"
    REFLECT = "reflect"
    SEMINAR = "seminar"


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursFigure:
    """One part of the year: the usual minutes of one interview (of one participant, for the seminar), what others have
    published with its source, and how the unit's own figure is reckoned."""

    id: HoursPart
    name: str
    minutes: int
    reckoned: str
    published: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearHours:
    """What the year costs in hours."""

    version: int
    title: str
    lead: str
    figures: tuple[HoursFigure, ...]
    published_heading: str
    published: tuple[str, ...]
    not_counted_heading: str
    not_counted: tuple[str, ...]

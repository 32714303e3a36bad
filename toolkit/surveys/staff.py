"""The staff's survey: opened on one of two occasions of a year, answered once by everybody, shown when it is closed.

Who has answered and what was answered are kept apart, and of neither is there a row: every answer is stirred into what
the others have answered, field by field. Nothing is shown while it is open, since from two looks one could tell what
came between them. Closing keeps the values and destroys the rest, the key included (decision 21).
"""

import hashlib
import hmac
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from interview_guides.surveys import Occasion
from toolkit import clock, content
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import planning, states
from toolkit.cycles.models import Cycle, CycleState
from toolkit.cycles.phases import SEMINARS
from toolkit.db import db
from toolkit.disclosure.counts import is_enough
from toolkit.errors import N_, InvalidInput, NotFound, WrongState
from toolkit.people import directory
from toolkit.surveys.models import StaffGathering, StaffSurvey
from toolkit.vault import key_destruction
from toolkit.vault.columns import vault

Answers = Mapping[str, Any]
Values = Mapping[str, Sequence[Any]]
"""What was answered, by field: the values of everybody, in an order that tells nothing."""

ANSWERED = N_("You have already answered. Nobody can see which answer is yours, so it cannot be changed.")
CLOSED = N_("The survey is closed, and takes no more answers.")


@dataclass(frozen=True, slots=True)
class OwnSurvey:
    """A survey as one person meets it. Of a closed one nobody knows any more who has answered."""

    survey: StaffSurvey
    is_closed: bool
    is_answered: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an occasion has come: the survey if it was ever opened, and how many of how many have answered."""

    occasion: Occasion
    survey: StaffSurvey | None
    answered: int
    asked: int
    threshold: int

    @property
    def is_enough(self) -> bool:
        """Whether so many have answered that closing shows what they answered."""
        return is_enough(self.answered, threshold=self.threshold)


def open_survey(actor: Actor, cycle_id: uuid.UUID, *, occasion: Occasion) -> bool:
    """Ask everybody. Once more, too, when it was closed with too few answers; False when it is open already.

    Raises `WrongState` when its answers are shown: what comes after could be told from them.
    """
    cycle = planning.get_led_cycle(actor, cycle_id)
    states.lock_open(cycle)
    survey = db.session.scalar(_of(cycle.id, occasion))
    if survey is not None and survey.is_open:
        return False
    if survey is not None and survey.is_shown:
        raise WrongState(N_("The survey is closed and its answers are shown, so it is not opened again."))
    survey = survey or StaffSurvey(cycle_id=cycle.id, occasion=occasion)
    survey.form_version = content.current().staff_survey.version
    survey.threshold, survey.opened_on = cycle.unit.small_group, clock.today()
    survey.reminded_on = survey.closed_on = None
    survey.asked = survey.answered = 0
    survey.gathering = StaffGathering()
    db.session.add(survey)
    db.session.flush()
    trail.record(actor, Event.STAFF_SURVEY_OPENED, cycle.id, survey=occasion.value)
    return True


def close(actor: Actor, cycle_id: uuid.UUID, *, occasion: Occasion) -> Standing:
    """Take no more answers: keep them if enough have answered, and otherwise destroy them unread.

    One that is closed already stays as it is. Raises `WrongState` when it was never opened.
    """
    survey = get_of_cycle(actor, cycle_id, occasion)
    standing = _standing(actor, survey.cycle, occasion, survey)
    if not survey.is_open:
        return standing
    if standing.is_enough and survey.gathering is not None:
        survey.answers = survey.gathering.answers
    survey.asked, survey.answered, survey.closed_on = standing.asked, standing.answered, clock.today()
    _forget_gathering(survey)
    trail.record(
        actor, Event.STAFF_SURVEY_CLOSED, cycle_id, survey=occasion.value, answered=survey.answered, asked=survey.asked
    )
    return standing


def get_of_cycle(actor: Actor, cycle_id: uuid.UUID, occasion: Occasion) -> StaffSurvey:
    """For the facilitator, alone with it. Raises `NotFound`, and `WrongState` when it was never opened."""
    cycle = planning.get_led_cycle(actor, cycle_id)
    states.lock_open(cycle)
    survey = db.session.scalar(_of(cycle.id, occasion))
    if survey is None:
        raise WrongState(N_("The survey is not open."))
    _lock_gathering(survey)
    return survey


def list_standings(actor: Actor, cycle: Cycle) -> list[Standing]:
    """Both occasions of a cycle that the caller holds, in order."""
    surveys = {
        one.occasion: one for one in db.session.scalars(select(StaffSurvey).where(StaffSurvey.cycle_id == cycle.id))
    }
    return [_standing(actor, cycle, occasion, surveys.get(occasion)) for occasion in Occasion]


def seminar_to_come(cycle: Cycle) -> date | None:
    """The day on which the seminars begin by the plan, while it has not come: until then few have much to say after."""
    seminars = planning.days_of(cycle).get(SEMINARS)
    return seminars.starts_on if seminars and seminars.starts_on > clock.today() else None


def values_of(survey: StaffSurvey) -> Values:
    """What was answered in a survey that the caller holds; nothing while it is open, or when too few answered."""
    values: Values = json.loads(survey.answers) if survey.is_shown else {}
    return values


def list_invitations(actor: Actor) -> list[StaffSurvey]:
    """The open surveys of the own unit that this person has not answered."""
    open_ones = (
        select(StaffSurvey)
        .join(StaffSurvey.cycle)
        .where(Cycle.unit_id == actor.unit_id, _is_going_on(), StaffSurvey.closed_on.is_(None))
        .order_by(StaffSurvey.opened_on)
    )
    return [one for one in db.session.scalars(open_ones) if not _has_answered(actor, one)]


def get_own(actor: Actor, cycle_id: uuid.UUID, *, occasion: Occasion) -> OwnSurvey:
    """The survey that this person was asked to answer. Raises `NotFound` when it was never opened in the own unit."""
    survey = _get_opened(actor, cycle_id, occasion)
    return OwnSurvey(survey, not _is_answerable(survey), _has_answered(actor, survey))


def answer(actor: Actor, cycle_id: uuid.UUID, *, occasion: Occasion, answers: Answers) -> None:
    """Stir what this person answers into the rest. Leaves no line on the trail: that would tell who, and when.

    Raises `NotFound` when it was never opened, `WrongState` for a second answer and when it is closed, `InvalidInput`
    for an empty one.
    """
    given = {name: value for name, value in answers.items() if value not in (None, "", [])}
    if not given:
        raise InvalidInput(N_("Answer at least one question."))
    survey = _get_opened(actor, cycle_id, occasion)
    gathering = _lock_gathering(survey)
    if gathering is None or not _is_answerable(survey):
        raise WrongState(CLOSED)
    if _has_answered(actor, survey):
        raise WrongState(ANSWERED)
    gathering.answers = json.dumps(_stirred(json.loads(gathering.answers), given), ensure_ascii=False)
    gathering.people = json.dumps(sorted([*json.loads(gathering.people), _mark(actor, survey)]))
    db.session.flush()


def sweep() -> int:
    """Destroy what was gathered and never closed in a cycle whose report stands. For the worker; how many."""
    left = db.session.scalars(
        select(StaffSurvey).join(StaffSurvey.cycle).where(StaffSurvey.closed_on.is_(None), ~_is_going_on())
    ).all()
    for survey in left:
        survey.closed_on = clock.today()
        _forget_gathering(survey)
    return len(left)


def _stirred(values: Mapping[str, list[Any]], given: Answers) -> dict[str, list[Any]]:
    """Each field's values in alphabetical order: none stands where it came in, nor beside the same person's others."""
    added = {name: [value] for name, value in given.items()}
    return {name: sorted([*values.get(name, ()), *added.get(name, ())], key=str) for name in sorted({*values, *added})}


def _has_answered(actor: Actor, survey: StaffSurvey) -> bool:
    return survey.gathering is not None and _mark(actor, survey) in json.loads(survey.gathering.people)


def _mark(actor: Actor, survey: StaffSurvey) -> str:
    """What stands for a person in one gathering. It cannot be reckoned without this installation's keys."""
    gathering = survey.gathering.id if survey.gathering else survey.id
    key = vault().installation.derive(b"staff survey")
    return hmac.new(key, f"{gathering}:{actor.id}".encode(), hashlib.sha256).hexdigest()


def _standing(actor: Actor, cycle: Cycle, occasion: Occasion, survey: StaffSurvey | None) -> Standing:
    if survey is None or not survey.is_open:
        answered, asked = (survey.answered, survey.asked) if survey else (0, 0)
        return Standing(occasion, survey, answered, asked, survey.threshold if survey else cycle.unit.small_group)
    answered = len(json.loads(survey.gathering.people)) if survey.gathering else 0
    workers = len(directory.list_colleagues(actor, role=Role.SOCIAL_WORKER))
    return Standing(occasion, survey, answered, max(workers, answered), survey.threshold)


def _forget_gathering(survey: StaffSurvey) -> None:
    if survey.gathering is not None:
        key_destruction.destroy_at_commit(db.session(), survey.gathering.id)
        survey.gathering = None
    db.session.flush()


def _lock_gathering(survey: StaffSurvey) -> StaffGathering | None:
    """The gathering as it is now; until the caller has committed nobody else stirs in it, and it does not close."""
    fresh = select(StaffGathering).where(StaffGathering.survey_id == survey.id).with_for_update()
    return db.session.scalar(fresh.execution_options(populate_existing=True))


def _get_opened(actor: Actor, cycle_id: uuid.UUID, occasion: Occasion) -> StaffSurvey:
    actor.require(Role.SOCIAL_WORKER)
    survey = db.session.scalar(_of(cycle_id, occasion).join(StaffSurvey.cycle).where(Cycle.unit_id == actor.unit_id))
    if survey is None:
        raise NotFound
    return survey


def _is_answerable(survey: StaffSurvey) -> bool:
    return survey.is_open and survey.cycle.is_open


def _of(cycle_id: uuid.UUID, occasion: Occasion) -> Select[StaffSurvey]:
    return select(StaffSurvey).where(StaffSurvey.cycle_id == cycle_id, StaffSurvey.occasion == occasion)


def _is_going_on() -> ColumnElement[bool]:
    return Cycle.state.in_((CycleState.PLANNED, CycleState.RUNNING))

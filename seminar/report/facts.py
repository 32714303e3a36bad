"""The counts of chapter two: who was asked, who took part, who did not and why. Counts children, never excerpts."""

import uuid
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from interview_guides.age_bands import AgeBand, band_of
from seminar.coding import readings
from seminar.published import publications
from seminar.report import taking_part
from seminar.report.funnel import Funnel
from seminar.report.outline import Ahead, Method
from seminar.report.taking_part import TakingPart
from toolkit import clock, content
from toolkit.access import Actor
from toolkit.cycles.models import Assignment, Child, Cycle, Draw, EndReason, Sex
from toolkit.db import db
from toolkit.disclosure.counts import Nameable
from toolkit.disclosure.memory import Memory, Numbers
from toolkit.disclosure.shown import Shown
from toolkit.disclosure.tables import CrossTable
from toolkit.interviews.models import Notes, Recording, RecordingState
from toolkit.language import gettext as _
from toolkit.participation.models import Answerer, Consent
from toolkit.row_by_row import has
from transcription.transcripts.models import DeidentifiedTranscript

TOLD_AHEAD = frozenset({"board", "feedback"})  # phases of the year wheel that a report tells about


@dataclass(frozen=True, slots=True)
class Reached:
    """The children of a cycle who came so far, by id."""

    chosen: Set[uuid.UUID]
    consented: Set[uuid.UUID]
    interviewed: Set[uuid.UUID]
    read: Set[uuid.UUID]


@dataclass(frozen=True, slots=True)
class Told:
    """What the report of a cycle tells of who took part: the numbers, and what they are of."""

    part: TakingPart
    numbers: Numbers
    threshold: int
    is_of_today: bool
    """Whether the numbers are those that stand, and none is one that an edition told."""

    @property
    def read(self) -> Shown:
        """How many children the report is about."""
        return self.numbers[taking_part.READ]

    @property
    def signable(self) -> Nameable[str, str]:
        """What the words of a child may be signed with: the groups whose number the report tells."""
        return taking_part.signable(self.numbers, self.part)


def tell(actor: Actor, cycle: Cycle, *, memory: Memory) -> Told:
    """The numbers of chapter two, of a cycle that the caller holds."""
    part = _taking_part(actor, cycle)
    now = taking_part.numbers(part, threshold=memory.threshold)
    told = memory.settle_together(now, within=taking_part.WITHIN)
    return Told(part, told, memory.threshold, is_of_today=told == now)


def signatures(actor: Actor, cycle: Cycle) -> Nameable[str, str]:
    """What the words of a child of this cycle may be signed with wherever they leave the work group."""
    return tell(actor, cycle, memory=publications.recall(cycle)).signable


def method(cycle: Cycle, told: Told, *, selection: str) -> Method:
    """How it was done, for a cycle that the caller holds. `selection` is what was written by hand about it."""
    ends_on = max((phase.ends_on for phase in cycle.phases), default=None)
    return Method(
        starts_on=min((phase.starts_on for phase in cycle.phases), default=None),
        ends_on=ends_on,
        goes_on=ends_on is not None and ends_on > clock.today(),
        teams=tuple(sorted(row.team.name for row in cycle.teams)),
        steps=_steps(told.numbers),
        selection=" ".join(part for part in (_drawn(cycle.id), selection) if part),
        children=_children(told),
        reasons=_reasons(told.numbers),
        funnel=Funnel(*(told.numbers[_step(name)] for name in (*taking_part.STEPS, "waiting"))),
    )


def _step(name: str) -> str:
    return f"{taking_part.WITHIN}step.{name}"


def _steps(numbers: Numbers) -> tuple[tuple[str, Shown], ...]:
    names = (_("Chosen"), _("Said yes themselves"), _("Interviewed"), _("Read at the seminar"))
    return tuple((name, numbers[_step(step)]) for name, step in zip(names, taking_part.STEPS, strict=True))


def _taking_part(actor: Actor, cycle: Cycle) -> TakingPart:
    so_far = reached(actor, cycle.id)
    rows = db.session.execute(select(Child.id, Child.age, Child.sex).where(Child.cycle_id == cycle.id)).all()
    here = Counter((str(sex), str(band_of(age))) for child_id, age, sex in rows if child_id in so_far.interviewed)
    came = (so_far.chosen, so_far.consented, so_far.interviewed, so_far.read)
    ended = _ids(select(Assignment.child_id).where(Assignment.cycle_id == cycle.id, Assignment.end_reason.is_not(None)))
    return TakingPart(
        steps={step: len(children) for step, children in zip(taking_part.STEPS, came, strict=True)},
        reasons=_count_reasons(cycle),
        children=here,
        sexes=tuple(Sex),
        bands=tuple(AgeBand),
        unlisted=Sex.OTHER,
        waiting=len(so_far.chosen - so_far.consented - so_far.interviewed - ended),
    )


def reached(actor: Actor, cycle_id: uuid.UUID) -> Reached:
    """Interviewed is who has a whole recording, finished notes or a text at the seminar, and is not withdrawn."""
    here = Assignment.id
    said_yes = select(Consent.id).where(
        Consent.assignment_id == here, Consent.who == Answerer.CHILD, Consent.says_yes, Consent.replaced_at.is_(None),
        Consent.withdrawn_at.is_(None),
    )  # fmt: skip
    whole = (RecordingState.WHOLE, RecordingState.DESTROYED)
    recorded = select(Recording.id).where(Recording.assignment_id == here, Recording.state.in_(whole))
    noted = select(Notes.assignment_id).where(Notes.assignment_id == here, Notes.finished_at.is_not(None))
    handed_over = select(DeidentifiedTranscript.id).where(DeidentifiedTranscript.assignment_id == here)
    came = (has(said_yes), has(recorded) | has(noted), has(handed_over))
    every = select(Assignment.child_id, Assignment.end_reason, *came).where(Assignment.cycle_id == cycle_id)
    chosen, consented, interviewed = set[uuid.UUID](), set[uuid.UUID](), set[uuid.UUID]()
    for child_id, end, is_yes, is_held, is_handed_over in db.session.execute(every):
        is_chosen = end is not EndReason.CHANGED_BY_HAND
        if is_chosen:
            chosen.add(child_id)
        if is_chosen and is_yes:
            consented.add(child_id)
        if end is not EndReason.WITHDRAWN and (is_held or (is_chosen and is_handed_over)):
            interviewed.add(child_id)
    return Reached(chosen, consented, interviewed, read=readings.children_read(actor, [cycle_id])[cycle_id])


def sex_names() -> dict[Sex, str]:
    """ "Girls", "Boys" and "Others" in the language of the request."""
    return {Sex.GIRL: _("Girls"), Sex.BOY: _("Boys"), Sex.OTHER: _("Others")}


def list_children(cycle: Cycle) -> Sequence[Child]:
    """The children of a cycle that the caller holds."""
    return db.session.scalars(select(Child).where(Child.cycle_id == cycle.id)).all()


def ahead(cycle: Cycle) -> tuple[Ahead, ...]:
    """What the plan says is done with the report of a cycle that the caller holds."""
    return tuple(Ahead(phase.key, phase.starts_on, phase.ends_on) for phase in cycle.phases if phase.key in TOLD_AHEAD)


def _ids(query: Select[uuid.UUID]) -> set[uuid.UUID]:
    return set(db.session.scalars(query))


def _drawn(cycle_id: uuid.UUID) -> str:
    if not db.session.scalar(select(func.count()).select_from(Draw).where(Draw.cycle_id == cycle_id)):
        return ""
    return _("The children were drawn by lot; no social worker interviewed a child of their own.")


def _children(told: Told) -> CrossTable | None:
    if not told.part.steps["interviewed"]:
        return None
    names = {str(sex): name for sex, name in sex_names().items()}
    return taking_part.table(told.numbers, told.part, names, threshold=told.threshold)


def _reasons(numbers: Numbers) -> tuple[tuple[str, Shown], ...]:
    """Each reason in words, the most common first; what is not said comes last."""
    told = {key.removeprefix(taking_part.REASON): shown for key, shown in numbers.items()}
    reasons = [(_reason_name(code), told[code]) for code in told if f"{taking_part.REASON}{code}" in numbers]
    return tuple(sorted(reasons, key=lambda reason: (-reason[1].order, reason[0])))


def _count_reasons(cycle: Cycle) -> Counter[str]:
    """Children who did not take part, by why; one reason per child."""
    ended = db.session.scalars(
        select(Assignment).where(
            Assignment.cycle_id == cycle.id,
            Assignment.end_reason.in_((EndReason.DECLINED, EndReason.UNREACHABLE, EndReason.WITHDRAWN)),
        ),
    ).all()
    codes = _decline_codes([assignment.id for assignment in ended])
    known = {reason.code for reason in content.current().decline_reasons}
    said = {each.id: code for each in ended if (code := codes.get(each.id)) in known and code}
    return Counter({each.child_id: said.get(each.id) or str(each.end_reason) for each in ended}.values())


def _decline_codes(assignment_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    rows = db.session.execute(
        select(Consent.assignment_id, Consent.decline_reason).where(
            Consent.assignment_id.in_(assignment_ids),
            Consent.decline_reason.is_not(None),
            Consent.replaced_at.is_(None),
        ),
    )
    return {assignment_id: reason for assignment_id, reason in rows if reason}


def _reason_name(code: str) -> str:
    """A coded reason, or how it ended where none is known."""
    ended = {
        str(EndReason.UNREACHABLE): _("Could not be reached"),
        str(EndReason.WITHDRAWN): _("The yes was taken back"),
        str(EndReason.DECLINED): _("Said no, without a reason"),
    }
    return str({**ended, **{reason.code: reason.name for reason in content.current().decline_reasons}}[code])

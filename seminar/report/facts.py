"""The counts of chapter two: who was asked, who took part, who did not and why. Counts children, never excerpts."""

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from interview_guides.age_bands import AgeBand, band_of
from seminar.coding import readings
from seminar.report.funnel import Funnel
from seminar.report.outline import Ahead, Method
from toolkit import clock, content
from toolkit.access import Actor
from toolkit.cycles.models import Assignment, Child, Cycle, Draw, EndReason, Sex
from toolkit.db import db
from toolkit.disclosure.counts import Groups, hide_small, told
from toolkit.disclosure.shown import Shown
from toolkit.disclosure.tables import CrossTable, cross_table
from toolkit.interviews.models import Notes, Recording, RecordingState
from toolkit.language import gettext as _
from toolkit.participation.models import Answerer, Consent
from transcription.transcripts.models import DeidentifiedTranscript

TOLD_AHEAD = frozenset({"board", "feedback"})  # phases of the year wheel that a report tells about


@dataclass(frozen=True, slots=True)
class _Reached:
    """The children of a cycle who came so far, by id."""

    chosen: Set[uuid.UUID]
    consented: Set[uuid.UUID]
    interviewed: Set[uuid.UUID]
    read: Set[uuid.UUID]


def method(actor: Actor, cycle: Cycle, *, selection: str) -> Method:
    """How it was done, for a cycle that the caller holds. `selection` is what was written by hand about it."""
    ends_on = max((phase.ends_on for phase in cycle.phases), default=None)
    reached = _reached(actor, cycle.id)
    return Method(
        starts_on=min((phase.starts_on for phase in cycle.phases), default=None),
        ends_on=ends_on,
        goes_on=ends_on is not None and ends_on > clock.today(),
        teams=tuple(sorted(row.team.name for row in cycle.teams)),
        steps=_steps(reached, threshold=cycle.unit.small_group),
        selection=" ".join(part for part in (_drawn(cycle.id), selection) if part),
        children=_children(cycle, reached),
        reasons=_reasons(cycle),
        funnel=_funnel(cycle, reached),
    )


def _funnel(cycle: Cycle, reached: _Reached) -> Funnel:
    """The steps by name, and whom nobody has an answer from yet."""
    ended = _ids(select(Assignment.child_id).where(Assignment.cycle_id == cycle.id, Assignment.end_reason.is_not(None)))
    waiting = reached.chosen - reached.consented - reached.interviewed - ended
    numbers = (reached.chosen, reached.consented, reached.interviewed, reached.read, waiting)
    return Funnel(*(told(len(children), threshold=cycle.unit.small_group) for children in numbers))


def _steps(reached: _Reached, *, threshold: int) -> tuple[tuple[str, Shown], ...]:
    steps = (
        (_("Chosen"), len(reached.chosen)),
        (_("Said yes themselves"), len(reached.consented)),
        (_("Interviewed"), len(reached.interviewed)),
        (_("Read at the seminar"), len(reached.read)),
    )
    return tuple((name, told(number, threshold=threshold)) for name, number in steps)


def _reached(actor: Actor, cycle_id: uuid.UUID) -> _Reached:
    """Interviewed is who has a whole recording, finished notes or a text at the seminar, and is not withdrawn."""
    every = select(Assignment.child_id).where(Assignment.cycle_id == cycle_id)
    chosen = every.where(Assignment.end_reason.is_distinct_from(EndReason.CHANGED_BY_HAND))
    kept = every.where(Assignment.end_reason.is_distinct_from(EndReason.WITHDRAWN))
    said_yes = chosen.join(Consent, Consent.assignment_id == Assignment.id).where(
        Consent.who == Answerer.CHILD, Consent.says_yes, Consent.replaced_at.is_(None), Consent.withdrawn_at.is_(None)
    )
    recorded = kept.join(Recording, Recording.assignment_id == Assignment.id).where(
        Recording.state.in_((RecordingState.WHOLE, RecordingState.DESTROYED))
    )
    noted = kept.join(Notes, Notes.assignment_id == Assignment.id).where(Notes.finished_at.is_not(None))
    handed_over = kept.join(DeidentifiedTranscript, DeidentifiedTranscript.assignment_id == Assignment.id).where(
        Assignment.end_reason.is_distinct_from(EndReason.CHANGED_BY_HAND)
    )
    interviewed = _ids(recorded) | _ids(noted) | _ids(handed_over)
    return _Reached(_ids(chosen), _ids(said_yes), interviewed, read=readings.children_read(actor, [cycle_id])[cycle_id])


def signatures(actor: Actor, cycle: Cycle) -> Groups[Sex, str]:
    """What the words of a child of this cycle may be signed with: the groups among those who were read."""
    read = readings.children_read(actor, [cycle.id])[cycle.id]
    return groups_of(cycle, [child for child in list_children(cycle) if child.id in read])


def groups_of(cycle: Cycle, read: Iterable[Child]) -> Groups[Sex, str]:
    """The same, for whoever holds the children who were read."""
    return Groups([(child.sex, child.age_band) for child in read], threshold=cycle.unit.small_group)


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


def _children(cycle: Cycle, reached: _Reached) -> CrossTable:
    names = sex_names()
    rows = db.session.execute(select(Child.id, Child.age, Child.sex).where(Child.cycle_id == cycle.id)).all()
    here = [(band_of(age), names[sex]) for child_id, age, sex in rows if child_id in reached.interviewed]
    sexes = [names[sex] for sex in Sex if sex is not Sex.OTHER or any(row.sex is Sex.OTHER for row in rows)]
    return cross_table(here, rows=list(AgeBand), columns=sexes, threshold=cycle.unit.small_group)


def _reasons(cycle: Cycle) -> tuple[tuple[str, Shown], ...]:
    """Each reason in words, the most common first; one reason per child. What is not said comes last."""
    ended = db.session.scalars(
        select(Assignment).where(
            Assignment.cycle_id == cycle.id,
            Assignment.end_reason.in_((EndReason.DECLINED, EndReason.UNREACHABLE, EndReason.WITHDRAWN)),
        ),
    ).all()
    codes = _decline_codes([assignment.id for assignment in ended])
    by_child = {each.child_id: _reason_name(codes.get(each.id), each.end_reason) for each in ended}
    counted = sorted(Counter(by_child.values()).items(), key=lambda item: (-item[1], item[0]))
    shown = hide_small([number for _name, number in counted], threshold=cycle.unit.small_group)
    reasons = [(name, number) for (name, _number), number in zip(counted, shown, strict=True)]
    return tuple(sorted(reasons, key=lambda reason: (-reason[1].order, reason[0])))


def _decline_codes(assignment_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    rows = db.session.execute(
        select(Consent.assignment_id, Consent.decline_reason).where(
            Consent.assignment_id.in_(assignment_ids),
            Consent.decline_reason.is_not(None),
            Consent.replaced_at.is_(None),
        ),
    )
    return {assignment_id: reason for assignment_id, reason in rows if reason}


def _reason_name(code: str | None, end_reason: EndReason | None) -> str:
    known = {reason.code: reason.name for reason in content.current().decline_reasons}
    if code in known:
        return known[code]
    otherwise = {
        EndReason.UNREACHABLE: _("Could not be reached"),
        EndReason.WITHDRAWN: _("The yes was taken back"),
        EndReason.DECLINED: _("Said no, without a reason"),
    }
    return str(otherwise[end_reason or EndReason.DECLINED])

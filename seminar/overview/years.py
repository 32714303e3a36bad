"""Over the years: how many themes, promises, what was done, seen in use and noticed. Counts of the unit's own work.

A dozen questions, however many years there are, and no sealed text but the names of themes that come back.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import distinct, func, select

from seminar.actions.models import Action, ActionState, Progress, Verification
from seminar.coding import readings
from seminar.proposals.models import PROMISES, Decision, Proposal
from seminar.published import publications
from seminar.themes.models import Theme
from seminar.visits import counting
from seminar.visits.models import NoticeTold
from toolkit.access import Actor
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import db
from toolkit.disclosure.shares import Share
from toolkit.disclosure.shown import Shown
from toolkit.disclosure.summing import add_up
from transcription.transcripts.models import DeidentifiedTranscript


@dataclass(frozen=True, slots=True)
class YearInNumbers:
    """One year: what was read, what was promised, how far it has come. `noticed` is None before any was told."""

    cycle: Cycle
    read: Shown
    themes: int
    promised: int
    refused: int
    undecided: int
    done: int
    verified: int
    noticed: Share | None


@dataclass(frozen=True, slots=True)
class ComesBack:
    """A theme that was found in several years, under the name that it has in the latest."""

    name: str
    years: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Years:
    """Everything that the page shows, the latest year first."""

    years: tuple[YearInNumbers, ...]
    come_back: tuple[ComesBack, ...]


def collect(actor: Actor) -> Years:
    """The years of the own unit in numbers."""
    cycles = db.session.scalars(
        select(Cycle).where(Cycle.unit_id == actor.unit_id).order_by(Cycle.year.desc(), Cycle.name)
    ).all()
    reads, themes, decided = _count_read(actor), _count_themes(actor), _count_decisions(actor)
    states, noticed, memories = _count_states(actor), _list_noticed(actor), publications.recall_each(cycles)
    # A cycle that is only planned has come to nothing yet: zeros would look like a year that failed.
    begun = [each for each in cycles if reads[each.id] or any(decided[each.id, way] for way in (*Decision, None))]
    numbers = [
        YearInNumbers(
            cycle=cycle,
            read=memories[cycle.id].whole(reads[cycle.id]),
            themes=themes[cycle.id],
            promised=sum(decided[cycle.id, each] for each in PROMISES),
            refused=decided[cycle.id, Decision.NO],
            undecided=decided[cycle.id, None],
            done=states[cycle.id, ActionState.DONE] + states[cycle.id, ActionState.VERIFIED],
            verified=states[cycle.id, ActionState.VERIFIED],
            noticed=_share(noticed[cycle.id]),
        )
        for cycle in begun
    ]
    return Years(tuple(numbers), tuple(_come_back(actor, cycles)))


def _count_read(actor: Actor) -> Counter[uuid.UUID]:
    read = (
        select(Assignment.cycle_id, func.count(distinct(Assignment.id)))
        .join(DeidentifiedTranscript, DeidentifiedTranscript.assignment_id == Assignment.id)
        .join(Cycle, Cycle.id == Assignment.cycle_id)
        .where(Cycle.unit_id == actor.unit_id, readings.was_read())
        .group_by(Assignment.cycle_id)
    )
    return Counter({row[0]: row[1] for row in db.session.execute(read)})


def _count_themes(actor: Actor) -> Counter[uuid.UUID]:
    themes = select(Theme.cycle_id, func.count()).join(Theme.cycle).where(Cycle.unit_id == actor.unit_id)
    kept = themes.where(Theme.merged_into_id.is_(None)).group_by(Theme.cycle_id)
    return Counter({row[0]: row[1] for row in db.session.execute(kept)})


def _count_decisions(actor: Actor) -> Counter[tuple[uuid.UUID, Decision | None]]:
    proposals = select(Theme.cycle_id, Proposal.decision, func.count()).join(Proposal.theme).join(Theme.cycle)
    own = proposals.where(Cycle.unit_id == actor.unit_id).group_by(Theme.cycle_id, Proposal.decision)
    found = db.session.execute(own)
    return Counter({(cycle_id, decision): number for cycle_id, decision, number in found})


def _count_states(actor: Actor) -> Counter[tuple[uuid.UUID, ActionState]]:
    """How it goes with each action by its latest report and what was seen of that, without a word of it being read."""
    own = Action.unit_id == actor.unit_id
    actions = db.session.execute(select(Action.id, Action.cycle_id).where(own))
    years: dict[uuid.UUID, uuid.UUID] = {row[0]: row[1] for row in actions}
    reports = select(Progress.action_id, Progress.id, Progress.state).join(Action, Action.id == Progress.action_id)
    latest = {
        action_id: (progress_id, state)
        for action_id, progress_id, state in db.session.execute(
            reports.where(own).order_by(Progress.on, Progress.number)
        )
    }
    seen = select(Verification.progress_id).join(Action, Action.id == Verification.action_id)
    in_use = set(db.session.scalars(seen.where(own, Verification.is_in_use)))
    return Counter(
        (years[action_id], ActionState.VERIFIED if progress_id in in_use else state)
        for action_id, (progress_id, state) in latest.items()
    )


def _list_noticed(actor: Actor) -> Mapping[uuid.UUID, Sequence[Share]]:
    """By year: what is told of each of its actions about which children were asked at visits."""
    query = select(Action.cycle_id, NoticeTold).join(Action, Action.id == NoticeTold.action_id)
    found: dict[uuid.UUID, list[Share]] = defaultdict(list)
    for cycle_id, told in db.session.execute(query.where(Action.unit_id == actor.unit_id)):
        if share := counting.read_told(told).share:
            found[cycle_id].append(share)
    return found


def _share(noticed: Sequence[Share]) -> Share | None:
    """So many of so many, of all actions of a year together: a sum of what the page of each of them tells."""
    return (
        Share(add_up(one.count for one in noticed).shown, add_up(one.of for one in noticed).shown) if noticed else None
    )


def _come_back(actor: Actor, cycles: Sequence[Cycle]) -> list[ComesBack]:
    kept = (Cycle.unit_id == actor.unit_id, Theme.merged_into_id.is_(None))
    several = select(Theme.lineage_id).join(Theme.cycle).where(*kept).group_by(Theme.lineage_id)
    back = Theme.lineage_id.in_(several.having(func.count() > 1))
    themes = select(Theme).join(Theme.cycle).where(*kept, back)
    of_lineage: dict[uuid.UUID, dict[uuid.UUID, str]] = defaultdict(dict)
    for theme in db.session.scalars(themes):
        of_lineage[theme.lineage_id][theme.cycle_id] = theme.name
    found = []
    for names in of_lineage.values():
        years = [cycle for cycle in cycles if cycle.id in names]
        found.append(ComesBack(names[years[0].id], tuple(cycle.name for cycle in years)))
    return sorted(found, key=lambda each: (-len(each.years), each.name))

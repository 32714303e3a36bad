"""What the unit answers the children, for whoever opens their own code once the report stands: what they told, what is
changed, what takes longer, and what becomes a no and why.

What was released is told as it was released, and stays so until another edition is: what a child read on a poster is
what it reads here. What waited then and has been decided since stands with it. A promise that has been given up since
is not promised here any more: it stands among what does not come about, with the reason.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from seminar.actions import given_up
from seminar.proposals.models import Proposal
from seminar.report import answering, released
from seminar.report.answering import LONGER
from seminar.report.outline import AnnualReport
from seminar.themes.models import Theme
from seminar.themes.naming import for_children
from toolkit import clock
from toolkit.cycles.models import Cycle
from toolkit.db import db


@dataclass(frozen=True, slots=True)
class Reply:
    """`told` names what was talked about and answered; `refused` are pairs of what became a no, and why."""

    told: tuple[str, ...]
    changes: tuple[str, ...]
    later: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]

    @property
    def is_nothing(self) -> bool:
        """Whether nothing has been decided."""
        return not (self.changes or self.later or self.refused)

    def joined(self, more: "Reply") -> "Reply":
        """This and what has come since, each once."""
        return Reply(
            _each_once(self.told, more.told), self.changes + more.changes, self.later + more.later,
            self.refused + more.refused,
        )  # fmt: skip


def has_report(cycle: Cycle) -> bool:
    """Whether a report of the cycle is handed out, also while another edition is written."""
    return released.find_handed_out(cycle) is not None


def find_reply(cycle: Cycle) -> Reply | None:
    """The answer of a cycle that the caller holds; None until a report has been released and something decided.

    What a child was told once stays told while another edition is written. An edition that tells of no decision hides
    none: then what has been decided by now is told.
    """
    stands = released.find_handed_out(cycle)
    if stands is None and cycle.is_open:
        return None
    decided, by = _list_decided(cycle), (cycle.reported_at or clock.now()).date() + LONGER
    gone = given_up.list_reasons(cycle)
    reply = _now(decided, by, gone)
    if stands is not None:
        waited = {promise.text for promise in stands.report.promises if promise.waits}
        since = {each.promised: gone[each.id] for each in decided if each.id in gone}
        told = _released(stands.report, since).joined(_now([each for each in decided if each.text in waited], by, gone))
        reply = reply if told.is_nothing else told
    return None if reply.is_nothing else reply


def _released(report: AnnualReport, gone: Mapping[str, str]) -> Reply:
    """The answer as the papers of an edition give it, but for what is given up since: by its words, with the reason."""
    answer = answering.answer(report)
    rows = (*report.rows, *report.works_well)
    return Reply(
        told=tuple(row.told for row in rows if any(not promise.waits for promise in row.promises)),
        changes=tuple(promise.told for promise in answer.changes if promise.text not in gone),
        later=tuple(promise.told for promise in answer.later if promise.text not in gone),
        refused=(
            *((promise.text, promise.reason) for promise in answer.refused),
            *((each.told, gone[each.text]) for each in (*answer.changes, *answer.later) if each.text in gone),
        ),
    )


def _now(decided: Sequence[Proposal], by: date, gone: Mapping[uuid.UUID, str]) -> Reply:
    promised = [each for each in decided if each.is_promise and each.id not in gone]
    later = [each for each in promised if each.due is None or each.due > by]
    return Reply(
        told=_each_once(for_children(each.theme) or each.theme.name for each in decided),
        changes=tuple(each.told for each in promised if each not in later),
        later=tuple(each.told for each in later),
        refused=(
            *((each.text, each.decision_words) for each in decided if each.is_refused),
            *((each.told, gone[each.id]) for each in decided if each.is_promise and each.id in gone),
        ),
    )


def _list_decided(cycle: Cycle) -> Sequence[Proposal]:
    query = (
        select(Proposal)
        .join(Proposal.theme)
        .where(Theme.cycle_id == cycle.id, Proposal.decided_at.is_not(None))
        .order_by(Theme.position, Proposal.position, Proposal.created_at)
    )
    return db.session.scalars(query).all()


def _each_once(*names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for some in names for name in some))

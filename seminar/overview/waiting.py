"""What waits for the unit leader, over all years: proposals with the children's words, and promises to follow up.

The nearest day comes first. A closed cycle has no decision that waits; its actions go on until they are closed.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from seminar.actions import followup, listing
from seminar.actions.followup import Promise
from seminar.board import voices
from seminar.board.voices import ThemeVoices
from seminar.proposals import proposing
from seminar.proposals.models import Proposal
from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event


@dataclass(frozen=True, slots=True)
class Decision:
    """A proposal that nobody has decided, what it answers, and the day by which its year means to decide."""

    proposal: Proposal
    theme_voices: ThemeVoices
    by: date

    @property
    def is_late(self) -> bool:
        """Whether that day has been."""
        return self.by < clock.today()


@dataclass(frozen=True, slots=True)
class Waiting:
    """Decisions; promises whose day has come or is near; what is said to be done and waits for somebody else to see it;
    and what can wait. The nearest day first in each."""

    decisions: tuple[Decision, ...]
    now: tuple[Promise, ...]
    done: tuple[Promise, ...]
    later: tuple[Promise, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been proposed or promised that is still open."""
        return not (self.decisions or self.now or self.done or self.later)


def collect(actor: Actor) -> Waiting:
    """Everything that waits in the own unit, for its leader. The look at the children's words is put on the trail."""
    actor.require(Role.UNIT_LEADER)
    drafts = proposing.list_undecided(actor)
    promises = followup.promises_of(actor, listing.list_actions(actor, open_only=True))
    if drafts or promises:
        trail.record(actor, Event.VOICES_READ, actor.unit_id, count=len(drafts) + len(promises))
    done = [promise for promise in promises if promise.action.waits_to_be_seen and not promise.is_now]
    return Waiting(
        decisions=_decisions(actor, drafts),
        now=tuple(promise for promise in promises if promise.is_now),
        done=tuple(done),
        later=tuple(promise for promise in promises if not promise.is_now and promise not in done),
    )


def _decisions(actor: Actor, drafts: Sequence[Proposal]) -> tuple[Decision, ...]:
    theme_voices = voices.list_voices_under(actor, list(dict.fromkeys(draft.theme for draft in drafts)))
    of_theme = {each.theme.id: each for each in theme_voices}
    days: dict[uuid.UUID, date] = {}
    for draft in drafts:
        days.setdefault(draft.theme.cycle_id, followup.decision_day(draft.theme.cycle))
    decisions = (Decision(draft, of_theme[draft.theme_id], days[draft.theme.cycle_id]) for draft in drafts)
    return tuple(sorted(decisions, key=lambda decision: decision.by))

"""How it goes with an action: reported, confirmed by somebody else, given up, opened again, carried into a new year.

Done is not verified: whoever said that it is done, and whoever was to do it, alone or with their team, cannot confirm
it. Nothing is overwritten; an action that closes keeps every row of its history.
"""

import uuid
from datetime import date
from urllib.parse import urlsplit

from seminar.actions import child_words, listing
from seminar.actions.models import REPORTED, Action, ActionState, Progress, Verification
from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound, Overtaken, WrongState
from toolkit.people import directory

FOLLOWING = (Role.UNIT_LEADER, Role.FACILITATOR, Role.SOCIAL_WORKER)


def may_report(actor: Actor, action: Action) -> bool:
    """Whether the person tells how it goes: whoever leads, and the person who is responsible."""
    return actor.is_any(Role.UNIT_LEADER, Role.FACILITATOR) or actor.id == action.responsible_id


def get_reported(actor: Actor, action_id: uuid.UUID) -> Action:
    """An action of the own unit for whoever tells how it goes. Raises `NotFound`."""
    action = listing.get_action(actor, action_id)
    if not may_report(actor, action):
        raise NotFound
    return action


def suggest_state(action: Action) -> ActionState:
    """What a new report begins with: as the latest said, or going on where somebody has looked since."""
    return action.state if action.state in REPORTED else ActionState.GOING


def may_verify(actor: Actor, action: Action) -> bool:
    """Whether the person could confirm now that it is in use: somebody else than who did it or said it is done."""
    waits = action.is_open and action.state is ActionState.DONE
    return waits and actor.is_any(*FOLLOWING) and not _is_own_work(actor, action)


def report(
    actor: Actor, action_id: uuid.UUID, *, state: ActionState, note: str, on: date, seen: int, evidence: str = "",
    link: str = "",
) -> Progress:  # fmt: skip
    """Report how it goes. `seen` is how many reports there were when the page was opened: with a newer one in between
    it raises `Overtaken`. The same report twice is one. Raises `InvalidInput` for a day to come or before the decision,
    for a link that is none, and for a report that says nothing new; `WrongState` once it is closed."""
    action = get_reported(actor, action_id)
    listing.require_open(action)
    if state not in REPORTED:
        raise InvalidInput(N_("Choose how it goes."), field="state")
    _check_day(action, on)
    _check_link(link)
    words = (state, note, on, evidence, link)
    if len(action.progress) != seen:
        last = max(action.progress, key=lambda each: each.number, default=None)
        if last and (last.state, last.note, last.on, last.evidence, last.link) == words:
            return last
    _require_seen(action, seen)
    if action.progress and state is action.state and not (note or evidence or link):
        raise InvalidInput(
            N_("This says what stands there already. Write what is new, or choose how it goes."), field="note"
        )
    entry = _add(actor, action, state=state, note=note, on=on, evidence=evidence, link=link)
    trail.record(actor, Event.ACTION_PROGRESSED, action.id, state=state)
    return entry


def verify(actor: Actor, action_id: uuid.UUID, *, is_in_use: bool, note: str, seen: int) -> Action:
    """Say whether what was reported done is in use. In use, the action is closed; if not, it goes on and says so.

    `seen` is how many reports the page showed. Raises `NotFound` for whoever may not follow actions, `WrongState` for
    whoever did it themselves and while nothing is done, `Overtaken` when something was reported or somebody looked
    since, and `InvalidInput` for a no without a word of what is missing. The same words twice are once.
    """
    action = listing.get_action(actor, action_id)
    actor.require(*FOLLOWING)
    listing.lock(action)
    if action.seen is not None:
        said = (action.seen.verified_by_id, action.seen.is_in_use, action.seen.note)
        if said == (actor.id, is_in_use, note):
            return action
        raise Overtaken(N_("Somebody has looked since you opened the page. Their words stand beside yours."))
    listing.require_open(action)
    if action.latest is None or action.state is not ActionState.DONE:
        raise WrongState(N_("Nobody has said that it is done. Write how it goes first."))
    if _is_own_work(actor, action):
        raise WrongState(
            N_("Somebody else confirms that it is in use: not who did it or their team, and not who said it is done.")
        )
    _require_seen(action, seen)
    if not is_in_use and not note:
        raise InvalidInput(N_("Write what is missing, in a few words."), field="note")
    row = Verification(progress_id=action.latest.id, is_in_use=is_in_use, note=note, verified_by_id=actor.id)
    action.verifications.append(row)
    if is_in_use:
        action.closed_at, action.closed_by_id = clock.now(), actor.id
    db.session.flush()
    trail.record(actor, Event.ACTION_VERIFIED, action.id, state="in_use" if is_in_use else "not_in_use")
    return action


def give_up(actor: Actor, action_id: uuid.UUID, *, reason: str, seen: int) -> Action:
    """Close an action that does not come about, with the reason. The same reason twice is once.

    Raises `InvalidInput` without one that says why, `Overtaken` when something was reported since, also another reason,
    and `WrongState` once it is closed.
    """
    actor.require(Role.UNIT_LEADER)
    action = listing.get_action(actor, action_id)
    listing.lock(action)
    if not action.is_open and _is_latest(action, ActionState.GIVEN_UP, reason):
        return action
    _require_seen(action, seen)
    listing.require_open(action)
    _require_reason(reason)
    _add(actor, action, state=ActionState.GIVEN_UP, note=reason, on=clock.today())
    action.closed_at, action.closed_by_id = clock.now(), actor.id
    db.session.flush()
    trail.record(actor, Event.ACTION_GIVEN_UP, action.id)
    return action


def reopen(actor: Actor, action_id: uuid.UUID, *, reason: str, seen: int) -> Action:
    """Open a closed action again, with the reason: it stands still until somebody tells more. Raises as `give_up`."""
    actor.require(Role.UNIT_LEADER)
    action = listing.get_action(actor, action_id)
    listing.lock(action)
    if action.is_open and _is_latest(action, ActionState.STILL, reason):
        return action
    _require_seen(action, seen)
    if action.is_open:
        raise WrongState(N_("This action is open already."))
    _require_reason(reason)
    _add(actor, action, state=ActionState.STILL, note=reason, on=clock.today())
    action.closed_at = action.closed_by_id = None
    db.session.flush()
    trail.record(actor, Event.ACTION_REOPENED, action.id)
    return action


def _is_own_work(actor: Actor, action: Action) -> bool:
    """Whether the person did it, is of the team that did it, or has said that it is done."""
    said_done = {each.reported_by_id for each in action.progress if each.state is ActionState.DONE}
    if actor.id in said_done | {action.responsible_id}:
        return True
    team = action.responsible_team_id
    return team is not None and directory.get_own(actor).team_id == team


def _add(
    actor: Actor, action: Action, *, state: ActionState, note: str, on: date, evidence: str = "", link: str = ""
) -> Progress:
    number = 1 + max((each.number for each in action.progress), default=0)
    entry = Progress(
        number=number, on=on, state=state, note=note, evidence=evidence, link=link, reported_by_id=actor.id
    )  # fmt: skip
    action.progress.append(entry)
    db.session.flush()
    return entry


def _check_day(action: Action, on: date) -> None:
    decided = action.proposal.decided_on
    if on > clock.today():
        raise InvalidInput(N_("That day has not come yet. Choose today or an earlier day."), field="on")
    if decided and on < decided:
        raise InvalidInput(
            N_("This was decided on %(decided)s. Choose that day or a later one."), field="on", decided=decided
        )


def _check_link(link: str) -> None:
    if not link:
        return
    try:
        parts = urlsplit(link)
    except ValueError:
        parts = urlsplit("")
    has_blank = any(sign.isspace() for sign in link)  # nothing that can be followed
    if parts.scheme not in {"http", "https"} or not parts.hostname or has_blank:
        raise InvalidInput(N_("A link begins with https:// and leads to a page."), field="link")


def _require_seen(action: Action, seen: int) -> None:
    if len(action.progress) != seen:
        raise Overtaken(N_("Somebody else has just reported on this. Their words stand beside yours."))


def _is_latest(action: Action, state: ActionState, reason: str) -> bool:
    """Whether the last thing that was written is this very one: the same form, sent once more."""
    last = max(action.progress, key=lambda each: each.number, default=None)
    return last is not None and (last.state, last.note) == (state, reason)


def _require_reason(reason: str) -> None:
    if not child_words.says_why(reason):
        raise InvalidInput(N_("Write why, in a few words."), field="reason")

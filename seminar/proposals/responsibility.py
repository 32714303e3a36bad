"""Who is responsible for what a theme's proposals say, and by which day: of one of them, or of all at once."""

import difflib
import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from seminar.changes import log
from seminar.changes.models import ChangeKind
from seminar.proposals import follow_up, proposing, rights
from seminar.proposals.models import Proposal
from seminar.themes import codebook
from toolkit import clock, versions
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.db import db
from toolkit.errors import N_, NotFound, WrongState
from toolkit.language import gettext as _
from toolkit.people import directory

Tasks = Mapping[str, Mapping[str, str]]
"""Responsible and day (as a date, or empty) by the proposal's id, as the log keeps them."""


def list_undecided(actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID) -> Sequence[Proposal]:
    """The proposals under a theme that nobody has decided yet. Raises `NotFound` without the theme."""
    theme = codebook.get_theme(actor, cycle_id, theme_id)
    return [each for each in proposing.list_proposals(actor, cycle_id, under=[theme.id]) if each.decided_at is None]


def version_of(proposals: Sequence[Proposal]) -> int:
    """What somebody has seen who has seen who is responsible for each of them, and by when."""
    return versions.of_words(f"{each.id} {task_of(each)}" for each in proposals)


def task_of(proposal: Proposal) -> dict[str, str]:
    """Who is responsible for a proposal that the caller holds, and by when."""
    return {"responsible": proposal.responsible, "due": proposal.due.isoformat() if proposal.due else ""}


def suggest(actor: Actor) -> list[str]:
    """Whom one may think of: the groups themselves, the teams of the own unit, and its people."""
    teams = [team.name for team in directory.list_teams(actor)]
    return [_("The groups themselves"), *teams, *(person.name for person in directory.list_colleagues(actor))]


def list_near(actor: Actor, name: str) -> list[str]:
    """Whom somebody may have meant with a name that nobody here has: at most three, the nearest first."""
    known, written = {each.casefold(): each for each in suggest(actor)}, name.casefold()
    if not written or written in known:
        return []
    parts = set(written.split())
    alike = difflib.get_close_matches(written, known, n=3, cutoff=0.75)
    held = [each for each in known if parts <= set(each.split()) and each not in alike]
    return [known[each] for each in [*alike, *held][:3]]


def is_shared(proposals: Sequence[Proposal]) -> bool:
    """Whether the same person or group is responsible for all of them, by the same day."""
    return len({(each.responsible, each.due) for each in proposals}) == 1


def assign(
    actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID, *, of: uuid.UUID | None, responsible: str,
    due: date | None, version: int,
) -> None:  # fmt: skip
    """Say who is responsible for one undecided proposal under a theme, or (`of` is None) for each of them.

    Raises `WrongState` when somebody else was first or has decided, and `InvalidInput` for a day that is past or far.
    """
    rights.require_writing(actor, cycle_id)
    states.lock_open(codebook.get_cycle(actor, cycle_id))
    undecided = list_undecided(actor, cycle_id, theme_id)
    chosen = [each for each in undecided if of in {None, each.id}]
    if not chosen:
        raise WrongState(N_("This is decided, or gone. Load the page again."))
    task = {"responsible": responsible, "due": due.isoformat() if due else ""}
    wanted = {str(each.id): task for each in chosen if task_of(each) != task}
    if not wanted:
        return
    versions.require_same(version_of(undecided), version, refusal=versions.THEIRS_BESIDE_YOURS)
    follow_up.check_day(due, since=clock.today())
    put(actor, cycle_id, theme_id, tasks=wanted)


def put(actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID, *, tasks: Tasks) -> None:
    """Set what each of some undecided proposals under a theme says: one change, which one undo takes back."""
    rights.require_writing(actor, cycle_id)
    states.lock_open(codebook.get_cycle(actor, cycle_id))
    chosen = _chosen(actor, cycle_id, theme_id, tasks)
    before = {str(each.id): task_of(each) for each in chosen}
    for each in chosen:
        task = tasks[str(each.id)]
        each.responsible = task["responsible"]
        each.due = date.fromisoformat(task["due"]) if task["due"] else None
        trail.record(actor, Event.PROPOSAL_CHANGED, each.id)
    db.session.flush()
    log.append(
        actor, cycle_id, ChangeKind.RESPONSIBLE_CHANGED, of=theme_id, theme=theme_id, before=before, after=dict(tasks)
    )


def stand(actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID, *, tasks: Mapping[str, Any]) -> bool:
    """Whether each of these proposals is there, undecided, and says this."""
    undecided = {str(each.id): task_of(each) for each in list_undecided(actor, cycle_id, theme_id)}
    return all(undecided.get(one) == task for one, task in tasks.items())


def _chosen(actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID, tasks: Tasks) -> list[Proposal]:
    chosen = [each for each in list_undecided(actor, cycle_id, theme_id) if str(each.id) in tasks]
    if len(chosen) != len(tasks):
        raise NotFound
    return chosen

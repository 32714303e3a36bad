"""The release: with the second yes the facts are frozen, every output is made, and an edition stands for good.

In one transaction or not at all: the files are sealed before it begins, and until its rows are committed nobody owns
them (decision 30).
"""

import uuid
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict

from sqlalchemy import delete

from seminar.editions import changes, freezing, making, reading, yeses
from seminar.editions.freezing import Frozen
from seminar.editions.making import Made
from seminar.editions.models import Edition, EditionFile, ReleaseYes, Side
from seminar.editions.yeses import Standing
from seminar.report import publications
from seminar.themes import codebook
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.cycles.models import Cycle
from toolkit.db import db
from toolkit.errors import N_, Overtaken, WrongState
from toolkit.transactions import paused

CHANGED = N_("The report has changed since you opened the page. See what is new, and say yes once more.")
AT_ONCE = N_("Somebody else said yes, or took theirs back, at the same moment. Press once more.")


def say_yes(actor: Actor, cycle_id: uuid.UUID, *, side: Side, seen: str) -> Edition | None:
    """The compiler says that the report is ready, or a unit leader that they have read it: the edition, when that
    completes a release, and None while the other yes is missing.

    `seen` is the fingerprint of what the person saw. Raises `Overtaken` when the report says something else by now,
    and `WrongState` for a yes that is somebody else's, when the report stands, or when two act at the same moment.
    """
    cycle = codebook.get_cycle(actor, cycle_id)
    frozen = freezing.collect(actor, cycle)
    fingerprint = freezing.fingerprint(frozen)
    now = yeses.standing(actor, cycle, fingerprint=fingerprint)
    yeses.require_side(actor, now, side=side)
    _require(cycle, fingerprint, seen)
    number = reading.next_number(cycle) if _is_second(now, side) else None
    if number is not None:
        frozen = changes.told(frozen, reading.find_newest_facts(cycle), number=number)
    with ExitStack() as until_written:
        with paused():
            made = until_written.enter_context(making.made(frozen, number=number)) if number else []
        return _write(actor, cycle_id, side=side, seen=seen, made=made, of=frozen if number else None)


def begin_next(actor: Actor, cycle_id: uuid.UUID) -> Cycle:
    """Begin a new edition: the report is open again, from what is in it now. The editions before it stay.

    Raises `WrongState` when no report stands, or the cycle is closed.
    """
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER)
    with states.reopening(actor, cycle_id) as cycle:
        return cycle


def leave_be(actor: Actor, cycle_id: uuid.UUID) -> Cycle:
    """Close the report again without a new edition: the newest one stands as before.

    Raises `WrongState` when there is no edition that is handed out.
    """
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER)
    cycle = codebook.get_cycle(actor, cycle_id)
    newest = reading.find_newest(cycle)
    if newest is None:
        raise WrongState(N_("There is no edition that could stand in its place."))
    _forget_yeses(cycle)
    return states.finish(actor, cycle_id, at=newest.released_at)


def _write(
    actor: Actor, cycle_id: uuid.UUID, *, side: Side, seen: str, made: Sequence[Made], of: Frozen | None
) -> Edition | None:
    """Alone with the cycle: looks once more whether the facts are those that the files were made `of`, and writes."""
    cycle = codebook.get_cycle(actor, cycle_id)
    states.lock_open(cycle)
    fingerprint = freezing.look(actor, cycle)
    now = yeses.standing(actor, cycle, fingerprint=fingerprint)
    yeses.require_side(actor, now, side=side)
    _require(cycle, fingerprint, seen)
    if _is_second(now, side) != (of is not None):
        raise WrongState(AT_ONCE)
    own = yeses.record(actor, cycle, side=side, fingerprint=fingerprint)
    if of is None:
        return None
    report = next(iter(of.facts.values()))
    number = reading.next_number(cycle)
    if report.edition != number:
        raise WrongState(AT_ONCE)
    people = {row.side: row.person_id for row in (*now.holding.values(), own)}
    edition = Edition(
        cycle_id=cycle.id, number=number, compiler_id=people[Side.COMPILER], leader_id=people[Side.LEADER],
        fingerprint=fingerprint, sha256=making.sum_of(made),
    )  # fmt: skip
    _keep(edition, made)
    publications.register(cycle, edition=number, numbers=report.numbers)
    _forget_yeses(cycle)
    states.finish(actor, cycle_id, at=edition.released_at)
    trail.record(actor, Event.EDITION_RELEASED, edition.id, number=number, sha256=edition.sha256)
    return edition


def _keep(edition: Edition, made: Sequence[Made]) -> Edition:
    """The rows of an edition and its files, whose keys now lie under the edition's own."""
    db.session.add(edition)
    db.session.flush()
    for position, one in enumerate(made):
        row = EditionFile(
            edition_id=edition.id, position=position, sha256=one.sha256, **asdict(one.of),
            plain_length=one.sealed.plain_length, sealed_length=one.sealed.blob_length,
            blob_id=one.sealed.file_id, key_id=one.sealed.key_id, wrapped_key=one.sealed.wrapped_key,
        )  # fmt: skip
        db.session.add(row)
    db.session.flush()
    return edition


def _require(cycle: Cycle, fingerprint: str, seen: str) -> None:
    if not cycle.is_open:
        raise states.finished(cycle.id)
    if not cycle.is_running:
        raise WrongState(states.NOTHING_YET)
    if fingerprint != seen:
        raise Overtaken(CHANGED)


def _is_second(now: Standing, side: Side) -> bool:
    """Whether the other yes holds already, so that this one completes the release."""
    return bool(now.holding.keys() - {side})


def _forget_yeses(cycle: Cycle) -> None:
    db.session.execute(delete(ReleaseYes).where(ReleaseYes.cycle_id == cycle.id))

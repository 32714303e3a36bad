"""The release: with the second yes the facts are frozen, numbered and hashed, and an edition stands for good.

In one short transaction or not at all: what is frozen is sealed before it begins, and until its rows are committed
nobody owns it (decision 30). Every file that is handed out is made of it afterwards, by the worker (decision 51).
"""

import uuid
from collections.abc import Sequence
from contextlib import ExitStack

from sqlalchemy import delete

from seminar.editions import changes, freezing, making, reading, yeses
from seminar.editions.freezing import Facts, Frozen
from seminar.editions.making import Made
from seminar.editions.models import Edition, ReleaseYes, Side
from seminar.editions.yeses import Standing
from seminar.published import publications
from seminar.report import unprintable
from seminar.themes import codebook
from toolkit import content
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.cycles.models import Cycle
from toolkit.db import db
from toolkit.errors import N_, Overtaken, WrongState
from toolkit.jobs import queue
from toolkit.transactions import paused

CHANGED = N_("The report has changed since you opened the page. See what is new, and say yes once more.")
SECOND = N_(
    "The other has said yes since you opened the page, so yours releases the report. Look once more, and release it."
)
UNPRINTABLE = N_("The PDFs cannot show %(sign)s. It stands in “%(words)s”. Write it another way, and say yes then.")
AT_ONCE = N_("Somebody else said yes, or took theirs back, at the same moment. Press once more.")


def say_yes(actor: Actor, cycle_id: uuid.UUID, *, side: Side, seen: str, releases: bool = True) -> Edition | None:
    """The compiler says that the report is ready, or a unit leader that they have read it: the edition, when that
    completes a release, and None while the other yes is missing.

    `seen` is the fingerprint of what the person saw, and `releases` whether they were asked if it is to be released.
    Raises `Overtaken` when the report says something else by now, or the yes turns out to be the second, and
    `WrongState` for a yes that is somebody else's, for a sign that no PDF can show, when the report stands, or when two
    act at the same moment.
    """
    cycle = codebook.get_cycle(actor, cycle_id)
    frozen = freezing.collect(actor, cycle)
    fingerprint = freezing.fingerprint(frozen)
    now = yeses.standing(actor, cycle, fingerprint=fingerprint)
    yeses.require_side(actor, now, side=side)
    _require(cycle, fingerprint, seen)
    if _is_second(now, side) and not releases:
        raise Overtaken(SECOND)
    _require_printable(frozen.facts)
    number = reading.next_number(cycle) if _is_second(now, side) else None
    if number is not None:
        frozen = changes.told(frozen, reading.find_newest_facts(cycle), number=number)
    with ExitStack() as until_written:
        with paused():
            made = until_written.enter_context(making.frozen_files(frozen)) if number else []
        return _write(actor, cycle_id, side=side, seen=seen, made=made, of=frozen if number else None)


def begin_next(actor: Actor, cycle_id: uuid.UUID) -> Cycle:
    """Begin a new edition: the report is open again, from what is in it now. The editions before it stay.

    Raises `WrongState` when no report stands, or the cycle is closed.
    """
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER)
    with states.reopening(actor, cycle_id) as cycle:
        return cycle


def ask_for_files(actor: Actor, cycle_id: uuid.UUID, number: int) -> None:
    """Let the files that could not be made be tried once more. Harmless while they are being made, or are all there."""
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER)
    edition = reading.get_edition(actor, cycle_id, number)
    states.lock(edition.cycle)
    db.session.refresh(edition)
    if not edition.is_complete and not edition.is_destroyed:
        _ask_for_files(actor, edition)


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
        fingerprint=fingerprint,
    )  # fmt: skip
    _keep(edition, made)
    publications.register(cycle, edition=number, numbers=(*report.numbers, *of.beside.items()))
    _forget_yeses(cycle)
    states.finish(actor, cycle_id, at=edition.released_at)
    trail.record(actor, Event.EDITION_RELEASED, edition.id, number=number, sha256=fingerprint)
    _ask_for_files(actor, edition)
    return edition


def _keep(edition: Edition, made: Sequence[Made]) -> None:
    """The rows of an edition and of what is frozen in it."""
    db.session.add(edition)
    db.session.flush()
    db.session.add_all(making.row_of(one, edition, position=position) for position, one in enumerate(made))
    db.session.flush()


def _ask_for_files(actor: Actor, edition: Edition) -> None:
    queue.enqueue(actor, making.FILES, ref=edition.id, is_brief=True)


def _require(cycle: Cycle, fingerprint: str, seen: str) -> None:
    if not cycle.is_open:
        raise states.finished(cycle.id)
    if not cycle.is_running:
        raise WrongState(states.NOTHING_YET)
    if fingerprint != seen:
        raise Overtaken(CHANGED)


def _require_printable(facts: Facts) -> None:
    """Raise `WrongState` for a sign that no PDF could show, while it can still be written another way."""
    for language, report in facts.items():
        for one in unprintable.find(report, content.in_language(language)):
            raise WrongState(UNPRINTABLE, sign=one.sign, words=one.words)


def _is_second(now: Standing, side: Side) -> bool:
    """Whether the other yes holds already, so that this one completes the release."""
    return bool(now.holding.keys() - {side})


def _forget_yeses(cycle: Cycle) -> None:
    db.session.execute(delete(ReleaseYes).where(ReleaseYes.cycle_id == cycle.id))

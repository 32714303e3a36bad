"""Whoever leads sees every quote of the report with what was said of it, without a name, and acts."""

import uuid
from dataclasses import dataclass

from seminar.quotable import own_quotes, quoting, reviewing
from seminar.quotable.quoting import Considered
from seminar.report import quote_choice
from seminar.themes import codebook
from seminar.themes.models import Theme
from toolkit import paging, versions
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.errors import NotFound
from toolkit.paging import Page


@dataclass(frozen=True, slots=True)
class Listed:
    """A quote under a theme. `is_asked`: the child is asked about it, if it has a code."""

    theme: Theme
    one: Considered
    is_asked: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the quotes, what somebody has to act on first; `waiting` of all of them wait for somebody."""

    quotes: Page[Listed]
    waiting: int


def list_quotes(actor: Actor, cycle_id: uuid.UUID, *, page: int = 1) -> Listing:
    """A page of every quote on the board of a cycle of the own unit, for its facilitator; a look on the trail."""
    actor.require(Role.FACILITATOR)
    trail.record(actor, Event.VOICES_READ, codebook.get_cycle(actor, cycle_id).id)
    found = sorted(quote_choice.list_considered(actor, cycle_id), key=lambda each: not each[1].waits)
    of_child: dict[uuid.UUID, list[Considered]] = {}
    for _theme, one in found:
        of_child.setdefault(one.quote.child.id, []).append(one)
    shown = paging.cut(found, number=page)
    of_these = {one.quote.child.id for _theme, one in shown}
    asked = {one.key for child_id in of_these for one in own_quotes.choose(of_child[child_id])}
    quoting.open_words(one.quote for _theme, one in shown)
    listed = shown.each(lambda each: Listed(*each, is_asked=each[1].key in asked))
    return Listing(listed, sum(one.waits for _theme, one in found))


def get_quote(actor: Actor, cycle_id: uuid.UUID, excerpt_id: uuid.UUID) -> Considered:
    """One of them, by its first passage; a look on the trail. Raises `NotFound`."""
    actor.require(Role.FACILITATOR)
    trail.record(actor, Event.VOICES_READ, codebook.get_cycle(actor, cycle_id).id)
    found = next((one for _theme, one in quote_choice.list_considered(actor, cycle_id) if one.key == excerpt_id), None)
    if found is None:
        raise NotFound
    quoting.open_words([found.quote])
    return found


def reword(
    actor: Actor, cycle_id: uuid.UUID, excerpt_id: uuid.UUID, *, wording: str, is_unsigned: bool, version: int
) -> None:
    """The quote stands in these words (empty: as the child said it), signed or not.

    Raises `WrongState` when somebody was first, when the child has taken it back, or when the report stands.
    """
    found = _get_to_change(actor, cycle_id, excerpt_id)
    versions.require_same(found.version, version, refusal=versions.THEIRS_BESIDE_YOURS)
    reviewing.reword(found.quote, wording=wording, is_unsigned=is_unsigned)
    trail.record(actor, Event.QUOTE_REVIEWED, cycle_id)


def leave_out(actor: Actor, cycle_id: uuid.UUID, excerpt_id: uuid.UUID) -> None:
    """The quote is shown nowhere. Twice is once."""
    found = _get_to_change(actor, cycle_id, excerpt_id)
    reviewing.leave_out(found.quote)
    trail.record(actor, Event.QUOTE_REVIEWED, cycle_id)


def choose(actor: Actor, cycle_id: uuid.UUID, excerpt_id: uuid.UUID, *, for_child: bool) -> None:
    """The child is asked about the quote, or is not."""
    found = _get_to_change(actor, cycle_id, excerpt_id)
    reviewing.choose(found.quote, for_child=for_child)
    trail.record(actor, Event.QUOTE_REVIEWED, cycle_id)


def _get_to_change(actor: Actor, cycle_id: uuid.UUID, excerpt_id: uuid.UUID) -> Considered:
    found = get_quote(actor, cycle_id, excerpt_id)
    states.require_open(cycle_id)
    return found

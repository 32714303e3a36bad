"""Which quotes of a theme stand in the report, and how much of each: what whoever compiles chose, else the program.

A quote is chosen in one theme, as a coding of it. What may not be shown any more is passed over, and so is one whose
trimmed words are no longer among those that may be shown: then somebody looks again.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sqlalchemy import select

from seminar.board import voices
from seminar.board.voices import ThemeVoices
from seminar.coding.models import Coding
from seminar.coding.quotes import Quote
from seminar.quotable import quoting
from seminar.quotable.quoting import Considered
from seminar.report import trimming
from seminar.report.models import ChosenQuote
from seminar.themes import codebook
from seminar.themes.models import Theme
from toolkit import versions
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.cycles.models import Cycle
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound, WrongState

LEAST, MOST = 2, 4
FULL = N_("Four quotes of a theme are chosen. Take one of them away first.")
NOT_THE_CHILDS = N_(
    "These are not the child's words in their order. Leave words out, with // in their place, and change none. To say"
    " it otherwise, reword the quote."
)
Choices = Mapping[uuid.UUID, ChosenQuote]
"""By coding: what was chosen."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quote that may stand under a theme. `coding_id` is its name; `row` what was chosen of it; `is_up`: it was
    chosen, or the program takes it where nobody has chosen. Its words are sealed until `open_words` has opened them."""

    coding_id: uuid.UUID
    quote: Quote
    row: ChosenQuote | None
    is_up: bool = False

    @property
    def words(self) -> str | None:
        """How it would stand. None: its trimmed words are no longer the child's."""
        kept = self.row.words if self.row else ""
        return trimming.trim(self.quote.words, kept) if kept else self.quote.words

    @property
    def is_taken(self) -> bool:
        """Whether it stands in the report now."""
        return self.is_up and self.words is not None

    @property
    def is_chosen(self) -> bool:
        """Whether a person has chosen it."""
        return self.row is not None

    @property
    def version(self) -> int:
        """Of what was chosen; 0 before."""
        return self.row.version if self.row else 0


@dataclass(frozen=True)
class ThemeQuotes:
    """A theme with every quote that may stand under it."""

    theme: Theme
    candidates: tuple[Candidate, ...]

    @cached_property  # a page asks beside each quote
    def chosen(self) -> int:
        """How many a person has chosen."""
        return sum(one.is_chosen for one in self.candidates)

    @property
    def is_full(self) -> bool:
        """Whether no more may be chosen."""
        return self.chosen >= MOST

    @property
    def is_thin(self) -> bool:
        """Whether fewer were chosen than there should be, and there are."""
        return 0 < self.chosen < min(LEAST, len(self.candidates))


def list_choices(cycle_id: uuid.UUID) -> Choices:
    """Everything that was chosen in a cycle that the caller holds."""
    query = select(ChosenQuote).join(ChosenQuote.coding).join(Theme, Theme.id == Coding.theme_id)
    return {row.coding_id: row for row in db.session.scalars(query.where(Theme.cycle_id == cycle_id))}


@dataclass(frozen=True, slots=True)
class Picked:
    """The quotes of a theme that stand in the report, in their words there, and whether a person has chosen them."""

    quotes: Sequence[Quote] = ()
    is_chosen: bool = False


def pick(rows: Iterable[ThemeVoices], choices: Choices) -> Mapping[uuid.UUID, Picked]:
    """What stands in the report under each theme, by the theme's id. Of all the quotes no others are opened."""
    up = {row.theme.id: [one for one in _candidates(row, choices) if one.is_up] for row in rows}
    open_words(one for under in up.values() for one in under)
    return {theme_id: _picked([one for one in under if one.is_taken]) for theme_id, under in up.items()}


def _picked(taken: Sequence[Candidate]) -> Picked:
    stand = [replace(one.quote, wording=one.words or "") for one in taken]
    return Picked(stand, any(one.is_chosen for one in taken))


def open_words(candidates: Iterable[Candidate]) -> None:
    """Open the words of some of the many, with one question."""
    quoting.open_words(one.quote for one in candidates)


def list_themes(actor: Actor, cycle_id: uuid.UUID) -> list[ThemeQuotes]:
    """Every theme of a cycle of the own unit that has a quote which may be shown, for its facilitator; a look. The
    words of those that are up are open."""
    return list_and_count(actor, cycle_id)[0]


def list_and_count(actor: Actor, cycle_id: uuid.UUID) -> tuple[list[ThemeQuotes], int]:
    """The same, and how many quotes wait for somebody to act."""
    actor.require(Role.FACILITATOR)
    cycle = codebook.get_cycle(actor, cycle_id)
    trail.record(actor, Event.VOICES_READ, cycle.id)
    choices = list_choices(cycle.id)
    rows = voices.list_voices(actor, cycle.id, is_opened=False)
    found = [ThemeQuotes(row.theme, tuple(_candidates(row, choices))) for row in rows]
    open_words(one for under in found for one in under.candidates if one.is_up)
    return [one for one in found if one.candidates], _count_waiting(rows)


def get_candidate(actor: Actor, cycle_id: uuid.UUID, coding_id: uuid.UUID) -> Candidate:
    """One of them; a look. Raises `NotFound`, also for a quote that may not be shown."""
    one = _find(list_themes(actor, cycle_id), coding_id)[1]
    open_words([one])
    return one


def choose(actor: Actor, cycle_id: uuid.UUID, coding_id: uuid.UUID, *, is_chosen: bool) -> None:
    """Let a quote stand in the report, or let it not. Twice is once.

    Raises `WrongState` for a fifth of a theme, and once the report stands.
    """
    states.require_open(codebook.get_cycle(actor, cycle_id).id)
    under, one = _find(list_themes(actor, cycle_id), coding_id)
    if is_chosen and not one.is_chosen:
        _require_room(under)
        db.session.add(ChosenQuote(coding_id=coding_id, words=""))
    elif not is_chosen and one.row is not None:
        db.session.delete(one.row)
    db.session.flush()
    trail.record(actor, Event.REPORT_QUOTE_CHOSEN, cycle_id)


def trim(actor: Actor, cycle_id: uuid.UUID, coding_id: uuid.UUID, *, words: str, version: int) -> None:
    """Let a quote stand in the report with // for what is left out, and choose it so; empty: whole.

    Raises `InvalidInput` on `words` for other words than the child's, and `WrongState` as `choose` does, or when
    somebody was first.
    """
    states.require_open(codebook.get_cycle(actor, cycle_id).id)
    under, one = _find(list_themes(actor, cycle_id), coding_id)
    open_words([one])
    versions.require_same(one.version, version, refusal=versions.THEIRS_BESIDE_YOURS)
    kept = trimming.trim(one.quote.words, words) if words.strip() else ""
    if kept is None:
        raise InvalidInput(NOT_THE_CHILDS, field="words")
    row = one.row
    if row is None:
        _require_room(under)
        row = ChosenQuote(coding_id=coding_id)
        db.session.add(row)
    row.words = "" if kept == trimming.trim(one.quote.words, one.quote.words) else kept
    db.session.flush()
    trail.record(actor, Event.REPORT_QUOTE_CHOSEN, cycle_id)


def list_considered(actor: Actor, cycle_id: uuid.UUID) -> Iterator[tuple[Theme, Considered]]:
    """Every quote on the board of a cycle of the own unit, with what was said of it, its words sealed. No look."""
    for row in voices.list_voices(actor, cycle_id, is_opened=False):
        for one in quoting.consider([coding for coding in row.codings if coding.on_board], row.reviews):
            yield row.theme, one


def count_waiting(actor: Actor, cycle: Cycle) -> int:
    """How many quotes of a cycle that the caller holds wait for somebody to act."""
    if not quoting.is_any_reviewed(cycle.id):
        return 0
    return _count_waiting(voices.list_voices(actor, cycle.id, is_opened=False))


def _count_waiting(rows: Iterable[ThemeVoices]) -> int:
    """What nobody has said anything of waits for nobody."""
    return sum(
        one.waits
        for row in rows
        for one in quoting.consider(
            [one for one in row.codings if one.on_board and one.excerpt.transcript_id in row.reviews], row.reviews
        )
    )


def choose_for(quotes: Sequence[Quote]) -> list[int]:
    """At most four quotes, by their places: one of each child before a second of anybody, as they stand."""
    taken: dict[uuid.UUID, int] = {}
    placed = []
    for at, quote in enumerate(quotes):
        turn = taken.get(quote.child.id, 0)
        taken[quote.child.id] = turn + 1
        placed.append((turn, at))
    return sorted(at for _turn, at in sorted(placed)[:MOST])


def _candidates(row: ThemeVoices, choices: Choices) -> list[Candidate]:
    of_excerpt = {coding.excerpt_id: coding.id for coding in row.codings}
    found = []
    for quote in row.shown:
        coding_id = of_excerpt[quote.excerpts[0].id]
        found.append(Candidate(coding_id, quote, choices.get(coding_id)))
    chosen = {at for at, one in enumerate(found) if one.is_chosen}
    up = chosen or set(choose_for([one.quote for one in found]))
    return [replace(one, is_up=True) if at in up else one for at, one in enumerate(found)]


def _find(themes: Sequence[ThemeQuotes], coding_id: uuid.UUID) -> tuple[ThemeQuotes, Candidate]:
    for under in themes:
        for one in under.candidates:
            if one.coding_id == coding_id:
                return under, one
    raise NotFound


def _require_room(under: ThemeQuotes) -> None:
    if under.is_full:
        raise WrongState(FULL)

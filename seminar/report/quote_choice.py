"""Which quotes of a theme stand in the report, and how much of each: what whoever compiles chose, else the program.

A quote is chosen in one theme, as a coding of it. What may not be shown any more is passed over, and so is one whose
trimmed words are no longer among those that may be shown: then somebody looks again.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

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
    """A quote that may stand under a theme. `coding_id` is its name; `row` what was chosen of it, `words` how it would
    stand (None: its trimmed words are no longer the child's), `is_taken`: it stands in the report now."""

    coding_id: uuid.UUID
    quote: Quote
    row: ChosenQuote | None
    words: str | None
    is_taken: bool = False

    @property
    def is_chosen(self) -> bool:
        """Whether a person has chosen it."""
        return self.row is not None

    @property
    def version(self) -> int:
        """Of what was chosen; 0 before."""
        return self.row.version if self.row else 0


@dataclass(frozen=True, slots=True)
class ThemeQuotes:
    """A theme with every quote that may stand under it."""

    theme: Theme
    candidates: tuple[Candidate, ...]

    @property
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


def pick(row: ThemeVoices, choices: Choices) -> tuple[list[Quote], bool]:
    """The quotes of a theme that stand in the report, in their words there, and whether a person has chosen them."""
    candidates = _candidates(row, choices)
    taken = [replace(one.quote, words=one.words or "") for one in candidates if one.is_taken]
    return taken, any(one.is_chosen for one in candidates if one.is_taken)


def list_themes(actor: Actor, cycle_id: uuid.UUID) -> list[ThemeQuotes]:
    """Every theme of a cycle of the own unit that has a quote which may be shown, for its facilitator; a look."""
    actor.require(Role.FACILITATOR)
    cycle = codebook.get_cycle(actor, cycle_id)
    trail.record(actor, Event.VOICES_READ, cycle.id)
    choices = list_choices(cycle.id)
    found = [ThemeQuotes(row.theme, tuple(_candidates(row, choices))) for row in voices.list_voices(actor, cycle.id)]
    return [one for one in found if one.candidates]


def get_candidate(actor: Actor, cycle_id: uuid.UUID, coding_id: uuid.UUID) -> Candidate:
    """One of them; a look. Raises `NotFound`, also for a quote that may not be shown."""
    return _find(list_themes(actor, cycle_id), coding_id)[1]


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
    """Every quote on the board of a cycle of the own unit, with what was said of it. No look."""
    for row in voices.list_voices(actor, cycle_id):
        for one in quoting.consider([coding for coding in row.codings if coding.on_board], row.reviews):
            yield row.theme, one


def count_waiting(actor: Actor, cycle: Cycle) -> int:
    """How many quotes of a cycle that the caller holds wait for somebody to act."""
    return sum(one.waits for _theme, one in list_considered(actor, cycle.id))


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
        chosen = choices.get(coding_id)
        words = trimming.trim(quote.words, chosen.words) if chosen and chosen.words else quote.words
        found.append(Candidate(coding_id, quote, chosen, words))
    if any(one.is_chosen for one in found):
        return [replace(one, is_taken=one.is_chosen and one.words is not None) for one in found]
    by_program = set(choose_for([one.quote for one in found]))
    return [replace(one, is_taken=at in by_program) for at, one in enumerate(found)]


def _find(themes: Sequence[ThemeQuotes], coding_id: uuid.UUID) -> tuple[ThemeQuotes, Candidate]:
    for under in themes:
        for one in under.candidates:
            if one.coding_id == coding_id:
                return under, one
    raise NotFound


def _require_room(under: ThemeQuotes) -> None:
    if under.is_full:
        raise WrongState(FULL)

"""What stands on the board, theme by theme: the children's voices, counted in children, and the social workers'."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from sqlalchemy import select

from seminar.board import own_words, summaries, writers
from seminar.board.models import StaffVoice
from seminar.changes import log
from seminar.changes.models import ChangeKind
from seminar.coding import by_theme, readings
from seminar.coding.listed import ListedCoding
from seminar.coding.quotes import Quote
from seminar.published import publications
from seminar.quotable import quoting
from seminar.quotable.quoting import Reviews
from seminar.themes import codebook
from seminar.themes.models import Theme
from toolkit import versions
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.cycles.models import Cycle
from toolkit.db import db
from toolkit.disclosure.memory import Memory
from toolkit.disclosure.shares import Share
from toolkit.errors import NotFound


@dataclass(frozen=True, slots=True)
class ThemeVoices:
    """One row of the board, its first two columns. `children` of the `of` who were read raised the theme."""

    theme: Theme
    children: int
    of: int
    codings: tuple[ListedCoding, ...]  # with those that are set aside
    staff: tuple[StaffVoice, ...]
    reviews: Reviews  # what was said of their words
    summary: str = ""  # what the children say, in the group's words
    memory: Callable[[Theme], Memory] = field(kw_only=True, compare=False)  # what was published of the theme's year

    @property
    def share(self) -> Share:
        """How many children that is, for whoever has not read the interviews: few are not counted for them, and once
        the year is released it is the number that its report tells."""
        memory, key = self.memory(self.theme), f"theme.{self.theme.id}"
        of = memory.whole(self.of)
        return Share(memory.settle_part(key, self.children, self.of, told_of=of), of)

    def sign(self, quote: Quote) -> str:
        """What a child's words are signed with for them: as much as the year's released report tells of its groups."""
        return quoting.sign_known(quote, self.memory(self.theme).signable())

    @property
    def shown(self) -> tuple[Quote, ...]:
        """What stands on the wall and in the report, as far as it may be shown; passages that overlap are one run."""
        return quoting.quotable([coding for coding in self.codings if coding.on_board], self.reviews)


def list_voices(actor: Actor, cycle_id: uuid.UUID, *, is_opened: bool = True) -> list[ThemeVoices]:
    """The board's rows for a cycle of the own unit, in the order of the themes. `is_opened`: see `list_codings`."""
    return list_voices_under(actor, codebook.list_themes(actor, cycle_id), is_opened=is_opened)


def list_voices_under(actor: Actor, themes: Sequence[Theme], *, is_opened: bool = True) -> list[ThemeVoices]:
    """The same for themes that the caller holds, of whichever cycles, in their order."""
    read = readings.children_read(actor, {theme.cycle_id for theme in themes})
    codings = by_theme.list_codings(actor, themes, is_opened=is_opened)
    reviews = quoting.list_reviews(coding for under in codings.values() for coding in under)
    staff, told, memory = _staff_under(themes), summaries.list_under(themes), _memories(themes)
    return [
        ThemeVoices(
            theme,
            len({coding.excerpt.child.id for coding in codings.get(theme.id, ())} & read[theme.cycle_id]),
            len(read[theme.cycle_id]),
            tuple(codings.get(theme.id, ())),
            tuple(staff.get(theme.id, ())),
            reviews,
            told.get(theme.id, ""),
            memory=memory,
        )
        for theme in themes
    ]


def _memories(themes: Sequence[Theme]) -> Callable[[Theme], Memory]:
    """By theme, what was published of its year: asked for once, and only where a page tells a number."""
    every = cache(lambda: publications.recall_each({theme.cycle for theme in themes}))
    return lambda theme: every()[theme.cycle_id]


def get_theme_voices(actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID) -> ThemeVoices:
    """One row of the board, for the unit leader and whoever follows; a look on the trail. Raises `NotFound`."""
    if not actor.is_any(Role.UNIT_LEADER):
        writers.require_writing(actor, cycle_id)
    theme = codebook.get_theme(actor, cycle_id, theme_id)
    trail.record(actor, Event.VOICES_READ, theme.id)
    return list_voices_under(actor, [theme])[0]


def get_voice(actor: Actor, cycle_id: uuid.UUID, voice_id: uuid.UUID) -> StaffVoice:
    """A social workers' voice in a cycle of the own unit. Raises `NotFound`."""
    query = select(StaffVoice).join(StaffVoice.theme).join(Theme.cycle).where(Theme.cycle_id == cycle_id)
    voice = db.session.scalar(query.where(StaffVoice.id == voice_id, Cycle.unit_id == actor.unit_id))
    if voice is None:
        raise NotFound
    return voice


def words_of(voice: StaffVoice) -> dict[str, str]:
    """What stands in a voice that the caller holds, and which group says it."""
    return {"text": voice.text, "from_group": voice.from_group}


def write(actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID, *, text: str, from_group: str = "") -> StaffVoice:
    """Write a social workers' voice, for whoever follows the seminar. The very same words twice are one voice."""
    writers.require_writing(actor, cycle_id)
    theme = codebook.get_to_fill(actor, cycle_id, theme_id)
    for voice in _staff_under([theme]).get(theme.id, []):
        if voice.text == text:
            return voice
    own_words.require_own(theme, text)
    return _put(actor, theme, StaffVoice(theme_id=theme.id, text=text, from_group=from_group, written_by_id=actor.id))


def put_back(
    actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID, *, voice_id: uuid.UUID, text: str, from_group: str,
    written_by_id: uuid.UUID, created_at: datetime,
) -> StaffVoice:  # fmt: skip
    """Put a voice that was removed back as it stood: the undo of `remove`. Twice is once."""
    writers.require_writing(actor, cycle_id)
    theme = codebook.get_to_fill(actor, cycle_id, theme_id)
    stood = StaffVoice(
        id=voice_id, theme_id=theme.id, text=text, from_group=from_group, written_by_id=written_by_id,
        created_at=created_at,
    )  # fmt: skip
    writers.require_changing(actor, stood)
    return db.session.get(StaffVoice, voice_id) or _put(actor, theme, stood)


def change(
    actor: Actor, cycle_id: uuid.UUID, voice_id: uuid.UUID, *, text: str, from_group: str = "", version: int
) -> StaffVoice:
    """Change a voice. Raises `WrongState` when somebody else changed it since `version`: nothing is overwritten."""
    voice = _changeable(actor, cycle_id, voice_id)
    versions.require(voice, version, refusal=versions.THEIRS_BESIDE_YOURS)
    own_words.require_own(voice.theme, text)
    before = words_of(voice)
    voice.text, voice.from_group = text, from_group
    db.session.flush()
    trail.record(actor, Event.BOARD_CHANGED, voice.theme_id, action="changed")
    if before != words_of(voice):
        log.append(
            actor, cycle_id, ChangeKind.VOICE_CHANGED, of=voice.id, theme=voice.theme_id, before=before,
            after=words_of(voice),
        )  # fmt: skip
    return voice


def remove(actor: Actor, cycle_id: uuid.UUID, voice_id: uuid.UUID) -> Theme:
    """Remove a voice; gives the theme it stood under."""
    voice = _changeable(actor, cycle_id, voice_id)
    theme = voice.theme
    stood = {**words_of(voice), "written_by_id": voice.written_by_id, "created_at": voice.created_at.isoformat()}
    db.session.delete(voice)
    db.session.flush()
    trail.record(actor, Event.BOARD_CHANGED, theme.id, action="removed")
    log.append(actor, cycle_id, ChangeKind.VOICE_REMOVED, of=voice_id, theme=theme.id, before=stood)
    return theme


def _put(actor: Actor, theme: Theme, voice: StaffVoice) -> StaffVoice:
    db.session.add(voice)
    db.session.flush()
    trail.record(actor, Event.BOARD_CHANGED, theme.id, action="written")
    log.append(actor, theme.cycle_id, ChangeKind.VOICE_WRITTEN, of=voice.id, theme=theme.id, after=words_of(voice))
    return voice


def _changeable(actor: Actor, cycle_id: uuid.UUID, voice_id: uuid.UUID) -> StaffVoice:
    writers.require_writing(actor, cycle_id)
    voice = get_voice(actor, cycle_id, voice_id)
    states.require_open(cycle_id)
    writers.require_changing(actor, voice)
    return voice


def _staff_under(themes: Sequence[Theme]) -> dict[uuid.UUID, list[StaffVoice]]:
    query = select(StaffVoice).where(StaffVoice.theme_id.in_([theme.id for theme in themes]))
    under: dict[uuid.UUID, list[StaffVoice]] = {}
    for voice in db.session.scalars(query.order_by(StaffVoice.created_at)):
        under.setdefault(voice.theme_id, []).append(voice)
    return under

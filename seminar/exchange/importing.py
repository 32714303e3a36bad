"""Takes in what was looked at: new themes and marked words, through the seminar's own activities, all of it or nothing.

Every theme and every coding is a change on the seminar's log, so other windows follow, and each can be undone.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from seminar.coding import marking_many
from seminar.coding.marking_many import Mark
from seminar.exchange import previewing
from seminar.exchange.placing import Placed
from seminar.exchange.previewing import Found
from seminar.texts import anchors, passages, transcripts
from seminar.texts.passages import Spoken, Told
from seminar.themes import codebook
from seminar.themes.models import Area, Theme
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.errors import N_, InvalidInput, WrongState
from toolkit.transactions import paused
from transcription.transcripts.models import DeidentifiedTranscript

LEAVE_OUT = "leave_out"
CHANGED = N_("A text has changed since the file was read. Choose the file once more.")
WHERE = N_("Say where each new theme belongs, or leave it out.")


@dataclass(frozen=True, slots=True)
class Answers:
    """What the person said: by which way of counting, and where each new theme belongs, by its number in the list."""

    reading: int
    areas: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """How much came in: themes, and codings that were not here before."""

    themes: int
    codings: int


def keep(actor: Actor, cycle_id: uuid.UUID, *, sealed: str, answers: Answers) -> Kept:
    """Take in what a page carries. Raises `InvalidInput` on «areas» or «reading», and `WrongState` when the page is
    stale or a text is another than it was."""
    found = previewing.unsealed(actor, cycle_id, sealed=sealed)
    areas = _areas(found, answers)
    if not 0 <= answers.reading < max(1, len(found.readings)):
        raise InvalidInput(N_("Choose how the places are counted."), field="reading")
    placed = [
        one for reading in found.readings[answers.reading :][:1] for one in reading.placed
        if areas.get(one.theme) != LEAVE_OUT
    ]  # fmt: skip
    texts = _read_texts(actor, cycle_id, found, placed)
    lines = {
        key: [Spoken(one.speaker, anchors.join([one.text])) for one in text.segments] for key, text in texts.items()
    }
    with paused():
        told = _tell(lines, placed)
    texts = _read_texts(actor, cycle_id, found, placed)
    themes = _themes(actor, cycle_id, found, areas)
    new = sum(areas.get(number) not in {None, LEAVE_OUT} for number in themes)
    marks = [Mark(texts[one.text], themes[one.theme], told[one]) for one in placed if one.theme in themes]
    codings = marking_many.put_all(actor, cycle_id, marks)
    for theme in {coding.theme for coding in codings}:
        codebook.set_retired(actor, theme, is_retired=False)  # words stand under it again
    trail.record(actor, Event.SEMINAR_IMPORTED, cycle_id, count=new, segments=len(codings))
    return Kept(new, len(codings))


def _areas(found: Found, answers: Answers) -> dict[int, str]:
    """Where each new theme goes. Every one of them has an answer."""
    areas = {number: answers.areas.get(number, "") for number, theme in enumerate(found.themes) if theme.key is None}
    if any(area != LEAVE_OUT and area not in set(Area) for area in areas.values()):
        raise InvalidInput(WHERE, field="areas")
    return areas


def _read_texts(
    actor: Actor, cycle_id: uuid.UUID, found: Found, placed: list[Placed]
) -> dict[str, DeidentifiedTranscript]:
    """The texts in which something will be marked, as they stand now: the same that the file was compared with."""
    wanted = {one.text for one in placed}
    texts = {str(text.id): text for text in transcripts.list_transcripts(actor, cycle_id) if str(text.id) in wanted}
    if wanted - texts.keys() or any(text.revision != found.revisions[key] for key, text in texts.items()):
        raise WrongState(CHANGED)
    return texts


def _tell(lines: Mapping[str, list[Spoken]], placed: list[Placed]) -> dict[Placed, Told]:
    starts = {key: anchors.starts_of([line.text for line in spoken]) for key, spoken in lines.items()}
    return {one: passages.tell(lines[one.text], one.start, one.end, starts=starts[one.text]) for one in placed}


def _themes(actor: Actor, cycle_id: uuid.UUID, found: Found, areas: Mapping[int, str]) -> dict[int, Theme]:
    """The theme of every code that is taken in, by its number in the list: those that are here, and new ones."""
    here = {str(theme.id): theme for theme in codebook.list_themes(actor, cycle_id)}
    themes = {}
    for number, theme in enumerate(found.themes):
        if theme.key is not None:
            if theme.key not in here:
                raise WrongState(CHANGED)
            themes[number] = here[theme.key]
        elif areas[number] != LEAVE_OUT:
            themes[number] = codebook.create(
                actor, cycle_id, name=theme.name, area=areas[number], definition=theme.description
            )
    return themes

"""A look at a file of another analysis program before anything is taken in: what will arrive, and what will not.

The server keeps nothing meanwhile. What was found goes out sealed with the page and comes back with the yes; only the
person who sent the file, for the same cycle, can send it on.
"""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from seminar.changes import following
from seminar.exchange import gathering, news, placing, project_reading, recognising, theme_matching
from seminar.exchange.conventions import Convention, tool_of
from seminar.exchange.guids import guid
from seminar.exchange.news import News
from seminar.exchange.placing import Placed, Reading
from seminar.exchange.project import Source
from seminar.exchange.recognising import OurText
from seminar.exchange.theme_matching import Areas, FoundTheme, Known
from seminar.texts import transcripts
from seminar.themes import codebook, numbering
from seminar.themes.models import Area
from seminar.themes.naming import area_names
from toolkit import content
from toolkit.access import Actor
from toolkit.cycles import states
from toolkit.cycles.models import Cycle
from toolkit.errors import N_, InvalidInput, WrongState
from toolkit.language import LANGUAGES, force_locale
from toolkit.spreadsheets import carrying

LARGEST_SEALED = 3 * 1024 * 1024
LEFT = ("Set", "Graph", "Link")

NOTHING = N_(
    "There is nothing in the file that can be taken in: no theme, and no words marked in a text of this seminar."
)
NO_ROOM = N_(
    "The file has %(many)s themes that are not here, and there is room for %(room)s. Merge or remove codes in the other"
    " program, and save it again."
)
TOO_MUCH = N_("The file holds more codings than can be taken in at once. Part the project in the other program.")


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a file, in a form that a page can carry. `texts` are those of the file that are ours, each its
    own name and our number; `others` those that are not, `wordless` those of which the file holds no plain text, and
    `media` pictures, PDFs, sound and film. `left` counts what else stays in the other program. `revisions` says which
    texts it was compared with."""

    tool: str
    themes: tuple[FoundTheme, ...]
    texts: tuple[tuple[str, str], ...]
    others: tuple[str, ...]
    wordless: tuple[str, ...]
    media: tuple[str, ...]
    readings: tuple[Reading, ...]
    notes: int
    cases: int
    left: Mapping[str, int]
    revisions: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Look:
    """What the page shows, and what it carries."""

    cycle: Cycle
    found: Found
    sealed: str
    news: tuple[News, ...]  # of each reading
    names: Mapping[str, str]  # what a theme that is here is called here, by its id

    @property
    def is_nothing(self) -> bool:
        """Whether everything in the file is here already."""
        return not self.new and all(one.is_nothing for one in self.news)

    @property
    def new(self) -> list[tuple[int, FoundTheme]]:
        """The themes that are not here yet, with their numbers in the list."""
        return [(number, theme) for number, theme in enumerate(self.found.themes) if theme.key is None]

    @property
    def known(self) -> list[FoundTheme]:
        """The themes that are here already."""
        return [theme for theme in self.found.themes if theme.key is not None]


def get_cycle(actor: Actor, cycle_id: uuid.UUID) -> Cycle:
    """A cycle of the own unit into which something can be taken. Raises `NotFound`, and `WrongState` once its report is
    finished."""
    following.require_leading(actor)
    cycle = codebook.get_cycle(actor, cycle_id)
    if not cycle.is_open:  # a look only reads; the yes asks once more, and holds it
        raise WrongState(states.FINISHED)
    return cycle


def look(actor: Actor, cycle_id: uuid.UUID, *, data: bytes) -> Look:
    """What a file would bring; what words it shows are put on the trail. Raises `InvalidInput` on «file»."""
    cycle = get_cycle(actor, cycle_id)
    read = project_reading.read(data)
    texts = transcripts.list_transcripts(actor, cycle_id)
    numbers = transcripts.list_numbers(actor, cycle_id)
    ours = [
        OurText(
            str(numbers[text.id]),
            str(text.id),
            [(segment.speaker, segment.text) for segment in text.segments],
            guid("text", text.id),
        )
        for text in texts
    ]
    themes = theme_matching.match(read.project.codes, read.project.sources, _known(actor, cycle_id), _areas())
    recognised, others = recognising.recognise(read.project.sources, ours, _names())
    tool = tool_of(read.project.origin)
    readings = placing.list_readings(recognised, others, themes, tool)
    if not themes:
        raise InvalidInput(NOTHING, field="file")
    found = Found(
        tool, tuple(themes), tuple((one.source.name, one.text.number) for one in recognised),
        **_names_of(others), readings=tuple(readings), notes=len(read.project.notes), cases=read.others["Case"],
        left={kind: read.others[kind] for kind in LEFT if read.others[kind]},
        revisions={str(text.id): text.revision for text in texts},
    )  # fmt: skip
    _check_room(actor, cycle_id, found)
    sealed = carrying.seal(actor, json.dumps(asdict(found)).encode(), page=_page(cycle_id))
    if len(sealed) > LARGEST_SEALED:
        raise InvalidInput(TOO_MUCH, field="file")
    return _shown(actor, cycle, found, sealed)


def _names_of(others: Sequence[Source]) -> dict[str, tuple[str, ...]]:
    """The names of what is in the file and is no text of ours."""
    texts = [source for source in others if source.is_text]
    return {
        "others": tuple(source.name for source in texts if source.text),
        "wordless": tuple(source.name for source in texts if not source.text),
        "media": tuple(source.name for source in others if not source.is_text),
    }


def reopen(actor: Actor, cycle_id: uuid.UUID, *, sealed: str) -> Look:
    """The same look again, from what the page holds. Raises `WrongState` for anything that we did not seal for it."""
    cycle, found = get_cycle(actor, cycle_id), unsealed(actor, cycle_id, sealed=sealed)
    return _shown(actor, cycle, found, sealed)


def unsealed(actor: Actor, cycle_id: uuid.UUID, *, sealed: str) -> Found:
    """What a page carries. Asks the database nothing; raises `WrongState` like `reopen`."""
    held: dict[str, Any] = json.loads(carrying.unseal(actor, sealed, page=_page(cycle_id)))
    readings = tuple(_reading(one) for one in held["readings"])
    return Found(
        **{
            **held,
            "themes": tuple(FoundTheme(**one) for one in held["themes"]),
            "texts": tuple((name, number) for name, number in held["texts"]),
            **{kind: tuple(held[kind]) for kind in ("others", "wordless", "media")},
            "readings": readings,
        }
    )


def _reading(held: dict[str, Any]) -> Reading:
    return Reading(
        Convention(**held["convention"]), tuple(Placed(**one) for one in held["placed"]),
        tuple((reason, count) for reason, count in held["unplaced"]), held["fits"], held["of"], tuple(held["samples"]),
    )  # fmt: skip


def _page(cycle_id: uuid.UUID) -> str:
    return f"the seminar of {cycle_id}, from another program"


def _shown(actor: Actor, cycle: Cycle, found: Found, sealed: str) -> Look:
    """What the page shows beside what it carries; a look at the words that it shows is put on the trail."""
    marked = {placed.text for reading in found.readings for placed in reading.placed}
    texts = [text for text in transcripts.list_transcripts(actor, cycle.id) if str(text.id) in marked]
    for text in texts:
        transcripts.record_look(actor, text)
    names = {str(theme.id): theme.name for theme in codebook.list_themes(actor, cycle.id)}
    return Look(cycle, found, sealed, news.list_news(found.readings, found.themes, texts), names)


def _check_room(actor: Actor, cycle_id: uuid.UUID, found: Found) -> None:
    new = sum(theme.key is None for theme in found.themes)
    room = numbering.MOST - len(codebook.list_themes(actor, cycle_id))
    if new > room:
        raise InvalidInput(NO_ROOM, field="file", many=new, room=max(0, room))


def _known(actor: Actor, cycle_id: uuid.UUID) -> list[Known]:
    return [
        Known(str(theme.id), theme.name, theme.area, guid("theme", theme.id))
        for theme in codebook.list_themes(actor, cycle_id)
    ]


def _areas() -> Areas:
    names: dict[str, str] = {}
    starting: dict[str, str] = {}
    for language in LANGUAGES:
        for theme in content.in_language(language).codebook.themes:
            starting[theme.name] = Area.WORKS_WELL if theme.works_well else Area(theme.area)
        with force_locale(language):
            names.update({name: area for area, name in area_names().items()})
    return Areas(names, starting)


def _names() -> list[Mapping[str, str]]:
    names = []
    for language in LANGUAGES:
        with force_locale(language):
            names.append(gathering.speaker_names())
    return names

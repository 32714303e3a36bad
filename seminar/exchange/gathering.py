"""Gathers a cycle's seminar as a project that can leave the house: de-identified texts, themes, and what stands where.

Whatever was withdrawn is not here, nor what waits to be taken in. Of a child it tells sex and age band, and only as
much of it as no group of few is named by; of whoever wrote a note or marked words, nothing.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from seminar.coding import marked_texts, notes
from seminar.coding.models import Excerpt
from seminar.exchange import masking, renditions
from seminar.exchange.guids import guid
from seminar.exchange.project import Case, Code, CodeUse, Note, Project, Selection, Source, Variable
from seminar.report import facts
from seminar.texts import anchors, passages, transcripts
from seminar.texts.numbering import TextNumber
from seminar.texts.signatures import sex_name
from seminar.themes import codebook
from seminar.themes.models import Theme
from seminar.themes.naming import area_names
from toolkit.access import Actor, Role
from toolkit.cycles.models import Child, Cycle, Sex
from toolkit.disclosure.counts import Nameable
from toolkit.documents.wordxml import CRAYONS
from toolkit.language import gettext as _
from transcription.transcripts import presentation
from transcription.transcripts.models import DeidentifiedTranscript
from transcription.transcripts.speaker_turns import Speaker

ORIGIN = "Barnens röster"


@dataclass(frozen=True, slots=True)
class Gathered:
    """A project, and how many codings are not in it because their words are no longer found in the text."""

    project: Project
    texts: Sequence[DeidentifiedTranscript]
    codings: int
    lost: int


@dataclass(slots=True)
class _Passage:
    """What hangs on one place of a text. `of` is the excerpt that was there first."""

    of: uuid.UUID
    uses: list[CodeUse] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with the notes to it, and how many codings have lost their words."""

    source: Source
    notes: tuple[Note, ...]
    lost: int


def gather(actor: Actor, cycle_id: uuid.UUID) -> Gathered:
    """The seminar of a cycle of the own unit, for its facilitator. Raises `NotFound`."""
    actor.require(Role.FACILITATOR)
    cycle = codebook.get_cycle(actor, cycle_id)
    texts = transcripts.list_transcripts(actor, cycle_id)
    names = speaker_names()
    numbers = transcripts.list_numbers(actor, cycle_id)
    told = [_text(actor, numbers[text.id], text, names) for text in texts]
    variables, cases = _cases(texts, facts.signatures(actor, cycle))
    project = Project(
        project_name(cycle),
        ORIGIN,
        codes=list_codes(codebook.list_themes(actor, cycle_id)),
        variables=variables,
        cases=cases,
        sources=tuple(one.source for one in told),
        notes=tuple(note for one in told for note in one.notes),
    )
    codings = sum(len(selection.uses) for one in told for selection in one.source.selections)
    return Gathered(project, texts, codings, sum(one.lost for one in told))


def list_codes(themes: Iterable[Theme]) -> tuple[Code, ...]:
    """The themes under their areas. An area groups, and nothing is coded with it; one without themes is left out."""
    by_area: dict[str, list[Code]] = {}
    for theme in themes:
        by_area.setdefault(theme.area, []).append(
            Code(guid("theme", theme.id), theme.name, theme.definition, f"#{CRAYONS[theme.crayon - 1]}")
        )
    return tuple(
        Code(guid("area", area), name, is_codable=False, codes=tuple(by_area[area]))
        for area, name in area_names().items()
        if area in by_area
    )


def speaker_names() -> Mapping[str, str]:
    """What stands in front of each line, in the language of the request."""
    return {speaker: presentation.reader_speaker(speaker) for speaker in Speaker}


def project_name(cycle: Cycle) -> str:
    """What the project is called in another program: the year, and nobody's name."""
    return _("The children’s voices %(year)s", year=cycle.year)


def _text(actor: Actor, number: TextNumber, text: DeidentifiedTranscript, names: Mapping[str, str]) -> _Text:
    covered = masking.cover(text)
    rendition = renditions.render(covered.lines, names)
    placed: dict[anchors.Span, _Passage] = {}

    def passage(excerpt: Excerpt) -> _Passage | None:
        place = passages.find(covered.whole, excerpt, revision=text.revision)
        there = rendition.place_in_file(*place) if place and not covered.touches(place) else None
        return placed.setdefault(there, _Passage(excerpt.id)) if there else None

    codings = marked_texts.list_codings(text)
    for coding in codings:
        if here := passage(coding.excerpt):
            here.uses.append(CodeUse(guid("coding", coding.id), guid("theme", coding.theme_id)))
    written = []
    for shown in notes.list_notes(actor, text):
        if here := passage(shown.note.excerpt):
            here.notes.append(guid("note", shown.note.id))
            written.append(Note(here.notes[-1], _("Note to interview %(number)s", number=number), shown.note.text))
    selections = tuple(
        Selection(guid("passage", one.of), *span, tuple(one.uses), tuple(one.notes)) for span, one in placed.items()
    )
    source = Source(guid("text", text.id), _("Interview %(number)s", number=number), rendition.text, selections)
    return _Text(source, tuple(written), len(codings) - sum(len(one.uses) for one in placed.values()))


def _cases(
    texts: Sequence[DeidentifiedTranscript], groups: Nameable[str, str]
) -> tuple[tuple[Variable, ...], tuple[Case, ...]]:
    """A case for each child, in the order in which they came to the seminar."""
    of_child: dict[Child, list[str]] = {}
    for text in texts:
        of_child.setdefault(text.assignment.child, []).append(guid("text", text.id))
    age, sex = (Variable(guid("variable", "age"), _("Age")), Variable(guid("variable", "sex"), _("Sex")))
    cases = tuple(
        Case(
            guid("child", child.id), _("Child %(number)s", number=number), _told(child, groups, age, sex), tuple(those)
        )
        for number, (child, those) in enumerate(of_child.items(), 1)
    )
    said = {variable for case in cases for variable, _value in case.values}
    return tuple(each for each in (age, sex) if each.guid in said), cases


def _told(child: Child, groups: Nameable[str, str], age: Variable, sex: Variable) -> tuple[tuple[str, str], ...]:
    said_sex, band = groups.nameable(child.sex, child.age_band)
    values = ((age.guid, band), (sex.guid, sex_name(Sex(said_sex)) if said_sex else None))
    return tuple((variable, value) for variable, value in values if value)

"""The board's slides (.pptx): the same text as its two pages, a chart of what children talked about, and speaker notes.

Every slide has a title of its own, a language and an order to be read in. PowerPoint itself draws the chart,
and its numbers stand in words for whoever does not see it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil
from typing import TypeVar

from interview_guides.content import Content
from seminar.board.share_wording import share_of_children
from seminar.report import answering, board_pages, slide_drawing
from seminar.report.naming import said_or_hidden
from seminar.report.outline import AnnualReport, ThemeRow
from seminar.report.sheets import Item, Part
from seminar.report.slide_drawing import Bars, Slide
from toolkit.language import gettext as _

T = TypeVar("T")
LINES_ON_A_SLIDE, LARGE_LETTERS, SMALL_LETTERS = 10.5, 58, 84
"""What a slide has room for: lines, and letters to a line. Counted low, since every machine has its own fonts."""


def write(report: AnnualReport, words: Content, language: str) -> bytes:
    """The file's bytes."""
    sheet = board_pages.compose(report, words, language)
    themes = answering.answer(report).themes
    slides = [
        Slide(sheet.title, items=(Item(sheet.sender), *([Item(sheet.note)] if sheet.note else [])), notes=sheet.lead),
        *(
            slide
            for part in sheet.parts
            for slide in _slides_of(part, themes if part.heading == words.outputs.board.told else ())
        ),
    ]
    kept_to = words.outputs.board.says
    told = [replace(slide, notes=f"{slide.notes}\n\n{kept_to}".strip()) for slide in slides]
    return slide_drawing.draw(told, sheet=sheet)


def _slides_of(part: Part, themes: Sequence[ThemeRow]) -> list[Slide]:
    """One or several slides with what a part says; each has a title of its own."""
    notes = "\n".join(filter(None, (part.text, *(f"{item.text} {item.more}".strip() for item in part.items))))
    if len(themes) > 1:
        return [Slide(part.heading, bars=_bars(themes), notes=notes)]
    if part.quotes:
        told = [_lines(voice.text, voice.signature) for voice in part.quotes]
        made = [Slide(part.heading, quotes=each, notes=notes) for each in _dealt(part.quotes, told)]
    elif part.items:
        told = [_lines(item.text, item.more) for item in part.items]
        made = [Slide(part.heading, items=each, notes=notes) for each in _dealt(part.items, told)]
    else:
        made = [Slide(part.heading, text=part.text, notes=notes)]
    if len(made) == 1:
        return made
    return [
        replace(slide, title=_("%(heading)s (%(number)s)", heading=part.heading, number=number))
        for number, slide in enumerate(made, start=1)
    ]


def _dealt(things: Sequence[T], lines: Sequence[float]) -> Iterator[tuple[T, ...]]:
    """The things in order, as many on a slide as have room there with so many lines each, and at least one."""
    here: list[T] = []
    taken = 0.0
    for thing, tall in zip(things, lines, strict=True):
        if here and taken + tall > LINES_ON_A_SLIDE:
            yield tuple(here)
            here, taken = [], 0.0
        here.append(thing)
        taken += tall
    yield tuple(here)


def _lines(text: str, more: str) -> float:
    """How many lines of large letters a text takes with what is added in smaller ones, and the air after it."""
    return ceil(len(text) / LARGE_LETTERS) + 0.75 * ceil(len(more) / SMALL_LETTERS) + 0.4


def _bars(themes: Sequence[ThemeRow]) -> Bars:
    hidden = {row.name: f" ({said_or_hidden(row.children.count)})" for row in themes if row.children.count.is_hidden}
    of = max(row.children.of.value or 0 for row in themes)
    said = "; ".join(f"{row.name}: {share_of_children(row.children)}" for row in themes)
    return Bars(
        names=tuple(f"{row.name}{hidden.get(row.name, '')}" for row in themes),
        numbers=tuple(row.children.count.value or row.children.count.more_than for row in themes),
        of=of,
        title=_("Number of children, of %(of)s", of=of),
        told=_("Bar chart. %(numbers)s.", numbers=said),
    )

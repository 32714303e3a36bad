"""The board's slides (.pptx): the same text as its two pages, a chart of what children talked about, and speaker notes.

Every slide has a title of its own, a language and an order to be read in. PowerPoint itself draws the chart,
and its numbers stand in words for whoever does not see it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from interview_guides.content import Content
from seminar.board.share_wording import share_of_children
from seminar.report import answering, board_pages, slide_drawing
from seminar.report.outline import AnnualReport, ThemeRow
from seminar.report.sheets import Item, Part
from seminar.report.slide_drawing import Bars, Slide
from toolkit.language import gettext as _

T = TypeVar("T")
ITEMS_ON_A_SLIDE, QUOTES_ON_A_SLIDE = 4, 3


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
        made = [Slide(part.heading, quotes=each, notes=notes) for each in _dealt(part.quotes, QUOTES_ON_A_SLIDE)]
    elif part.items:
        made = [Slide(part.heading, items=each, notes=notes) for each in _dealt(part.items, ITEMS_ON_A_SLIDE)]
    else:
        made = [Slide(part.heading, text=part.text, notes=notes)]
    if len(made) == 1:
        return made
    return [
        replace(slide, title=_("%(heading)s (%(number)s)", heading=part.heading, number=number))
        for number, slide in enumerate(made, start=1)
    ]


def _dealt(things: Sequence[T], most: int) -> Iterator[tuple[T, ...]]:
    for at in range(0, len(things), most):
        yield tuple(things[at : at + most])


def _bars(themes: Sequence[ThemeRow]) -> Bars:
    names = tuple(row.name for row in themes)
    of = max(row.children.of.value or 0 for row in themes)
    said = "; ".join(f"{row.name}: {share_of_children(row.children)}" for row in themes)
    return Bars(
        names=names,
        numbers=tuple(row.children.count.value or 0 for row in themes),
        of=of,
        title=_("Number of children, of %(of)s", of=of),
        told=_("Bar chart. %(numbers)s.", numbers=said),
    )

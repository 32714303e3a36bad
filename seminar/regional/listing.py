"""The comparison as a list: a number a line, in which no cell is a formula."""

from collections.abc import Iterator

from seminar.regional.comparing import Comparison
from seminar.yearly_files.contents import Contents, Number, Question
from toolkit.downloads import as_csv

COLUMNS = ("year", "municipality", "table", "group", "item", "count", "at_least", "of", "of_at_least", "text")
"""Named in English in every language, since programs look for them."""


def write(compared: Comparison) -> bytes:
    """Everything that the files say, municipality by municipality."""
    lines = ((str(compared.year), one.municipality, *line) for one in compared.files for line in _lines(one))
    return as_csv([COLUMNS, *lines])


def _lines(contents: Contents) -> Iterator[tuple[str, ...]]:
    steps = contents.steps
    for name in ("chosen", "consented", "interviewed", "read"):
        yield ("steps", "", name, *_cells(getattr(steps, name)), "", "", "")
    for theme in contents.themes:
        share = theme.children
        yield ("themes", theme.area, theme.name, *_cells(share.count), *_cells(share.of), "")
    yield from _questions("questions", contents.questions)
    yield from _questions("survey", contents.survey)
    for change in contents.changes:
        yield ("changes", change.decided, change.kind, "", "", "", "", change.text)
    for followed in contents.last_year:
        yield ("last_year", "", followed.state, str(followed.promises), "", "", "", "")


def _questions(table: str, questions: tuple[Question, ...]) -> Iterator[tuple[str, ...]]:
    for one in questions:
        for answer in one.answers:
            yield (table, one.text, answer.text, *_cells(answer.number), *_cells(one.answered), "")


def _cells(number: Number) -> tuple[str, str]:
    return "" if number.count is None else str(number.count), str(number.at_least)

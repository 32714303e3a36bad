"""Chapters three and four, in words: the four columns, theme by theme, for each question area and for what works."""

from collections.abc import Sequence

from interview_guides.pages import Heading
from seminar.board.share_wording import share_of_children
from seminar.report import running_text
from seminar.report.dates import dated
from seminar.report.document import (
    Block,
    Cell,
    Paragraph,
    Quote,
    Subheading,
    Table,
    ThemeName,
    Tone,
    bind,
    text_cell,
)
from seminar.report.naming import said_or_hidden, why_hidden
from seminar.report.outline import Promise, QuestionArea, ThemeRow
from toolkit.language import gettext as _

WIDTHS = (1.6, 3.1, 2.2, 2.2, 1.6)


def areas(question_areas: Sequence[QuestionArea], columns: Sequence[Heading]) -> list[Block]:
    """One table per question area; empty when no area has a theme with anything under it."""
    if all(area.is_empty for area in question_areas):
        return []
    blocks: list[Block] = [_reading_help()]
    for area in question_areas:
        blocks.append(Subheading(area.name))
        blocks += _running(area.rows, area.told)
        if area.rows:
            blocks.append(_matrix(area.name, area.rows, columns))
        blocks += _counted(area)
        if area.is_empty:
            blocks.append(Paragraph(_("Nothing has been recorded in this question area."), Tone.NOTE))
    return blocks


def works_well(rows: Sequence[ThemeRow], heading: str, columns: Sequence[Heading]) -> list[Block]:
    """The same table for what works well; empty when nothing was recorded."""
    return [*_running(rows), _matrix(heading, rows, columns)] if rows else []


def of_children(row: ThemeRow) -> str:
    """ "7 of 15 children", or "fewer than 5 of 15 children", never broken across lines."""
    return bind(share_of_children(row.children))


def _running(rows: Sequence[ThemeRow], told: str = "") -> list[Block]:
    """What the answers say that could be counted, and then what the children talked about."""
    text = bind(" ".join(filter(None, (told, running_text.sentences(rows)))))
    return [Paragraph(text)] if text else []


def _counted(area: QuestionArea) -> list[Block]:
    """What every interview was asked, as a table; nothing of too few children."""
    shown = [question for question in area.counted if question.numbers]
    if not shown:
        return []
    hides = any(number.is_hidden for question in shown for _name, number in question.numbers)
    table = Table(
        caption=_("%(area)s: answers that could be counted", area=area.name),
        description=_("One row per question: how many children answered what, and how many children there were."),
        header=(_("Question"), *(name for name, _number in shown[0].numbers), _("Number of children")),
        widths=(3.2, *(0.9 for _number in shown[0].numbers), 0.9),
        rows=tuple(
            (
                text_cell(question.text),
                *(text_cell(said_or_hidden(number)) for _name, number in question.numbers),
                text_cell(said_or_hidden(question.of)),
            )
            for question in shown
        ),
    )
    return [table, *([Paragraph(why_hidden(), Tone.NOTE)] if hides else [])]


def _reading_help() -> Block:
    return Paragraph(
        _(
            "The colour and the line of a theme are the same as on the board. Children are counted, not quotes:"
            " a child who said something many times counts once."
        ),
        Tone.NOTE,
    )


def _matrix(name: str, rows: Sequence[ThemeRow], columns: Sequence[Heading]) -> Table:
    return Table(
        caption=_("%(area)s: theme by theme", area=name),
        description=_(
            "One row per theme. The columns are the children's voices, the social workers' voices, proposals for"
            " change, and who is responsible for the change."
        ),
        header=(_("Theme"), *(column.heading for column in columns)),
        widths=WIDTHS,
        rows=tuple(_row(row, columns) for row in rows),
    )


def _row(row: ThemeRow, columns: Sequence[Heading]) -> tuple[Cell, ...]:
    summary = (Paragraph(row.summary),) if row.summary else ()
    cells: tuple[Cell, ...] = (
        (*summary, *(Quote(voice.text, bind(voice.signature)) for voice in row.voices)),
        tuple(Paragraph(text) for text in row.staff),
        _proposed(row.promises),
        _responsible(row.promises),
    )
    filled = [cell or (Paragraph(column.empty, Tone.NOTE),) for cell, column in zip(cells, columns, strict=True)]
    return ((ThemeName(row.crayon, row.name, of_children(row)),), *filled)


def _proposed(promises: Sequence[Promise]) -> Cell:
    """The proposals under each other, as on the board; numbered where each has somebody of its own responsible."""
    texts = _numbered(promises, [promise.text for promise in promises])
    if len(promises) > 1 and not any(promise.decided or promise.refused for promise in promises):
        return (*(Paragraph(text) for text in texts), Paragraph(_("Proposals. Nothing is decided yet."), Tone.NOTE))
    blocks: list[Paragraph] = []
    for promise, text in zip(promises, texts, strict=True):
        blocks += [Paragraph(text), *_answer(promise)]
    return tuple(blocks)


def _answer(promise: Promise) -> list[Paragraph]:
    """What was decided, where it is no plain yes: a no with its reason, or that nothing is decided."""
    if promise.refused:
        return [Paragraph(_("It became a no: %(why)s", why=promise.reason), Tone.NOTE)]
    return [] if promise.decided else [Paragraph(_("A proposal. Nothing is decided yet."), Tone.NOTE)]


def _responsible(promises: Sequence[Promise]) -> Cell:
    """Who is responsible and when it is followed up: once when that is the same for all of them."""
    names = _numbered(promises, [promise.responsible for promise in promises])
    blocks: list[Paragraph] = []
    for promise, name in list(zip(promises, names, strict=True))[: 1 if _is_shared(promises) else None]:
        blocks += [Paragraph(name, Tone.STRONG)] if promise.responsible else []
        if promise.due:
            blocks.append(Paragraph(bind(_("Followed up %(day)s", day=dated(promise.due))), Tone.NOTE))
    return tuple(blocks)


def _is_shared(promises: Sequence[Promise]) -> bool:
    return len({(promise.responsible, promise.due) for promise in promises}) == 1


def _numbered(promises: Sequence[Promise], texts: Sequence[str]) -> list[str]:
    if len(promises) < 2 or _is_shared(promises):
        return list(texts)
    return [f"{number}. {text}" for number, text in enumerate(texts, start=1)]

"""Chapters three and four, in words: each area in running text, then theme by theme what the children said, how the
group understands it, what it proposes, and who is responsible.
"""

from collections.abc import Sequence

from interview_guides.pages import Heading
from seminar.board.share_wording import share_of_children
from seminar.report.dates import dated
from seminar.report.document import (
    Block,
    Bullets,
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
from seminar.report.outline import CountedQuestion, Promise, QuestionArea, ThemeRow, Voice
from seminar.report.phrases import quoted
from toolkit.disclosure.shown import Shown
from toolkit.language import gettext as _

WIDTHS = (2.9, 3.2, 2.5)  # the workers' voices, the proposals, who is responsible
QUOTES, FEW_QUOTES = 3, 2  # of a theme that enough children raised and that led to something, and of the others
ONE, TWO, THREE = 1, 2, 3  # levels of headings


def area(found: QuestionArea, text: Sequence[Block], columns: Sequence[Heading]) -> list[Block]:
    """An area: its running text, the answers that could be counted, and its themes."""
    return [Subheading(found.name), *text, *_counted(found), *themes(found.rows, columns, level=THREE)]


def themes(rows: Sequence[ThemeRow], columns: Sequence[Heading], *, level: int) -> list[Block]:
    """Theme by theme, those first that most children raised; what few touched in passing stands together last."""
    ordered = sorted(rows, key=lambda row: -row.children.order)
    blocks = [block for row in ordered if not row.is_brief for block in theme(row, columns, level=level)]
    brief = [_brief(row, columns) for row in ordered if row.is_brief and not row.children.count.is_nobody]
    if brief:
        blocks += [Subheading(_("More that children raised"), level=level), Bullets(tuple(brief))]
    return blocks


def theme(row: ThemeRow, columns: Sequence[Heading], *, level: int) -> list[Block]:
    """One theme: its name, what the children say in the group's words and in their own, and the other columns."""
    summary = [Paragraph(row.summary)] if row.summary else []
    return [ThemeName(row.crayon, row.name, level=level), *summary, *_voices(row), *_columns(row, columns)]


def _voices(row: ThemeRow) -> list[Block]:
    """ "7 of 15 children talked about it. Some children tell:" and then they tell."""
    voices = _shown(row, QUOTES if row.promises and not row.children.is_small else FEW_QUOTES)
    share = share_of_children(row.children)
    told: list[str] = []
    if not row.children.count.is_nobody:
        told.append(_("%(share)s talked about it.", share=share[:1].upper() + share[1:]))
    if voices:
        told.append(_lead(voices))
    if not told:
        return []
    lead = Paragraph(bind(" ".join(told)), Tone.LEAD if voices else Tone.BODY)
    return [lead, *(Quote(voice.text, bind(voice.signature)) for voice in voices)]


def _shown(row: ThemeRow, most: int) -> Sequence[Voice]:
    """The quotes of a theme: those that a person has chosen, all of them, or so many of the program's."""
    return row.voices if row.has_chosen_voices else row.voices[:most]


def _lead(voices: Sequence[Voice]) -> str:
    if len(voices) == 1:
        return _("A young person tells:") if voices[0].is_young else _("A child tells:")
    return _("Some young people tell:") if all(voice.is_young for voice in voices) else _("Some children tell:")


def _brief(row: ThemeRow, columns: Sequence[Heading]) -> str:
    """A theme in one item of a list: its name, quotes of the few who raised it, and the workers' voices."""
    said = [_("%(quote)s %(signature)s", quote=quoted(voice.text), signature=bind(voice.signature))
            for voice in _shown(row, FEW_QUOTES)]  # fmt: skip
    if not (row.voices or row.staff):
        return _("%(theme)s: %(share)s talked about it.", theme=row.name, share=share_of_children(row.children))
    understood = [f"{columns[1].heading}: {' '.join(row.staff)}"] if row.staff else []
    return " ".join([f"{row.name}:", *said, *understood])


def _columns(row: ThemeRow, columns: Sequence[Heading]) -> list[Block]:
    """The three columns beside the children's voices; one that nothing stands in is left out."""
    cells = (tuple(map(Paragraph, row.staff)), _proposed(row.promises), _responsible(row.promises))
    filled = [(column.heading, cell, width)
              for column, cell, width in zip(columns[1:], cells, WIDTHS, strict=True) if cell]  # fmt: skip
    if not filled:
        return []
    if len(filled) == 1:
        return _without_table(filled[0][0], filled[0][1])
    return [
        Table(
            caption=_("%(theme)s: what the group thinks and proposes", theme=row.name),
            description=_("One row. The columns are the social workers' voices, proposals for change, and who is"
                          " responsible for the change; a column that nothing stands in is left out."),
            header=tuple(heading for heading, _cell, _width in filled),
            widths=tuple(width for _heading, _cell, width in filled),
            rows=(tuple(cell for _heading, cell, _width in filled),),
            is_captioned=False,
        )
    ]  # fmt: skip


def _without_table(heading: str, cell: Cell) -> list[Block]:
    """One column alone: its heading leads the first paragraph."""
    first, *others = cell
    if not isinstance(first, Paragraph):
        return [Paragraph(heading, Tone.LEAD), *cell]
    return [Paragraph(f"{heading}: {first.text}"), *others]


def _counted(area: QuestionArea) -> list[Block]:
    """What every interview was asked, as a table, where it tells more than the running text: several answers may be
    told. No answer that nobody gave."""
    shown = [question for question in area.counted if sum(bool(number.value) for _name, number in question.numbers) > 1]
    if not shown:
        return []
    given = [at for at in range(len(shown[0].numbers)) if not all(_number(one, at).is_nobody for one in shown)]
    table = Table(
        caption=_("%(area)s: answers that could be counted", area=area.name),
        description=_("One row per question: how many children answered what, and how many children there were."),
        header=(_("Question"), *(shown[0].numbers[at][0] for at in given), _("Number of children")),
        widths=(3.2, *(1.1 for _at in given), 1.1),
        rows=tuple(
            (
                text_cell(question.text),
                *(text_cell(said_or_hidden(_number(question, at))) for at in given),
                text_cell(said_or_hidden(question.of)),
            )
            for question in shown
        ),
    )
    hides = any(_number(one, at).is_hidden for one in shown for at in given)
    return [table, *([Paragraph(why_hidden(), Tone.NOTE)] if hides else [])]


def _number(question: CountedQuestion, at: int) -> Shown:
    return question.numbers[at][1]


def _proposed(promises: Sequence[Promise]) -> Cell:
    """The proposals under each other, as on the board; numbered where each has somebody of its own responsible.

    What is not decided says so, and a no is told with its reason.
    """
    texts = _numbered(promises, [promise.text for promise in promises])
    if len(promises) > 1 and all(promise.waits for promise in promises):
        return (*(Paragraph(text) for text in texts), Paragraph(_("Proposals. Nothing is decided yet."), Tone.NOTE))
    return tuple(
        block for promise, text in zip(promises, texts, strict=True) for block in (Paragraph(text), *_answer(promise))
    )


def _answer(promise: Promise) -> list[Paragraph]:
    """What was decided, where it is no plain yes: a no with its reason, or that nothing is decided."""
    if promise.refused:
        no = _("It became a no: %(why)s", why=promise.reason) if promise.reason else _("It became a no.")
        return [Paragraph(no, Tone.NOTE)]
    return [] if promise.decided else [Paragraph(_("A proposal. Nothing is decided yet."), Tone.NOTE)]


def _responsible(promises: Sequence[Promise]) -> Cell:
    """Who is responsible and when it is followed up: once when that is the same for all of them. Nobody is for a no."""
    names = _numbered(promises, [promise.responsible for promise in promises])
    named = [(promise, name) for promise, name in zip(promises, names, strict=True) if not promise.refused]
    blocks: list[Paragraph] = []
    for promise, name in named[: 1 if _is_shared(promises) else None]:
        blocks += [Paragraph(name, Tone.STRONG)] if promise.responsible else []
        if promise.due:
            blocks.append(Paragraph(bind(_("Followed up %(day)s", day=dated(promise.due))), Tone.NOTE))
    return tuple(blocks)


def _is_shared(promises: Sequence[Promise]) -> bool:
    return len({(promise.responsible, promise.due) for promise in promises}) == 1


def _numbered(promises: Sequence[Promise], texts: Sequence[str]) -> list[str]:
    if len(promises) < TWO or _is_shared(promises):
        return list(texts)
    return [f"{number}. {text}" for number, text in enumerate(texts, start=ONE)]

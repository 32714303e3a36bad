"""The ten chapters of the annual report, in words: comes from an outline, goes to the writer.

Says truthfully when something is missing; nothing is made up to fill a chapter.
"""

from collections.abc import Sequence

from babel.numbers import format_decimal

from seminar.report import method_chapter
from seminar.report.document import (
    Block,
    Bullets,
    Cell,
    Chapter,
    Document,
    Paragraph,
    Quote,
    Subheading,
    Table,
    ThemeName,
    Tone,
    bind,
    text_cell,
)
from seminar.report.method_chapter import dated
from seminar.report.outline import AnnualReport, Promise, QuestionArea, Survey, SurveyQuestion, ThemeRow
from toolkit.language import get_locale, ngettext
from toolkit.language import gettext as _

TOP_THEMES = 5


def compose(report: AnnualReport, *, language: str) -> Document:
    """The report as a document, in the language of the request. `language` is its tag: sv-SE or en-GB."""
    return Document(
        title=_("Annual report %(year)s", year=report.year),
        subtitle=", ".join(part for part in (report.unit, report.municipality) if part),
        author=report.municipality or report.unit,
        language=language,
        written_at=report.written_at,
        contents_heading=_("Contents"),
        page_of=_("Page {page} of {pages}"),
        chapters=tuple(
            Chapter(f"{number} {heading}", tuple(blocks), landscape=number in {3, 4})
            for number, (heading, blocks) in enumerate(_chapters(report), start=1)
        ),
    )


def _chapters(report: AnnualReport) -> list[tuple[str, list[Block]]]:
    return [
        (_("Summary"), _summary(report)),
        (_("How we did it"), method_chapter.blocks(report.method)),
        (_("What the children tell, by question area"), _areas(report.areas)),
        (_("What works well"), _works_well(report.works_well)),
        (_("Areas to give priority to"), _priorities(report)),
        (_("Actions"), _actions(report.decided)),
        (_("What happened to last year's proposals"), _last_year(report)),
        (_("The children's and the staff's surveys"), _surveys(report.surveys)),
        (_("Limitations"), _limitations(report)),
        (_("Feedback to the children"), _feedback(report)),
    ]


def _summary(report: AnnualReport) -> list[Block]:
    blocks = [_written(report.summary, _("No summary has been written yet."))]
    rows = [row for row in report.rows if row.children.count][:TOP_THEMES]
    if rows:
        blocks += [
            Paragraph(_("What most children talked about:")),
            Bullets(tuple(f"{row.name}: {_of_children(row)}" for row in rows)),
        ]
    return blocks


def _areas(areas: Sequence[QuestionArea]) -> list[Block]:
    if not any(area.rows for area in areas):
        return [_missing(_("No excerpts have been placed under a theme yet, so the matrix is empty."))]
    blocks: list[Block] = [_reading_help()]
    for area in areas:
        blocks.append(Subheading(area.name))
        if area.rows:
            blocks.append(_matrix(area.name, area.rows))
        else:
            blocks.append(_missing(_("Nothing has been recorded in this question area.")))
    return blocks


def _works_well(rows: Sequence[ThemeRow]) -> list[Block]:
    if not rows:
        return [
            _missing(
                _("Nothing has been recorded about what works well. That does not mean that nothing does.")
            )
        ]
    return [_matrix(_("What works well"), rows)]


def _reading_help() -> Block:
    return Paragraph(
        _(
            "Each theme has a number, a colour and a line of its own. Children are counted, not quotes:"
            " a child who said something many times counts once."
        ),
        Tone.NOTE,
    )


def _matrix(name: str, rows: Sequence[ThemeRow]) -> Table:
    return Table(
        caption=_("%(area)s: theme by theme", area=name),
        description=_(
            "One row per theme. The columns are the children's voices, the social workers' voices,"
            " proposals for change, and who is responsible for the change."
        ),
        header=(
            _("Theme"),
            _("The children's voices"),
            _("The social workers' voices"),
            _("Proposals for change"),
            _("Responsible for the change"),
        ),
        widths=(1.6, 3.1, 2.2, 2.2, 1.6),
        rows=tuple(_matrix_row(row) for row in rows),
    )


def _matrix_row(row: ThemeRow) -> tuple[Cell, ...]:
    nothing = (Paragraph(_("Nothing recorded"), Tone.NOTE),)
    return (
        (ThemeName(row.label, row.crayon, row.name, _of_children(row)),),
        tuple(Quote(voice.text, bind(voice.signature)) for voice in row.voices) or nothing,
        tuple(Paragraph(text) for text in row.staff) or nothing,
        tuple(Paragraph(promise.text) for promise in row.promises) or nothing,
        tuple(block for promise in row.promises for block in _responsible(promise)) or nothing,
    )


def _responsible(promise: Promise) -> list[Paragraph]:
    who = Paragraph(promise.responsible, Tone.STRONG) if promise.responsible else None
    due = Paragraph(_followed_up(promise), Tone.NOTE) if promise.due else None
    return [each for each in (who, due) if each] or [Paragraph(_("Nobody yet"), Tone.NOTE)]


def _followed_up(promise: Promise) -> str:
    return bind(_("Followed up %(day)s", day=dated(promise.due))) if promise.due else _("No date yet")


def _of_children(row: ThemeRow) -> str:
    share = row.children
    said = ngettext(
        "%(count)s of %(num)s child", "%(count)s of %(num)s children", share.of, count=share.count
    )
    return bind(str(said))


def _priorities(report: AnnualReport) -> list[Block]:
    rows = [row for row in report.rows if row.promises]
    if not rows:
        return [_missing(_("No proposals have been written yet, so no areas have been given priority."))]
    return [
        Paragraph(_("Themes with a proposal for change, in the order of how many children raised them:")),
        Bullets(tuple(f"{row.name}: {_of_children(row)}" for row in rows)),
    ]


def _actions(decided: Sequence[Promise]) -> list[Block]:
    if not decided:
        return [_missing(_("No proposals have been decided yet."))]
    return [
        Table(
            caption=_("Decided actions"),
            description=_(
                "One row per action: what will be done, who is responsible, when it is followed up, and how"
                " the unit will see that it has happened."
            ),
            header=(_("Action"), _("Responsible"), _("Followed up"), _("How we see it")),
            widths=(3, 1.7, 1.4, 2.2),
            rows=tuple(
                (
                    text_cell(promise.text),
                    text_cell(promise.responsible or _("Nobody yet")),
                    text_cell(bind(dated(promise.due)) if promise.due else _("No date yet")),
                    text_cell(promise.indicator or _("Not described")),
                )
                for promise in decided
            ),
        )
    ]


def _last_year(report: AnnualReport) -> list[Block]:
    if not report.last_year:
        return [_missing(_("No proposals from the year before are recorded here."))]
    return [
        Table(
            caption=_("Last year's proposals"),
            description=_(
                "One row per proposal that was decided last year: who is responsible and where it is now."
            ),
            header=(_("Proposal"), _("Responsible"), _("Where it is now")),
            widths=(3, 1.7, 3),
            rows=tuple(
                (
                    text_cell(each.text),
                    text_cell(each.responsible or _("Nobody yet")),
                    (Paragraph(each.state, Tone.STRONG), *([Paragraph(each.note)] if each.note else [])),
                )
                for each in report.last_year
            ),
        )
    ]


def _surveys(surveys: Sequence[Survey]) -> list[Block]:
    answered = [survey for survey in surveys if survey.questions]
    if not answered:
        return [_missing(_("No survey has been answered."))]
    blocks: list[Block] = []
    for survey in answered:
        blocks.append(Subheading(survey.name))
        for question in survey.questions:
            blocks += _question(question)
    return blocks


def _question(question: SurveyQuestion) -> list[Block]:
    answered = _("%(count)s of %(of)s answered", count=question.answered.count, of=question.answered.of)
    blocks: list[Block] = [Paragraph(question.text, Tone.STRONG)]
    if question.hidden:
        return [*blocks, Paragraph(bind(_("Too few answered for the answers to be shown.")), Tone.NOTE)]
    if question.choices:
        lines = [bind(f"{choice}: {count}") for choice, count in question.choices]
        blocks.append(Bullets(tuple(lines)))
    if question.mean is not None:
        mean = format_decimal(question.mean, "0.0", locale=get_locale())
        answered = _("%(answered)s. Mean: %(mean)s", answered=answered, mean=mean)
    blocks.append(Paragraph(bind(answered), Tone.NOTE))
    return blocks + ([Bullets(question.words)] if question.words else [])


def _limitations(report: AnnualReport) -> list[Block]:
    blocks = [_written(report.limitations, _("No limitations have been written yet."))]
    if report.practice:
        blocks.append(
            Paragraph(
                _(
                    "Some of the interviews in this report were put into words by the practice model. The "
                    "report is an exercise and says nothing about real children."
                ),
                Tone.STRONG,
            )
        )
    return blocks


def _feedback(report: AnnualReport) -> list[Block]:
    otherwise = _("How the children will hear what happens with their answers has not been written yet.")
    return [_written(report.feedback, otherwise)]


def _written(text: str, otherwise: str) -> Block:
    return Paragraph(text) if text.strip() else _missing(otherwise)


def _missing(sentence: str) -> Block:
    return Paragraph(sentence, Tone.NOTE)

"""The ten chapters of the annual report: comes from an outline and the words of interview_guides, goes to the writer.

Says truthfully when something is missing; nothing is made up to fill a chapter.
"""

from collections.abc import Callable, Mapping

from interview_guides.pages import Heading, ReportOutline
from seminar.report import matrix_chapter, method_chapter, survey_chapter
from seminar.report.dates import dated
from seminar.report.document import (
    Block,
    Bullets,
    Chapter,
    Document,
    Paragraph,
    Table,
    Tone,
    bind,
    text_cell,
)
from seminar.report.outline import AnnualReport
from toolkit.language import gettext as _

TOP_THEMES = 5
LYING_DOWN = frozenset({"matrix", "works_well"})


def compose(report: AnnualReport, words: ReportOutline, *, language: str) -> Document:
    """The report as a document. `language` is its tag, sv-SE or en-GB: that of the request and of `words`."""
    return Document(
        title=_("Annual report %(year)s", year=report.year),
        subtitle=", ".join(filter(None, (report.unit, report.municipality, _("draft") if report.is_draft else ""))),
        author=report.municipality or report.unit,
        language=language,
        written_at=report.written_at,
        contents_heading=_("Contents"),
        page_of=_("Page %(page)s of %(pages)s", page="{page}", pages="{pages}"),
        chapters=tuple(
            _chapter(number, section, report, words) for number, section in enumerate(words.sections, start=1)
        ),
    )


def _chapter(number: int, section: Heading, report: AnnualReport, words: ReportOutline) -> Chapter:
    about = Paragraph(section.about, Tone.NOTE)
    if section.id == "matrix":
        blocks = matrix_chapter.areas(report.areas, words.columns)
    elif section.id == "works_well":
        blocks = matrix_chapter.works_well(report.works_well, section.heading, words.columns)
    else:
        blocks = WRITERS[section.id](report)
    blocks = blocks or [Paragraph(section.empty)]
    return Chapter(f"{number} {section.heading}", (about, *blocks), landscape=section.id in LYING_DOWN)


def _summary(report: AnnualReport) -> list[Block]:
    blocks = _written(report.summary)
    every = sorted((*report.rows, *report.works_well), key=lambda row: -row.children.order)
    rows = [row for row in every if not row.children.count.is_nobody][:TOP_THEMES]
    if blocks and rows:
        blocks += [
            Paragraph(_("What most children talked about:")),
            Bullets(tuple(f"{row.name}: {matrix_chapter.of_children(row)}" for row in rows)),
        ]
    return blocks


def _priorities(report: AnnualReport) -> list[Block]:
    rows = [row for row in report.rows if any(promise.decided for promise in row.promises)]
    return [Bullets(tuple(f"{row.name}: {matrix_chapter.of_children(row)}" for row in rows))] if rows else []


def _actions(report: AnnualReport) -> list[Block]:
    if not report.decided:
        return []
    return [
        Table(
            caption=_("Decided actions"),
            description=_(
                "One row per action: what will be done, who is responsible, when it is followed up, and how the"
                " unit will see that it has happened."
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
                for promise in report.decided
            ),
        )
    ]


def _last_year(report: AnnualReport) -> list[Block]:
    if report.last_year is None:
        return []
    if not report.last_year:
        return [Paragraph(_("No proposals were decided last year."))]
    return [
        Table(
            caption=_("Last year's proposals"),
            description=_("One row per proposal that was decided last year: who is responsible and where it is now."),
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


def _limitations(report: AnnualReport) -> list[Block]:
    blocks = _written(report.limitations)
    if report.practice:
        blocks.append(
            Paragraph(
                _(
                    "Some of the interviews in this report were put into words by the practice model. The"
                    " report is an exercise and says nothing about real children."
                ),
                Tone.STRONG,
            )
        )
    return blocks


def _written(text: str) -> list[Block]:
    return [Paragraph(text)] if text.strip() else []


WRITERS: Mapping[str, Callable[[AnnualReport], list[Block]]] = {
    "summary": _summary,
    "method": lambda report: method_chapter.blocks(report.method),
    "priorities": _priorities,
    "actions": _actions,
    "last_year": _last_year,
    "surveys": lambda report: survey_chapter.blocks(report.surveys, report.staff),
    "limitations": _limitations,
    "feedback": lambda report: _written(report.feedback),
}

"""The ten chapters of the annual report: comes from an outline and the words of interview_guides, goes to the writer.

Each has its running text, a person's own or the draft, and beside it what stands in tables. Nothing is made up to fill
a chapter: one without anything says so in a sentence.
"""

from dataclasses import replace

from interview_guides.pages import Heading, ReportOutline
from seminar.report import markup, matrix_chapter, method_chapter, section_drafts, survey_chapter
from seminar.report.dates import dated
from seminar.report.document import (
    Block,
    Bullets,
    Cell,
    Chapter,
    Document,
    Paragraph,
    Subheading,
    Table,
    Tone,
    bind,
    text_cell,
)
from seminar.report.outline import AnnualReport
from toolkit.language import gettext as _


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
        opening=(*running(report, "introduction"), *_edition(report), *_practice(report)),
    )


def _edition(report: AnnualReport) -> list[Block]:
    """Which edition it is, and what is other than in the one before."""
    if not report.edition:
        return []
    number = Paragraph(_("Edition %(number)s of the report.", number=report.edition), Tone.NOTE)
    if report.edition == 1:
        return [number]
    kept = _(
        "Where only a few children have come or gone since an edition before this one, the numbers are those of that"
        " edition, so that nobody can pick out a child by comparing them."
    )
    told: list[Block] = [Paragraph(_("Changed since the edition before:"), Tone.NOTE), Bullets(report.changes)]
    return [number, Paragraph(kept, Tone.NOTE), *(told if report.changes else [])]


def running(report: AnnualReport, section: str) -> list[Block]:
    """The running text of a section: what a person has written, or the draft."""
    written = report.get_written(section)
    nodes = markup.parse(written) if written.strip() else section_drafts.draft(report, section).nodes
    level = matrix_chapter.THREE if section.startswith(section_drafts.AREA) else matrix_chapter.TWO
    return [replace(node, level=level) if isinstance(node, Subheading) else node for node in nodes]


def _chapter(number: int, section: Heading, report: AnnualReport, words: ReportOutline) -> Chapter:
    blocks = _matrix(report, words) if section.id == "matrix" else running(report, section.id)
    blocks = [*blocks, *_beside(section.id, report, words)] or [Paragraph(section.empty)]
    return Chapter(f"{number} {section.heading}", tuple(blocks))


def _matrix(report: AnnualReport, words: ReportOutline) -> list[Block]:
    if all(area.is_empty for area in report.areas):
        return []
    return [
        block
        for area in report.areas
        for block in matrix_chapter.area(area, running(report, section_drafts.AREA + area.key), words.columns)
    ]


def _beside(section: str, report: AnnualReport, words: ReportOutline) -> list[Block]:
    """What stands in a section beside its running text."""
    if section == "method":
        return method_chapter.blocks(report.method)
    if section == "works_well":
        return matrix_chapter.themes(report.works_well, words.columns, level=matrix_chapter.TWO)
    if section == "actions":
        return _actions(report)
    if section == "last_year":
        return _last_year(report)
    if section == "surveys":
        return survey_chapter.blocks(report.surveys, report.staff)
    return []


def _actions(report: AnnualReport) -> list[Block]:
    """One row per decided change; a column that nothing stands in is left out."""
    told = [
        (_("Action"), 3.1, [promise.text for promise in report.decided]),
        (_("Kind"), 1.5, [promise.kind for promise in report.decided]),
        (_("Responsible"), 1.5, [promise.responsible for promise in report.decided]),
        (_("Followed up"), 1.6, [bind(dated(promise.due)) if promise.due else "" for promise in report.decided]),
        (_("How it is measured"), 2.2, [promise.indicator for promise in report.decided]),
    ]
    shown = [column for column in told if any(column[2])]
    if not shown:
        return []
    return [
        Table(
            caption=_("Decided actions"),
            description=_(
                "One row per action: what will be done, who is responsible, when it is followed up, and how the"
                " unit will see that it has happened."
            ),
            header=tuple(name for name, _width, _cells in shown),
            widths=tuple(width for _name, width, _cells in shown),
            rows=tuple(tuple(map(text_cell, row)) for row in zip(*(cells for *_name, cells in shown), strict=True)),
            is_captioned=False,
        )
    ]


def _last_year(report: AnnualReport) -> list[Block]:
    if not report.last_year:
        return []
    with_somebody = any(each.responsible for each in report.last_year)
    return [
        Table(
            caption=_("Last year's proposals"),
            description=_("One row per proposal that was decided last year: who is responsible and where it is now."),
            header=(_("Proposal"), *([_("Responsible")] if with_somebody else []), _("Where it is now")),
            widths=(3, *([1.7] if with_somebody else []), 3),
            rows=tuple(
                (
                    text_cell(each.text),
                    *([text_cell(each.responsible)] if with_somebody else []),
                    _state(each.state, each.note),
                )
                for each in report.last_year
            ),
            is_captioned=False,
        )
    ]


def _state(state: str, note: str) -> Cell:
    return (Paragraph(state, Tone.STRONG), *([Paragraph(note)] if note else []))


def _practice(report: AnnualReport) -> list[Block]:
    if not report.practice:
        return []
    told = _(
        "This report is an exercise. What it is made of, or a part of it, is practice data, and it says nothing about"
        " real children."
    )
    return [Paragraph(told, Tone.STRONG)]

"""The report on the screen: the same chapters as the document has, and which of its texts a person may write."""

from collections.abc import Sequence
from dataclasses import dataclass

from interview_guides.pages import ReportOutline
from seminar.report import section_drafts
from seminar.report.chapters import compose
from seminar.report.document import Block, Bullets, Chapter, Paragraph, Quote, Subheading, Table, ThemeName
from seminar.report.outline import AnnualReport, QuestionArea, ThemeRow

KINDS: dict[type[object], str] = {
    Paragraph: "paragraph", Bullets: "list", Quote: "quote", Subheading: "heading", ThemeName: "theme", Table: "table",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report as it stands: `texts` are those parts of it that a person may write."""

    id: str
    chapter: Chapter
    texts: Sequence[str]


def sections(report: AnnualReport, words: ReportOutline, *, language: str) -> list[Section]:
    """The ten sections in their order."""
    document = compose(report, words, language=language)
    return [
        Section(heading.id, chapter, texts_of(heading.id, report))
        for heading, chapter in zip(words.sections, document.chapters, strict=True)
    ]


def texts_of(section: str, report: AnnualReport) -> Sequence[str]:
    """The names of the texts that make a section: one for each area, and one for each of the others."""
    return [text_of(area) for area in report.areas] if section == "matrix" else [section]


def rows_of(report: AnnualReport, section: str) -> Sequence[ThemeRow]:
    """The themes whose quotes are read beside a text: of an area its own, of the summary all of them."""
    if section == "works_well":
        return report.works_well
    if section == "summary":
        return (*report.rows, *report.works_well)
    return next((area.rows for area in report.areas if text_of(area) == section), ())


def text_of(area: QuestionArea) -> str:
    """The name of the text that an area's draft is a draft of."""
    return section_drafts.AREA + area.key


def kind(block: Block) -> str:
    """What a template shows a block as."""
    return KINDS[type(block)]

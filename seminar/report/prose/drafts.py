"""Which section has which draft, and which sections a person may write in. Comes from an outline, gives drafts."""

from collections.abc import Callable, Mapping

from seminar.report.outline import AnnualReport
from seminar.report.prose import areas, closing, decided, opening, summary, surveys
from seminar.report.prose.draft import Draft

AREA = "area_"  # before the key of a question area: its running text is a section of its own
DRAFTS: Mapping[str, Callable[[AnnualReport], Draft]] = {
    "introduction": opening.introduction,
    "summary": summary.summary,
    "method": opening.method,
    "works_well": lambda report: areas.works_well(report.works_well),
    "priorities": decided.priorities,
    "actions": decided.actions,
    "last_year": decided.last_year,
    "surveys": surveys.surveys,
    "limitations": closing.limitations,
    "feedback": closing.feedback,
}


def draft(report: AnnualReport, section: str) -> Draft:
    """The draft of a section. Raises `KeyError` for one that has none."""
    if section.startswith(AREA):
        found = {area.key: area for area in report.areas}
        return areas.area(found[section.removeprefix(AREA)])
    return DRAFTS[section](report)

"""Which section has which draft, and which sections a person may write in. Comes from an outline, gives drafts."""

from collections.abc import Callable, Mapping

from seminar.report import draft_areas, draft_closing, draft_decided, draft_opening, draft_summary, draft_surveys
from seminar.report.outline import AnnualReport
from seminar.report.sentences import Draft

AREA = "area_"  # before the key of a question area: its running text is a section of its own
DRAFTS: Mapping[str, Callable[[AnnualReport], Draft]] = {
    "introduction": draft_opening.introduction,
    "summary": draft_summary.summary,
    "method": draft_opening.method,
    "works_well": lambda report: draft_areas.works_well(report.works_well),
    "priorities": draft_decided.priorities,
    "actions": draft_decided.actions,
    "last_year": draft_decided.last_year,
    "surveys": draft_surveys.surveys,
    "limitations": draft_closing.limitations,
    "feedback": draft_closing.feedback,
}


def draft(report: AnnualReport, section: str) -> Draft:
    """The draft of a section. Raises `KeyError` for one that has none."""
    if section.startswith(AREA):
        found = {area.key: area for area in report.areas}
        return draft_areas.area(found[section.removeprefix(AREA)])
    return DRAFTS[section](report)

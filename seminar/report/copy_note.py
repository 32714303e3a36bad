"""What stands above everything else on every copy of an output: that it is a draft, or an exercise."""

from seminar.report.outline import AnnualReport
from toolkit.language import gettext as _


def of_report(report: AnnualReport) -> str:
    """The note; empty on what is released and about real children."""
    draft = _("Draft") if report.is_draft else ""
    practice = _("Practice: the people and the children are made up.") if report.practice else ""
    return ". ".join(filter(None, (draft, practice)))

"""The names of what is written by hand, and a sentence of help for each."""

from collections.abc import Mapping

from toolkit import content
from toolkit.language import gettext as _


def section_names() -> Mapping[str, str]:
    """By section: as in the report itself, and the selection under its own name."""
    headings = {section.id: section.heading for section in content.current().report.sections}
    return {**headings, "selection": _("How the children were chosen")}


def section_help() -> Mapping[str, str]:
    """By section: what to think of when writing."""
    return {
        "summary": _("Begin with what the children say. Half a page is enough. An empty line starts a new paragraph."),
        "selection": _("How were the children found, and what was different from what you had planned?"),
        "limitations": _("Whose voices are missing, and what can the report not say?"),
        "feedback": _("When and how will the children hear what happens with their answers, and from whom?"),
    }

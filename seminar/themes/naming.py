"""The areas that themes belong to, by name: three from interview_guides, and what works well."""

from collections.abc import Mapping

from interview_guides.guides import QuestionArea
from seminar.themes.models import Area
from toolkit import content
from toolkit.language import gettext as _

WORKS_WELL = Area.WORKS_WELL


def area_names() -> Mapping[Area, str]:
    """Every area's name in the language of the request, in the order of the guide, what works well last."""
    shipped = content.current()
    return {**{Area(area): shipped.area(area).name for area in QuestionArea}, WORKS_WELL: _("What works well")}

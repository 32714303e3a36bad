"""The areas that themes belong to, by name: three from interview_guides, and what works well."""

from collections.abc import Mapping

from interview_guides.guides import QuestionArea
from seminar.themes.models import Area, Theme
from toolkit import content
from toolkit.language import LANGUAGES
from toolkit.language import gettext as _

WORKS_WELL = Area.WORKS_WELL


def area_names() -> Mapping[Area, str]:
    """Every area's name in the language of the request, in the order of the guide, what works well last."""
    shipped = content.current()
    return {**{Area(area): shipped.area(area).name for area in QuestionArea}, WORKS_WELL: _("What works well")}


def for_children(theme: Theme) -> str:
    """What children read in place of a theme's name: its own in the starting codebook, or "" once it is renamed."""
    shipped = [content.in_language(language) for language in LANGUAGES]
    names = {one.name for book in shipped for one in book.codebook.themes if one.id == theme.codebook_id}
    if theme.name not in names:
        return ""
    return next((one.for_children for one in content.current().codebook.themes if one.id == theme.codebook_id), "")

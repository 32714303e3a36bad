"""What each output of the report is called: on the page, and in the name of the file that it is handed out as."""

from collections.abc import Mapping

from toolkit import content
from toolkit.language import gettext as _


def output_names() -> Mapping[str, str]:
    """By the output's name in the list."""
    return {
        "annual-report": _("Annual report"),
        "poster-a4": _("Poster A4"),
        "poster-a3": _("Poster A3"),
        **{f"letter-{one.id.replace('_', '-')}": one.name for one in content.current().outputs.letters},
        "board-pages": _("Two pages for the board"),
        "board-slides": _("Slides for the board"),
        "staff-meeting": _("Page for the staff meeting"),
        "easy-to-read": _("Easy-to-read version"),
    }

"""What each output of the report is called: on the page, and in the name of the file that it is handed out as."""

from collections.abc import Mapping

from toolkit.language import gettext as _


def output_names() -> Mapping[str, str]:
    """By the output's name in the list."""
    return {
        "annual-report": _("Annual report"),
    }

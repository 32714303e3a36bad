"""What each output of the report is called, on the page and as a file, what it is for, and when it is handed out."""

from collections.abc import Mapping

from seminar.report.easy_to_read import Flaw
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
        "open-data": _("Open data"),
    }


def output_uses() -> Mapping[str, tuple[str, str]]:
    """By the output's name: for whom it is, and when it is handed out."""
    poster = (_("For the waiting room: thanks, and what you have decided."), _("When the decisions are made."))
    letter = (
        _("For each child who told. It says what you change, what takes longer, and what becomes a no and why."),
        _("When the decisions are made, with the thank-you card or by post."),
    )
    letters = {f"letter-{one.id.replace('_', '-')}": letter for one in content.current().outputs.letters}
    return {
        "annual-report": (_("The whole report, for everybody who wants to know more."), _("When it is released.")),
        "poster-a4": poster,
        "poster-a3": poster,
        **letters,
        "letter-guardian": (
            _("For the guardians of the children who told. It says nothing of a single child."),
            _("At the same time as the letters to the children."),
        ),
        "board-pages": (_("For the papers of the social welfare board."), _("Before the board's meeting.")),
        "board-slides": (_("For whoever presents the year. The notes say what to tell."), _("At the board's meeting.")),
        "staff-meeting": (_("One page to read and talk about together."), _("At the next staff meeting.")),
        "easy-to-read": (
            _("For everybody who reads slowly, or reads Swedish as a new language."),
            _("Together with the poster, and on the municipality's web site."),
        ),
        "open-data": (
            _("Counts and decisions for whoever compares or publishes. No words of a child."),
            _("When it is released."),
        ),
    }


def flaw_names() -> Mapping[Flaw, str]:
    """Why a sentence is not easy to read."""
    return {
        Flaw.LONG: _("A long sentence"),
        Flaw.HARD_WORD: _("A hard word"),
        Flaw.ABBREVIATION: _("An abbreviation"),
    }

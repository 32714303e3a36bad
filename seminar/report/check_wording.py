"""What a check of the report says, and what the way to mend it is called."""

from collections.abc import Callable, Mapping

from seminar.report.checks import Check, CheckKind
from seminar.report.naming import section_names
from seminar.report.phrases import listing, quoted
from toolkit.language import gettext as _
from toolkit.language import ngettext


def say(check: Check) -> str:
    """The check in a sentence."""
    return WORDS[check.kind](check)


def mend(check: Check) -> str:
    """What the link to the place is called where it is mended."""
    return {
        CheckKind.WAITING: _("To the quotes"),
        CheckKind.UNPRINTABLE: _("To the report"),
        CheckKind.IDENTIFYING: _("Trim it, or choose another"),
        CheckKind.SMALL_NUMBER: _("Change the text"),
        CheckKind.UNREAD: _("To the texts"),
        CheckKind.LEFT_OUT: _("To the cycle"),
        CheckKind.UNQUOTED: _("To the texts"),
        CheckKind.MISSING: _("Write it among the limitations"),
        CheckKind.WORKS_WELL: _("To the board"),
        CheckKind.EMPTY: _("Write the text"),
        CheckKind.UNDECIDED: _("To the proposals"),
        CheckKind.NOBODY: _("To the proposals"),
        CheckKind.CHANGED: _("See what is new"),
        CheckKind.COMPILER: _("Choose who compiles"),
    }[check.kind]


def _name(check: Check) -> str:
    return section_names().get(check.section, check.section)


WORDS: Mapping[CheckKind, Callable[[Check], str]] = {
    CheckKind.WAITING: lambda one: ngettext(
        "%(num)d quote waits for you: a child or a handler has said something. Until then it is shown nowhere.",
        "%(num)d quotes wait for you: a child or a handler has said something. Until then they are shown nowhere.",
        one.number,
    ),
    CheckKind.UNPRINTABLE: lambda one: _(
        "The PDFs cannot show %(sign)s. It stands in “%(words)s”. The report cannot be released before it is written "
        "another way.", sign=one.names[0], words=one.names[1],
    ),
    CheckKind.IDENTIFYING: lambda one: _(
        "A quote under %(theme)s could tell who it is: “%(words)s”", theme=quoted(one.names[0]), words=one.names[1]
    ),
    CheckKind.SMALL_NUMBER: lambda one: _(
        "Your own text in “%(section)s” counts so few that somebody could be recognised: %(numbers)s.",
        section=_name(one), numbers=listing([quoted(name) for name in one.names]),
    ),
    CheckKind.UNREAD: lambda one: ngettext(
        "%(num)d interview is handed over and not read. It is in no number of the report.",
        "%(num)d interviews are handed over and not read. They are in no number of the report.", one.number,
    ),
    CheckKind.LEFT_OUT: lambda one: ngettext(
        "%(num)d interview is still going on, and is not in the report.",
        "%(num)d interviews are still going on, and are not in the report.", one.number,
    ),
    CheckKind.UNQUOTED: lambda one: ngettext(
        "%(num)d interview has nothing under any theme.", "%(num)d interviews have nothing under any theme.", one.number
    ),
    CheckKind.MISSING: lambda one: _("Nobody who was read is: %(groups)s.", groups=listing(one.names)),
    CheckKind.WORKS_WELL: lambda _one: _(
        "Nothing stands under what works well. The children are asked about that, too."
    ),
    CheckKind.EMPTY: lambda one: _("“%(section)s” says nothing yet.", section=_name(one)),
    CheckKind.UNDECIDED: lambda one: ngettext(
        "%(num)d proposal is not decided. In the report it says that nothing is promised.",
        "%(num)d proposals are not decided. In the report they say that nothing is promised.", one.number,
    ),
    CheckKind.NOBODY: lambda one: ngettext(
        "%(num)d decided change has nobody responsible, or no day: %(names)s",
        "%(num)d decided changes have nobody responsible, or no day: %(names)s", one.number,
        names=listing([quoted(name) for name in one.names]),
    ),
    CheckKind.CHANGED: lambda one: ngettext(
        "“%(section)s” is your own text, and the draft has %(num)d new sentence.",
        "“%(section)s” is your own text, and the draft has %(num)d new sentences.", one.number, section=_name(one),
    ),
    CheckKind.COMPILER: lambda _one: _("Nobody is named as the one who compiles the report."),
}  # fmt: skip

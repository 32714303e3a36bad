"""How the changes of a new edition are said: in plain sentences, in the language of the request."""

from collections.abc import Mapping

from seminar.editions.comparing import FIRST_PAGE, Changes, Moved
from seminar.report.naming import said_or_hidden
from toolkit import content
from toolkit.disclosure.shown import Shown
from toolkit.language import gettext as _
from toolkit.language import ngettext


def sentences(changes: Changes) -> tuple[str, ...]:
    """One sentence for the chapters, one for each number."""
    if changes.is_nothing:
        return ()
    names = chapter_names()
    told = [_("Changed: %(chapters)s.", chapters=", ".join(names[one] for one in changes.chapters))]
    told += [_number(one) for one in changes.numbers]
    if changes.themes:
        told.append(
            ngettext(
                "How many children raised a theme: another number in %(num)d theme.",
                "How many children raised a theme: other numbers in %(num)d themes.",
                changes.themes,
            )
        )
    return tuple(told)


def chapter_names() -> Mapping[str, str]:
    """By chapter: its heading, as the report has it."""
    headings = {section.id: section.heading for section in content.current().report.sections}
    return {**headings, FIRST_PAGE: _("the first page")}


def _number(one: Moved) -> str:
    names = {
        "themes": _("Themes"),
        "quotes": _("Quotes from children"),
        "proposals": _("Proposals for change"),
        "decided": _("Decided"),
    }
    name = one.name or names[one.what]
    return _("%(what)s: %(before)s before, %(now)s now.", what=name, before=_said(one.before), now=_said(one.after))


def _said(number: int | Shown) -> str:
    return said_or_hidden(number) if isinstance(number, Shown) else str(number)

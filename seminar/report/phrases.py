"""The few phrases that sentences of the report share: a list, a name in quotation marks, so many children."""

from collections.abc import Sequence

from babel.lists import format_list

from toolkit.language import get_locale, ngettext
from toolkit.language import gettext as _


def listing(parts: Sequence[str]) -> str:
    """ "a, b and c" in the language of the request."""
    return str(format_list(list(parts), locale=get_locale()))


def quoted(name: str) -> str:
    """A name in the quotation marks of the language of the request."""
    return _("“%(theme)s”", theme=name)


def children(number: int) -> str:
    """ "7 children"."""
    return ngettext("%(num)s child", "%(num)s children", number)

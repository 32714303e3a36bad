"""Why something is suggested, in one sentence."""

from collections.abc import Mapping

from seminar.suggestions.matching import Reason, Source
from toolkit.errors import N_
from toolkit.language import gettext as _

BECAUSE: Mapping[Source, str] = {
    Source.NAME: N_("because of the word “%(word)s”, which is in the theme's name"),
    Source.DEFINITION: N_("because of the word “%(word)s”, which is in the theme's description"),
    Source.CODED: N_("because of the word “%(word)s”, which is in quotes that you have put under the theme"),
}


def why(reason: Reason) -> str:
    """The sentence, in the language of the request."""
    return _(BECAUSE[reason.source], word=reason.word)

"""The words for the days when the unit looks at its promises."""

from toolkit.language import lazy_gettext as _l

CHECKPOINT_NAMES = {
    "decision": _l("Decision"),
    "tertial_1": _l("Tertial 1"),
    "tertial_2": _l("Tertial 2"),
    "year_end": _l("Year end"),
}

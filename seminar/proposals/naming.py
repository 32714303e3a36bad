"""The words for where a decided proposal is."""

from toolkit.language import lazy_gettext as _l

STATE_NAMES = {
    "not_started": _l("Not begun"),
    "going": _l("Going on"),
    "still": _l("Stands still"),
    "done": _l("Introduced"),
}
STATE_KINDS = {"not_started": "wait", "going": "now", "still": "stop", "done": "done"}


def state_name(state: str) -> str:
    """The state's name in the language of the request."""
    return str(STATE_NAMES[state])

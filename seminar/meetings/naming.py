"""The words for where something is taken up."""

from seminar.meetings.models import Forum
from toolkit.language import lazy_gettext as _l

FORUM_NAMES = {Forum.MANAGEMENT: _l("The management group"), Forum.BOARD: _l("The municipal board")}

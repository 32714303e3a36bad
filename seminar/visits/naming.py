"""The words for what a child says."""

from seminar.visits.models import Noticed
from toolkit.language import lazy_gettext as _l

NOTICED_NAMES = {Noticed.YES: _l("Yes"), Noticed.NO: _l("No"), Noticed.DONT_KNOW: _l("Does not know")}

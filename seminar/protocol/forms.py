"""The shape of who was there."""

from toolkit.fields import TickField
from toolkit.forms import VersionedForm
from toolkit.language import lazy_gettext as _l


class AttendanceForm(VersionedForm):
    """Everybody who was there."""

    person_ids = TickField(_l("Who was there"))

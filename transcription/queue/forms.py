"""The form of the site's opening hours."""

from wtforms import RadioField, TimeField
from wtforms.validators import Optional

from toolkit.forms import VersionedForm, options
from toolkit.language import lazy_gettext as _l

ALWAYS, BETWEEN = "always", "between"


class HoursForm(VersionedForm):
    """When recordings may be written down."""

    when = RadioField(
        _l("When may recordings be transcribed?"),
        choices=options([(ALWAYS, _l("At any time")), (BETWEEN, _l("Only between two times of day"))]),
        default=ALWAYS,
    )
    begins = TimeField(_l("Begins at"), validators=[Optional()])
    ends = TimeField(_l("Ends at"), validators=[Optional()])

"""The shape of what whoever leads does with a quote, and of what handlers tick."""

from wtforms import BooleanField, TextAreaField
from wtforms.validators import Length

from toolkit.forms import HouseForm, VersionedForm, stripped
from toolkit.language import lazy_gettext as _l

LONGEST = 2000


class QuoteForm(VersionedForm):
    """How a quote stands."""

    wording = TextAreaField(
        _l("The quote in other words"),
        description=_l("Leave it empty to let the child's own words stand."),
        filters=[stripped],
        validators=[Length(max=LONGEST)],
    )
    is_unsigned = BooleanField(_l("Without age and sex: signed “A child”"))


class TicksForm(HouseForm):
    """What a handler has ticked, as names of fields: never filled from what stands."""

"""The shape of a report on a promise."""

from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from seminar.proposals.naming import STATE_NAMES
from toolkit.fields import DayField, NumberField
from toolkit.forms import HouseForm, options, stripped
from toolkit.language import lazy_gettext as _l


class ProgressForm(HouseForm):
    """How it goes with one promise; `seen` is how many reports there were when the page was opened."""

    state = RadioField(
        _l("How does it go?"),
        choices=options(STATE_NAMES.items()),
        validators=[InputRequired(_l("Choose how it goes."))],
    )
    note = TextAreaField(
        _l("In a few words"),
        filters=[stripped],
        validators=[Optional(), Length(max=2000)],
        description=_l("What has been done, and what stands in the way."),
    )
    on = DayField(_l("Day"), validators=[InputRequired(_l("Choose a day."))])
    seen = NumberField(widget=HiddenInput(), default=0)

"""The shape of an item for a meeting."""

from wtforms import RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from seminar.meetings.models import Forum
from seminar.meetings.naming import FORUM_NAMES
from toolkit.fields import DayField
from toolkit.forms import VersionedForm, options, stripped
from toolkit.ids import as_id, optional_id
from toolkit.language import lazy_gettext as _l


class MeetingItemForm(VersionedForm):
    """What is taken up, where, when and by whom; and afterwards what came of it."""

    forum = RadioField(
        _l("Where is it taken up?"), choices=options(FORUM_NAMES.items()), coerce=Forum,
        validators=[InputRequired(_l("Choose where it is taken up."))],
    )  # fmt: skip
    on = DayField(_l("Day of the meeting"), validators=[InputRequired(_l("Choose a day."))])
    presenter = StringField(
        _l("Who presents it?"), filters=[stripped],
        validators=[DataRequired(_l("Write who presents it.")), Length(max=200)],
    )  # fmt: skip
    cycle_id = SelectField(_l("The report"), coerce=optional_id, validators=[Optional()])
    actions = SelectMultipleField(
        _l("Actions"), coerce=as_id, validators=[Optional()],
        option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False),
    )  # fmt: skip
    outcome = TextAreaField(
        _l("What came of it"), filters=[stripped], validators=[Optional(), Length(max=2000)],
        description=_l("Afterwards: noted, decided, sent back with a question. It stands with each action."),
    )  # fmt: skip

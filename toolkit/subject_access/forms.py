"""By which code a child is looked for, and under which number somebody has asked."""

from wtforms import BooleanField, StringField
from wtforms.validators import DataRequired, Length

from toolkit.forms import HouseForm, stripped
from toolkit.language import lazy_gettext as _l
from toolkit.subject_access.requests import NO_REFERENCE


class CodeForm(HouseForm):
    """Whom somebody asks about."""

    code = StringField(
        _l("The child’s code"),
        filters=[stripped],
        description=_l(
            "As it stands in the year’s list of children. The unit’s own key tells which child has which code."
        ),
        validators=[DataRequired(_l("Write the code."))],
    )


class RequestForm(HouseForm):
    """A request that was registered, and that somebody has looked who asks."""

    reference = StringField(
        _l("The request’s number in your register"),
        filters=[stripped],
        description=_l("For example a diary number. Write no names."),
        validators=[DataRequired(_l(NO_REFERENCE)), Length(max=120)],
    )
    is_checked = BooleanField(
        _l(
            "I have looked that whoever asks may be told: the child itself, or a guardian from whom nothing has to be"
            " kept"
        ),
        validators=[
            DataRequired(_l("Look first who asks, and whether anything has to be kept from them. Then tick it."))
        ],
    )

"""The shape of what the draw goes by: languages, room and ages of a worker."""

from wtforms import StringField
from wtforms.validators import Length, NumberRange, Optional

from toolkit.fields import NumberField, YearsField
from toolkit.forms import VersionedForm, stripped
from toolkit.language import lazy_gettext as _l


class MeetsForm(VersionedForm):
    """Whom somebody can meet."""

    languages = StringField(
        _l("Languages besides Swedish"),
        filters=[stripped],
        validators=[Optional(), Length(max=200)],
        description=_l("In which the person can talk with a child, with commas between, such as somaliska, arabiska."),
    )
    capacity = NumberField(
        _l("Children to meet in a year"),
        default=1,
        validators=[NumberRange(1, 20, _l("Write a number between 1 and 20."))],
    )
    youngest = YearsField(_l("Meets children from the age of"), description=_l("Empty when any age is fine."))
    oldest = YearsField(_l("Meets children up to the age of"), description=_l("Empty when any age is fine."))

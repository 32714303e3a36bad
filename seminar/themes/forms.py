"""The shape of a theme, and of the choice from the starting codebook."""

from wtforms import HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from toolkit.forms import HouseForm, VersionedForm, stripped
from toolkit.language import lazy_gettext as _l

NAME = (DataRequired(_l("Write what the theme is called.")), Length(max=80, message=_l("Keep the name short.")))


class ThemeForm(VersionedForm):
    """A theme's name, area and definition. The view gives `area` its choices."""

    name = StringField(_l("Name"), filters=[stripped], validators=[*NAME])
    area = SelectField(_l("Belongs to"))
    definition = TextAreaField(_l("What belongs here"), filters=[stripped], validators=[Optional(), Length(max=1000)])


class StartForm(HouseForm):
    """Themes to take over. The view gives the choices."""

    codebook_ids = SelectMultipleField(
        _l("Themes that children have raised before"),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validators=[InputRequired(_l("Choose at least one theme."))],
    )


class MoveForm(HouseForm):
    """One step up (-1) or down (1)."""

    steps = HiddenField(validators=[AnyOf(("-1", "1"))])

"""The shape of a theme, and of the choice from the starting codebook."""

from wtforms import HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from seminar.themes.numbering import MOST
from toolkit.forms import HouseForm, VersionedForm, stripped
from toolkit.ids import as_id, optional_id
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


class EarlierForm(HouseForm):
    """Themes of an earlier year to take over. The view gives the choices."""

    theme_ids = SelectMultipleField(
        _l("Themes of an earlier year"),
        coerce=as_id,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validators=[InputRequired(_l("Choose at least one theme."))],
    )


class MoveForm(HouseForm):
    """So many steps up (negative) or down: one by a button, several by dragging."""

    steps = HiddenField(validators=[AnyOf(tuple(str(steps) for steps in range(-MOST, MOST + 1) if steps))])


class MergeForm(HouseForm):
    """The theme that another one is merged into. The view gives the choices."""

    into = SelectField(
        _l("Merge it with"),
        coerce=optional_id,
        validators=[InputRequired(_l("Choose another theme to merge it with."))],
    )

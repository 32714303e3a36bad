"""The shape of the choice of a compiler, and of a yes to what somebody has seen."""

from wtforms import HiddenField, SelectField
from wtforms.validators import InputRequired, Length

from toolkit.forms import HouseForm, VersionedForm
from toolkit.ids import optional_id
from toolkit.language import lazy_gettext as _l


class CompilerForm(VersionedForm):
    """Who compiles the report. The page fills in the choices."""

    person_id = SelectField(
        _l("Compiles the report"), coerce=optional_id, validators=[InputRequired(_l("Choose who compiles the report."))]
    )


class YesForm(HouseForm):
    """A yes; `seen` is the fingerprint of the report as the page showed it, and `releases` that the page had asked."""

    seen = HiddenField(validators=[InputRequired(), Length(max=64)])
    releases = HiddenField(validators=[Length(max=1)])

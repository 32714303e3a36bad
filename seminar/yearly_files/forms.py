"""The shape of what is asked for: which year a file is about."""

from wtforms import SelectField

from toolkit.forms import HouseForm
from toolkit.language import lazy_gettext as _l


class YearForm(HouseForm):
    """The view gives `year` its choices."""

    year = SelectField(_l("Year"), coerce=int)

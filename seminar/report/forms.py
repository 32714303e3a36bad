"""The shape of a hand-written text of the report."""

from wtforms import TextAreaField
from wtforms.validators import Length, Optional

from toolkit.forms import VersionedForm, stripped
from toolkit.language import lazy_gettext as _l


class TextForm(VersionedForm):
    """One text; an empty one is allowed and means that nothing is written."""

    text = TextAreaField(_l("Text"), filters=[stripped], validators=[Optional(), Length(max=20_000)])

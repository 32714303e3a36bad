"""The shape of a hand-written text of the report, and of a decision about an open answer."""

from wtforms import StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length, Optional

from toolkit.forms import HouseForm, VersionedForm, stripped
from toolkit.language import lazy_gettext as _l


class TextForm(VersionedForm):
    """One text; an empty one is allowed and means that nothing is written."""

    text = TextAreaField(_l("Text"), filters=[stripped], validators=[Optional(), Length(max=20_000)])


class OpenAnswerForm(HouseForm):
    """What becomes of an open answer: `go` is use, leave or undo."""

    source = StringField(validators=[InputRequired(), Length(max=64)])
    go = StringField(validators=[AnyOf(("use", "leave", "undo"))])
    text = TextAreaField(_l("In the report"), filters=[stripped], validators=[Optional(), Length(max=4000)])

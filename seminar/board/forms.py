"""The shape of what the group writes about a theme."""

from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from toolkit.forms import VersionedForm, stripped
from toolkit.language import lazy_gettext as _l


class SummaryForm(VersionedForm):
    """What the children say about a theme, all of it together."""

    text = TextAreaField(
        _l("What do the children say, all in all?"),
        filters=[stripped],
        validators=[Length(max=4000)],
        description=_l(
            "A few sentences in your own words. Choose quotes instead of copying them here: if a child takes the "
            "interview back, its quotes go with it."
        ),
    )


class VoiceForm(VersionedForm):
    """One thought of the social workers."""

    text = TextAreaField(
        _l("How do you understand what the children say?"),
        filters=[stripped],
        validators=[DataRequired(_l("Write something first.")), Length(max=2000)],
        description=_l("One thought at a time. Write about how you work, not about one child."),
    )
    from_group = StringField(
        _l("From a group"),
        filters=[stripped],
        validators=[Optional(), Length(max=80)],
        description=_l("If you like, such as group 2. The board never says who wrote it."),
    )

"""The shape of a coding, and of a note."""

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from seminar.texts.forms import PassageForm
from toolkit.forms import VersionedForm, stripped
from toolkit.ids import optional_id
from toolkit.language import lazy_gettext as _l


class MarkForm(PassageForm):
    """A passage, and the theme that it is put under; or a new one."""

    theme_id = SelectField(_l("Theme"), coerce=optional_id)
    new_theme = StringField(_l("Or a new theme"), filters=[stripped], validators=[Optional(), Length(max=80)])
    new_area = RadioField(_l("The new theme belongs to"), validators=[Optional()])


def _note_field() -> TextAreaField:
    return TextAreaField(
        _l("Your note"), filters=[stripped], validators=[DataRequired(_l("Write something first.")), Length(max=500)],
        description=_l("Everybody in the room sees it. It never stands in the report."),
    )  # fmt: skip


class NoteForm(PassageForm):
    """A note to a passage."""

    text = _note_field()


class NoteWordsForm(VersionedForm):
    """Other words in a note."""

    text = _note_field()

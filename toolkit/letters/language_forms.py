"""The shape of a translation that comes back from a translator, with who has checked it."""

from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import SelectMultipleField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from toolkit.fields import DayField
from toolkit.forms import HouseForm, stripped
from toolkit.language import lazy_gettext as _l
from toolkit.letters.translation_sheet import LARGEST


class TranslationForm(HouseForm):
    """The filled-in Word file, and who has checked it against the Swedish."""

    file = FileField(
        _l("The filled-in Word file"),
        description=_l("The one that you downloaded here, at most 2 MB."),
        validators=[FileRequired(_l("Choose a file first."))],
    )
    by = StringField(
        _l("Who has checked it"),
        filters=[stripped],
        description=_l("Somebody who knows both languages and did not do the translation. Give a name or a title."),
        validators=[DataRequired(_l("Write who has checked the translation.")), Length(max=120)],
    )
    on = DayField(_l("When it was checked"), validators=[InputRequired(_l("Write the date."))])
    right = SelectMultipleField(_l("Right as it stands"), validate_choice=False)

    def read_file(self) -> bytes:
        """What was sent, at most a byte more than it may be."""
        chosen: Any = self.file.data
        content: bytes = chosen.read(LARGEST + 1)
        return content
